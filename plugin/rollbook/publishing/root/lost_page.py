"""The page that a web server shows where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from rollbook.publishing.names import wrong_edition
from rollbook.publishing.root.page import Root, asset, page_of
from rollbook.views.rendering import render

LOST = "404.html"


def lost_page(root: Root) -> Iterator[tuple[str, str]]:
    """It stands at any depth, so that its links begin at the root of the server."""
    base = urlsplit(root.site).path or "/"
    entries = [entry for entry in root.ledger.editions if not wrong_edition(entry.edition)]
    body = render(
        "root/lost",
        script=asset("lost.js"),
        base=base,
        at=root.now.at if root.now else "",
        editions=" ".join(entry.edition for entry in entries),
        pruned=[entry.edition for entry in entries if entry.pruned],
    )
    yield LOST, page_of("This page is not there", body)
