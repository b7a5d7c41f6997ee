"""Ways: how an SOP can end, and what comes of a step that fails, in words."""
