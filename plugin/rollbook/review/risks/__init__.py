"""Risks: one file for each reason why a change makes a control weaker, or is harmless."""
