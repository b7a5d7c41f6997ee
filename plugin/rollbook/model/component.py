"""Components: what may have to be reverted."""

from __future__ import annotations

from typing import Literal

from rollbook.model.measures import Duration
from rollbook.model.value import Id, Line, Text, Value

Kind = Literal[
    "model",
    "dataset",
    "data-pipeline",
    "feature-store",
    "index",
    "prompt",
    "policy",
    "service",
    "config",
    "flag",
    "infrastructure",
    "client",
]


class Component(Value):
    """A part of an AI system that has a version of its own."""

    name: Line
    """What people call the component."""

    kind: Kind
    """What sort of thing it is."""

    owner: Id | None = None
    """The team that answers for it."""

    needs: tuple[Id, ...] = ()
    """The components that it depends on."""

    managed_by: Line | None = None
    """What keeps it in its state by itself, such as a GitOps controller."""

    propagation: Duration | None = None
    """How long a change takes to arrive everywhere."""

    live: Text | None = None
    """The command that shows what runs now."""

    restore: Literal["first"] | None = None
    """`first`: restored before what needs it, against the usual order."""
