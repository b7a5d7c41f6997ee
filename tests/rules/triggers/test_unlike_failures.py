"""Failures that need different people, and those that go together."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found


@pytest.mark.parametrize(
    ("symptoms", "odd"),
    [
        (("bias", "latency"), "latency"),
        (("safety", "cost"), "cost"),
        (("latency", "cost", "safety"), "safety"),
        (("bias", "safety", "latency"), "latency"),
        (("bias", "accuracy", "data", "errors"), None),
        (("latency", "cost", "errors", "data"), None),
    ],
)
def test_the_rarer_class_is_the_one_that_does_not_belong(
    tmp_path: Path, symptoms: tuple[str, ...], odd: str | None
) -> None:
    """Accuracy, errors and data go with either."""
    triggers = "".join(
        f"  t-{symptom}: {{symptom: {symptom}, judgement: x, by: initiator, evidence: Two}}\n"
        for symptom in symptoms
    )
    findings = found(tmp_path, f"triggers:\n{triggers}")
    unlike = [finding.path for finding in findings if finding.rule == "unlike-failures"]
    assert unlike == ([("triggers", f"t-{odd}", "symptom")] if odd else [])
