"""Journeys through a whole house with a real browser; one process plays them all, so that one house is started."""
