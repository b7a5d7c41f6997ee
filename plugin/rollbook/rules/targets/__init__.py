"""Rules on what a procedure goes back to."""
