"""The public pages, one file a topic."""
