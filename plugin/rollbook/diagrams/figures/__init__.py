"""Figures: what is drawn, before anybody knows where it stands."""
