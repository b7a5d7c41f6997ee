"""Restore order: which component goes back before which."""

from __future__ import annotations

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
    needs = {name: needed(name, components) & set(names) - {name} for name in names}
    earlier: dict[str, set[str]] = {name: set() for name in names}
    for name in names:
        for other in needs[name]:
            first, second = (other, name) if components[other].restore else (name, other)
            earlier[second].add(first)
    waves: list[list[str]] = []
    left = list(names)
    while left:
        wave = [name for name in left if not earlier[name] & set(left)] or left
        waves.append(wave)
        left = [name for name in left if name not in wave]
    return waves


def needed(name: str, components: Mapping[str, Component]) -> set[str]:
    """Every component that this one depends on, directly or through others."""
    found: set[str] = set()
    todo = [name]
    while todo:
        component = components.get(todo.pop())
        for other in component.needs if component else ():
            if other not in found and other in components:
                found.add(other)
                todo.append(other)
    return found


def downstream(sop: Sop, components: Mapping[str, Component]) -> list[str]:
    """The components that depend on a restored one and are not restored themselves."""
    back = set(restored(sop))
    return [name for name in components if name not in back and needed(name, components) & back]
