"""Pages at the permanent addresses of triggers: each leads an alert to where one acts."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from rollbook.views.addresses import run_page, sop_page, trigger_page
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.sop.triggers import Sign, signs


@dataclass(frozen=True, slots=True)
class AlertPage:
    """The page at the permanent address of a trigger.

    `to` are the pages that it leads to: where one acts, if there is such a page, and the SOP's.
    """

    path: str
    dossier: Dossier
    sign: Sign
    to: tuple[str, ...]

    def html(self, urls: Mapping[str, str]) -> str:
        """The whole page; `urls` are those of the pages that it leads to, as seen from it."""
        there = [f"{urls[page]}#{self.sign.anchor}" for page in self.to]
        return render(
            "alert",
            sign=self.sign,
            sop=self.dossier.sop.title,
            retired=self.dossier.sop.status == "retired",
            first=there[0],
            act=there[:-1],
            read=there[-1],
        )


def alert_pages(library: Library, pages: Container[str]) -> Iterator[AlertPage]:
    """One for each trigger, those of retired SOPs too: an alert may still be linked to them."""
    for dossier in library.dossiers.values():
        run, read = run_page(dossier.id), sop_page(dossier.id)
        acts = run in pages and dossier.sop.status != "retired"
        for sign in signs(dossier):
            path = trigger_page(dossier.id, sign.id)
            yield AlertPage(path, dossier, sign, (run, read) if acts else (read,))
