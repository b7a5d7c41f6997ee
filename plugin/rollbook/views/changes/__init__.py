"""Changes as reviewers read them: Markdown, a page of its own, and parts of the handbook."""
