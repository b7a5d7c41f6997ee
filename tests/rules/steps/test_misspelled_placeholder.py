"""Placeholders that are none, and signs of the shell that only look like one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.rules.laying import found

MODEL = "${targets.model}"
OTHERS = yaml.safe_dump({"values": {"region": "north"}, "inputs": {"why": {"ask": "Why?"}}})


def about(folder: Path, part: object, place: str = "sop") -> list[tuple[str, str]]:
    """The words that the rule names, and what it says to write."""
    findings = found(folder, yaml.safe_dump(part), place, OTHERS)  # type: ignore[arg-type]
    mine = [f for f in findings if f.rule == "misspelled-placeholder"]
    assert {f.level for f in mine} <= {"error"}
    return [(f.message.split("'")[1], f.hint.removeprefix("write ")) for f in mine]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("${targets.model", MODEL),
        ("$targets.model", MODEL),
        ("${ targets.model }", MODEL),
        ("${targets.model }", MODEL),
        ("${targets. model}", MODEL),
        ("${{targets.model}}", MODEL),
        ("${{ targets.model }}", MODEL),
        ("{{targets.model}}", MODEL),
        ("{{ targets.model }}", MODEL),
        ("$(targets.model)", MODEL),
        ("$ {targets.model}", MODEL),
        ("{targets.model}", MODEL),
        ("%{targets.model}", MODEL),
        ("<targets.model>", MODEL),
        ("$Targets.model", MODEL),
        ("${ target.model }", MODEL),
        ("$target.model", MODEL),
        ("${ targets.model.id }", "${targets.model.id}"),
        ("$${targets.model}", MODEL),
        ("\\${targets.model}", MODEL),
        ("${targets.model}}", MODEL),
        ("${ values.region }", "${values.region}"),
        ("$inputs.why", "${inputs.why}"),
        ("$live.model", "${live.model}"),
    ],
)
def test_what_is_meant_is_said(tmp_path: Path, words: str, meant: str) -> None:
    """In a command, alone and among other words, and in prose where it would be filled in."""
    for number, text in enumerate((f"ops/search {words}", f"ops/search {words} --wait; date")):
        folder = tmp_path / str(number)
        assert about(folder, {"steps": {"revert": {"run": text}}}) == [(words, meant)]
    assert about(tmp_path / "note", {"steps": {"close": {"note": words}}}) == [(words, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "echo $HOME ${REGION} $(date) ${x:-y} $$ ${values[@]} ${inputs}",
        "ops/search ${targets.model} ${values.region}",
        "helm upgrade -f values.yaml --set '{{ .Values.model }}' x",
        "for f in $inputs.txt; do cat $f; done > $values.out",
        "$(live.sh) <inputs.csv >values.json",
        "curl -d '{\"v\": ${values.region}}' x",
        "jq '{values: .targets}'",
        "targets.model values.region",
    ],
)
def test_what_is_the_shells_is_left_to_it(tmp_path: Path, text: str) -> None:
    """Its variables and brackets, the templates of other tools, and names of files."""
    assert about(tmp_path, {"steps": {"revert": {"run": text}}}) == []


def test_where_nothing_is_filled_in_a_placeholder_is_none(tmp_path: Path) -> None:
    """In a query, and in the command that shows what runs."""
    part = {"checks": {"no-errors": {"logs": "version=${targets.model.id}"}}}
    findings = found(tmp_path / "logs", yaml.safe_dump(part))
    assert [f.rule for f in findings] == ["misspelled-placeholder"]
    assert findings[0].message == "nothing takes the place of ${targets.model.id} in 'logs'"
    shared = {
        "components": {"index": {"live": "ops/index ${values.x}"}},
        "metrics": {"clicks": {"query": "clicks{v='${targets.model}'}"}},
        "notices": {"status": {"say": "Back to ${ targets.model }."}},
    }
    findings = found(tmp_path / "shared", yaml.safe_dump(shared), "handbook")
    mine = [(f.rule, f.file) for f in findings]
    assert mine == [("misspelled-placeholder", "sops/handbook.yml")] * 3
