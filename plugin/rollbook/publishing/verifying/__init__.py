"""Verifying: what can be proved of a published edition, without a network and without trust."""
