"""Whether what was put back has arrived before it is checked, and what is made again from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

SIDE = (
    "slow: {wait: 20m, after: approve}, settle: {wait: 30s, after: revert},"
    " revert-index: {after: save}, revert: {after: revert-index}"
)


@pytest.mark.parametrize(
    ("slow", "steps", "late"),
    [
        ("api: {propagation: 7m}", "", False),
        ("api: {propagation: 8m}", "", True),
        ("model: {propagation: 8m}", "", True),
        ("index: {propagation: 3m}", "", False),
        ("index: {propagation: 4m}", "", True),
        ("api: {propagation: 8m, needs: []}", "", False),
        ("model: {propagation: 5m}", "", True),
        ("digest: {name: D, kind: service, owner: leads, propagation: 9m}", "", False),
        ("api: {propagation: 8m}", "settle: {wait: 5m}", False),
        ("api: {propagation: 2m}", "settle: {wait: 30s}, revert-index: {takes: 1m}", True),
        ("api: {propagation: 2m}", SIDE + ", verify: {after: [settle]}", True),
        ("api: {propagation: 2m}", SIDE + ", verify: {after: [settle, slow]}", False),
        (
            "model: {propagation: 6m}",
            SIDE.replace("20m", "1m") + ", revert: {run: x --wait}",
            False,
        ),
        ("model: {propagation: 7m}", SIDE.replace("20m", "1m") + ", revert: {run: x --wait}", True),
        (
            "model: {propagation: 6m}",
            SIDE.replace("20m", "1m") + ", revert: {expect: All replicas report it}",
            False,
        ),
        ("api: {propagation: 9m}", "verify: {do: x, check: ~, undo: none, takes: 9m}", False),
    ],
)
def test_a_check_waits_until_it_has_arrived(
    tmp_path: Path, slow: str, steps: str, late: bool
) -> None:
    """At the component itself and at what needs it, unless the step waits for that itself."""
    merged = f"steps: {{{steps}}}" if steps else "rto: 45m"
    findings = found(tmp_path, f"components: {{{slow}}}", "handbook", merged)
    assert ("no-wait-for-propagation" in {finding.rule for finding in findings}) == late


def test_one_wait_is_asked_for_where_several_are_late(tmp_path: Path) -> None:
    """The longest, before the check."""
    shared = "components: {index: {propagation: 9m}, model: {propagation: 9m}}"
    findings = found(tmp_path, shared, "handbook")
    (finding,) = [f for f in findings if f.rule == "no-wait-for-propagation"]
    assert finding.path == ("steps", "verify")
    assert finding.message == (
        "check step 'verify' begins 3m after 'revert-index', "
        "and 'index' takes 9m to change everywhere"
    )
    assert "'wait: 9m'" in finding.hint


def test_what_begins_at_once_is_said_so(tmp_path: Path) -> None:
    """Not that it begins after no time."""
    shared = "components: {index: {propagation: 1m}}"
    steps = "steps: {settle: {after: save}, verify: {after: [settle, revert-index]}}"
    findings = found(tmp_path, shared, "handbook", steps)
    (finding,) = [f for f in findings if f.rule == "no-wait-for-propagation"]
    assert "begins as soon as 'revert-index' is done, and 'index' takes 1m" in finding.message


PLAIN = "revert-index: {reprocess: ~}"


@pytest.mark.parametrize(
    ("steps", "kind", "is_found"),
    [
        (PLAIN, "index", True),
        (PLAIN, "dataset", True),
        (PLAIN, "feature-store", True),
        (PLAIN, "data-pipeline", True),
        (PLAIN, "config", False),
        (f"{PLAIN}, close: {{reprocess: {{from: x}}}}", "index", False),
        (f"{PLAIN}, save: {{reprocess: {{from: x}}}}", "index", True),
        (f"{PLAIN}, inform: {{reprocess: {{from: x}}}}", "index", True),
        (f"{PLAIN}, close: {{do: Backfill the orders of the night}}", "index", False),
        (f"{PLAIN}, close: {{run: ops/index --replay, do: ~}}", "index", False),
        (f"{PLAIN}, close: {{do: Preprocess the ticket}}", "index", True),
        ("revert-index: {reprocess: ~, restores: ~}", "index", False),
    ],
)
def test_what_was_made_from_bad_data_is_made_again(
    tmp_path: Path, steps: str, kind: str, is_found: bool
) -> None:
    """Said by the step or by one behind it, in the field or in words."""
    shared = f"components: {{index: {{kind: {kind}}}}}"
    findings = found(tmp_path, shared, "handbook", f"steps: {{{steps}}}")
    about = [finding for finding in findings if finding.rule == "data-without-reprocessing"]
    assert [finding.path for finding in about] == [("steps", "revert-index", "restores")] * is_found


def test_a_component_is_asked_for_once(tmp_path: Path) -> None:
    """Not for the second target, too."""
    again = "older: {run: x, by: executor, takes: 1m, restores: index, undo: y}"
    part = f"steps: {{{PLAIN}, verify: {{on_fail: older}}}}\nfallback: {{{again}}}"
    rules = [finding.rule for finding in found(tmp_path, part)]
    assert rules.count("data-without-reprocessing") == 1
