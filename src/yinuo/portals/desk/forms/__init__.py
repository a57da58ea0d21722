"""What an officer types at the desk."""
