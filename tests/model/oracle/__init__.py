"""A second opinion on what a procedure means: a token net, written from the definition alone."""
