"""The mark of an edition, at the top of each of its pages: a script says where it is outdated."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.rendering import render


def edition_mark(edition: str, root: str, script: str) -> Markup:
    """The mark; `root` leads from the page to the root of the site, `script` to its script."""
    return render("edition", edition=edition, root=root, script=script)
