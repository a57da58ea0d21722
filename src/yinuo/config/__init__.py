"""How the house is wired: settings, addresses, the launcher and the clock."""
