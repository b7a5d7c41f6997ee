"""Wording: what a reviewer reads of an edit."""
