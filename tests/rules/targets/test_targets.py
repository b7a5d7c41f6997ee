"""Targets: what can change under its name, is not kept, was not proven, or has no way on."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found

DIGEST = "sha256:7c0e54ab91c24fd0f3a4f1c8a2a6f0b9d7e0c3b15d8c9a1f66e2b7d4c0a19b91"


def _with(folder: Path, target: object, rule: str, **others: object) -> list[str]:
    part = yaml.safe_dump({"targets": {"api": target}, **others})
    return [f.message for f in found(folder, part) if f.rule == rule]


@pytest.mark.parametrize(
    ("ref", "digest", "faults"),
    [
        ("mlflow:api/3", False, 1),
        ("model:registry/api@2026.7.3", False, 1),
        ("prompt:api@58", False, 1),
        ("prompt:api@58", True, 0),
        ("helm:api#57", False, 0),
        ("data:clicks@2026-10-20", False, 0),
        ("llm:northlight/harbor-2-2026-08-19", False, 0),
        ("flag:api=people", False, 0),
        ("flag:api=latest", False, 1),
        ("model:registry/api@v2-latest", True, 1),
        ("model:registry/api@Champion1", True, 1),
        ("prompt:api@prod2", False, 1),
        ("index:api@1.x", False, 1),
        ("data:api@^1.4", False, 1),
        ("model:registry/api@2.1.0-stable", True, 0),
        ("model:registry/api@prod-12", True, 0),
        ("index:api@nightly-2026-10-20", False, 0),
    ],
)
def test_a_target_is_held_by_its_reference_or_by_a_digest(
    tmp_path: Path, ref: str, faults: int, *, digest: bool
) -> None:
    """A name that moves is not held by a digest either: nobody can fetch what it meant."""
    target = {"ref": ref, "proven": "2026-10-20", **({"digest": DIGEST} if digest else {})}
    assert len(_with(tmp_path, target, "mutable-target")) == faults


@pytest.mark.parametrize(
    ("kept", "faults"),
    [
        ("2026-11-19", 1),
        ("2026-11-20", 1),
        ("2027-05-08", 1),
        ("2027-05-09", 0),
        ("2027-05-18", 0),
    ],
)
def test_a_target_has_to_be_there_on_the_day_of_the_next_review(
    tmp_path: Path, kept: str, faults: int
) -> None:
    """The last one was on 2026-11-10, and the day until which it is kept is one of them."""
    target = {"ref": "helm:api#57", "proven": "2026-10-20", "keep_until": kept}
    assert len(_with(tmp_path, target, "target-expires-early")) == faults


@pytest.mark.parametrize(("kept", "faults"), [("2026-11-19", 1), ("2026-11-20", 0)])
def test_without_a_review_a_target_has_to_be_there_today(
    tmp_path: Path, kept: str, faults: int
) -> None:
    """Nobody knows when somebody will look."""
    target = {"ref": "helm:api#57", "proven": "2026-10-20", "keep_until": kept}
    assert len(_with(tmp_path, target, "target-expires-early", review=None)) == faults


def test_a_review_that_never_comes_asks_for_a_target_for_ever(tmp_path: Path) -> None:
    """No calendar has the day."""
    target = {"ref": "helm:api#57", "proven": "2026-10-20", "keep_until": "9999-12-30"}
    every = {"every": "9999999d"}
    messages = _with(tmp_path, target, "target-expires-early", review=every)
    assert "the next review is due on 9999-12-31" in messages[-1]


@pytest.mark.parametrize(
    ("proven", "says"),
    [
        ("2025-11-18", "was last proven on 2025-11-18"),
        ("2025-11-19", None),
        ("2026-11-21", None),
        ("2026-11-22", "cannot have been proven on 2026-11-22"),
        (None, "has no 'proven'"),
    ],
)
def test_a_target_was_proven_within_a_year(
    tmp_path: Path, proven: str | None, says: str | None
) -> None:
    """Where the author lives, it may be tomorrow already."""
    target = {"ref": "helm:api#57", **({"proven": proven} if proven else {})}
    messages = _with(tmp_path, target, "stale-target")
    assert [message.split(",")[0].split(":")[0] for message in messages] == (
        [f"target 'api' {says}"] if says else []
    )


def test_only_the_best_target_has_to_be_proven(tmp_path: Path) -> None:
    """The others are better than nothing."""
    targets = [{"ref": "helm:api#57", "proven": "2026-10-20"}, {"ref": "helm:api#56"}]
    assert _with(tmp_path, targets, "stale-target") == []


def test_a_component_without_a_target_is_named_once(tmp_path: Path) -> None:
    """At the first step that restores it."""
    part = "steps: {close: {restores: api}}\nfallback: {plain: {restores: api}}"
    (finding,) = (f for f in found(tmp_path, part) if f.rule == "component-without-target")
    assert finding.path == ("steps", "close", "restores")


UNCAUGHT = {"revert": {"on_fail": None}, "verify": {"on_fail": None}}
SECOND = {
    "targets": {
        "model": [
            {"ref": "mlflow:ranker/17", "digest": DIGEST, "proven": "2026-10-20"},
            {"ref": "mlflow:ranker/15", "digest": DIGEST, "proven": "2026-08-20"},
        ]
    }
}


@pytest.mark.parametrize(
    ("steps", "others", "faults"),
    [
        ({}, {}, 1),
        ({"verify": {"on_fail": "stop"}}, {}, 0),
        ({"revert": {"on_fail": "escalate"}}, {}, 0),
        ({}, SECOND, 1),
        ({}, {**SECOND, "fallback": {"plain": {"restores": "model"}}}, 0),
        ({"settle": {"wait": None, "decide": "Is it back?", "by": "verifier",
                     "takes": "1m", "otherwise": "plain"}}, {}, 0),
        ({"settle": {"wait": None, "decide": "Was the index new?", "by": "verifier",
                     "takes": "1m", "otherwise": "verify"}}, {}, 1),
        ({"settle": {"wait": None, "run": "ops/search --try", "by": "verifier",
                     "takes": "1m", "expect": "It answers", "undo": "none",
                     "on_fail": "plain"}}, {}, 0),
    ],
)  # fmt: skip
def test_a_bad_target_has_to_lead_somewhere(
    tmp_path: Path, steps: dict[str, object], others: dict[str, object], faults: int
) -> None:
    """From the step, from a look at its result, or to a second target that a step goes to."""
    part = yaml.safe_dump({"steps": {**UNCAUGHT, **steps}, **others})
    findings = [f for f in found(tmp_path, part) if f.rule == "target-without-fallback"]
    assert [finding.path for finding in findings] == [("steps", "revert")] * faults
