"""督察: what the justice bureau sees, computed from the cases themselves (clauses 2.1-a, 3.1, 3.4, 4.1 to 4.3, 5)."""
