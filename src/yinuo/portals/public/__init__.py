"""公众: the catalogue, notices, checking a letter, what is published; no sign-in."""
