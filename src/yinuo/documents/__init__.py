"""文书: rendered, hashed, stored and delivered with proof (clauses 2.3-c, 3.3)."""
