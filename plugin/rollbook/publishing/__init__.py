"""An edition of the handbook: made, published, kept, and proved to be as it was."""
