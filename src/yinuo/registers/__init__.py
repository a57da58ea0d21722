"""公示: what is published, masked, from when until when; what credit ends is no longer shown (clauses 2.6-d, 3.2-a)."""
