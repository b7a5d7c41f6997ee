"""A figure: what is drawn, before anybody knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Look = Literal[
    "trigger",
    "action",
    "command",
    "approval",
    "decision",
    "wait",
    "check",
    "notice",
    "stop",
    "escalate",
    "phase",
    "whole",
    "from",
    "to",
    "symptom",
    "system",
    "procedure",
    "restored",
    "affected",
    "needed",
]
"""What a box stands for; it decides the box's shape, icon and colour."""

Meaning = Literal["next", "fail", "back", "aside"]
"""What a line says: it goes on, it failed, it leads back, or it joins what stays as it is."""


Mark = Literal["", "taken", "passed", "added", "removed", "changed", "same"]
"""What is told of a box or line beyond what it stands for.

A case took it or passed it by; a new edition added, removed or changed it, or left it the same.
"""


@dataclass(frozen=True, slots=True)
class Item:
    """What a box shows and links to: one step, trigger or component.

    `kind` and `name` are those of its anchor; without a kind it is no link. `spoken` is the
    link's accessible name. `final` says that there is no way back after it; `was` is what an
    earlier edition said instead.
    """

    kind: str
    name: str
    text: str
    spoken: str
    small: str = ""
    number: str = ""
    final: bool = False
    was: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """A box: one item, or several that share it, under the words of its head.

    `attended` says that it is the work of its lane's role, and does not merely stand there.
    """

    name: str
    look: Look
    head: str
    items: tuple[Item, ...]
    lane: str
    band: str = ""
    grouped: bool = False
    attended: bool = True
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A line from one box to another."""

    source: str
    target: str
    meaning: Meaning = "next"
    label: str = ""
    main: bool = True
    mark: Mark = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A column, with its heading and what stands small under it."""

    name: str
    title: str = ""
    small: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """Boxes and lines, with the lanes and the bands in which they stand, in order.

    Nodes are in the order of reading: each after all that lead to it, ways back aside.
    """

    title: str
    description: str
    lanes: tuple[Lane, ...]
    bands: tuple[tuple[str, str], ...]
    nodes: tuple[Node, ...]
    ways: tuple[Way, ...]
