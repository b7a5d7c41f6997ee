"""What the script makes of a run is what the model makes of it, in every state."""

from __future__ import annotations

import json
import random
import subprocess
from collections import deque
from collections.abc import Mapping, Sequence
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
from rollbook.model.runs.walking import MOST_STATES, walk
from rollbook.views.acting.plan import plan
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from tests.diagrams.dossiers import TODAY, own, random_set
from tests.site.winding import winding
from tests.sites import Project

Said = tuple[int, str, str]
"""The place of a state, a step that is open in it, and an answer."""

MOST = 500
"""States of a random procedure; those of this repository are walked to the end."""
LONGEST = 60
"""Answers of a long way by chance, on which ways back are gone more than once."""


class Walked:
    """States in the order in which they were met, each by an answer from one before.

    `edges` are the other answers, each from a state to one that was met before.
    """

    def __init__(self, first: State) -> None:
        self.places = {first: 0}
        self.came: list[Said] = []
        self.edges: list[tuple[int, *Said]] = []

    def go(self, state: State, name: str, answer: str, after: State) -> None:
        said = (self.places[state], name, answer)
        if after not in self.places:
            self.places[after] = len(self.places)
            self.came.append(said)
        else:
            self.edges.append((self.places[after], *said))

    def way(self, place: int) -> list[tuple[str, str]]:
        """The answers that lead to a state."""
        if not place:
            return []
        before, name, answer = self.came[place - 1]
        return [*self.way(before), (name, answer)]


def walked(procedure: Procedure, most: int) -> Walked:
    """Each answer in each state of a walk, as far as it goes."""
    walk_ = walk(procedure, most)
    found = Walked(walk_.first)
    known = walk_.came.keys()
    todo = deque([walk_.first])
    while todo:
        state = todo.popleft()
        for name in state.open:
            for answer in answers(procedure.flow, name):
                after = take(procedure, state, name, answer)
                if after in known and after not in found.places:
                    todo.append(after)
                if after in known:
                    found.go(state, name, answer, after)
    return found


def long_way(procedure: Procedure, found: Walked, seed: str) -> None:
    """Go one long way by chance."""
    chance = random.Random(seed)
    state = begun(procedure)
    for _ in range(LONGEST):
        if not state.open:
            break
        name = chance.choice(sorted(state.open))
        possible = answers(procedure.flow, name)
        answer = possible[0] if chance.random() < 0.5 else chance.choice(possible)
        before, state = state, take(procedure, state, name, answer)
        found.go(before, name, answer, state)


def told(procedure: Procedure, state: State) -> dict[str, Any]:
    """What the model says of a state."""
    known = Joining(state)
    waiting = [
        join
        for join in procedure.lines.joins
        if join not in state.open and join not in state.answers
    ]
    return {
        "open": sorted(state.open),
        "missing": {
            join: sorted(
                [name, status.fate, sorted(status.left)]
                for name, status in known.missing(join).items()
            )
            for join in waiting
        },
        "over": is_over(state),
        "end": end(state),
        "tried": dict(state.tried),
    }


def scripted(asked: Sequence[tuple[Dossier, Walked]]) -> list[dict[str, Any]]:
    """What the script says in each state, and by which answers it comes to another."""
    questions = [
        {"plan": plan(dossier), "came": found.came, "edges": found.edges}
        for dossier, found in asked
    ]
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
    found = {name: walked(procedure, most) for name, procedure in procedures.items()}
    for name, procedure in procedures.items():
        long_way(procedure, found[name], name)
    said = scripted([(dossiers[name], found[name]) for name in dossiers])
    for (name, procedure), script in zip(procedures.items(), said, strict=True):
        flow, states = procedure.flow, found[name]
        assert script["answers"] == {step: list(answers(flow, step)) for step in flow.steps}
        for (state, place), now in zip(states.places.items(), script["states"], strict=True):
            model = told(procedure, state)
            assert {key: now[key] for key in model} == model, (name, states.way(place))
        for place, before, *answer in script["astray"]:
            pytest.fail(f"{name}: {states.way(before)} {answer}: not {states.way(place)}")
    return sum(len(states.places) for states in found.values())


def test_script_and_model_agree_on_our_own_procedures() -> None:
    """Open steps, what each closed join lacks and why, whether it is over, and how it ends."""
    assert agree(own(), MOST_STATES) > 20_000


def test_script_and_model_agree_on_what_init_writes(project: Project) -> None:
    """The procedure that a new handbook begins with."""
    assert project.run("rollbook", "init").code == 0
    loaded = load([project.folder / "sops"], project.folder)
    assert loaded.handbook is not None
    dossiers = Library(loaded.handbook, TODAY).dossiers
    assert agree(dossiers, MOST_STATES) > 10


@pytest.mark.parametrize("part", range(3))
def test_script_and_model_agree_on_random_procedures(part: int) -> None:
    """Of every shape that the language allows, and as many that wind as few of people do."""
    assert agree({**random_set(part), **winding(part)}, MOST) > 5_000
