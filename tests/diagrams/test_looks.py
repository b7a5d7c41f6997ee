"""How drawings look: as the pictures in `looks/`, which somebody has looked at.

They are drawn with our own fonts and without a browser, so the same pixels come everywhere. After
a change that is meant, look at what `ROLLBOOK_LOOKS=write` has put there, and commit it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from rollbook.diagrams import NOWHERE, Picture, TimePicture, difference, grouped
from rollbook.diagrams.exporting import Wish, exported
from rollbook.views.pictures import (
    components_picture,
    flow_figure,
    flow_picture,
    path_picture,
    timeline_picture,
    triggers_picture,
)
from rollbook.views.told import example_told
from tests.diagrams import samples
from tests.diagrams.dossiers import own, sized, written
from tests.looking import looks_as_kept, opened

LOOKS = Path(__file__).parent / "looks"


def pictures() -> Mapping[str, tuple[Picture | TimePicture | None, Wish]]:
    """A handful: each view, wide and narrow, light and dark."""
    twenty, latency = sized()["twenty"], own()["inference-latency"]
    light, dark = Wish(scheme="light", scale=1), Wish(scheme="dark", scale=1)
    phone = Wish(scheme="dark", scale=1, narrow=True)
    return {
        "flow": (flow_picture(twenty), light),
        "flow-phone-dark": (flow_picture(twenty), phone),
        "path-dark": (path_picture(twenty, example_told(twenty, "stale-log")), dark),
        "timeline": (timeline_picture(twenty), light),
        "components-dark": (components_picture(latency), dark),
        "triggers": (triggers_picture(twenty), light),
        "changes": (changes(), light),
    }


def changes() -> Picture:
    """The sample of 20 steps, and an edition that waits longer, checks once more and saves less."""
    edition = samples.twenty()
    steps = edition["steps"]
    del steps["empty-cache"]
    steps["warm"] = {"wait": "30m", "after": ["redeploy", "restore-features"]}
    smoke = {"check": ["bias"], "by": "verifier", "takes": "5m", "on_fail": "next-target"}
    edition["steps"] = {
        name: step
        for known, given in steps.items()
        for name, step in (
            {"smoke": smoke, known: given} if known == "shift" else {known: given}
        ).items()
    }
    edition["triggers"]["slow"]["when"] = "> 900"
    edition["examples"] = {}
    after = written({"twenty": edition}, samples.shared())["twenty"]
    joined = difference("Edition 1 to 2", flow_figure(sized()["twenty"]), flow_figure(after))
    return Picture("changes", grouped(joined), "lanes")


@pytest.mark.parametrize("name", pictures())
def test_drawings_look_as_they_did(name: str) -> None:
    """Not one line is missing, and nothing has moved."""
    picture, wish = pictures()[name]
    assert picture is not None
    image = opened(exported(picture, "png", wish, NOWHERE))
    assert looks_as_kept(image, LOOKS / f"{name}.png", mean=0.5, worst=120) == ""


def test_two_editions_are_told_apart() -> None:
    """By signs, by words and by marks, not by colour alone."""
    figure = changes().figure
    marks = {item.name: node.mark for node in figure.nodes for item in node.items}
    assert marks["smoke"] == "added"
    assert marks["empty-cache"] == "removed"
    assert {name for name, mark in marks.items() if mark == "changed"} == {"warm", "slow", "shift"}
    was = {item.name: item.was for node in figure.nodes for item in node.items if item.was}
    assert was == {
        "warm": "Wait 15 min",
        "slow": "p95 latency > 800 ms for 10 min",
        "shift": "in Restore",
    }
    lines = {(way.source, way.target): way.mark for way in figure.ways}
    assert lines["warm", "smoke"] == "added"
    assert lines["warm", "shift"] == "removed"
    assert lines["smoke", "shift"] == "added"
    assert lines["approve", "pause"] == "same"
    assert figure.description == "1 added, 1 removed, 3 changed."


def test_an_edition_beside_itself_has_no_changes() -> None:
    """Every box and line is the same."""
    for dossier in (*own().values(), *sized().values()):
        joined = difference("Same", flow_figure(dossier), flow_figure(dossier))
        assert {node.mark for node in joined.nodes} == {"same"}
        assert {way.mark for way in joined.ways} <= {"same"}
        assert joined.description == "Nothing changed."
