"""Facts: what several rules ask of an SOP and of its records."""
