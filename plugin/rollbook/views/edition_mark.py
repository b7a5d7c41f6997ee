"""The mark of an edition, at the top of each of its pages: a script says where it is outdated.

It does not name the edition, so that a page that says the same is the same file in every edition.
"""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.rendering import render


def edition_mark(root: str, script: str) -> Markup:
    """The mark; `root` leads from the page to the root of the site, `script` to its script."""
    return render("edition", root=root, script=script)
