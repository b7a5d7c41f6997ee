"""Formats: figures and drawings as text and bytes that other programs read."""
