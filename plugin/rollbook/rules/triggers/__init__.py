"""Rules on when a procedure is called for."""
