"""Permanent addresses: each leads to the edition in force, or says what has become of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.model.value import ID_FORM
from rollbook.publishing.branch.known import Known, KnownSop
from rollbook.publishing.edition.manifest import PublishedSop
from rollbook.publishing.root.in_force import InForce, has_pages, last_page
from rollbook.publishing.root.page import Root, leading, page_of, up
from rollbook.views.addresses import anchor, run_page, sop_page, trigger_page, url
from rollbook.views.rendering import render
from rollbook.views.report import visible
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class Gone:
    """A thing that the edition in force lacks; `last` is where it can still be read."""

    kind: str
    name: str
    anchor: str
    edition: str
    last: str


def permanent_pages(root: Root, known: Known) -> Iterator[tuple[str, str]]:
    """The page at each address that any edition ever gave to an SOP or a trigger."""
    for sop, about in known.sops.items():
        if is_id(sop):
            for path in (sop_page(sop), run_page(sop)):
                address = _Address(root, f"{url(path)}index.html", sop, about)
                yield address.path, address.of_sop(act=path == run_page(sop))
            for trigger in filter(is_id, about.triggers):
                address = _Address(root, trigger_page(sop, trigger), sop, about)
                yield address.path, address.of_trigger(trigger)


def is_id(name: str) -> bool:
    """Whether this can be a part of an address: what stands on a branch may be anything."""
    return re.fullmatch(ID_FORM, name) is not None


@dataclass(frozen=True, slots=True)
class _Address:
    """The page at `path`, which belongs to an SOP."""

    root: Root
    path: str
    sop: str
    about: KnownSop

    def of_sop(self, *, act: bool) -> str:
        """The page that leads to the SOP, or to where one acts on it."""
        now, has = self._today()
        title = visible(self.about.title)
        if now is None or has is None:
            return self._notice(title, self._gone("SOP", "", self.about.edition))
        gone = list(self._gone_from(has))
        there = now.act(self.sop) if act else now.read(self.sop)
        return self._leading(title, title, there, gone, act=act)

    def of_trigger(self, trigger: str) -> str:
        """The page that leads from an alert to where one acts."""
        now, has = self._today()
        known = self.about.triggers[trigger]
        name = visible(known.name)
        title = f"{name}: {visible(self.about.title)}"
        there = now.trigger(self.sop, trigger) if now else ""
        if now is None or not there:
            gone = self._gone("trigger", trigger, known.edition)
            return self._notice(title, gone, now if has else None)
        act = there.partition("#")[0] != now.read(self.sop)
        return self._leading(title, name, there, [], act=act)

    def _today(self) -> tuple[InForce | None, PublishedSop | None]:
        now = self.root.now
        return now, now.sop(self.sop) if now else None

    def _gone_from(self, has: PublishedSop) -> Iterator[Gone]:
        """The triggers and steps that the SOP once had."""
        triggers = {name: trigger.edition for name, trigger in self.about.triggers.items()}
        for kind, once, there in (
            ("trigger", triggers, has.triggers),
            ("step", self.about.steps, has.steps),
        ):
            for name, edition in once.items():
                if is_id(name) and name not in there:
                    yield self._gone(kind, name, edition)

    def _gone(self, kind: str, name: str, edition: str) -> Gone:
        place = anchor(kind, name) if name else ""
        trigger = name if kind == "trigger" else ""
        last = self._to(last_page(self.root.now, edition, self.sop, trigger))
        last += f"#{place}" if kind == "step" else ""
        there = has_pages(self.root.ledger, edition)
        return Gone(kind, title_case(name), place, edition, last if there else "")

    def _leading(self, title: str, head: str, there: str, gone: list[Gone], *, act: bool) -> str:
        to, above = self._to(there), up(self.path)
        body = render("root/leading", title=head, to=to, act=act, gone=gone, up=above)
        canonical = f"{self.root.site}{there.partition('#')[0]}" if self.root.site else ""
        return leading(title, body, to, canonical, " ".join(one.anchor for one in gone))

    def _notice(self, title: str, gone: Gone, now: InForce | None = None) -> str:
        """The page of a thing that is gone; `now` still has its SOP."""
        body = render(
            "root/gone",
            title=title,
            gone=gone,
            act=self._to(now.act(self.sop)) if now else "",
            read=self._to(now.read(self.sop)) if now else "",
            home=self._to(f"{self.root.now.at}/") if self.root.now else "",
            up=up(self.path),
        )
        return page_of(title, body)

    def _to(self, there: str) -> str:
        """The way from this page to an address that begins at the root."""
        return up(self.path) + there
