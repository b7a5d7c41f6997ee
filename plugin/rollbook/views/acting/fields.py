"""Fields: what somebody has to look up before the commands are whole."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from rollbook.views.acting.plan import live_components
from rollbook.views.dossier import Dossier
from rollbook.views.inputs import asked
from rollbook.views.prose import command


@dataclass(frozen=True, slots=True)
class Field:
    """A value that somebody looks up: `name` is how the script calls it, `slot` how texts do."""

    name: str
    slot: str
    ask: Markup
    find: Markup | None
    example: str | None


def fields(dossier: Dossier) -> list[Field]:
    """Every input, and what runs now of each component that a text asks for."""
    inputs = [
        Field(q.slot.removeprefix("${").removesuffix("}"), q.slot, q.ask, q.find, q.example)
        for q in asked(dossier)
    ]
    live = [
        Field(
            f"live.{name}",
            f"${{live.{name}}}",
            Markup("What runs now: <bdi>{}</bdi>?").format(dossier.components[name].name),
            _live(dossier, name),
            None,
        )
        for name in live_components(dossier)
    ]
    return inputs + live


def _live(dossier: Dossier, component: str) -> Markup | None:
    text = dossier.components[component].live
    return command(text, dossier.fill) if text else None
