"""决定: grant, refuse, take back, annul, each with reasons, basis and remedies (clauses 1-b, 2.4-d)."""
