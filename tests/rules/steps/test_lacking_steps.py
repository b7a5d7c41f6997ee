"""Steps that do not say how it shows that they worked, or how they are taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found


@pytest.mark.parametrize(
    ("step", "rules"),
    [
        ("{run: ops/x, by: executor, undo: ops/y}", ["step-without-expect"]),
        ("{run: ops/x, by: executor, undo: ops/y, expect: It is off}", []),
        ("{do: Turn it off., by: executor, undo: Turn it on}", []),
        ("{do: Turn it off., by: executor}", ["step-without-way-back"]),
        ("{do: Turn it off., by: executor, undo: none}", []),
        ("{do: Turn it off., by: executor, point_of_no_return: It forgets}", []),
        ("{run: ops/x, by: executor}", ["step-without-expect", "step-without-way-back"]),
        ("{run: ops/x, by: automatic, undo: none}", ["step-without-role"]),
        ("{do: It fails over., by: automatic, undo: none}", ["step-without-role"]),
        ("{decide: 'Is it off?', by: automatic, otherwise: escalate}", ["step-without-role"]),
        ("{check: right-version, by: automatic}", []),
        ("{wait: Until it is off, by: automatic}", []),
    ],
)
def test_a_step_lacks_what_its_verb_needs(tmp_path: Path, step: str, rules: list[str]) -> None:
    """A `do` says in its own words what has to be seen, and a check in its checks."""
    laid = {"takes": "1m", "after": "approve", **yaml.safe_load(step)}
    part = {"steps": {"extra": laid, "save": {"after": ["approve", "extra"]}}}
    findings = found(tmp_path, yaml.safe_dump(part))
    about = {"step-without-expect", "step-without-way-back", "step-without-role"}
    assert sorted(f.rule for f in findings if f.rule in about) == rules


def test_a_fallback_step_is_looked_at_too(tmp_path: Path) -> None:
    """It is taken when least time is left, and found at its name."""
    (finding,) = found(tmp_path, "fallback: {plain: {undo: ~}}")
    assert finding.path == ("fallback", "plain")
    line = (tmp_path / "sops/ranker.yml").read_text().splitlines()[finding.line - 1]
    assert line.strip() == "plain:"
