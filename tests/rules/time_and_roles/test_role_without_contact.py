"""Roles that nobody can be reached in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found

SILENT = "teams: {mlops: {contact: ~}, platform: {contact: ~}}"


@pytest.mark.parametrize(
    ("teams", "sop", "roles"),
    [
        (SILENT, "", ["executor"]),
        ("teams: {mlops: {contact: ~}}", "", []),
        ("teams: {mlops: {contact: ~}, platform: {contact: ~, members: [Ada]}}", "", []),
        (SILENT, "roles: {guest: {who: mlops, deputy: platform}}", ["executor"]),
        (SILENT, "roles: {verifier: {who: mlops, deputy: platform}}", ["executor"]),
        ("teams: {leads: {contact: ~}, managers: {contact: ~}}", "", ["approver"]),
        ("teams: {sre: {contact: ~}}", "roles: {guest: {who: sre}}", []),
    ],
)
def test_somebody_of_each_role_can_be_reached(
    tmp_path: Path, teams: str, sop: str, roles: list[str]
) -> None:
    """Its team or the deputy's, by a contact or by name; one that takes no step is not called."""
    findings = found(tmp_path, teams, "handbook", others=sop)
    about = [finding for finding in findings if finding.rule == "role-without-contact"]
    assert [finding.path for finding in about] == [("roles", role, "who") for role in roles]
