"""What changes the branch: publishing, retracting and pruning, each in one step or not at all."""
