"""No text of a stranger takes more time than its length explains."""

from __future__ import annotations

import dataclasses
import importlib
import json
import pkgutil
import re
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import rollbook
from rollbook.hosts.cli import rollbook as command
from tests.command.everything import HANDBOOK, SOP, put, yaml_of
from tests.rules.pumping import texts
from tests.sites import Project

pytestmark = pytest.mark.no_cover  # to count lines would be most of what is measured

PACKAGES = ("model", "loading", "rules", "review", "views")
ASKED_AT_ONE_PLACE = {
    "rollbook.loading.globs._CLASS": "where a bracket closes it",
    "rollbook.loading.secret_forms._GAP": "for the whole of a value of at most 400 characters",
    "rollbook.loading.secret_forms._NAME_LIKE": "for the whole of a part of such a value",
    "rollbook.rules.targets.mutable_target._MOVING": "for the whole of a version",
    "rollbook.rules.words.command_line._ASSIGNMENT": "at the beginning of a word",
    "rollbook.rules.words.destruction._THROWAWAY": "at the beginning of a word",
    "rollbook.rules.words.editions._CSF": "in at most 200 characters",
}
"""Expressions with which nothing is searched through, so that they look at nothing twice."""

SHORT, TIMES = 1_500, 4
MANY = 8
"""How many times as long `TIMES` as much may take; what grows with the square takes 16 times."""
_NOTHING = 0.001
"""Seconds under which nothing can be told."""


def expressions() -> Mapping[str, re.Pattern[str]]:
    """Every compiled expression of these packages, by where it stands."""
    found: dict[str, re.Pattern[str]] = {}
    importlib.import_module("rollbook.hosts.mkdocs")  # which brings the others in their order
    for package in PACKAGES:
        path = str(Path(rollbook.__path__[0]) / package)
        for info in pkgutil.walk_packages([path], f"rollbook.{package}."):
            for name, value in vars(importlib.import_module(info.name)).items():
                found |= _in(value, f"{info.name}.{name}")
    return {name: each for name, each in found.items() if isinstance(each.pattern, str)}


def _in(value: Any, name: str) -> dict[str, re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        return {name: value}
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, tuple | list):
        items = enumerate(value)
    elif type(value).__name__ in ("Form", "Named"):
        items = ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))
    return {key: one for word, item in items for key, one in _in(item, f"{name}.{word}").items()}


def grows_faster(measured: Callable[[int], float]) -> bool:
    """Whether a measure grows faster than its size, whatever else the machine does."""
    return all(_grew_faster(measured) for _ in range(5))


def _grew_faster(measured: Callable[[int], float]) -> bool:
    """Whether it does this time, from each size to the next."""
    sizes = (SHORT, SHORT * TIMES, SHORT * TIMES**2)
    first = measured(sizes[1])
    if first < _NOTHING or first < MANY * measured(sizes[0]):
        return False
    return measured(sizes[2]) > MANY * first


def _seconds(act: Callable[[], object]) -> float:
    """What it takes of the processor, whatever else runs."""
    start = time.process_time()
    act()
    return time.process_time() - start


def _searching(expression: re.Pattern[str], before: str, unit: str, size: int) -> float:
    text = before + unit * (size // len(unit))
    return _seconds(lambda: [*expression.finditer(text)])


def test_every_expression_takes_time_in_step_with_the_length() -> None:
    """Of texts made of what it looks for, again and again."""
    found = expressions()
    assert len(found) > 100
    assert ASKED_AT_ONE_PLACE.keys() <= found.keys()
    searched = {each: name for name, each in found.items()}
    for name in ASKED_AT_ONE_PLACE:
        del searched[found[name]]
    slow = {
        name: (before, unit)
        for each, name in searched.items()
        for before, unit in texts(each)
        if grows_faster(partial(_searching, each, before, unit))
    }
    assert slow == {}


@pytest.mark.parametrize(
    ("field", "unit"),
    [
        ("run", "mysql"),
        ("run", "secret_access_key"),
        ("run", "token="),
        ("run", 'echo "\\'),
        ("run", "\u2014"),
        ("run", "<<A\n"),
        ("note", "pwd=abc1 "),
        ("note", "[a](b) "),
        ("note", "${"),
        ("watch", "["),
    ],
)
def test_a_check_takes_time_in_step_with_the_file(
    project: Project, monkeypatch: pytest.MonkeyPatch, field: str, unit: str
) -> None:
    """Where one text makes up nearly all of it."""
    monkeypatch.chdir(project.folder)
    path = ("review", "watch", 0) if field == "watch" else ("steps", "revert", field)
    project.write({"sops/handbook.yml": yaml_of(HANDBOOK)})

    def measured(size: int) -> float:
        sop = put(SOP, path, "x" + unit * (20 * size // len(unit)), key=False)
        project.write({"sops/ranker.yml": json.dumps(sop)})
        return _seconds(lambda: CliRunner().invoke(command, ["check"]))

    assert not grows_faster(measured)
