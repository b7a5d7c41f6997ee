"""Twice as much takes twice as long: no file costs far more than its size explains."""

from __future__ import annotations

import cProfile
import pstats
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import markdown
import pytest

from rollbook.diagrams import MOST_LINES
from rollbook.hosts.inspecting import inspection
from rollbook.hosts.markdown import RollbookExtension
from rollbook.loading.folder import load
from rollbook.rules.finding import findings
from rollbook.views import linking
from rollbook.views.blocks import sop_block
from rollbook.views.downloads import downloads
from rollbook.views.library import Library
from rollbook.views.pages import navigation_of, pages
from rollbook.views.pictures import paths_drawn
from rollbook.views.searching import searched
from rollbook.views.sop_json import sop_json
from tests.views.editions import TODAY
from tests.views.shapes import (
    GROWING,
    Files,
    deciding_between_all,
    examples,
    waiting_for_all,
    written,
)


@dataclass(frozen=True)
class Cost:
    """How many calls of functions it took to make so many characters from so many."""

    calls: int
    made: int
    read: int


def cost(folder: Path, files: Files) -> tuple[Cost, dict[str, str]]:
    """Load and inspect a handbook, and make all of its pages, drawings and data."""
    sops = written(folder, files)
    size = sum(path.stat().st_size for path in sops.rglob("*.yml"))
    with cProfile.Profile() as profile:
        made = _made([sops])
    calls: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]
    return Cost(calls, sum(map(len, made.values())), size), made


def _made(folders: list[Path]) -> dict[str, str]:
    loaded = load(folders, folders[0].parent)
    assert loaded.handbook is not None, loaded.findings[:3]
    assert len(loaded.handbook.sops) == len(loaded.sops), loaded.findings[:3]
    faults = findings(loaded, inspection({}, None, folders))
    library = Library(loaded.handbook, TODAY, downloads=True, faults=faults, alerts=True)
    md = markdown.Markdown(extensions=[RollbookExtension(library=lambda: library)])
    found = pages(library)
    navigation_of(found)
    made = {}
    for page in found:
        html = linking.resolved(md.reset().convert(page.markdown), str)
        linking.anchors(html)
        made[page.path] = html + searched(html)
    for download in downloads(library):
        made[download.path] = download.content(library.store).decode()
    for dossier in library.dossiers.values():
        made[f"{dossier.id}.json"] = sop_json(dossier, str)
    return made


@pytest.mark.parametrize("kind", GROWING)
def test_what_grows_costs_no_more_than_it_grows(tmp_path: Path, kind: str) -> None:
    """From two parts of a size to three and to four, work and pages grow by the same again.

    What is made once for all, such as the templates, is made before it is counted.
    """
    shape, part = GROWING[kind]
    costs = [cost(tmp_path / str(turn), shape(n * part))[0] for turn, n in enumerate((2, 2, 3, 4))]
    for what in ("calls", "made"):
        two, three, four = (getattr(one, what) for one in costs[1:])
        assert four - three <= 1.15 * (three - two), (what, costs)


@pytest.mark.parametrize("shape", [waiting_for_all, deciding_between_all])
def test_a_flow_that_nobody_could_follow_is_not_drawn(
    tmp_path: Path, shape: Callable[[int], Files]
) -> None:
    """The page says how large it would be; its steps say the same, and are all there."""
    small, large = (cost(tmp_path / str(size), shape(size)) for size in (30, 60))
    growth = large[0].read / small[0].read
    assert large[0].calls <= 1.3 * growth * small[0].calls, (small[0], large[0])
    page = large[1]["sops/many.md"]
    assert f"more than {MOST_LINES} in one picture cannot be followed" in page
    assert page.count("rb-step__head") == 61
    assert not [path for path in large[1] if path.endswith("flow.svg")]


def test_of_very_many_cases_the_first_have_their_path_drawn(tmp_path: Path) -> None:
    """Each path draws the whole flow once more; the pages of the others say why they have none."""
    files = examples(40)
    files["many"]["steps"] = waiting_for_all(19)["many"]["steps"]
    loaded = load([written(tmp_path, files)], tmp_path)
    assert loaded.handbook is not None
    library = Library(loaded.handbook, TODAY)
    most = paths_drawn(library.dossiers["many"])
    assert 0 < most < 40
    last, next_one = (
        sop_block(library, "many", "example", {"example": f"e{n}"}) for n in (most - 1, most)
    )
    assert "The way through the flow" in last
    assert 'class="rb-d rb-d--path-wide"' in last
    assert f"is drawn for the first {most} cases of this SOP alone" in next_one
    assert 'class="rb-d rb-d--path-wide"' not in next_one
