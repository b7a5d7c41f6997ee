"""A command destroys data of which nothing was saved before."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.flow import Flow
from rollbook.model.step import Run
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
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
        saved = _saved(subject.flow)[name] if words else frozenset()
        if words and not (step.restores in saved if step.restores else saved):
            missing = f"'{step.restores}' is not saved" if saved else "nothing is saved"
            message = f"'{words}' in step '{name}' destroys what is there, and {missing} before it"
            yield Fault(subject.at(name, "run"), message, _HINT, excerpt=words)


def _saved(flow: Flow) -> dict[str, frozenset[str]]:
    """Step → the components that have been saved on every way to the end of it.

    A join has what any of the steps that it waits for has; who comes because a step has failed has
    not what this step was to save.
    """
    known: dict[str, frozenset[str]] = {}
    for name in flow.order:
        step = flow.steps[name]
        waits_for = step.after if step.after and len(step.after) > 1 else ()
        joined: frozenset[str] = frozenset()
        ways: list[frozenset[str]] = []
        for edge in flow.into[name]:
            if edge.back:
                continue
            saved = known.get(edge.source, frozenset())
            if edge.kind == "fail":
                saved -= {flow.steps[edge.source].saves or ""}
            if edge.source in waits_for and edge.kind in ("next", "yes"):
                joined |= saved
            else:
                ways.append(saved)
        if waits_for:
            ways.append(joined)
        own = {step.saves} if step.saves else set()
        known[name] = (frozenset.intersection(*ways) if ways else frozenset()) | own
    return known


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
