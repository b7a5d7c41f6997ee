"""Rules on what goes back, and what feels it."""
