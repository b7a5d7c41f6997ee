"""The programs that Rollbook lives in: wiring only."""
