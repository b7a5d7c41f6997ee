"""Ids that authors mention in prose, as links to what they name."""

from __future__ import annotations

import re

from markupsafe import Markup

from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier

_MENTION = re.compile(r"<a\b.*?(?:</a>|\Z)|<code>([a-z][a-z0-9-]*)</code>", re.DOTALL)


def with_links(html: Markup, dossier: Dossier) -> Markup:
    """Make a link of each code span that is the id of a step of this SOP, or of another SOP."""

    def linked(found: re.Match[str]) -> str:
        href = _address(found[1], dossier) if found[1] else None
        return f'<a href="{href}">{found[0]}</a>' if href else found[0]

    return Markup(_MENTION.sub(linked, html))


def _address(name: str, dossier: Dossier) -> str | None:
    if name in dossier.numbers:
        return link(sop_page(dossier.id), "step", name)
    if name in dossier.handbook.sops and name != dossier.id:
        return link(sop_page(name))
    return None
