"""Components of the handbook, and the SOPs that restore them."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rollbook.loading.finding import Finding
from rollbook.rules.catalogue import all_rules
from rollbook.rules.overview import Overview, outline
from tests.loading.test_any_input import data_of
from tests.rules.laying import findings_in, found, laid, merged, read

RULES = ("component-not-covered", "symptom-not-covered")


def about(findings: list[Finding]) -> list[tuple[str, str | int]]:
    """The rules of covering that are broken, and the components."""
    return [(f.rule, f.path[1]) for f in findings if f.rule in RULES]


@pytest.mark.parametrize(
    ("components", "alone"),
    [
        ("x: {name: X, kind: dataset}", ["x"]),
        ("x: {name: X, kind: service, needs: [api]}", []),
        ("x: {name: X, kind: dataset}\n  y: {name: Y, kind: service, needs: [x, model]}", ["x"]),
        ("x: {name: X, kind: dataset}\n  index: {needs: [x]}", []),
        ("x: {name: X, kind: flag}\n  y: {name: Y, kind: client, needs: [x]}", ["x", "y"]),
        (
            "x: {name: X, kind: flag, needs: [y]}\n  y: {name: Y, kind: flag, needs: [x]}",
            ["x", "y"],
        ),
    ],
)
def test_a_component_is_covered_through_what_it_needs_and_what_needs_it(
    tmp_path: Path, components: str, alone: list[str]
) -> None:
    """Directly or through others; what only shares a user with it does not count."""
    findings = found(tmp_path, f"components:\n  {components}", "handbook")
    assert about(findings) == [("component-not-covered", name) for name in alone]


def test_what_stands_in_an_sop_counts(tmp_path: Path) -> None:
    """One of its own that is restored may need what is shared."""
    own = "components: {plan: {name: Plan, kind: config, owner: leads, needs: [x]}}"
    target = "targets: {plan: {ref: 'helm:plan#3', proven: 2026-10-20}}"
    shared = "components: {x: {name: X, kind: dataset, owner: leads}}"
    assert about(found(tmp_path, shared, "handbook", f"{own}\n{target}\n")) == []


def test_nobody_acts_on_a_retired_sop(tmp_path: Path) -> None:
    """What it restores is restored by none."""
    findings = found(tmp_path, "status: retired")
    assert {name for _, name in about(findings)} == {"index", "model", "api"}
    assert all(finding.file == "sops/handbook.yml" for finding in findings)


@pytest.mark.parametrize(
    ("kind", "is_found"), [("service", True), ("infrastructure", True), ("flag", False)]
)
def test_a_component_is_restored_for_the_way_in_which_it_fails(
    tmp_path: Path, kind: str, is_found: bool
) -> None:
    """A flag may fail in any way."""
    findings = found(tmp_path, f"components: {{index: {{kind: {kind}}}}}", "handbook")
    assert about(findings) == [("symptom-not-covered", "index")] * is_found


def test_one_sop_of_several_is_enough(tmp_path: Path) -> None:
    """Be it one that covers another failure of the same component; a retired one is none."""
    sops = laid(tmp_path, "components: {index: {kind: service}}", "handbook")
    text = (sops / "ranker.yml").read_text("utf-8").replace("accuracy", "errors")
    for status, missed in (("draft", []), ("retired", [("symptom-not-covered", "index")])):
        other = merged(data_of(text), {"examples": None, "status": status})
        (sops / "other.yml").write_text(yaml.safe_dump(other, sort_keys=False), "utf-8")
        assert about(findings_in(sops)) == missed


@pytest.mark.parametrize("rule", RULES)
def test_nothing_is_said_where_not_all_is_known(tmp_path: Path, rule: str) -> None:
    """An SOP that has errors may restore it; and whoever has no SOP knows."""
    part = "components: {index: {kind: service}, x: {name: X, kind: flag}}"
    handbook = read(laid(tmp_path, part, "handbook")).handbook
    assert handbook is not None
    outlines = (outline("ranker", handbook.sops["ranker"]),)
    across = all_rules()[rule].across
    assert list(across(Overview(handbook.shared, outlines, complete=True)))
    assert not list(across(Overview(handbook.shared, outlines, complete=False)))
    assert not list(across(Overview(handbook.shared, (), complete=True)))
