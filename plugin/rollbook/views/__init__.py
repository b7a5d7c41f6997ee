"""From the handbook to pages of Markdown, and to the blocks of HTML in them."""
