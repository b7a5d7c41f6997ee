"""Where editions are kept: a branch, and what stands on it beside their pages."""
