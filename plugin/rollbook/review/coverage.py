"""Coverage: the components that no SOP restores any more."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from rollbook.loading.folder import Loaded
from rollbook.model.handbook import Handbook
from rollbook.model.restoring import restored
from rollbook.model.sop import Sop
from rollbook.review.change import Change


def no_longer_covered(
    before: Loaded | None,
    after: Loaded,
    names: Sequence[str],
    others: Callable[[Collection[str]], Iterable[Handbook]],
) -> Mapping[str, Sequence[Change]]:
    """SOP → the components that it restored, and that no SOP in use restores now."""
    old = before.handbook.sops if before and before.handbook else {}
    new = after.handbook.sops if after.handbook else {}
    lost: dict[str, list[str]] = {}
    for name in names:
        if name in after.sops and name not in new:
            continue  # it has faults, and nobody knows what it restores
        was = _covers(old.get(name))
        for component in was - _covers(new.get(name)):
            lost.setdefault(component, []).append(name)
    covered = set().union(*map(_covers, new.values()))
    left = lost.keys() - covered
    if left:
        left -= {c for book in others(left) for sop in book.sops.values() for c in _covers(sop)}
    found: dict[str, list[Change]] = {}
    for component in sorted(left):
        for name in lost[component]:
            found.setdefault(name, []).append(_change(before or after, name, component))
    return found


def _covers(sop: Sop | None) -> set[str]:
    return set(restored(sop)) if sop is not None and sop.status != "retired" else set()


def _change(loaded: Loaded, name: str, component: str) -> Change:
    return Change(
        kind="removed",
        what="coverage",
        name=component,
        sentence=f"No SOP in use restores ‹{component}› any more.",
        risk="weakening",
        rule="component-not-covered",
        why="The first night on which it fails is a bad time to work out the way back.",
        derived=True,
        file=loaded.shown.get(("sop", name), ""),
        line=1,
        column=1,
    )
