"""Who may be whom, and who stands in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found


def _messages(folder: Path, rule: str, part: str) -> list[str]:
    return [finding.message for finding in found(folder, part) if finding.rule == rule]


@pytest.mark.parametrize(
    ("roles", "messages"),
    [
        ("verifier: {who: mlops}", ["team 'mlops' can be both 'executor' and 'verifier'"]),
        (
            "approver: {deputy: mlops}",
            ["team 'mlops' can be both 'executor' and the deputy of 'approver'"],
        ),
        (
            "approver: {who: platform}",
            ["team 'platform' can be both the deputy of 'executor' and 'approver'"],
        ),
        (
            "verifier: {who: platform, deputy: mlops}",
            ["team 'platform' can be both the deputy of 'executor' and 'verifier'"],
        ),
        ("verifier: {who: mlops, not: executor}", []),
        ("verifier: {who: mlops}, executor: {not: verifier}", []),
        (
            "verifier: {who: mlops, not: approver}",
            ["team 'mlops' can be both 'executor' and 'verifier'"],
        ),
        ("verifier: {who: leads}", []),
        ("initiator: {who: mlops}", []),
        ("helper: {who: mlops}", []),
    ],
)
def test_who_carries_it_out_does_not_judge_it(
    tmp_path: Path, roles: str, messages: list[str]
) -> None:
    """Nor as a deputy, unless it says that it is another person."""
    assert _messages(tmp_path, "duties-not-separated", f"roles: {{{roles}}}") == messages


@pytest.mark.parametrize(
    ("role", "messages"),
    [
        ("executor", ["in 'approve' the executor approves what it does itself"]),
        ("helper", ["team 'mlops' can be both 'executor' and 'helper'"]),
    ],
)
def test_every_role_that_approves_is_apart(tmp_path: Path, role: str, messages: list[str]) -> None:
    """Whatever it is called."""
    part = f"{{roles: {{helper: {{who: mlops}}}}, steps: {{approve: {{approve: {role}}}}}}}"
    assert _messages(tmp_path, "duties-not-separated", part) == messages


@pytest.mark.parametrize(
    ("part", "messages"),
    [
        ("roles: {verifier: {deputy: ~}}", ["role 'verifier' has no 'deputy'"]),
        (
            "roles: {executor: {deputy: mlops}}",
            ["the deputy of 'executor' is the team 'mlops' itself"],
        ),
        ("roles: {desk: {who: sre}}", []),
        (
            "{roles: {desk: {who: sre}}, steps: {approve: {approve: desk}}}",
            ["role 'desk' has no 'deputy'"],
        ),
        (
            "{roles: {desk: {who: sre}}, steps: {"
            "later: {approve: desk, late: 24h, takes: 5m, after: verify}}}",
            [],
        ),
    ],
)
def test_somebody_stands_in_for_whom_it_cannot_go_without(
    tmp_path: Path, part: str, messages: list[str]
) -> None:
    """Whoever helps, or says yes afterwards, is not waited for."""
    assert _messages(tmp_path, "role-without-deputy", part) == messages
