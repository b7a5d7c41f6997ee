"""Layout: figures become drawings, in which everything has its place in pixels."""
