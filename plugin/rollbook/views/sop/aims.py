"""Aims: the targets that a step can go back to, each with its condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from rollbook.model.placeholders import Placeholder, placeholders, split
from rollbook.model.step import AnyStep, Confirm, Notify, Run
from rollbook.views.dossier import Dossier
from rollbook.views.prose import command


@dataclass(frozen=True, slots=True)
class Other:
    """A command once more, with the target that is next, and when that is."""

    when: Markup
    command: Markup


@dataclass(frozen=True, slots=True)
class Aim:
    """What is said of the targets of a component; `failed` says that none is left."""

    text: Markup
    failed: bool

    @property
    def tone(self) -> str:
        """How a fact that says it looks."""
        return "warn" if self.failed else ""


def others(dossier: Dossier, name: str) -> list[Other]:
    """The command of a step with each further target; none where several of them vary in it."""
    step = dossier.flow.steps[name]
    varying = _varying(dossier, name, step.run) if isinstance(step, Run) else []
    if not isinstance(step, Run) or len(varying) != 1:
        return []
    (part,) = varying
    return [
        Other(
            Markup("Once <code>{}</code> has failed:").format(_bare(dossier, part, place - 1)),
            command(_settled(dossier, step.run, part, place), dossier.fill_at(name)),
        )
        for place in dossier.places(name, part)[1:]
    ]


def aims(dossier: Dossier, name: str) -> Iterator[Aim]:
    """What is said beside a step, where its command does not say it: the targets that vary."""
    step = dossier.flow.steps[name]
    said = _varying(dossier, name, step.run) if isinstance(step, Run) else []
    for part in _mentioned(dossier, step):
        first, *rest = dossier.places(name, part)
        shown = dossier.components[part].name
        if dossier.none_left(name, part):
            text = Markup("{}: <code>{}</code> has failed, and no other is left")
            yield Aim(text.format(shown, _bare(dossier, part, first)), failed=True)
        elif rest and said != [part]:
            once = Markup("once <code>{}</code> has failed, <code>{}</code>")
            steps = [
                once.format(_bare(dossier, part, place - 1), _bare(dossier, part, place))
                for place in rest
            ]
            yield Aim(Markup("{}: {}").format(shown, Markup("; ").join(steps)), failed=False)


def _varying(dossier: Dossier, name: str, text: str) -> list[str]:
    """The components of which a text names a target, and not the same one on every way."""
    return [part for part in _named(text) if len(dossier.places(name, part)) > 1]


def _named(text: str) -> dict[str, None]:
    """The components whose targets stand in a text, in order."""
    return dict.fromkeys(p.key for p in placeholders(text) if p.word == "targets")


def _mentioned(dossier: Dossier, step: AnyStep) -> list[str]:
    """The components whose targets a step restores or names, in what is read or sent in it, too."""
    texts = [
        value for value in step.model_dump(exclude_unset=True).values() if isinstance(value, str)
    ]
    if isinstance(step, Confirm):
        for check in step.check:
            said = dossier.sop.checks[check].model_dump(exclude_unset=True).values()
            texts += [value for value in said if isinstance(value, str)]
    if isinstance(step, Notify):
        texts.append(dossier.notices[step.notify].say)
    found = dict.fromkeys([step.restores] if step.restores else [])
    for text in texts:
        found |= _named(text)
    return [part for part in found if part in dossier.sop.targets]


def _bare(dossier: Dossier, part: str, place: int) -> str:
    return dossier.sop.targets[part][place].ref.bare


def _settled(dossier: Dossier, text: str, part: str, place: int) -> str:
    """A command with one target written out: the script of a run would put in the one in use."""
    return "".join(
        _put_in(dossier, word, place)
        if isinstance(word, Placeholder) and _is_of(word, part)
        else word
        if isinstance(word, str)
        else word.text
        for word in split(text)
    )


def _put_in(dossier: Dossier, placeholder: Placeholder, place: int) -> str:
    return placeholder.value(dossier.handbook, dossier.sop, place) or placeholder.text


def _is_of(placeholder: Placeholder, part: str) -> bool:
    return placeholder.word == "targets" and placeholder.key == part
