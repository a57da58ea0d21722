"""监管: routine supervision of commitments exempt from checking, by verifiable draws (clauses 2.4-b, 2.4-c)."""
