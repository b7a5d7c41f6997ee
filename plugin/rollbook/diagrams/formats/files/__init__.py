"""Drawings as whole files: SVG with its own styles, and PNG."""
