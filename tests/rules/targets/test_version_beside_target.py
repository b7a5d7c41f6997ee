"""Literal versions: where they are looked for, and what a machine may write instead."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from rollbook.loading.fix import Replace
from tests.rules.laying import found

RULE = "version-beside-target"


@pytest.mark.parametrize(
    ("path", "text", "instead"),
    [
        (("steps", "revert", "run"), "ops/search ranker/17", "${targets.model}"),
        (("steps", "revert", "undo"), "ops/search ranker:17", "ranker:${targets.model.id}"),
        (("steps", "revert", "expect"), "Search has ranker/17", "${targets.model}"),
        (("steps", "close", "do"), "Block all but ranker/17", "${targets.model}"),
        (("inputs", "incident", "find"), "ops/of ranker/17", "${targets.model}"),
        (("checks", "right-version", "expect"), "ranker/17", "${targets.model}"),
        (("checks", "right-version", "expect"), "17", "${targets.model.id}"),
        (("checks", "right-version", "run"), "ops/is 2026-10-20", "${targets.index.id}"),
        (("steps", "revert", "run"), "ops/search xranker/17 ranker/17", None),
        (("steps", "revert", "run"), "ops/search ranker/16", None),
    ],
)
def test_the_fix_stands_for_the_same(
    tmp_path: Path, path: tuple[str, str, str], text: str, instead: str | None
) -> None:
    """There is none where the words stand in another word before, or name another version."""
    section, name, field = path
    (finding,) = found(tmp_path, yaml.safe_dump({section: {name: {field: text}}}))
    assert (finding.rule, finding.path) == (RULE, path)
    assert finding.fix == (Replace(instead) if instead else None)


@pytest.mark.parametrize(
    "part",
    [
        "sources: {models: 'https://mlflow.example/ranker/17'}",
        "faq: [{q: Why ranker/17?, a: It is proven.}]",
        "steps: {revert: {note: 'ranker/17 was proven in October'}}",
        "checks: {no-errors: {logs: 'service=search model=ranker/17'}}",
        "checks: {right-version: {run: ops/replicas, expect: '17'}}",
        "steps: {close: {do: Block ranker 18 in the registry.}}",
    ],
)
def test_what_tells_of_a_version_may_name_it(tmp_path: Path, part: str) -> None:
    """Nobody acts on a story, and a log query has no placeholders."""
    assert [f for f in found(tmp_path, part) if f.rule == RULE] == []


def test_a_live_command_asks_and_names_no_version(tmp_path: Path) -> None:
    """No placeholder stands for a value there."""
    part = (
        "components: {cache: {name: Cache, kind: service, owner: leads, live: 'ops/is ranker/17'}}"
    )
    (finding,) = (f for f in found(tmp_path, part) if f.rule == RULE)
    assert (finding.path[-1], finding.fix) == ("live", None)


def test_the_second_of_a_list_is_named_by_the_same_placeholder(tmp_path: Path) -> None:
    """It stands for the second once the first has failed, which no machine can know."""
    part = """
targets:
  index:
    - {ref: "index:search@2026-10-20", proven: 2026-10-20}
    - {ref: "index:search@2026-09-20", proven: 2026-09-20}
steps:
  revert-index: {undo: ops/index use search@2026-09-20}
"""
    (finding,) = found(tmp_path, part)
    assert (finding.rule, finding.fix) == (RULE, None)
    assert finding.message == "'search@2026-09-20' is target 'index', typed out"
    assert finding.hint.startswith("write ${targets.index}")
