"""Circles: things that lead back to themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

_SHOWN = 6


def circles(graph: Mapping[str, Collection[str]]) -> Iterator[list[str]]:
    """At least one circle of each tangle, each with a member that no other has closed.

    Nothing in `graph` may lead to what is not in it.
    """
    entered: set[str] = set()
    in_circle: set[str] = set()
    for first in graph:
        if first in entered:
            continue
        entered.add(first)
        # Not by recursion: a file can hold a chain that is longer than Python's stack.
        way, ahead = {first: 0}, [iter(graph[first])]
        while ahead:
            name = next(ahead[-1], None)
            if name is None:
                ahead.pop()
                way.popitem()
            elif name in way:
                last = next(reversed(way))
                if not (name in in_circle and last in in_circle):
                    circle = list(way)[way[name] :]
                    in_circle.update(circle)
                    yield circle
            elif name not in entered:
                entered.add(name)
                way[name] = len(way)
                ahead.append(iter(graph[name]))


def shown(circle: Sequence[str]) -> str:
    """A circle as a message says it: `a → b → a`."""
    middle = circle if len(circle) <= _SHOWN else [*circle[: _SHOWN - 1], "…"]
    return " → ".join([*middle, circle[0]])
