"""Circles in a graph."""

from __future__ import annotations

import pytest

from rollbook.rules.ways.circles import circles, shown


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ("", []),
        ("a:b b:c c:", []),
        ("a:bc b:d c:d d:", []),
        ("a:a", ["a"]),
        ("a:b b:a", ["ab"]),
        ("a:b b:cd c:b d:", ["bc"]),
        ("a:b b:a c:d d:c", ["ab", "cd"]),
        ("a:bc b:a c:a", ["ab", "ac"]),
        ("a:b b:ac c:d d:c", ["ab", "cd"]),
    ],
)
def test_each_circle_is_found_once(graph: str, expected: list[str]) -> None:
    """In the order in which one comes to them; what leads there or away is left out."""
    edges = dict(part.split(":") for part in graph.split())
    assert ["".join(circle) for circle in circles(edges)] == expected


def test_a_long_chain_is_no_circle() -> None:
    """It is longer than Python's stack; closed, it is one."""
    chain = {str(number): [str(number + 1)] for number in range(5000)} | {"5000": ["0"]}
    (circle,) = circles(chain)
    assert len(circle) == 5001
    assert shown(circle) == "0 → 1 → 2 → 3 → 4 → … → 0"
    assert not list(circles(chain | {"5000": []}))
