"""Answers to "What is wrong?": every trigger with the SOP that it calls for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.trigger import HumanCall
from rollbook.views.addresses import link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.pictures import concerned
from rollbook.views.prose import unlinked
from rollbook.views.sop.triggers import Sign, signs
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class Answer:
    """A trigger with the SOP that it calls for.

    Besides what it shows, `words` find it, which are its own, and `about`, those of the whole SOP.
    """

    sign: Sign
    says: Markup
    href: str
    sop: str
    system: str
    words: str
    about: str


def answers(library: Library) -> list[Answer]:
    """Those of every SOP in use."""
    return [answer for dossier in library.in_use() for answer in _answers(dossier)]


def _answers(dossier: Dossier) -> Iterator[Answer]:
    sop = dossier.sop
    page = sop_page(dossier.id)
    about = " ".join(_words_of_sop(dossier))
    for sign in signs(dossier):
        yield Answer(
            sign,
            unlinked(sign.says),
            link(page, "trigger", sign.id),
            sop.title,
            title_case(sop.system),
            " ".join(_words_of_trigger(dossier, sign.id)),
            about,
        )


def _words_of_sop(dossier: Dossier) -> Iterator[str]:
    yield dossier.id
    for name, component in concerned(dossier).items():
        yield from (name, component.name)


def _words_of_trigger(dossier: Dossier, name: str) -> Iterator[str]:
    """What monitoring and people call it."""
    trigger = dossier.sop.triggers[name]
    if trigger.severity:
        yield f"sev{trigger.severity} p{trigger.severity}"
    if isinstance(trigger, HumanCall):
        yield trigger.evidence or ""
    else:
        yield from (trigger.metric, dossier.metrics[trigger.metric].query or "")
        yield trigger.alert or ""
