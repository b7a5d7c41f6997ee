"""The steps as a list: the flow once more in words, for who cannot see it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from rollbook.views.dossier import Dossier
from rollbook.views.sop.steps import steps
from tests.diagrams.dossiers import own, random_set, sized

CARD = re.compile(r'<li class="rb-step [^>]*id="step-([a-z0-9-]+)"[^>]*>(.*?)</li>\n', re.DOTALL)
FACT = re.compile(r"<dt[^>]*>(.*?)</dt><dd[^>]*>(.*?)</dd>", re.DOTALL)
ENDS = {"stop": "leave the procedure", "escalate": "escalate"}
TAG = re.compile(r"<[^>]+>")


def facts(html: str) -> list[tuple[str, str]]:
    """What a card says below what is done: label, and where it leads as HTML."""
    return [(unescape(TAG.sub("", label)).strip(), said) for label, said in FACT.findall(html)]


@pytest.mark.parametrize("dossier", [*own().values(), *sized().values()], ids=lambda d: d.id)
def test_every_answer_and_failure_is_said(dossier: Dossier) -> None:
    """Each yes, no, case and failure, with the step that it leads to."""
    _said(dossier)


def test_every_answer_and_failure_of_random_sops_is_said() -> None:
    """Whatever they hold."""
    for dossier in random_set(0).values():
        _said(dossier)


def _said(dossier: Dossier) -> None:
    cards = dict(CARD.findall(str(steps(dossier))))
    assert list(cards) == list(dossier.sop.all_steps)
    words = {"yes": "Yes", "fail": "If it fails"}
    for edge in dossier.flow.edges:
        if edge.kind == "next":
            continue
        label = words.get(edge.kind) or ("No" if edge.kind == "no" else edge.answer)
        labels = {label, "Otherwise"} if edge.kind == "no" else {label}
        found = [said for name, said in facts(cards[edge.source]) if name in labels]
        goal = ENDS.get(edge.target, f"#step-{edge.target}")
        assert any(goal in said.lower() for said in found), (dossier.id, edge)
