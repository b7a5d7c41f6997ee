"""Consequences: what follows for people from the edits, one file each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from rollbook.review.change import Change
from rollbook.review.consequences.approvals import fallen_approvals
from rollbook.review.consequences.broken_rules import broken_rules
from rollbook.review.consequences.duties import governed
from rollbook.review.consequences.order import restore_order
from rollbook.review.consequences.path import critical_path
from rollbook.review.consequences.records import records
from rollbook.review.pair import Pair

CONSEQUENCES: Sequence[Callable[[Pair], Iterator[Change]]] = (
    critical_path,
    governed,
    broken_rules,
    restore_order,
    fallen_approvals,
    records,
)
"""What is looked for in a pair, in the order in which it is told."""
