"""Secrets are found wherever they stand, and no output that quotes the files shows them."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from click.testing import CliRunner

from rollbook.hosts.cli import rollbook
from rollbook.loading.folder import load
from rollbook.loading.shapes import Path
from rollbook.model.records import RECORD_KINDS
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop
from rollbook.model.value import ID_FORM
from rollbook.views.report_page import report_pages
from tests.command.everything import (
    HANDBOOK,
    RECORDS,
    SOP,
    all_fields,
    fields,
    places,
    put,
    yaml_of,
)
from tests.loading.test_history import git
from tests.sites import Project

Run = Callable[..., str]

CONFIG = """\
site_name: Everything
theme: material
plugins: [{rollbook: {changes_since: HEAD, downloads: false}}]
"""
_SHOWN = 8
"""How much of a secret in a row no output may have."""


@dataclass(frozen=True)
class Planted:
    """A token that stands at one place of one file."""

    file: str
    token: str
    path: Path
    text: str


def token(source: random.Random, sort: str) -> str:
    """One in mixed letters, or one that is of the letters of an id."""
    if sort == "mixed":
        return "gh" + "p_" + "".join(source.choices("abcdefgHIJKLM0123456789", k=36))
    return "da" + "pi" + "".join(source.choices("0123456789abcdef", k=32))


def planted(value: Any, file: str, source: random.Random) -> Iterator[Planted]:
    """The document with a token at each of its places in turn; where an id stands, with both.

    Of the keys of a mapping one stands for all.
    """
    for number, (path, key) in enumerate(places(value)):
        above, word = at(value, path[:-1]), at(value, path)
        if key and path[-1] != next(iter(above)):
            continue
        is_id = not key and isinstance(word, str) and re.fullmatch(ID_FORM, word)
        for sort in ("mixed", "small") if is_id else ("small" if key else "mixed",):
            secret = token(source, sort)
            text = yaml_of(put(value, path, secret, key=key))
            yield Planted(file.format(f"{number}-{sort}"), secret, path, text)


def shown(output: str, every: Sequence[Planted]) -> list[str]:
    """The tokens of which an output shows a part, and where they stand."""
    parts = {output[at : at + _SHOWN].lower() for at in range(len(output))}
    return [
        f"{one.file} at {one.path}: {one.token}"
        for one in every
        if any(
            one.token[at : at + _SHOWN].lower() in parts
            for at in range(4, len(one.token) - _SHOWN + 1)
        )
    ]


def assert_hidden(
    run: Run, every: Sequence[Planted], checks: Sequence[str], diffs: Sequence[str]
) -> None:
    """Each is found or its file refused, and no output shows one."""
    for form in checks:
        output = run("check", "sops", "--format", form)
        assert (form, shown(output, every)) == (form, [])
        if form == "json":
            faulty = {finding["file"] for finding in json.loads(output)["findings"]}
            assert [one for one in every if one.file not in faulty] == []
    for form in diffs:
        output = run("diff", "before", "sops", "--format", form)
        assert (form, shown(output, every)) == (form, [])
    assert shown(run("check", "sops", "--write-baseline"), every) == []


def at(value: Any, path: Path) -> Any:
    """What stands at a path."""
    for word in path:
        value = value[word]
    return value


@pytest.fixture
def run(project: Project, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command as it is run in the project, in this process; gives all that it wrote."""
    monkeypatch.chdir(project.folder)

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(rollbook, arguments)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        baseline = project.folder / "rollbook-baseline.json"
        if not baseline.exists():
            return result.output
        text = baseline.read_text("utf-8")
        baseline.unlink()
        return result.output + text

    return run


@pytest.fixture
def small(project: Project) -> Project:
    """A handbook with everything, twice."""
    for folder in ("before", "sops"):
        project.write({f"{folder}/handbook.yml": yaml_of(HANDBOOK)})
        project.write({f"{folder}/ranker.yml": yaml_of(SOP)})
        for kind, value in RECORDS.items():
            project.write({f"{folder}/records/{kind}.yml": yaml_of(value)})
    return project


def of_sops(project: Project) -> list[Planted]:
    """An SOP with a token for each place in one, beside the same without it."""
    every = []
    for number, one in enumerate(planted(SOP, "sops/s{}.yml", random.Random(7))):
        name = one.file.removeprefix("sops/").removesuffix(".yml")
        # The incident of an example is one of its own SOP.
        incident = f"INC-{number + 2}"
        record = yaml_of({**RECORDS["incident"], "id": incident, "sop": name})
        text, was = (text.replace('INC-1"', f'{incident}"') for text in (one.text, yaml_of(SOP)))
        project.write({one.file: text, one.file.replace("sops/", "before/"): was})
        for folder in ("before", "sops"):
            project.write({f"{folder}/records/{incident}.yml": record})
        every.append(replace(one, text=text))
    return every


def test_the_handbook_of_this_test_has_every_field() -> None:
    """Whoever adds a field adds it here."""
    values = [Sop.model_validate(SOP), Shared.model_validate(HANDBOOK)]
    values += [RECORD_KINDS[kind].model_validate(value) for kind, value in RECORDS.items()]
    assert all_fields() - set().union(*map(fields, values)) == set()


def test_a_token_at_any_place_of_an_sop_is_hidden(small: Project, run: Run) -> None:
    """As a value and as a key, in what is valid and in what is refused."""
    every = of_sops(small)
    loaded = load([small.folder / "before"], small.folder)
    assert loaded.findings == ()
    assert_hidden(run, every, ("json", "text"), ("json",))
    loaded = load([small.folder / "sops"], small.folder)
    pages = report_pages(loaded, loaded.findings)
    assert len(pages) > 100
    assert shown("".join(page.markdown for page in pages), every) == []
    some = every[::5]
    for one in every:
        if one not in some:
            (small.folder / one.file).unlink()
            (small.folder / one.file.replace("sops/", "before/")).unlink()
    assert_hidden(run, some, ("github", "gitlab", "sarif"), ("text", "markdown", "html"))


def test_a_token_at_any_place_of_a_record_is_hidden(small: Project, run: Run) -> None:
    """Of each kind."""
    every = []
    for kind, value in RECORDS.items():
        for one in planted(value, f"sops/records/{kind}-{{}}.yml", random.Random(kind)):
            text = one.text.replace('"INC-1"', f'"INC-{len(every) + 2}"')
            small.write({one.file: text})
            every.append(one)
    assert_hidden(run, every, ("json", "text"), ("json", "text"))


def test_a_token_at_any_place_of_what_sops_share_is_hidden(small: Project, run: Run) -> None:
    """With the whole of the handbook depending on it."""
    for one in planted(HANDBOOK, "sops/handbook.yml", random.Random(7)):
        small.write({one.file: one.text})
        assert_hidden(run, [one], ("json", "text"), ("json", "html"))


@pytest.mark.parametrize(
    "text",
    [
        'covers: "{}"\nstatus: retired',
        'covers: "{}"\nstatus: retired\nversion: x',
        'covers: "\\x67{rest}"',
        "covers: >-\n  It is\n  {}",
        "covers: |\n  It is\n  {}",
        "covers: [{}",
        "covers: x # {}",
        "covers: x\nrto: 5x # {}",
        'covers: x\nrto: "5x" # {}\n&a b: 1',
        "colour: {}",
        "{}: {}",
        "password: hunter{}",
        "covers: --password sesame{}",
    ],
)
def test_a_secret_is_hidden_however_it_is_written(small: Project, run: Run, text: str) -> None:
    """In what nobody acts on, escaped, folded, in a comment, and in what is no YAML."""
    secret = token(random.Random(7), "mixed")
    written = text.replace("{rest}", secret[1:]).replace("{}", secret)
    rest = {name: value for name, value in SOP.items() if f"\n{name}:" not in f"\n{written}"}
    lines = "".join(f"{name}: {json.dumps(value)}\n" for name, value in rest.items())
    small.write({"sops/ranker.yml": f"{written}\n{lines}"})
    one = Planted("sops/ranker.yml", secret, (), written)
    assert_hidden(run, [one] if "x #" not in text else [], ("json", "text"), ("json",))
    assert shown(run("check", "sops"), [one]) == []


def test_the_name_of_a_file_is_hidden(small: Project, run: Run) -> None:
    """A token of small letters can be the id of an SOP."""
    secret = token(random.Random(7), "small")
    (small.folder / "sops/ranker.yml").rename(small.folder / f"sops/{secret}.yml")
    one = Planted("sops/(hidden).yml", secret, (), "")
    assert_hidden(run, [one], ("json", "text", "github", "gitlab", "sarif"), ("json", "text"))
    assert "here stands a Databricks token" in run("check", f"sops/{secret}.yml")


def test_the_pages_that_tell_of_the_files_hide_it(small: Project) -> None:
    """Health and Changes, of an SOP that holds a token wherever it can."""
    every, sop = [], yaml_of(SOP)
    for one in planted(SOP, "sops/ranker.yml", random.Random(7)):
        if isinstance(at(SOP, one.path), dict | list):
            continue
        new = put(json.loads(sop), one.path, one.token, key=False)
        small.write({one.file: yaml_of(new)})
        loaded = load([small.folder / "sops"], small.folder)
        if loaded.handbook is not None and "ranker" in loaded.handbook.sops:
            sop = yaml_of(new)
            every.append(one)
    assert len(every) > 40
    small.write({"sops/ranker.yml": yaml_of(SOP), "mkdocs.yml": CONFIG})
    git(small.folder, "init", "--quiet")
    git(small.folder, "add", "sops")
    git(small.folder, "commit", "--quiet", "--message", "before")
    small.write({"sops/ranker.yml": sop, "docs/about.md": "# About\n"})
    result = small.run("mkdocs", "build")
    assert (result.code, shown(result.output, every)) == (0, [])
    for page in ("health", "changes"):
        article = small.page(page).partition("<article")[2].partition("</article>")[0]
        assert "(hidden)" in article
        assert shown(article, every) == []
