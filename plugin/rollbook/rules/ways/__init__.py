"""Ways: how an SOP can run, from its first step to its ends."""
