"""`rollbook schema`: the JSON Schema for editors."""

from __future__ import annotations

import json

from tests.sites import Project


def test_it_is_printed_as_json_schema_2020_12(project: Project) -> None:
    result = project.run("rollbook", "schema")
    assert result.code == 0
    assert json.loads(result.output)["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_it_is_written_to_a_file_and_accepts_a_starter(project: Project) -> None:
    project.run("rollbook", "init")
    assert project.run("rollbook", "schema", "--output", "s.json").output == "wrote s.json\n"
    result = project.run(
        "check-jsonschema", "--schemafile", "s.json", "sops/handbook.yml", "sops/search-ranking.yml"
    )
    assert result.code == 0, result.output


def test_a_file_that_cannot_be_written_is_said(project: Project) -> None:
    result = project.run("rollbook", "schema", "--output", "nowhere/s.json")
    assert result.code == 2
    assert result.output.startswith("Error: nowhere/s.json cannot be written")


def test_the_command_names_its_parts_and_its_version(project: Project) -> None:
    assert project.run("rollbook", "--version").output.startswith("rollbook, version ")
    said = project.run("rollbook", "--help").output
    assert all(f"  {name} " in said for name in ("check", "init", "new", "schema", "ways"))
