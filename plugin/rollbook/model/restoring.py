"""Restore order: which component goes back before which."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from rollbook.model.component import Component
from rollbook.model.sop import Sop


def restored(sop: Sop) -> tuple[str, ...]:
    """The components that the procedure puts back, in the order of the file."""
    by_steps = (step.restores for step in sop.all_steps.values() if step.restores)
    return tuple(dict.fromkeys((*sop.targets, *by_steps)))


def restore_waves(sop: Sop, components: Mapping[str, Component]) -> list[list[str]]:
    """The restored components in waves; those of one wave may go back at the same time.

    What depends on another goes back before it, unless that is marked `restore: first`. What
    depends on itself through others has no order: it stands in the last wave.
    """
    names = [name for name in restored(sop) if name in components]
    needs = {name: needed(components, name) & set(names) - {name} for name in names}
    later: dict[str, set[str]] = {name: set() for name in names}
    for name in names:
        for other in needs[name]:
            first, second = (other, name) if components[other].restore else (name, other)
            later[first].add(second)
    waiting = Counter(second for seconds in later.values() for second in seconds)
    place = {name: index for index, name in enumerate(names)}
    waves: list[list[str]] = []
    wave = [name for name in names if not waiting[name]]
    while wave:
        waves.append(wave)
        behind = [second for first in wave for second in later[first]]
        waiting.subtract(behind)
        freed = {second for second in behind if not waiting[second]}
        wave = sorted(freed, key=place.__getitem__)
    ordered = {name for wave in waves for name in wave}
    left = [name for name in names if name not in ordered]
    return [*waves, left] if left else waves


def needed(components: Mapping[str, Component], *names: str) -> set[str]:
    """Every component that one of these depends on, directly or through others."""
    found: set[str] = set()
    todo = [*names]
    while todo:
        component = components.get(todo.pop())
        for other in component.needs if component else ():
            if other not in found and other in components:
                found.add(other)
                todo.append(other)
    return found


def dependent(components: Mapping[str, Component], *names: str) -> set[str]:
    """Every component that depends on one of these, directly or through others."""
    above: dict[str, list[str]] = {}
    for name, component in components.items():
        for need in component.needs:
            above.setdefault(need, []).append(name)
    found: set[str] = set()
    todo = [name for name in names if name in components]
    while todo:
        for other in above.get(todo.pop(), ()):
            if other not in found:
                found.add(other)
                todo.append(other)
    return found


def downstream(sop: Sop, components: Mapping[str, Component]) -> list[str]:
    """The components that depend on a restored one and are not restored themselves."""
    back = restored(sop)
    found = dependent(components, *back).difference(back)
    return [name for name in components if name in found]
