"""Checking: everything wrong with a folder of SOPs, on as many processors as there are."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from rollbook.loading.finding import Finding
from rollbook.loading.folder import Gathered, Loaded
from rollbook.loading.veil import Veil
from rollbook.rules.finding import BySop, Inspection, findings_across, findings_by_sop

_BATCH = 50
"""How many SOPs are held in memory at once."""
_WORTH_IT = 200
"""From how many SOPs on the work is shared: to start another process takes time, too."""


@dataclass(frozen=True, slots=True)
class _Batch:
    loader: tuple[Finding, ...]
    by_sop: BySop
    veil: Veil


@dataclass(frozen=True, slots=True)
class Checked:
    """What the loader and what the rules have found, each sorted by place.

    `cut` are the SOPs with so many ways that the rules have not walked all. The veil hides in
    anything else that quotes the files what the findings do not show either.
    """

    loader: list[Finding]
    rules: list[Finding]
    cut: list[str]
    veil: Veil


def check(gathered: Gathered, inspection: Inspection) -> Checked:
    """Everything wrong with all SOPs.

    The same as of all SOPs at once; but they are read in batches, and forgotten.
    """
    names = list(gathered.sops)
    rest = gathered.load(())
    batches = [names[start : start + _BATCH] for start in range(0, len(names), _BATCH)]
    done = list(_shared_out(gathered, inspection, batches))
    outlines = sorted((o for batch in done for o in batch.by_sop.outlines), key=lambda o: o.id)
    across = findings_across(rest, outlines, inspection)
    loader = {*rest.findings, *(f for batch in done for f in batch.loader)}
    rules = {*across, *(f for batch in done for f in batch.by_sop.findings)}
    # What is found in one SOP may name what is a secret of another.
    veil = reduce(or_, (batch.veil for batch in done), rest.veil)
    said, found = ({*map(veil.finding, each)} for each in (loader, rules))
    cut = sorted(name for batch in done for name in batch.by_sop.cut)
    return Checked(sorted(said), sorted(found), cut, veil)


def _shared_out(
    gathered: Gathered, inspection: Inspection, batches: Sequence[Sequence[str]]
) -> Iterator[_Batch]:
    workers = min(_processors(), len(batches))
    if workers < 2 or len(gathered.sops) < _WORTH_IT:
        yield from (_batch(gathered, inspection, names) for names in batches)
        return
    # A fork has all that was gathered in its memory: nothing of it has to be sent.
    context = multiprocessing.get_context("fork")
    with context.Pool(workers, _Worker.start, (gathered, inspection)) as pool:
        yield from pool.imap_unordered(_Worker.run, batches)


def _processors() -> int:
    """How many processors may be used; only Linux forks safely."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def _batch(gathered: Gathered, inspection: Inspection, names: Sequence[str]) -> _Batch:
    loaded: Loaded = gathered.load(names)
    return _Batch(loaded.findings, findings_by_sop(loaded, inspection), loaded.veil)


class _Worker:
    """What a forked process was given when it began."""

    given: tuple[Gathered, Inspection]

    @classmethod
    def start(cls, gathered: Gathered, inspection: Inspection) -> None:
        cls.given = (gathered, inspection)

    @classmethod
    def run(cls, names: Sequence[str]) -> _Batch:
        return _batch(*cls.given, names)
