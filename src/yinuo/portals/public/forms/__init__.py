"""What the public pages take in, one file a topic."""
