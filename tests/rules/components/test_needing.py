"""Components that need each other, and those that nobody owns."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

OWN = """\
components:
  a: {name: A, kind: flag, owner: oncall, needs: [%s]}
  b: {name: B, kind: flag, owner: oncall, needs: [index, a]}
  c: {name: C, kind: flag, owner: oncall, needs: [a]}
"""


@pytest.mark.parametrize(
    ("needs", "expected"),
    [
        ("", []),
        ("model", []),
        ("a", [("a", 0, "'a' needs itself: a → a")]),
        ("b", [("a", 0, "'a' needs itself: a → b → a")]),
        ("index, c", [("a", 1, "'a' needs itself: a → c → a")]),
        (
            "c, b",
            [
                ("a", 0, "'a' needs itself: a → c → a"),
                ("a", 1, "'a' needs itself: a → b → a"),
            ],
        ),
    ],
)
def test_a_circle_in_an_sop(
    tmp_path: Path, needs: str, expected: list[tuple[str, int, str]]
) -> None:
    """Where it stands in the SOP, at the need that closes it."""
    findings = [f for f in found(tmp_path, OWN % needs) if f.rule == "component-cycle"]
    assert [(finding.path[1], finding.path[3], finding.message) for finding in findings] == expected
    assert {finding.file for finding in findings} <= {"sops/ranker.yml"}


def test_a_circle_in_the_handbook_is_said_once(tmp_path: Path) -> None:
    """Not for each SOP; and no order of restoring is asked for in it."""
    part = "components: {index: {needs: [api]}}"
    findings = found(tmp_path, part, "handbook")
    assert [(f.rule, f.file) for f in findings] == [("component-cycle", "sops/handbook.yml")]


def test_an_owner_is_asked_for_where_the_component_stands(tmp_path: Path) -> None:
    """In the SOP."""
    part = (OWN % "").replace("kind: flag, owner: oncall, needs: [a]", "kind: flag")
    findings = [f for f in found(tmp_path, part) if f.rule == "component-without-owner"]
    assert [(f.file, f.path) for f in findings] == [("sops/ranker.yml", ("components", "c"))]
