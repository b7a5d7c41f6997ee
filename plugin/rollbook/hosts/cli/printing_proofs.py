"""Printing: what was proved of an edition."""

from __future__ import annotations

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from rollbook.publishing.verifying.proof import Outcome, Proof, Verdict
from rollbook.views.report import visible

_FORCED = {"auto": None, "always": True, "never": False}
_SHOWN = 20
_LOOKS: Mapping[Outcome, tuple[str, str]] = {
    "proved": ("✓", "green"),
    "failed": ("✗", "red"),
    "not proven": ("?", "yellow"),
}


def print_proofs(verdict: Verdict, color: str) -> None:
    """Print a line for each proof with what there is to say of it, and the verdict."""
    console = Console(
        highlight=False,
        soft_wrap=True,
        force_terminal=_FORCED[color],
        no_color=color == "never" or None,
    )
    for proof in verdict.proofs:
        console.print(_styled(proof))
    console.print(Text(visible(verdict.sentence), "bold"))


def _styled(proof: Proof) -> Text:
    mark, colour = _LOOKS[proof.outcome]
    summary, *details = map(visible, proof.says)
    text = Text.assemble((f"{mark} {proof.name:<10}{proof.outcome}", colour), f": {summary}")
    for detail in details[:_SHOWN]:
        text.append(f"\n    {detail}")
    if len(details) > _SHOWN:
        text.append(f"\n    and {len(details) - _SHOWN} more, which --format json names")
    return text
