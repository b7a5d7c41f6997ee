"""The page that stands in for an SOP that cannot be shown, while its author mends it."""

from __future__ import annotations

from collections.abc import Sequence

from rollbook.loading.files import SHARED
from rollbook.loading.finding import Finding
from rollbook.loading.folder import Loaded
from rollbook.views import addresses
from rollbook.views.heading import heading
from rollbook.views.pages import Page
from rollbook.views.rendering import render
from rollbook.views.report import reports, summary
from rollbook.views.words import title_case


def report_pages(loaded: Loaded, findings: Sequence[Finding]) -> list[Page]:
    """A page for each SOP that could not be read; without a handbook, the home page too."""
    errors = [finding for finding in findings if finding.level == "error"]
    made = []
    if loaded.handbook is None and errors:
        made.append(_page(addresses.HOME, "The handbook cannot be shown", errors, loaded, ()))
    sops = loaded.handbook.sops if loaded.handbook else {}
    for kind, name in loaded.shown:
        if kind == "sop" and name not in sops:
            own = [finding for finding in errors if finding.file == loaded.shown[kind, name]]
            own = own or [f for f in errors if f.file == loaded.shown.get(SHARED)]
            path = addresses.sop_page(name)
            made.append(_page(path, title_case(name), own, loaded, ("SOPs", "Mistakes")))
    return made


def _page(
    path: str, title: str, findings: list[Finding], loaded: Loaded, section: tuple[str, ...]
) -> Page:
    sources = loaded.sources({finding.file for finding in findings})
    body = render("report", summary=summary(findings), reports=list(reports(findings, sources)))
    # One line: Markdown then takes it for one block of HTML, whatever the texts are.
    flat = str(body).replace("\n", "&#10;")
    return Page(path, title, f"{heading(title)}\n\n{flat}\n", section)
