"""What an edition is, and how it is built from a commit."""
