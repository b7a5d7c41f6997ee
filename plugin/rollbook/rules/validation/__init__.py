"""Rules on how people know that it worked."""
