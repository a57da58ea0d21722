"""The pages of oversight: the screen, the list behind a figure, sources and outbox."""
