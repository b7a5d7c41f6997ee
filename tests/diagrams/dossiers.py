"""SOPs to draw: random ones, made-up ones of known sizes, and this repository's."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import rollbook.diagrams
from rollbook.diagrams import Picture
from rollbook.loading.folder import load
from rollbook.views.dossier import Dossier
from rollbook.views.library import Library
from rollbook.views.pictures import (
    components_picture,
    flow_picture,
    long,
    overview_picture,
    path_picture,
    phase_pictures,
)
from rollbook.views.told import example_told
from tests.diagrams import random_sops, samples
from tests.sites import REPOSITORY

TODAY = datetime.date(2026, 11, 23)
Data = Mapping[str, object]


@functools.cache
def own() -> Mapping[str, Dossier]:
    """The SOPs of this repository."""
    return _read(REPOSITORY / "sops")


@functools.cache
def sized() -> Mapping[str, Dossier]:
    """SOPs of 8, 20 and 60 steps."""
    made = {"eight": samples.eight(), "twenty": samples.twenty(), "sixty": samples.sixty()}
    return written(made, samples.shared())


@functools.cache
def random_set(number: int, size: int = 50) -> Mapping[str, Dossier]:
    """A set of random SOPs; their seeds follow from the code that draws, so nobody chose them."""
    seeds = [seed() + size * number + place for place in range(size)]
    return written({f"s{s}": random_sops.sop(s) for s in seeds}, random_sops.shared())


@functools.cache
def seed() -> int:
    """A number that changes with the code."""
    total = hashlib.sha256()
    for path in sorted(Path(rollbook.diagrams.__file__).parent.rglob("*.py")):
        total.update(path.read_bytes())
    return int.from_bytes(total.digest()[:3], "big")


def written(sops: Mapping[str, Data], shared: Data) -> Mapping[str, Dossier]:
    """SOPs by their ids, through files, as a user's."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "sops"
        folder.mkdir()
        for name, data in {"handbook": shared, **sops}.items():
            text = json.dumps(data, ensure_ascii=False)
            (folder / f"{name}.yml").write_text(text, encoding="utf-8")
        return _read(folder)


def _read(folder: Path) -> Mapping[str, Dossier]:
    loaded = load([folder], folder.parent)
    assert loaded.findings == (), loaded.findings[:3]
    assert loaded.handbook is not None
    return Library(loaded.handbook, TODAY).dossiers


def pictures(dossier: Dossier) -> Iterator[Picture]:
    """Every picture of an SOP whose boxes are joined by lines."""
    yield flow_picture(dossier)
    yield components_picture(dossier)
    if long(dossier):
        yield overview_picture(dossier)
        yield from (picture for _, picture in phase_pictures(dossier))
    told = [example_told(dossier, name) for name in dossier.sop.examples]
    yield from filter(None, (path_picture(dossier, case) for case in told))
