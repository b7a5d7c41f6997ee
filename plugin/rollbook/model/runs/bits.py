"""Bits: a set of small numbers as one number, quick to reckon with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Bits = int
"""A set of numbers: the bit of each is set."""


def bits(numbers: Bits) -> Iterator[int]:
    """The numbers in a set, the smallest first."""
    while numbers:
        lowest = numbers & -numbers
        yield lowest.bit_length() - 1
        numbers ^= lowest


def union(sets: Iterable[Bits]) -> Bits:
    """All numbers that are in one of several sets."""
    every = 0
    for one in sets:
        every |= one
    return every
