"""信用: the append-only ledger, standing, determination, objection and repair (clauses 2.2-c, 2.5)."""
