"""No input crashes the loader, hangs it or vanishes, and the schema agrees with it."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rollbook.loading.folder import load
from rollbook.loading.schema import schema
from tests.loading.cases import BASE
from tests.sites import REPOSITORY, Project

pytestmark = pytest.mark.no_cover  # others count these lines, and to count halves the speed

TEXT = (BASE / "sops/ranker.yml").read_text("utf-8")
LINES = TEXT.splitlines()
ODD = (
    "",
    "[",
    "{",
    "}",
    "- x",
    "? ",
    "&a",
    "*a",
    "!!binary x",
    "|",
    ">-",
    "%",
    "\t",
    '"',
    "'",
    "#",
)
VALUES: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    1.5,
    "",
    "x",
    "2026-01-01",
    [],
    [[]],
    {},
    {"a": 1},
)
SCHEMA = Draft202012Validator(schema())


@pytest.fixture(scope="module")
def sops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a handbook and a record, to which an SOP is added."""
    folder = tmp_path_factory.mktemp("any") / "sops"
    (folder / "records").mkdir(parents=True)
    for name in ("handbook.yml", "records/INC-1.yml"):
        (folder / name).write_bytes((BASE / "sops" / name).read_bytes())
    return folder


def holds(sops: Path, data: bytes) -> bool:
    """Whether an SOP is read without findings; whichever it is, it is said where."""
    (sops / "ranker.yml").write_bytes(data)
    loaded = load([sops], sops.parent)
    text = data.decode("utf-8", "replace").splitlines() or [""]
    for finding in loaded.findings:
        assert finding.message
        assert finding.line >= 1
        assert finding.column >= 1
        if finding.file == "sops/ranker.yml":
            assert finding.line <= len(text) + 1
    read = loaded.handbook is not None and "ranker" in loaded.handbook.sops
    mine = [f for f in loaded.findings if f.file == "sops/ranker.yml"]
    assert read != bool(mine)
    return read


@settings(max_examples=150, deadline=None, derandomize=True)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(sops: Path, data: bytes) -> None:
    """There is a finding, and no traceback."""
    assert not holds(sops, data)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=st.text(max_size=200))
def test_any_text_is_read_or_refused(sops: Path, text: str) -> None:
    """There is a finding, and no traceback."""
    assert not holds(sops, f"title: {text}\n".encode("utf-8", "surrogatepass"))


@settings(max_examples=250, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32), times=st.integers(1, 4))
def test_a_valid_file_with_lines_broken_is_read_or_refused(
    sops: Path, seed: int, times: int
) -> None:
    """Lines are taken out, doubled, moved, cut, and odd characters put in."""
    source, lines = random.Random(seed), list(LINES)
    for _ in range(times):
        place = source.randrange(len(lines))
        match source.randrange(5):
            case 0:
                del lines[place]
            case 1:
                lines.insert(place, source.choice(lines))
            case 2:
                lines[place] = " " * source.randrange(4) + lines[place]
            case 3:
                lines[place] = lines[place][: source.randrange(len(lines[place]) + 1)]
            case _:
                at = source.randrange(len(lines[place]) + 1)
                lines[place] = lines[place][:at] + source.choice(ODD) + lines[place][at:]
    holds(sops, "\n".join(lines).encode())


def changed(value: Any, source: random.Random) -> Any:
    """The same data with one part gone, replaced, renamed or added."""
    paths = list(_paths(value, ()))
    path = source.choice(paths)
    *above, last = path
    here = value
    for word in above:
        here = here[word]
    match source.randrange(4):
        case 0:
            del here[last]
        case 1:
            here[last] = source.choice(VALUES)
        case 2 if isinstance(here, dict):
            here[f"{last}x"] = here.pop(last)
        case _ if isinstance(here, dict):
            here["more"] = source.choice(VALUES)
        case _:
            here.append(source.choice(VALUES))
    return value


def _paths(value: Any, path: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, item in items:
        found.append((*path, key))
        if isinstance(item, dict | list):
            found += _paths(item, (*path, key))
    return found


def data_of(text: str) -> Any:
    """What a file holds, with dates as texts."""
    loader = type("Loader", (yaml.CSafeLoader,), {})
    loader.yaml_implicit_resolvers = {
        sign: [(tag, form) for tag, form in found if not tag.endswith("timestamp")]
        for sign, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, loader)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_what_the_loader_accepts_the_schema_accepts(sops: Path, seed: int) -> None:
    """An editor marks nothing that `check` lets pass."""
    data = changed(data_of(TEXT), random.Random(seed))
    if holds(sops, json.dumps(data).encode()):
        assert [error.message for error in SCHEMA.iter_errors(data)] == []


@settings(max_examples=300, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_what_the_schema_can_see_it_refuses_as_the_loader_does(sops: Path, seed: int) -> None:
    """A fault in the shape of the data shows while it is typed."""
    data = changed(data_of(TEXT), random.Random(seed))
    (sops / "ranker.yml").write_text(json.dumps(data), "utf-8")
    rules = {
        (finding.rule, re.sub(r"'[^']*'", "'…'", finding.message))
        for finding in load([sops], sops.parent).findings
        if finding.file == "sops/ranker.yml"
    }
    unseen = ("heading", "raw HTML", "pattern cannot", "calendar", "not a date", "reserved")
    shape = [m for rule, m in rules if rule == "schema" and not any(word in m for word in unseen)]
    if shape:
        assert not SCHEMA.is_valid(data), shape


@pytest.mark.parametrize("folder", [REPOSITORY / "sops", BASE / "sops"], ids=["ours", "base"])
def test_the_schema_accepts_every_file_of_a_valid_folder(folder: Path) -> None:
    """Procedures, handbook.yml and records alike."""
    files = sorted(folder.rglob("*.yml"))
    assert len(files) > 2
    for file in files:
        found = [e.message for e in SCHEMA.iter_errors(data_of(file.read_text("utf-8")))]
        assert found == [], file


def test_check_jsonschema_accepts_the_schema_itself(project: Project) -> None:
    """It is JSON Schema 2020-12, also for another program."""
    project.run("rollbook", "schema", "--output", "s.json")
    result = project.run("check-jsonschema", "--check-metaschema", "s.json")
    assert result.code == 0, result.output


def test_every_field_of_the_schema_says_what_it_is() -> None:
    """An editor shows the meaning of each field."""
    silent = [
        (name, field)
        for name, part in schema()["$defs"].items()
        for field, about in part.get("properties", {}).items()
        if "description" not in about
    ]
    assert silent == []
