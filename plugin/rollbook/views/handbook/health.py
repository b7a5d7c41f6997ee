"""Health: what the rules have found, SOP by SOP, and what is ignored for a reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from markupsafe import Markup

from rollbook.loading.finding import Finding
from rollbook.loading.veil import Veil
from rollbook.views.addresses import link, sop_page
from rollbook.views.badges import Badge
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.prose import inline
from rollbook.views.rendering import render
from rollbook.views.report import counted, summary, visible
from rollbook.views.reports.rule_links import rule_link
from rollbook.views.words import sentence, title_case

_BADGES = {"error": Badge("bad", "fail", "Error"), "warning": Badge("warn", "problem", "Warning")}
_NOTES: Mapping[str, str] = {
    "draft": "A draft: nobody acts on it yet.",
    "retired": "Retired: nobody acts on it any more.",
}
_KINDS: Mapping[str, str] = {
    "steps": "step",
    "fallback": "step",
    "triggers": "trigger",
    "targets": "target",
    "checks": "check",
    "roles": "role",
    "components": "component",
    "notices": "notice",
    "inputs": "input",
}
"""Section of an SOP → the kind of anchor that its entries have on the page."""


@dataclass(frozen=True, slots=True)
class Row:
    """A finding as it is shown; `href` leads to what it is about, `rule_href` to the rule."""

    badge: Badge
    says: str
    hint: str
    place: str
    href: str
    rule: str
    rule_href: str


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of an SOP, or of what all of them share."""

    title: str
    href: str
    note: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Excused:
    """A rule that an SOP ignores, and why."""

    sop: str
    href: str
    rule: str
    rule_href: str
    reason: Markup


def health(library: Library) -> Markup:
    """The findings by SOP, errors first; then what is ignored, and the SOPs without findings."""
    found: dict[str, list[Finding]] = {}
    for finding in library.faults:
        found.setdefault(finding.sop, []).append(finding)
    every = [dossier for system in library.systems.values() for dossier in system]
    in_use = [dossier for dossier in every if dossier.sop.status != "retired"]
    groups = [_of_sop(d, found[d.id], library.veil) for d in every if d.id in found]
    if shared := found.get(""):
        groups.append(Group("What all SOPs share", "", "", _rows(shared, None)))
    return render(
        "handbook/health",
        summary=_summary(library.faults, len(in_use)),
        groups=groups,
        excused=[excused for dossier in in_use for excused in _excused(dossier, library.veil)],
        clean=[
            (library.veil.text(d.sop.title), link(sop_page(d.id)))
            for d in in_use
            if d.id not in found
        ],
    )


def _summary(faults: Sequence[Finding], sops: int) -> str:
    if not faults:
        return f"No rule is broken in {counted(sops, 'SOP')}."
    return f"{summary(faults)}; {counted(sops, 'SOP')} in use."


def _of_sop(dossier: Dossier, findings: list[Finding], veil: Veil) -> Group:
    note, title = _NOTES.get(dossier.sop.status, ""), veil.text(dossier.sop.title)
    return Group(title, link(sop_page(dossier.id)), note, _rows(findings, dossier))


def _rows(findings: list[Finding], dossier: Dossier | None) -> list[Row]:
    errors_first = sorted(findings, key=lambda finding: (finding.level, finding))
    return [
        Row(
            _BADGES[finding.level],
            sentence(visible(finding.message)),
            sentence(visible(finding.hint)),
            f"{visible(finding.file)}:{finding.line}",
            _href(finding, dossier),
            finding.rule,
            rule_link(finding.rule),
        )
        for finding in errors_first
    ]


def _href(finding: Finding, dossier: Dossier | None) -> str:
    """The page of the SOP, at what the finding is about; a record has no place there."""
    if dossier is None or PurePath(finding.file).stem != dossier.id:
        return ""
    section, name, *_ = (*map(str, finding.path), "", "")
    if section not in _KINDS or name not in getattr(dossier.sop, section):
        return ""
    return link(sop_page(dossier.id), _KINDS[section], name)


def _excused(dossier: Dossier, veil: Veil) -> Iterator[Excused]:
    for rule, reason in dossier.sop.ignore.items():
        href = link(sop_page(dossier.id))
        title = veil.text(f"{title_case(dossier.sop.system)}: {dossier.sop.title}")
        yield Excused(title, href, rule, rule_link(rule), inline(veil.text(reason)))
