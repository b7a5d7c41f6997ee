"""Failures that lead back to themselves."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found, merged
from tests.rules.steps.test_ways import DECIDE, DO
from tests.sites import Project

SECOND = """\
targets:
  model:
    - {ref: "mlflow:ranker/17", digest: "sha256:7c0e54ab91c24fd0f3a4f1c8a2a6f0b9d7e0c3b15d8c9a1f66e2b7d4c0a19b91", proven: 2026-10-20, keep_until: 2027-12-31}
    - {ref: "mlflow:ranker/15", digest: "sha256:8c0e54ab91c24fd0f3a4f1c8a2a6f0b9d7e0c3b15d8c9a1f66e2b7d4c0a19b91", proven: 2026-10-20, keep_until: 2027-12-31}
"""  # noqa: E501


def test_the_first_draft_retries_for_ever(project: Project) -> None:
    """With one target, the same command is offered again and again."""
    assert project.run("rollbook", "init").code == 0
    file = project.folder / "sops/search-ranking.yml"
    draft = merged(
        yaml.safe_load(file.read_text("utf-8")), {"steps": {"revert": {"on_fail": "revert"}}}
    )
    file.write_text(yaml.safe_dump(draft, sort_keys=False), "utf-8")
    output = project.run("rollbook", "check").output
    assert "revert: failed → revert: failed [endless-retry]" in output


@pytest.mark.parametrize(
    ("part", "ways"),
    [
        ("steps: {revert: {on_fail: revert}}", ["revert: failed → revert: failed"]),
        (SECOND + "steps: {revert: {on_fail: revert}}", ["revert: failed → revert: failed"]),
        ("steps: {approve: {on_fail: approve}}", ["approve: not approved → approve: not approved"]),
        (
            "steps: {revert: {on_fail: again}}\n"
            f"fallback: {{again: {{{DO}, on_fail: revert}}}}",
            ["revert: failed → again: failed → revert: failed"],
        ),
        ("fallback: {plain: {on_fail: tell-leads}}", []),
        (f"fallback: {{lost: {{{DO}, on_fail: lost}}}}", []),
        ("fallback: {tell-leads: {then: approve}}", []),
    ],
)
def test_failures_lead_out_of_themselves(tmp_path: Path, part: str, ways: list[str]) -> None:
    """Once for each circle, be it of one step or of several."""
    findings = [f for f in found(tmp_path, part) if f.rule == "endless-retry"]
    assert [f.message.partition("leads out: ")[2] for f in findings] == ways


WARM = f"warm: {{{DO}"
AGAIN = f"again: {{{DECIDE}"


@pytest.mark.parametrize(
    ("part", "ways"),
    [
        (
            f"steps: {{revert: {{on_fail: warm}}}}\nfallback: {{{WARM}, then: revert}}}}",
            ["revert: failed → warm → revert: failed"],
        ),
        (
            SECOND + f"steps: {{revert: {{on_fail: warm}}}}\nfallback: {{{WARM}, then: revert}}}}",
            ["revert: failed → warm → revert: failed"],
        ),
        (
            "steps: {verify: {on_fail: revert}}",
            ["verify: failed → revert → revert-index → settle → verify: failed"],
        ),
        (
            f"steps: {{inform: {{on_fail: a}}}}\nfallback: {{a: {{{DO}, on_fail: b}}, "
            f"b: {{{DO}, then: inform}}}}",
            ["inform: failed → a: failed → b → inform: failed"],
        ),
        (
            f"steps: {{settle: {{on_fail: warm}}, save: {{on_fail: warm}}}}\n"
            f"fallback: {{{WARM}, then: save}}}}",
            ["save: failed → warm → save: failed"],
        ),
        (
            f"steps: {{approve: {{late: 1d, on_fail: warm}}, revert: {{on_fail: warm}}}}\n"
            f"fallback: {{{WARM}, then: approve}}}}",
            ["revert: failed → warm → approve → save → revert: failed"],
        ),
        # Somebody decides whether to try again, or approves it.
        (
            f"steps: {{revert: {{on_fail: again}}}}\n"
            f"fallback: {{{AGAIN}, then: revert, otherwise: plain}}}}",
            [],
        ),
        ("fallback: {tell-leads: {then: approve}}", []),
        (
            f"steps: {{approve: {{on_fail: warm}}}}\nfallback: {{{WARM}, then: approve}}}}",
            [],
        ),
        (
            f"steps: {{look: {{{DECIDE}, after: revert, otherwise: stop}}, "
            "verify: {after: [settle, inform, look], on_fail: revert}}",
            [],
        ),
        # It ends there, whatever is after it.
        (
            f"steps: {{revert: {{on_fail: warm}}}}\n"
            f"fallback: {{{WARM}, then: stop}}, back: {{{DO}, after: warm, then: revert}}}}",
            [],
        ),
        # A check passes before it comes to that again: something has changed.
        ("steps: {close: {on_fail: revert}}", []),
        # Nothing leads there.
        (f"fallback: {{lost: {{{DO}, on_fail: other}}, other: {{{DO}, then: lost}}}}", []),
    ],
)
def test_something_is_done_and_it_fails_again(tmp_path: Path, part: str, ways: list[str]) -> None:
    """It goes round for ever, since nobody is asked on the way."""
    findings = [f for f in found(tmp_path, part) if f.rule == "endless-retry"]
    assert [f.message.partition("leads out: ")[2] for f in findings] == ways


def test_the_way_back_is_named_where_it_is_written(tmp_path: Path) -> None:
    """In the step that leads back, be it by failing or when it is done."""
    part = f"steps: {{revert: {{on_fail: warm}}}}\nfallback: {{{WARM}, then: revert}}}}"
    (done,) = (f for f in found(tmp_path / "a", part) if f.rule == "endless-retry")
    (failed,) = (
        f
        for f in found(tmp_path / "b", "steps: {verify: {on_fail: revert}}")
        if f.rule == "endless-retry"
    )
    assert done.path == ("fallback", "warm", "then")
    assert done.message.startswith("while 'revert' fails and the rest is done, ")
    assert failed.path == ("steps", "verify", "on_fail")


def test_several_targets_need_no_retry(tmp_path: Path) -> None:
    """The step is offered again with the next one by itself, and the hint says so."""
    (one,) = (
        f for f in found(tmp_path / "a", "steps: {revert: {on_fail: revert}}") if "retry" in f.rule
    )
    (two,) = (
        f
        for f in found(tmp_path / "b", SECOND + "steps: {revert: {on_fail: revert}}")
        if "retry" in f.rule
    )
    assert "next target" not in one.hint
    assert "next target" in two.hint
