"""Rules on what people do."""
