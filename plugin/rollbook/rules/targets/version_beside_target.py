"""A version is typed out beside the target that says which one it is."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.fix import Replace
from rollbook.loading.shapes import Path
from rollbook.model.check import RunCheck
from rollbook.model.step import Do
from rollbook.rules.facts.states import State, states
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.versions import Artifact, Typed

_SHOWN = 60


def _check(subject: Subject) -> Iterator[Fault]:
    """At most one for each target in a text: mending one shows whether there are more."""
    texts = list(_texts(subject))
    together = "\n".join(text for _, text in texts)
    seen: set[tuple[Path, str]] = set()
    for state in states(subject):
        artifact = Artifact(state.target.ref)
        if artifact.typed(together) is None:
            continue
        for path, text in texts:
            typed = artifact.typed(text)
            if typed and (path, typed.words) not in seen and not _is_of_list(subject, state, typed):
                seen.add((path, typed.words))
                yield _fault(state, path, text, typed)
    for state, path in _answers(subject):
        version = state.target.ref.version
        if (path, version) not in seen:
            yield _fault(state, path, version, Typed(0, version, 0, ".id"))


def _texts(subject: Subject) -> Iterator[tuple[Path, str]]:
    """What people type, read back or send; a log query knows no placeholders."""
    for path, text in subject.commands:
        if path[-1] != "logs":
            yield path, text
    for name, step in subject.sop.all_steps.items():
        if step.expect is not None:
            yield subject.at(name, "expect"), step.expect
        if isinstance(step, Do):
            yield subject.at(name, "do"), step.do
    for name, check in subject.sop.checks.items():
        if isinstance(check, RunCheck):
            yield ("checks", name, "expect"), check.expect
    for name, notice in subject.sop.notices.items():
        yield ("notices", name, "say"), notice.say


def _is_of_list(subject: Subject, state: State, typed: Typed) -> bool:
    """Another version that is itself one of the targets is spoken of there."""
    if typed.instead is not None:
        return False
    others = subject.sop.targets[state.component]
    return any(
        typed.words.endswith(other.ref.version) for other in others if other is not state.target
    )


def _fault(state: State, path: Path, text: str, typed: Typed) -> Fault:
    component, words = state.component, typed.words
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    if typed.instead is None:
        return Fault(
            path,
            f"'{shown}' is typed out, and target '{component}' is '{state.shown}'",
            f"let it come from ${{targets.{component}}}, ${{live.{component}}} or 'inputs'",
            excerpt=words,
        )
    placeholder = f"{words[: typed.kept]}${{targets.{component}{typed.instead}}}"
    message = f"'{shown}' is target '{component}', typed out"
    if path[-1] == "live":
        return Fault(path, message, "ask the system what runs, and name no version", excerpt=words)
    # The words are looked for from the start of the text; and only the best target has a name.
    is_first = text.find(words) == typed.start
    fix = Replace(placeholder) if is_first and state.place == 0 else None
    return Fault(
        path, message, f"write {placeholder}, which follows the target", excerpt=words, fix=fix
    )


def _answers(subject: Subject) -> Iterator[tuple[State, Path]]:
    """A check of a component's `live` command that expects its version, however short that is."""
    checks = [(n, c) for n, c in subject.sop.checks.items() if isinstance(c, RunCheck)]
    for state in states(subject) if checks else ():
        component = subject.components[state.component]
        for name, check in checks:
            if check.run == component.live and check.expect == state.target.ref.version:
                yield state, ("checks", name, "expect")


RULE = Rule(
    module=__name__,
    level="error",
    why="After the next promotion one of the two is right, and at night nobody knows which.",
    bad="""\
targets:
  model: {ref: "mlflow:ranker/17"}
steps:
  revert:
    run: ops/search ranker/17
""",
    good="""\
targets:
  model: {ref: "mlflow:ranker/17"}
steps:
  revert:
    run: ops/search ${targets.model}
""",
    check=_check,
)
