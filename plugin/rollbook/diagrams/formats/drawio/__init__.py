"""Drawings for draw.io, and for what reads its files."""
