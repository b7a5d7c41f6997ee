"""Runs: what people answer on the way through a procedure, and what follows from it."""
