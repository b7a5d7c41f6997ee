"""Rules on how a procedure stays true."""
