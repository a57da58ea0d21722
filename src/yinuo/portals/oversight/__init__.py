"""督察: the justice bureau's screen; every figure opens its list."""
