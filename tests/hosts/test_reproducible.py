"""Two builds of the same project give the same bytes, wherever and by whomever they are made."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

import pytest

from tests.hosts.trees import Tree, differences, tree
from tests.sites import EPOCH, REPOSITORY, Project

AT_NIGHT = str(int(EPOCH) + 23 * 60 * 60 + 59 * 60)
"""One minute before midnight, UTC: tomorrow already in Auckland, and not yet in Honolulu."""

PEOPLE = {
    "one": {"TZ": "UTC", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "1", "HOME": "/"},
    "a longer name/of a folder": {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C.UTF-8",
        "LANG": "de_DE.UTF-8",
        "PYTHONHASHSEED": "2",
        "COLUMNS": "40",
    },
    "três": {"TZ": "Pacific/Honolulu", "LC_ALL": "POSIX", "PYTHONHASHSEED": "3", "TERM": "dumb"},
}
"""The folder that each keeps the project in, and the environment of their shell."""


def built(folder: Path, backwards: bool, **environment: str) -> Tree:
    """The handbook of this repository, copied file by file in this or the other order."""
    for name in ("docs", "sops"):
        copied = sorted(p for p in (REPOSITORY / name).rglob("*") if p.is_file())
        for path in reversed(copied) if backwards else copied:
            target = folder / path.relative_to(REPOSITORY)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (0, 10**9 * (1 + backwards)))
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    night = {"SOURCE_DATE_EPOCH": AT_NIGHT, **environment}
    result = Project(folder).run("mkdocs", "build", **night)
    assert result.code == 0, result.output
    return tree(folder / "site")


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> list[Tree]:
    """The site that each of them gets."""
    folder = tmp_path_factory.mktemp("people")
    return [
        built(folder / name, bool(place % 2), **environment)
        for place, (name, environment) in enumerate(PEOPLE.items())
    ]


def test_every_file_is_the_same_to_the_byte(sites: list[Tree]) -> None:
    """Folder, time zone, locale, hash seed, order and age of the files leave no trace."""
    assert len(sites[0]) > 100
    for one, other in itertools.pairwise(sites):
        assert differences(one, other) == ""


def test_the_site_says_nothing_of_where_it_was_built(sites: list[Tree]) -> None:
    """No file holds a path of the machine, nor that of a temporary folder."""
    for path, content in sites[1].items():
        assert b"a longer name/of a folder" not in content, path
        assert b"/rollbook-" not in content, path


def test_another_day_is_another_site(sites: list[Tree], tmp_path: Path) -> None:
    """What is overdue depends on the day that is asked for, and on no other."""
    a_year = 365 * 24 * 60 * 60
    later = built(tmp_path, False, SOURCE_DATE_EPOCH=str(int(AT_NIGHT) + a_year))
    home = "index.html"
    assert later[home].count(b"overdue") > sites[0][home].count(b"overdue")
    assert later["schema.json"] == sites[0]["schema.json"]
