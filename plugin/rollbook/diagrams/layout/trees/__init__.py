"""Trees: from what is seen to what is done, left to right or indented."""
