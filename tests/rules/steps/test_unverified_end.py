"""Ways that end without anybody knowing that all is well."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found, merged
from tests.rules.steps.test_ways import DECIDE, DO
from tests.sites import Project

LOOK = "do: x, by: executor, takes: 1m, undo: none"
NOTHING = "nothing was put back or checked"


def said(tmp_path: Path, part: str) -> list[tuple[str | int, str]]:
    """The steps at which a way ends, and what is said of it."""
    findings = [f for f in found(tmp_path, part) if f.rule == "unverified-end"]
    return [(f.path[1], f.message) for f in findings]


def test_half_of_the_cases_of_the_first_draft_end_nowhere(project: Project) -> None:
    """The way is the evidence, in the words of the one who answers."""
    assert project.run("rollbook", "init").code == 0
    file = project.folder / "sops/search-ranking.yml"
    draft = yaml.safe_load(file.read_text("utf-8"))
    draft["steps"] = merged(
        draft["steps"],
        yaml.safe_load(
            f"{{confirm: {{otherwise: ~, cases: {{half: halt, all of it: block}}}},"
            f" halt: {{{LOOK}}}, block: {{{LOOK}, then: approve}}}}"
        ),
    )
    file.write_text(yaml.safe_dump(draft, sort_keys=False), "utf-8")
    output = project.run("rollbook", "check", "--rule", "dead-end=off").output
    assert f"confirm: half → halt: {NOTHING} [unverified-end]" in output
    assert "all of it" not in output


@pytest.mark.parametrize(
    ("part", "ends"),
    [
        ("rto: 45m", []),
        (
            "fallback: {tell-leads: {then: ~}}",
            [("tell-leads", "revert: failed → plain → tell-leads: 'model' was not put back")],
        ),
        (
            "fallback: {tell-leads: {then: stop}}",
            [("tell-leads", "revert: failed → plain → tell-leads: 'model' was not put back")],
        ),
        (
            "fallback: {tell-leads: {then: close}}",
            [
                (
                    "tell-leads",
                    "revert: failed → plain → tell-leads → close: 'model' was not put back",
                )
            ],
        ),
        (
            "fallback: {tell-leads: {then: ~}, look: {check: no-errors, by: verifier, takes: 9m}}",
            [],
        ),
        ("steps: {confirm: {otherwise: stop}}", []),
        (
            "steps: {confirm: {otherwise: sure}, revert: {on_fail: halt}}\n"
            f"fallback: {{sure: {{{DECIDE}, then: approve, otherwise: halt}}, halt: {{{LOOK}}}}}",
            [("halt", "revert: failed → halt: 'model' was not put back")],
        ),
        (
            f"steps: {{confirm: {{otherwise: halt}}}}\nfallback: {{halt: {{{LOOK}}}}}",
            [("halt", f"confirm: no → halt: {NOTHING}")],
        ),
        (
            f"steps: {{sure: {{{DECIDE}, otherwise: stop, after: revert-index}}, "
            "settle: {after: sure}}",
            [
                (
                    "sure",
                    "sure: no: 'model' and 'index' were put back, and no check has passed since",
                )
            ],
        ),
        (
            "steps: {sign: {approve: approver, takes: 1m, after: verify, on_fail: sorry}}\n"
            f"fallback: {{sorry: {{{LOOK}}}}}",
            [("sorry", "sign: not approved → sorry: all was checked, and then 'sign' was refused")],
        ),
        (
            f"steps: {{close: {{on_fail: sorry}}}}\nfallback: {{sorry: {{{LOOK}}}}}",
            [
                (
                    "sorry",
                    "close: failed → sorry: all was checked, "
                    "and then the main line was left at 'close'",
                )
            ],
        ),
        (
            f"steps: {{close: {{on_fail: sorry, phase: review}}}}\nfallback: {{sorry: {{{LOOK}}}}}",
            [],
        ),
        (
            f"steps: {{which: {{{DECIDE}, after: approve, cases: {{x: save, y: done}}}}, "
            f"save: {{after: which}}, done: {{{DO}}}, verify: {{after: settle}}}}",
            [("done", f"which: y → done: {NOTHING}")],
        ),
    ],
)
def test_an_end_is_named_or_checked(tmp_path: Path, part: str, ends: list[tuple[str, str]]) -> None:
    """Once for each step at which ways end, with the way on which fewest things go wrong."""
    assert said(tmp_path, part) == ends
