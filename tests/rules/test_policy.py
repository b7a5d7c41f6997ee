"""What a team has decided: levels, and findings that it knows already."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from rollbook.loading.baseline import BadBaseline, Baseline, read_baseline, written
from rollbook.loading.finding import Finding
from rollbook.rules.catalogue import all_rules
from rollbook.rules.policy import Policy, decided
from tests.loading.test_any_input import data_of
from tests.rules.laying import findings_in, found, laid, merged

GAP = "steps: {revert: {run: ops/search <version>}}"
TWO = "steps: {revert: {run: ops/search <version>, undo: ops/search <old>}}"
RULE = "unresolved-placeholder"


def levels(folder: Path, settings: object, part: str = GAP) -> list[tuple[str, str]]:
    """The rules that a part of an SOP breaks, each with how much it weighs."""
    policy, wrong = decided(settings, None, all_rules())
    assert wrong == []
    return [(finding.rule, finding.level) for finding in findings_in(laid(folder, part), policy)]


@pytest.mark.parametrize(
    ("setting", "level"),
    [("error", "error"), ("warning", "warning"), ("off", None), (False, None)],
)
def test_a_rule_weighs_what_the_team_says(
    tmp_path: Path, setting: object, level: str | None
) -> None:
    """Readers of YAML 1.1 take `off` for false."""
    assert levels(tmp_path, {RULE: setting}) == ([(RULE, level)] if level else [])


@pytest.mark.parametrize("setting", ["off", False])
def test_all_rules_can_be_off(tmp_path: Path, setting: object) -> None:
    """In one word."""
    assert levels(tmp_path, setting) == []


def test_in_a_draft_nothing_is_an_error(tmp_path: Path) -> None:
    """Whatever the team says; and what is off stays off."""
    draft = f"status: draft\n{GAP}"
    assert levels(tmp_path / "a", {}, draft) == [(RULE, "warning")]
    assert levels(tmp_path / "b", {RULE: "error"}, draft) == [(RULE, "warning")]
    assert levels(tmp_path / "c", {RULE: "off"}, draft) == []


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        (
            {"unresolved-placeholders": "off"},
            "there is no rule 'unresolved-placeholders': did you mean 'unresolved-placeholder'?",
        ),
        ({"qqqqqqqq": "off"}, "there is no rule 'qqqqqqqq'"),
        ({7: "off"}, "there is no rule '7'"),
        ({None: "off"}, "there is no rule 'None'"),
        ({RULE: "info"}, f"rule '{RULE}' can be error, warning, off, and not 'info'"),
        ({RULE: True}, f"rule '{RULE}' can be error, warning, off, and not 'True'"),
        ({RULE: 0}, f"rule '{RULE}' can be error, warning, off, and not '0'"),
        ({RULE: None}, f"rule '{RULE}' can be error, warning, off, and not 'None'"),
        ({RULE: ["off"]}, f"rule '{RULE}' can be error, warning, off, and not '['off']'"),
        (["off"], "'rules' is 'off', or a mapping such as 'role-without-deputy: off'"),
        ("on", "'rules' is 'off', or a mapping such as 'role-without-deputy: off'"),
        (True, "'rules' is 'off', or a mapping such as 'role-without-deputy: off'"),
        (0.5, "'rules' is 'off', or a mapping such as 'role-without-deputy: off'"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said(settings: object, wrong: str) -> None:
    """In words, with what was meant; nothing is raised."""
    assert decided(settings, None, all_rules())[1] == [wrong]


def test_all_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    """Of the rules and of the baseline; what is right is kept."""
    settings = {"qqqqqqqq": "off", RULE: "info", "step-without-expect": "error"}
    policy, wrong = decided(settings, tmp_path / "none.json", all_rules())
    assert len(wrong) == 3
    assert policy.settings == {"step-without-expect": "error"}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (None, "cannot be read: No such file or directory"),
        ("", "is none: "),
        ("{", "is none: "),
        ("[]", "is none: "),
        ("7", "is none: "),
        ("null", "is none: "),
        ("[" * 100_000, "is none: "),
        ("9" * 10_000, "is none: "),
        ('{"version": 1}', "is none: "),
        ('{"findings": []}', "is none: "),
        ('{"version": 1, "findings": 7}', "is none: "),
        ('{"version": 1, "findings": ["x"]}', "is none: "),
        ('{"version": 1, "findings": {"file": "x"}}', "is none: "),
        ('{"version": 1, "findings": [{"file": "x"}]}', "is none: "),
        (
            '{"version": 1, "findings": [{"file": [], "rule": "", "path": "", "message": ""}]}',
            "is none: ",
        ),
        ('{"version": 2, "findings": []}', "is of version 2, and not of 1"),
        ('{"version": null, "findings": []}', "is of version None, and not of 1"),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path: Path, text: str | None, why: str) -> None:
    """With the reason, and with the file that it is about."""
    path = tmp_path / "baseline.json"
    if text is not None:
        path.write_text(text, "utf-8")
    with pytest.raises(BadBaseline, match=why):
        read_baseline(path)
    (wrong,) = decided({}, path, all_rules())[1]
    assert wrong.startswith(f"the baseline {path} {why}")


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"\x00"])
def test_bytes_are_no_baseline(tmp_path: Path, data: bytes) -> None:
    """Nor is a folder one."""
    (tmp_path / "baseline.json").write_bytes(data)
    for path in (tmp_path / "baseline.json", tmp_path):
        with pytest.raises(BadBaseline):
            read_baseline(path)


def kept(folder: Path, findings: list[Finding]) -> Baseline:
    """A baseline of these findings, written and read again."""
    path = folder / "baseline.json"
    path.write_text(written(findings), "utf-8")
    return read_baseline(path)


def test_a_known_finding_is_known_wherever_its_lines_move(tmp_path: Path) -> None:
    """A place in a baseline is a path in the document."""
    known = kept(tmp_path, found(tmp_path / "a", GAP))
    sops = laid(tmp_path / "b", GAP)
    path = sops / "ranker.yml"
    path.write_text("# Über alles\n\n" + path.read_text("utf-8"), "utf-8")
    findings = findings_in(sops)
    assert [finding.rule for finding in findings] == [RULE]
    assert known.new(findings) == []
    assert known.unused(findings) == 0


def test_a_new_fault_beside_a_known_one_is_new(tmp_path: Path) -> None:
    """Be it of the same rule in the same step, or the same fault in another SOP."""
    known = kept(tmp_path, found(tmp_path / "a", GAP))
    sops = laid(tmp_path / "b", TWO)
    other = merged(data_of((sops / "ranker.yml").read_text("utf-8")), {"examples": None})
    (sops / "other.yml").write_text(yaml.safe_dump(other, sort_keys=False), "utf-8")
    new = [f for f in known.new(findings_in(sops)) if f.rule == RULE]
    assert [(finding.file, finding.path) for finding in new] == [
        ("sops/other.yml", ("steps", "revert", "run")),
        ("sops/other.yml", ("steps", "revert", "undo")),
        ("sops/ranker.yml", ("steps", "revert", "undo")),
    ]


def test_what_was_mended_is_counted(tmp_path: Path) -> None:
    """So that somebody renews the baseline."""
    known = kept(tmp_path, found(tmp_path / "a", TWO))
    assert known.unused(found(tmp_path / "b", GAP)) == 1
    assert known.unused(found(tmp_path / "c")) == 2


def test_a_baseline_is_the_same_whoever_writes_it(tmp_path: Path) -> None:
    """Sorted, each finding once, and legible, so that a diff says what has changed."""
    findings = found(tmp_path, TWO.replace("version", "fassung").replace("old", "alte"))
    text = written(findings)
    assert text == written([*reversed(findings), *findings])
    assert [entry["path"] for entry in json.loads(text)["findings"]] == [
        "steps.revert.run",
        "steps.revert.undo",
    ]


def test_without_a_baseline_everything_is_new(tmp_path: Path) -> None:
    """And nothing is gone."""
    findings = found(tmp_path, GAP)
    assert Policy().baseline.new(findings) == findings
    assert Policy().baseline.unused(findings) == 0
