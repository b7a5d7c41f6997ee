"""Rebuilt: the commit, built once more, gives the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rollbook.loading.settings import settings
from rollbook.publishing.edition.building import BrokeDown, NotBuilt, build, checked_out
from rollbook.publishing.edition.making import NoHandbook, manifest_of
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.edition.order import Order
from rollbook.publishing.edition.tools import tools
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.sources import origin
from rollbook.publishing.verifying.subject import Subject
from rollbook.views.report import counted

_SHOWN = len("sha256:") + 12


def rebuilt(subject: Subject) -> Proof:
    """Build the edition again, somewhere else, and compare every digest."""
    manifest = subject.manifest.value
    if manifest is None:
        return Proof("rebuild", "not proven", ("no manifest says how it was built",))
    if subject.lacking or subject.around.repository is None:
        return Proof("rebuild", "not proven", (f"it cannot be built again: {subject.lacking}",))
    try:
        again = _again(subject, manifest)
    except (BrokeDown, NotBuilt, NoHandbook, ValueError) as error:
        others = _unlike(manifest.tools, {**manifest.tools, **tools(())})
        says = ("it cannot be built again", *others, *str(error).splitlines())
        return Proof("rebuild", "not proven", says)
    return _compared(manifest, again)


def _again(subject: Subject, manifest: Manifest) -> Manifest:
    assert subject.around.repository is not None
    since = manifest.since
    order = Order(manifest.edition, since.edition if since else "", since.commit if since else "")
    with checked_out(subject.around.repository.top, manifest.source.commit) as copy:
        made_from = origin(manifest, copy)
        site = copy.parent / "site"
        build(made_from.project, site, order, manifest.source.epoch)
        named = settings(made_from.project).named
        return manifest_of(site, made_from, order, manifest.retention, tools(named))


def _compared(was: Manifest, now: Manifest) -> Proof:
    others = list(_unlike(was.tools, now.tools))
    fields = [
        f"its {name.replace('_', ' ')} comes out otherwise"
        for name in type(was).model_fields
        if name not in ("tools", "files") and getattr(was, name) != getattr(now, name)
    ]
    files = [
        f"{was.edition}/{name}: {_fault(was.files.get(name), now.files.get(name))}"
        for name in sorted(was.files.keys() | now.files.keys())
        if was.files.get(name) != now.files.get(name)
    ]
    if not fields and not files:
        said = f"built again from commit {was.source.commit[:12]}, every byte is the same"
        return Proof("rebuild", "proved", (said, *others))
    count = counted(len(fields) + len(files), "part")
    summary = (
        f"built again, {count} of it {'comes' if count.startswith('1 ') else 'come'} out otherwise"
    )
    if others:
        summary += ", as may be with other versions of its tools"
    return Proof(
        "rebuild", "not proven" if others else "failed", (summary, *others, *fields, *files)
    )


def _unlike(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    """The tools that are not the same."""
    for name in sorted(was.keys() | now.keys()):
        if was.get(name) != now.get(name):
            here, then = now.get(name, "not here"), was.get(name, "without it")
            yield f"{name} is {here}, and it was built with {then}"


def _fault(was: str | None, now: str | None) -> str:
    if now is None:
        return "it does not come out again"
    if was is None:
        return "it comes out, and the manifest does not have it"
    return f"its SHA-256 comes out as {now[7:_SHOWN]}… and not {was[7:_SHOWN]}…"
