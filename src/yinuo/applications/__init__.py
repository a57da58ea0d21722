"""申请: draft, routes per proof item, materials, submission, supplement; both routes are equal (clauses 1-a, 2.2-b)."""
