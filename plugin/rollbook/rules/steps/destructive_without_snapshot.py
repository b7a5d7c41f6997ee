"""A command destroys data of which nothing was saved before."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.flow import Flow
from rollbook.model.step import Run
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.ways.every_way import on_every_way
from rollbook.rules.words.destruction import destruction, may_destroy

_HINT = (
    "take a snapshot in a step before it, and say what it 'saves', "
    "or say in 'undo' how the data come back"
)


def _check(subject: Subject) -> Iterator[Fault]:
    running = {n: s for n, s in subject.flow.steps.items() if isinstance(s, Run)}
    if not may_destroy("\n".join(step.run for step in running.values())):
        return
    for name, step in running.items():
        words = "" if step.undo and step.undo.lower() != "none" else destruction(step.run)
        saved = _saved(subject.flow, name) if words else frozenset()
        if words and not (step.restores in saved if step.restores else saved):
            missing = f"'{step.restores}' is not saved" if saved else "nothing is saved"
            message = f"'{words}' in step '{name}' destroys what is there, and {missing} before it"
            yield Fault(subject.at(name, "run"), message, _HINT, excerpt=words)


def _saved(flow: Flow, name: str) -> frozenset[str]:
    """The components that have been saved on every way to the end of a step."""
    saving = {step: part for step, each in flow.steps.items() if (part := each.saves)}
    own = {saving[name]} if name in saving else set()
    return on_every_way(flow, saving)[name] | own


RULE = Rule(
    module=__name__,
    level="error",
    why="A rollback that has dropped the wrong table leaves nothing to go back to.",
    bad="""\
steps:
  revert-index:
    run: |
      psql search -c 'DROP TABLE index_new'
    undo: none
""",
    good="""\
steps:
  save-index:
    run: pg_dump search --table index_new --file index_new.sql
    by: executor
    after: revert
    takes: 3m
    saves: index
    expect: The file ends with *dump complete*
    undo: none
  revert-index:
    run: |
      psql search -c 'DROP TABLE index_new'
    after: save-index
    undo: none
""",
    check=_check,
)
