"""A run goes the ways of the flow, whatever an SOP holds and whatever is answered."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rollbook.model.flow import EXITS, Edge, Flow
from rollbook.views.acting.plan import plan
from rollbook.views.dossier import Dossier
from tests.diagrams.dossiers import own, random_set

KINDS = {"done": ("next", "yes"), "yes": ("yes", "next"), "no": ("no",), "fail": ("fail",)}
MOST = 120
"""Answers after which a walk is left: random SOPs can lead round and round."""

Walk = list[dict[str, Any]]


@pytest.fixture(scope="module")
def walked() -> list[tuple[Dossier, list[Walk]]]:
    """Walks with answers by chance through random SOPs and our own."""
    dossiers = [*own().values(), *random_set(0).values()]
    asked = {"plans": [plan(dossier) for dossier in dossiers], "walks": 12, "most": MOST}
    done = subprocess.run(
        ["node", Path(__file__).with_name("walk.mjs")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
    )
    return list(zip(dossiers, json.loads(done.stdout), strict=True))


def steps(walked: list[tuple[Dossier, list[Walk]]]) -> Iterator[tuple[Flow, Walk, int]]:
    for dossier, walks in walked:
        for walk in walks:
            for place in range(1, len(walk)):
                yield dossier.flow, walk, place


def led(flow: Flow, step: str, answer: str) -> list[Edge]:
    """The edges that an answer goes along."""
    kinds = KINDS.get(answer, ("next", "case"))
    said = answer.removeprefix("case:")
    return [
        edge
        for edge in flow.out_of[step]
        if edge.kind in kinds and (edge.kind != "case" or edge.answer == said)
    ]


def waits(flow: Flow, edge: Edge) -> bool:
    after = flow.steps[edge.target].after or ()
    return len(after) > 1 and edge.source in after and edge.kind not in ("fail", "no")


def test_it_begins_where_the_flow_begins(walked: list[tuple[Dossier, list[Walk]]]) -> None:
    for dossier, walks in walked:
        assert all(walk[0]["open"] == list(dossier.flow.starts) for walk in walks)


def test_every_answer_leads_where_the_flow_says(walked: list[tuple[Dossier, list[Walk]]]) -> None:
    """To each step of its edges, at once or when a join has all that it waits for."""
    seen = 0
    for flow, walk, place in steps(walked):
        now = walk[place]
        edges = led(flow, now["step"], now["answer"])
        if any(edge.target == "stop" for edge in edges):
            assert (now["open"], now["left"]) == ([], "stop")
            continue
        for edge in edges:
            if edge.target in EXITS:
                assert now["left"] == edge.target
            elif waits(flow, edge):
                assert edge.target in now["open"] or edge.target in now["waiting"]
            else:
                assert edge.target in now["open"]
            seen += 1
    assert seen > 1_000


def test_nothing_opens_by_itself(walked: list[tuple[Dossier, list[Walk]]]) -> None:
    """What is newly open is where the answer leads, or a join that has waited."""
    for flow, walk, place in steps(walked):
        before, now = walk[place - 1], walk[place]
        led_to = {edge.target for edge in led(flow, now["step"], now["answer"])}
        for step in set(now["open"]) - (set(before["open"]) - {now["step"]}):
            assert step in led_to or step in before["waiting"]


def test_a_join_waits_for_all_that_can_still_be_taken(
    walked: list[tuple[Dossier, list[Walk]]],
) -> None:
    """As long as a step that it waits for can be reached, it is closed; else it opens."""
    waited = 0
    for flow, walk, place in steps(walked):
        now = walk[place]
        for join in now["waiting"]:
            after = set(flow.steps[join].after or ())
            ahead = set(now["open"]) | (set(now["waiting"]) - {join})
            assert any(after & ({step} | reached(flow, step, join)) for step in ahead), join
            waited += 1
        assert now["open"] or not now["waiting"]
    assert waited > 100


def reached(flow: Flow, start: str, without: str) -> set[str]:
    seen: set[str] = set()
    todo = [start]
    while todo:
        for edge in flow.out_of[todo.pop()]:
            if edge.target in flow.steps and not edge.back and edge.target not in {without, *seen}:
                seen.add(edge.target)
                todo.append(edge.target)
    return seen


def test_where_all_goes_well_every_step_of_the_way_is_taken(
    walked: list[tuple[Dossier, list[Walk]]],
) -> None:
    """Our own SOPs end with their last check read, and nothing left open."""
    for dossier, (good, *_) in walked[: len(own())]:
        taken = [step["step"] for step in good[1:]]
        assert good[-1]["open"] == good[-1]["waiting"] == []
        assert good[-1]["left"] == ""
        assert len(taken) == len(set(taken))
        assert dossier.critical_path.steps[-1] in taken
