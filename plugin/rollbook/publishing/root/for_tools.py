"""What crawlers and other tools ask for at the root: where the edition in force has it."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.publishing.edition.manifest import PublishedSop
from rollbook.publishing.root.in_force import InForce
from rollbook.publishing.root.page import Root
from rollbook.publishing.root.permanent import is_id
from rollbook.views.addresses import LLMS, SITEMAP, sop_json
from rollbook.views.llms import Entry, llms_text
from rollbook.views.rendering import render


def for_tools(root: Root) -> Iterator[tuple[str, str]]:
    """The sitemap and `llms.txt`; neither where no edition is in force."""
    now = root.now
    if now is None:
        return
    if root.site and SITEMAP in now.manifest.files:
        yield SITEMAP, render("root/sitemap", sitemap=f"{root.site}{now.at}/{SITEMAP}")
    yield LLMS, _llms(root, now)


def _llms(root: Root, now: InForce) -> str:
    sops = [_entry(root, now, sop, about) for sop, about in now.manifest.sops.items() if is_id(sop)]
    rest = [Entry("All editions", f"{root.site}editions/", "When each was in force.")]
    if LLMS in now.manifest.files:
        more = Entry("More", f"{root.site}{now.at}/{LLMS}", "What each SOP is for, and the rest.")
        rest.insert(0, more)
    summary = f"Edition {now.manifest.edition} is in force."
    return llms_text(now.manifest.title, summary, {"SOPs": sops, "Optional": rest})


def _entry(root: Root, now: InForce, sop: str, about: PublishedSop) -> Entry:
    data = f"{now.at}/{sop_json(sop)}"
    return Entry(
        about.title,
        root.site + now.read(sop),
        f"{about.status}, version {about.version}",
        root.site + data if sop_json(sop) in now.manifest.files else "",
    )
