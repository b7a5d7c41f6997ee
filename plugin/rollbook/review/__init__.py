"""Review: two editions of a handbook, what changed and how risky that is."""
