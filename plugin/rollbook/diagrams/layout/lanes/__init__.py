"""Lanes: flows and maps laid out on a grid of lanes and rows, with their lines."""
