"""督察: the justice bureau's first screen; every figure opens its list, every list its article (clauses 3.4-a, 3.4-b, 5)."""
