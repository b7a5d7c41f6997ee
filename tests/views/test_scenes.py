"""The scenes of a tabletop: what is known at each, and what was done then."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.model.measures import Duration
from rollbook.model.runs.verdict import verdict
from rollbook.views.practice.scenes import minutes, scenes
from rollbook.views.told import Told
from tests.model.procedures import TARGETS as ONE
from tests.model.procedures import dossier

STEPS = """
look: {ask, takes: 1m, otherwise: stop}
back: {act, takes: 2m, on_fail: rescue, expect: It is back}
test: {test, takes: 3m, on_fail: rescue}
shut: {act, takes: 1m}
"""
RESCUE = "rescue: {act, takes: 1m, then: shut, expect: People see it}"


TARGETS = """targets:
  base: [{ref: "mlflow:base/2"}, {ref: "mlflow:base/1"}]
"""
PUT = "run: 'put ${targets.base}', by: executor, undo: none, takes: 1m, restores: base"
SHOWS = "expect: 'It shows ${targets.base}'"
TURN = f"""
turn: {{{PUT}, {SHOWS}, on_fail: other}}
note: {{do: 'Note ${{targets.base}}.', by: executor, takes: 1m, note: 'It is ${{targets.base}}.'}}
sure: {{test, takes: 1m}}
"""
STANDS_IN = f"other: {{{PUT}, {SHOWS}, then: note}}"
TURNS_OFF = "other: {act, takes: 1m, expect: 'Not even ${targets.base}'}"


def told(
    times: str,
    *,
    current: bool = True,
    steps: str = STEPS,
    fallback: str = RESCUE,
    targets: str = ONE,
) -> Told:
    """A case of these steps, each of which took a minute, or as many as stand behind it."""
    taken = {}
    for word in times.split():
        name, _, took = word.partition(":")
        taken[name] = Duration.parse(f"{took or 1}m")
    seconds = {name: took.seconds for name, took in taken.items()}
    sop = dossier(steps, fallback, targets=targets).sop
    judged = verdict(sop, seconds, known=current)
    return Told("A case", "sops/one/examples/a.md", "bad", taken, current, judged)


def seen(times: str, *, current: bool = True) -> list[tuple[str, list[str]]]:
    found = scenes(dossier(STEPS, RESCUE), told(times, current=current))
    return [(scene.when, scene.known) for scene in found]


def test_each_scene_says_what_has_just_happened() -> None:
    """A yes, what a step was expected to show, and a failure; with the time since the trigger."""
    assert seen("look back:5 test rescue shut") == [
        ("at the trigger", []),
        ("1 min after the trigger", ["The answer to “Look” was yes."]),
        ("6 min after the trigger", ["“Back” is done. It is back"]),
        ("7 min after the trigger", ["“Test” has failed."]),
        ("8 min after the trigger", ["“Rescue” is done. People see it"]),
    ]
    assert seen("look back rescue")[2][1] == ["“Back” has failed."]


def test_what_was_answered_is_told_with_what_was_done() -> None:
    """Where there was a choice: yes, no with its end, or that it failed."""
    whole = scenes(dossier(STEPS, RESCUE), told("look back rescue"))
    said = [[str(f.text.striptags()) for f in scene.done.facts] for scene in whole]
    assert said == [
        ["yes → 2 Back"],
        ["it failed → 5 Rescue", "It is back"],
        ["People see it"],
    ]
    (ended,) = scenes(dossier(STEPS, RESCUE), told("look"))
    assert [str(f.text.striptags()) for f in ended.done.facts] == ["no → leave the procedure"]


def test_a_step_that_is_gone_is_named_and_has_no_id() -> None:
    """A record of today's procedure cannot name it."""
    whole = scenes(dossier(STEPS, RESCUE), told("look older-way test", current=False))
    assert [(s.done.id, s.done.name) for s in whole] == [
        ("look", "Look"),
        (None, "Older way"),
        ("test", "Test"),
    ]
    assert whole[2].known == ["“Older way” is done."]


def test_a_table_waits_for_nothing() -> None:
    """A step of five days is talked of for five minutes."""
    assert minutes(told("look:3 back:7200 test:1")) == 9


def played(times: str, fallback: str) -> list[tuple[list[str], str, list[str]]]:
    """Of each scene what is known, what was done, and what is told of it."""
    found = dossier(TURN, fallback, targets=TARGETS)
    case = told(times, steps=TURN, fallback=fallback, targets=TARGETS)
    return [
        (
            scene.known,
            str((scene.done.command or scene.done.text or Markup("")).striptags()),
            [str(fact.text.striptags()) for fact in scene.done.facts],
        )
        for scene in scenes(found, case)
    ]


def test_a_step_is_told_with_the_target_in_use_in_that_case() -> None:
    """The second where the first had failed: in the step that stands for it, and behind it."""
    first, other, note, _ = played("turn other note sure", STANDS_IN)
    assert first[1:] == ("put base/2", ["it failed → 4 Other", "It shows base/2"])
    assert other == (["“Turn” has failed."], "put base/1", ["It shows base/1"])
    assert note == (["“Other” is done. It shows base/1"], "Note base/1.", ["It is base/1."])
    _, note, _ = played("turn note sure", STANDS_IN)
    assert note == (["“Turn” is done. It shows base/2"], "Note base/2.", ["It is base/2."])


def test_a_step_that_was_tried_with_each_target_says_so() -> None:
    """It led away only when none was left."""
    turn, off = played("turn other", TURNS_OFF)
    assert turn[1] == "put base/2"
    assert turn[2] == [
        "base/2 has failed, then put base/1",
        "it failed → 4 Other",
        "It shows base/1",
    ]
    assert off[2] == ["Not even base/1"]
