"""A tabletop: an example that a group talks through, and sees then what was done and why."""

from __future__ import annotations

import json
import re

from markupsafe import Markup

from rollbook.views.addresses import PRACTICE, example_page, link, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.lessons import learned
from rollbook.views.practice.scenes import minutes, scenes
from rollbook.views.prose import brief, markdown
from rollbook.views.rendering import render
from rollbook.views.sop.triggers import signs
from rollbook.views.told import earlier, example_told
from rollbook.views.verdicts import badge
from rollbook.views.words import title_case

_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_FENCE = re.compile(r"^ {0,3}(?:```|~~~)", re.MULTILINE)


def tabletop(dossier: Dossier, name: str) -> Markup:
    """What is seen first, then each step behind its question, and at the end what it was."""
    example = dossier.sop.examples[name]
    told = example_told(dossier, name)
    incident = dossier.incident_of(example)
    seen, rest = _parted(example.story)
    outcome = incident.outcome if incident else example.outcome or ""
    digest = dossier.standing.digest
    return render(
        "practice/tabletop",
        sop_title=dossier.sop.title,
        sop_href=link(sop_page(dossier.id)),
        practice_href=link(PRACTICE),
        case_title=example.title,
        case_href=link(example_page(dossier.id, name)),
        about=json.dumps(
            {
                "sop": dossier.id,
                "procedure": digest,
                "title": dossier.sop.title,
                "case": example.title,
                "key": f"rollbook:tabletop:{dossier.id}:{name}:{digest}",
            },
            ensure_ascii=False,
        ),
        minutes=minutes(told),
        earlier=earlier(told),
        trigger=title_case(told.trigger),
        sign=next((sign for sign in signs(dossier) if sign.id == told.trigger), None),
        seen=markdown(seen) if seen else None,
        scenes=scenes(dossier, told),
        result=badge(told.verdict),
        story=markdown(rest) if rest else None,
        root_cause=markdown(incident.root_cause) if incident and incident.root_cause else None,
        outcome=markdown(outcome),
        lessons=[
            *(lesson.text for lesson in (learned(dossier, incident) if incident else ())),
            *map(brief, example.lessons or ()),
        ],
    )


def _parted(story: str) -> tuple[str, str]:
    """What a story tells first, and the rest; a single paragraph would tell the cause as well."""
    parts = _PARAGRAPHS.split(story, maxsplit=1)
    if len(parts) == 1 or len(_FENCE.findall(parts[0])) % 2:
        return "", story
    return parts[0], parts[1]
