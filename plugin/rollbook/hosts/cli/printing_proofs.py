"""Printing: what was proved of an edition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.text import Text

from rollbook.hosts.cli.styled import show
from rollbook.publishing.verifying.proof import Outcome, Proof, Verdict
from rollbook.views.report import visible

_SHOWN = 20
_LOOKS: Mapping[Outcome, tuple[str, str]] = {
    "proved": ("✓", "green"),
    "failed": ("✗", "red"),
    "not proven": ("?", "yellow"),
}


def print_proofs(verdict: Verdict, color: str) -> None:
    """Print a line for each proof with what there is to say of it, and the verdict."""
    rows = (row for proof in verdict.proofs for row in _rows(proof))
    show((*rows, Text(visible(verdict.sentence), "bold")), color)


def _rows(proof: Proof) -> Iterator[Text]:
    mark, colour = _LOOKS[proof.outcome]
    summary, *details = map(visible, proof.says)
    yield Text.assemble((f"{mark} {proof.name:<10}{proof.outcome}", colour), f": {summary}")
    yield from (Text(f"    {detail}") for detail in details[:_SHOWN])
    if len(details) > _SHOWN:
        yield Text(f"    and {len(details) - _SHOWN} more, which --format json names")
