"""Untangling: the order of the boxes in the columns of a tree, so that few lines cross."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from rollbook.diagrams.figures.figure import Figure, Way

Names = tuple[str, ...]
_Joined = Mapping[str, Sequence[str]]
"""Box → the boxes at the other end."""


@dataclass(frozen=True, slots=True)
class Order:
    """The boxes of each column from top to bottom, and all of them in the order of reading.

    `nets` has for each way the end that it shares with others: where ways part, or come together.
    """

    columns: tuple[Names, ...]
    reading: Names
    nets: Mapping[Way, str]

    @property
    def numbers(self) -> dict[str, int]:
        """Net → its number, from 0."""
        return {net: number for number, net in enumerate(dict.fromkeys(self.nets.values()))}


@lru_cache(maxsize=16)
def untangled(figure: Figure) -> Order:
    """Order a figure whose lanes are columns and whose ways lead from each to the next.

    What begins and what ends are moved against each other; what stands between has one way in and
    one out, and follows them. Of orders that cross as little the one of the figure stays.
    """
    leaving = _leaving(figure)
    columns = [tuple(n.name for n in figure.nodes if n.lane == lane.name) for lane in figure.lanes]
    ends = {name: tuple(_ends(name, leaving)) for name in columns[0]}
    starts = {name: tuple(n for n in columns[0] if name in ends[n]) for name in columns[-1]}
    parts = [_ordered(part, ends, starts) for part in _parts(columns[0], ends, starts)]
    firsts = tuple(name for part, _ in parts for name in part)
    lasts = tuple(name for _, part in parts for name in part)
    place = {name: index for index, name in enumerate(lasts)}
    between = {
        name: sorted(leaving[name], key=lambda other: place[next(_ends(other, leaving))])
        for name in firsts
    }
    middle = tuple(other for name in firsts for other in between[name])
    return Order(
        columns=(firsts, middle, lasts) if len(columns) > 2 else (firsts, middle),
        reading=tuple(_reading(firsts, between, leaving)),
        nets={w: w.source if w.source in ends else w.target for w in figure.ways},
    )


def _leaving(figure: Figure) -> dict[str, list[str]]:
    leaving: dict[str, list[str]] = {node.name: [] for node in figure.nodes}
    for way in figure.ways:
        leaving[way.source].append(way.target)
    return leaving


def _ends(name: str, leaving: _Joined) -> Iterator[str]:
    """Where the ways from a box end; a box that nothing leaves is an end itself."""
    if not leaving[name]:
        yield name
    for other in leaving[name]:
        yield from _ends(other, leaving)


def _reading(firsts: Names, between: _Joined, leaving: _Joined) -> Iterator[str]:
    """Each box below what leads to it, and an end right below the last that does."""
    waiting = [end for first in firsts for other in between[first] for end in leaving[other]]
    for first in firsts:
        yield first
        for other in between[first]:
            yield other
            for end in leaving[other]:
                waiting.remove(end)
                if end not in waiting:
                    yield end


def _parts(firsts: Names, ends: _Joined, starts: _Joined) -> Iterator[Names]:
    """What hangs together, so that it stands together: between such parts no line runs."""
    left = list(firsts)
    while left:
        found: set[str] = set()
        waiting = left[:1]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [start for end in ends[name] for start in starts[end]]
        yield tuple(name for name in left if name in found)
        left = [name for name in left if name not in found]


def _ordered(firsts: Names, ends: _Joined, starts: _Joined) -> tuple[Names, Names]:
    """Move one of the first boxes at a time to where the fewest lines cross, while that helps."""
    lasts = tuple(name for name in starts if starts[name][0] in firsts)
    least = _crossings(firsts, lasts, ends)
    while least:
        tried = [(order, _moved(lasts, order, starts)) for order in _shifted(firsts)]
        crossings = [_crossings(*order, ends) for order in tried]
        if min(crossings) >= least:
            break
        least = min(crossings)
        firsts, lasts = tried[crossings.index(least)]
    return firsts, lasts


def _shifted(names: Names) -> Iterator[Names]:
    """The order as it is, and every order in which one of them stands elsewhere."""
    yield names
    for index, name in enumerate(names):
        others = names[:index] + names[index + 1 :]
        for place in range(len(names)):
            if place != index:
                yield (*others[:place], name, *others[place:])


def _moved(names: Names, others: Names, joined: _Joined) -> Names:
    """Order one side by the middle of what it is joined to, then swap neighbours that cross."""
    place = {name: index for index, name in enumerate(others)}
    places = {name: [place[other] for other in joined[name]] for name in names}
    order = sorted(names, key=lambda name: sum(places[name]) / max(len(places[name]), 1))
    swapped = True
    while swapped:
        swapped = False
        for index, (one, other) in enumerate(pairwise(order)):
            if _crossed(places[one], places[other]) > _crossed(places[other], places[one]):
                order[index : index + 2] = [other, one]
                swapped = True
                break
    return tuple(order)


def _crossings(names: Names, others: Names, joined: _Joined) -> int:
    place = {name: index for index, name in enumerate(others)}
    places = [[place[other] for other in joined[name]] for name in names]
    return sum(_crossed(upper, lower) for upper, lower in combinations(places, 2))


def _crossed(upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many lines of the upper box cross lines of the lower one."""
    return sum(one > other for one in upper for other in lower)
