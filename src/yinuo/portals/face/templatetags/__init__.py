"""Template tags of the face; built in for every template."""
