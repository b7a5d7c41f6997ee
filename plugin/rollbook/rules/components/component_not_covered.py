"""No SOP says what to do when a component fails."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterator

from rollbook.loading.files import SHARED
from rollbook.model.restoring import dependent, needed
from rollbook.rules.overview import Overview
from rollbook.rules.rule import Fault, Rule


def _across(overview: Overview) -> Iterator[Fault]:
    """Whoever has just begun, with a handbook and no SOP, knows."""
    shared = overview.shared.components
    if not (overview.complete and overview.outlines and shared):
        return
    touched = _touched(overview)
    covered = touched | dependent(shared, *touched)
    for name in shared:
        if name not in covered:
            message = f"no SOP restores '{name}', nor what it needs or what needs it"
            hint = "write an SOP for the day on which it fails, or restore it in one that there is"
            yield Fault(("components", name), message, hint, file=SHARED)


def _touched(overview: Overview) -> set[str]:
    """The shared components that SOPs in use restore, and those that these need."""
    shared = dict(overview.shared.components)
    found: set[str] = set()
    for outline in overview.outlines:
        if outline.status != "retired":
            components = ChainMap(dict(outline.components), shared)
            for name in outline.restored:
                found |= {name, *needed(components, name)}
    return found & shared.keys()


RULE = Rule(
    module=__name__,
    level="warning",
    why="The first night on which it fails is a bad time to work out the way back.",
    bad="""\
components:
  catalogue: {name: Product catalogue, kind: dataset, owner: leads}
""",
    good="""\
components:
  catalogue: {name: Product catalogue, kind: dataset, owner: leads}
  index: {needs: [catalogue]}
""",
    place="handbook",
    across=_across,
)
