"""A secret in a file is found, and shown by nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found, laid
from tests.sites import Project

TOKEN = "ghp_" + "aB3dE5gH7" * 4
HIDDEN = TOKEN.removeprefix("ghp_")


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ({"steps": {"revert": {"run": f"ops/x {TOKEN}"}}}, ("steps", "revert", "run")),
        ({"steps": {"close": {"note": f"It is {TOKEN}."}}}, ("steps", "close", "note")),
        ({"faq": [{"q": "Which?", "a": f"`{TOKEN}`"}]}, ("faq", 0, "a")),
        ({"values": {"hub": TOKEN}}, ("values", "hub")),
        ({"values": {"db-password": "hunter2"}}, ("values", "db-password")),
    ],
)
def test_a_secret_is_found_wherever_it_stands(
    tmp_path: Path, part: object, path: tuple[str | int, ...]
) -> None:
    """Once, with what it is, and at no more than its beginning."""
    (finding,) = [f for f in found(tmp_path, yaml.safe_dump(part)) if "here stands" in f.message]
    assert (finding.rule, finding.path, finding.secret) == ("secret-in-command", path, True)
    said = "a password" if "password" in path[-1:] or path[-1] == "db-password" else None
    assert finding.message == f"here stands {said or 'a GitHub token (ghp_…)'}"


@pytest.mark.parametrize(
    "part",
    [
        {"values": {"hub": TOKEN}},
        {"values": {"db-password": "hunter2"}},
        {"components": {"model": {"live": f"ops/x {TOKEN}"}}},
        {"notices": {"status": {"say": f"Come in with {TOKEN}"}}},
        {"teams": {"oncall": {"contact": "https://ada:" + "hunter2@pager.example"}}},
        {"metrics": {"clicks": {"query": f"x?token={TOKEN}"}}},
    ],
    ids=lambda part: next(iter(part)),
)
def test_a_secret_is_found_in_what_sops_share(tmp_path: Path, part: object) -> None:
    """Once, in that file."""
    findings = found(tmp_path, yaml.safe_dump(part), "handbook")
    about = [finding for finding in findings if finding.rule == "secret-in-command"]
    assert [finding.file for finding in about] == ["sops/handbook.yml"]


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab", "sarif"])
@pytest.mark.parametrize("rules", [(), ("--rule", "secret-in-command=off")])
def test_no_output_shows_it(project: Project, form: str, rules: tuple[str, ...]) -> None:
    """Nor does what is found beside it in the same line, also where this rule is off."""
    part = {"steps": {"revert": {"run": f"ops/x {TOKEN} && flagctl set cache off # TODO {TOKEN}"}}}
    laid(project.folder, yaml.safe_dump(part))
    output = project.run("rollbook", "check", "sops", "--format", form, *rules).output
    assert "runs several commands" in output
    assert "still to be filled in" in output
    assert rules or "here stands a GitHub token" in output
    assert HIDDEN not in output


def test_no_output_shows_it_where_the_file_has_errors(project: Project) -> None:
    """No rule looks at such a file, but its lines are shown."""
    with (laid(project.folder) / "ranker.yml").open("a", encoding="utf-8") as file:
        file.write(f"colour: {TOKEN}\n")
    output = project.run("rollbook", "check", "sops").output
    assert "colour" in output
    assert HIDDEN not in output
