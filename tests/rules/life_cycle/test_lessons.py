"""Lessons of incidents: open, overdue, and closed without a trace."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.rules.laying import found


@pytest.mark.parametrize(
    ("lesson", "messages"),
    [
        ("owner: leads, due: 2026-11-20", []),
        ("owner: leads", ["an open lesson of 'INC-1' has no 'due'"]),
        ("due: 2026-12-01", ["an open lesson of 'INC-1' has no 'owner'"]),
        ("action: Do it", ["an open lesson of 'INC-1' has no 'owner' and no 'due'"]),
        ("owner: leads, due: 2026-11-19", ["a lesson of 'INC-1' was to be done by 2026-11-19"]),
        ("step: save, due: 2026-11-19, done: 2026-11-20", []),
        ("step: save, done: 2026-11-20", []),
        ("done: 2026-11-20", ["a lesson of 'INC-1' is done, but names no step"]),
    ],
)
def test_a_lesson_is_owned_and_dated_and_leads_to_a_step(
    tmp_path: Path, lesson: str, messages: list[str]
) -> None:
    """Until it is done, and then."""
    part = f"lessons: [{{text: It was late, step: save, done: 2026-11-01}}, {{text: x, {lesson}}}]"
    findings = found(tmp_path, part, "incident")
    assert [finding.message for finding in findings] == messages
    assert all(finding.file == "sops/records/INC-1.yml" for finding in findings)
    assert all(finding.path[:2] == ("lessons", 1) for finding in findings)


def test_without_an_owner_what_is_overdue_needs_one(tmp_path: Path) -> None:
    """Both are said: they are two things to mend."""
    findings = found(tmp_path, "lessons: [{text: x, due: 2026-11-01}]", "incident")
    assert {finding.rule for finding in findings} == {"open-lesson", "overdue-lesson"}
