"""Rollback SOPs for AI systems, as a handbook that people act on."""
