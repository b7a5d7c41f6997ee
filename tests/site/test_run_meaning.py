"""What the script makes of a run is what the model makes of it, in every state."""

from __future__ import annotations

import json
import random
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from rollbook.loading.folder import load
from rollbook.model.runs.answering import answers
from rollbook.model.runs.ending import end, is_over
from rollbook.model.runs.joining import Joining
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.state import State
from rollbook.model.runs.taking import begun, take
from rollbook.model.runs.walking import walk
from rollbook.views.acting.plan import plan
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from tests.diagrams.dossiers import TODAY, own, random_set
from tests.site.winding import winding
from tests.sites import Project

Way = tuple[tuple[str, str], ...]
"""Steps with their answers, in order."""

MOST = 2_000
"""States of a procedure of this repository; a random one has a tenth."""
LONGEST = 60
"""Answers of a long way by chance, on which ways back are gone more than once."""


def ways(procedure: Procedure, most: int) -> dict[Way, State]:
    """A way to each state of a walk, and each way that is the beginning of one."""
    walked = walk(procedure, most)
    return {tuple(walked.way(state)): state for state in walked.states.values()}


def long_way(procedure: Procedure, seed: str) -> dict[Way, State]:
    """The states on one long way by chance."""
    chance = random.Random(seed)
    state = begun(procedure)
    way: Way = ()
    found = {way: state}
    while state.open and len(way) < LONGEST:
        name = chance.choice(sorted(state.open))
        possible = answers(procedure.flow, name)
        answer = possible[0] if chance.random() < 0.5 else chance.choice(possible)
        state, way = take(procedure, state, name, answer), (*way, (name, answer))
        found[way] = state
    return found


def told(procedure: Procedure, state: State) -> dict[str, Any]:
    """What the model says of a state."""
    known = Joining(procedure.lines, state)
    waiting = [
        join
        for join in procedure.lines.joins
        if join not in state.open and join not in state.answers
    ]
    return {
        "open": sorted(state.open),
        "missing": {
            join: sorted(
                [name, status.fate, sorted(status.causes)]
                for name, status in known.missing(join).items()
            )
            for join in waiting
        },
        "over": is_over(procedure, state),
        "end": end(procedure, state),
        "tried": dict(state.tried),
    }


def scripted(asked: Sequence[tuple[Dossier, Iterable[Way]]]) -> list[dict[str, Any]]:
    """What the script says after each of some ways, the beginnings of which come before them."""
    questions = []
    for dossier, found in asked:
        places = {way: place for place, way in enumerate(found)}
        came = [(places[way[:-1]], *way[-1]) for way in places if way]
        questions.append({"plan": plan(dossier), "came": came})
    done = subprocess.run(
        ["node", Path(__file__).with_name("meaning.mjs")],
        input=json.dumps(questions),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answered: list[dict[str, Any]] = json.loads(done.stdout)
    return answered


def agree(dossiers: Mapping[str, Dossier], most: int) -> int:
    """Hold the script to the model on the walk of each, and on a long way; count the states."""
    procedures = {name: Procedure.of(dossier.sop) for name, dossier in dossiers.items()}
    found = {
        name: ways(procedure, most) | long_way(procedure, name)
        for name, procedure in procedures.items()
    }
    said = scripted([(dossiers[name], found[name]) for name in dossiers])
    for (name, procedure), script in zip(procedures.items(), said, strict=True):
        flow = procedure.flow
        assert script["answers"] == {step: list(answers(flow, step)) for step in flow.steps}
        for (way, state), now in zip(found[name].items(), script["states"], strict=True):
            model = told(procedure, state)
            assert {key: now[key] for key in model} == model, (name, way)
    return sum(map(len, found.values()))


def test_script_and_model_agree_on_our_own_procedures() -> None:
    """Open steps, what each closed join lacks and why, whether it is over, and how it ends."""
    assert agree(own(), MOST) > 3_000


def test_script_and_model_agree_on_what_init_writes(project: Project) -> None:
    """The procedure that a new handbook begins with."""
    assert project.run("rollbook", "init").code == 0
    loaded = load([project.folder / "sops"], project.folder)
    assert loaded.handbook is not None
    dossiers = Library(loaded.handbook, TODAY).dossiers
    assert agree(dossiers, MOST) > 10


@pytest.mark.parametrize("part", range(3))
def test_script_and_model_agree_on_random_procedures(part: int) -> None:
    """Of every shape that the language allows, and as many that wind as few of people do."""
    assert agree({**random_set(part), **winding(part)}, MOST // 10) > 5_000
