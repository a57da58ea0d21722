"""Four people walk through the real pages: the truthful, the false, the one who withdraws, the one nobody can check."""
