"""Rules on how long it takes, and who does it."""
