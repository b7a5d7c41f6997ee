"""The trigger tree: from symptom over trigger to SOP, of one SOP, of a system and of all."""

from __future__ import annotations

import json
import random
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rollbook.diagrams import NOWHERE, Picture
from rollbook.diagrams.layout.geometry import Drawing, Rect
from rollbook.loading.folder import load
from rollbook.views.blocks import handbook_block
from rollbook.views.handbook.systems import MOST_TRIGGERS
from rollbook.views.library import Library
from rollbook.views.marks import SCHEME
from rollbook.views.pictures import triggers_picture
from rollbook.views.symptoms import SYMPTOMS
from rollbook.views.trees import MOST_OF_ALL, MOST_OF_SYSTEM, address, triggers_picture_of
from tests.diagrams.bar import crossings, faults
from tests.diagrams.dossiers import TODAY, seed
from tests.diagrams.random_sops import WORDS, Data, shared, sop
from tests.sites import REPOSITORY, Project

pytestmark = pytest.mark.no_cover  # others count these lines, and to count halves the speed

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
RANDOM = 40
"""Random handbooks; their seeds follow from the code that draws, so nobody chose them."""


def triggers(source: random.Random, count: int) -> Data:
    """So many triggers, of any symptom, with any text and severity or none."""
    return {
        f"t{number}": {"symptom": source.choice([*SYMPTOMS])}
        | ({"severity": source.randint(1, 4)} if source.random() < 0.8 else {})
        | (
            {"judgement": " ".join(source.sample(WORDS, 2)).strip(), "by": "initiator"}
            if source.random() < 0.5
            else {"metric": "m", "when": "> 1", "for": "5m"}
        )
        for number in range(count)
    }


def made(folder: Path, counts: list[int], systems: int = 1, start: int = 0) -> Library:
    """A handbook of SOPs with so many triggers each, from a seed."""
    source = random.Random(start)
    sops = folder / "sops"
    sops.mkdir(parents=True)
    (sops / "handbook.yml").write_text(json.dumps(shared(), ensure_ascii=False), "utf-8")
    for number, count in enumerate(counts):
        data = sop(number, 2) | {"triggers": triggers(source, count), "rto": "90d"}
        data["system"] = f"system-{number % systems}"
        (sops / f"s{number}.yml").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    return read(sops)


def read(sops: Path) -> Library:
    loaded = load([sops], sops.parent)
    assert loaded.findings == ()
    assert loaded.handbook is not None
    return Library(loaded.handbook, TODAY)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Library]:
    """Handbooks with one trigger, with as many as a tree takes, with chance ones, and this one."""
    folder = tmp_path_factory.mktemp("trees")
    found = {
        "one": made(folder / "one", [1]),
        "twelve of one": made(folder / "twelve", [12]),
        "sixty of thirty": made(folder / "sixty", [2] * 30),
        "sixty of one": made(folder / "many", [60]),
        "ours": read(REPOSITORY / "sops"),
    }
    for number in range(seed(), seed() + RANDOM):
        source = random.Random(number)
        counts = [source.randint(1, 4) for _ in range(source.randint(1, 14))]
        found[f"seed {number}"] = made(folder / str(number), counts, start=number)
    return found


@pytest.fixture(scope="module")
def pictures(libraries: dict[str, Library]) -> dict[str, Picture]:
    """The tree of all SOPs and of each system, and one of a single SOP."""
    found: dict[str, Picture] = {}
    for name, library in libraries.items():
        for system in (None, *library.systems):
            if picture := triggers_picture_of(library, system):
                found[f"{name}: {system or 'all'}"] = picture
        first = next(iter(library.dossiers.values()))
        found[f"{name}: {first.id}"] = triggers_picture(first)
    return found


def drawings(pictures: dict[str, Picture]) -> Iterator[tuple[str, Drawing]]:
    for name, picture in pictures.items():
        yield f"{name}, wide", picture.wide
        yield f"{name}, narrow", picture.narrow


def svgs(picture: Picture) -> tuple[str, str]:
    return picture.svgs(address, NOWHERE)


def links(svg: str) -> list[str]:
    return [link.get(HREF, "") for link in ET.fromstring(svg).iter(f"{SVG}a")]


def test_trees_meet_the_bar(pictures: dict[str, Picture]) -> None:
    """Boxes, columns and lines keep clear of each other, as in every drawing."""
    for name, drawing in drawings(pictures):
        assert faults(drawing) == [], name


def test_lines_lead_from_box_to_box(pictures: dict[str, Picture]) -> None:
    """Each way of the figure is drawn, from the edge of its box to the side of the other."""
    for name, drawing in drawings(pictures):
        assert {line.way for line in drawing.lines} == set(drawing.figure.ways), name
        rects = {box.node.name: box.rect for box in drawing.boxes}
        for line in drawing.lines:
            (x, y), (end_x, end_y) = line.points[0], line.points[-1]
            start, end = rects[line.way.source], rects[line.way.target]
            assert start.touches(Rect(x, y, 0, 0), 1), (name, line.way)
            assert end_x in (end.x, end.right), (name, line.way)
            assert end.y < end_y < end.bottom, (name, line.way)


def test_widths_fit_a_page_and_a_phone(pictures: dict[str, Picture]) -> None:
    """However many lines there are."""
    for name, picture in pictures.items():
        assert picture.wide.width <= 688, name
        assert picture.narrow.width == 348, name


def test_this_handbook_has_a_tree_without_a_crossing(pictures: dict[str, Picture]) -> None:
    """Symptoms and SOPs are in an order that lets each line run free."""
    for name, drawing in drawings(pictures):
        if name.startswith(("ours", "one", "twelve")):
            assert crossings(drawing) == 0, name


def test_every_trigger_in_use_is_a_link_once(libraries: dict[str, Library]) -> None:
    """Each leads to its place on the page of its SOP, and by lines to the SOP's box."""
    for name, library in libraries.items():
        for system in library.systems:
            picture = triggers_picture_of(library, system)
            assert picture is not None, name
            sops = [d for d in library.systems[system] if d.sop.status != "retired"]
            wanted = [
                f"{SCHEME}sops/{d.id}.md#trigger-{trigger}"
                for d in sops
                for trigger in d.sop.triggers
            ]
            for svg in svgs(picture):
                found = links(svg)
                assert sorted(x for x in found if "#trigger-" in x) == sorted(wanted), name
                assert sorted(x for x in found if x.endswith(".md")) == sorted(
                    f"{SCHEME}sops/{d.id}.md" for d in sops
                ), name
            ways = {(way.source, way.target) for way in picture.figure.ways}
            for node in picture.figure.nodes:
                for item in node.items:
                    if item.kind == "trigger":
                        procedure, trigger = item.name.split("/")
                        symptom = library.dossiers[procedure].sop.triggers[trigger].symptom
                        assert (node.name, f"sop/{procedure}") in ways, name
                        assert (f"symptom/{symptom}", node.name) in ways, name


def test_the_worst_of_a_box_comes_first(pictures: dict[str, Picture]) -> None:
    """A trigger without a severity comes last."""
    for picture in pictures.values():
        for node in picture.figure.nodes:
            if node.look == "trigger":
                found = [item.small.removeprefix("Severity ") or "9" for item in node.items]
                assert found == sorted(found)


def test_every_box_is_spoken(pictures: dict[str, Picture]) -> None:
    """A trigger says how bad it is and where it leads."""
    for picture in pictures.values():
        for svg in svgs(picture):
            names = [a.get("aria-label", "") for a in ET.fromstring(svg).iter(f"{SVG}a")]
            assert all(names)
    library = read(REPOSITORY / "sops")
    wide, _ = svgs(triggers_picture(library.dossiers["home-feed-ranking"]))
    assert (
        'aria-label="Trigger, severity 2: Ranking latency &gt; 0.60 s for 10 min, '
        'leads to Roll back the home-feed ranking model"'
    ) in wide.replace("\u00a0", " ")


def test_reading_goes_from_a_symptom_to_its_procedures(pictures: dict[str, Picture]) -> None:
    """With the keyboard, every box comes after those that lead to it."""
    for name, drawing in drawings(pictures):
        place = {box.node.name: index for index, box in enumerate(drawing.boxes)}
        assert len(place) == len(drawing.figure.nodes), name
        for way in drawing.figure.ways:
            assert place[way.source] < place[way.target], (name, way)


def test_hostile_texts_are_texts(pictures: dict[str, Picture]) -> None:
    """No element, handler or foreign address comes of them, and no colour is named."""
    for name, picture in pictures.items():
        for svg in svgs(picture):
            root = ET.fromstring(svg)
            tags = {element.tag.removeprefix(SVG) for element in root.iter()}
            assert tags <= {"svg", "g", "a", "title", "desc", "text", "path", "rect"}, name
            for element in root.iter():
                for key, value in element.attrib.items():
                    assert not key.lower().startswith("on"), (name, key)
                    assert key != HREF or value.startswith(SCHEME), (name, value)
            assert not re.search(r'(?:fill|stroke|color)\s*[=:]\s*"?(?:#|rgb|hsl|[a-z]+\()', svg)


def test_the_same_triggers_give_the_same_bytes(tmp_path: Path) -> None:
    """A tree does not depend on the moment, nor on what was drawn before."""
    found = [
        svgs(picture)
        for folder in ("a", "b")
        if (picture := triggers_picture_of(made(tmp_path / folder, [2] * 15, start=3)))
    ]
    assert len(found) == 2
    assert found[0] == found[1]


def test_above_a_number_of_triggers_the_tree_leads_to_systems(tmp_path: Path) -> None:
    """The tree of all SOPs stays small: it counts what each system has for a symptom."""
    below = triggers_picture_of(made(tmp_path / "below", [2] * (MOST_OF_ALL // 2), 3))
    above = triggers_picture_of(made(tmp_path / "above", [2] * (MOST_OF_ALL // 2 + 1), 3))
    assert below is not None
    assert above is not None
    assert {node.look for node in below.figure.nodes} == {"symptom", "trigger", "procedure"}
    assert {node.look for node in above.figure.nodes} == {"symptom", "system"}
    counts = [item.small for node in above.figure.nodes for item in node.items if item.small]
    assert sum(int(small.split()[0]) for small in counts) == MOST_OF_ALL + 2
    wide, _ = svgs(above)
    assert f"{SCHEME}sops/index.md#system-system-1" in links(wide)


def test_very_many_systems_are_counted(tmp_path: Path) -> None:
    """A symptom names the systems with the worst triggers; the others are in the list."""
    picture = triggers_picture_of(made(tmp_path, [7] * 40, 40))
    assert picture is not None
    for node in picture.figure.nodes:
        assert len(node.items) <= 9
    wide, _ = svgs(picture)
    assert f"{SCHEME}sops/index.md" in links(wide)
    assert len(wide) < 60_000


def test_a_system_with_too_many_triggers_has_its_list(tmp_path: Path) -> None:
    """The block says where it stands."""
    library = made(tmp_path, [1, MOST_OF_SYSTEM], 1)
    assert triggers_picture_of(library, "system-0") is None
    html = handbook_block(library, "triggers", {"system": "system-0"})
    assert "<svg" not in html
    assert f"{SCHEME}sops/index.md#system-system-0" in html


def test_the_list_of_sops_folds_the_trees_of_its_systems(tmp_path: Path) -> None:
    """One trigger alone needs none, and a page that would grow too large has none."""
    few = handbook_block(made(tmp_path / "few", [1, 2, 2], 3), "systems", {})
    assert few.count("<details") == 2
    assert 'id="system-system-0"' in few
    many = handbook_block(made(tmp_path / "many", [MOST_TRIGGERS // 10] * 11, 11), "systems", {})
    assert "<details" not in many
    assert 'id="system-system-10"' in many


def test_a_retired_sop_is_not_in_the_tree(tmp_path: Path) -> None:
    """Nobody is led to a procedure that is not in force any more."""
    made(tmp_path, [2, 3])
    path = tmp_path / "sops/s1.yml"
    data = json.loads(path.read_text("utf-8")) | {"status": "retired"}
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    picture = triggers_picture_of(read(tmp_path / "sops"))
    assert picture is not None
    assert {n.name for n in picture.figure.nodes if n.look == "procedure"} == {"sop/s0"}


def test_an_unknown_system_is_said(libraries: dict[str, Library]) -> None:
    """With the one that was meant."""
    html = handbook_block(libraries["ours"], "triggers", {"system": "home-fed"})
    assert "there is no system &#39;home-fed&#39;: did you mean &#39;home-feed&#39;?" in html
    assert "<svg" in handbook_block(libraries["ours"], "triggers", {"system": "home-feed"})
    assert "<svg" in handbook_block(libraries["ours"], "triggers", {})


@pytest.mark.parametrize("width", [1280, 390])
def test_a_click_on_a_trigger_leads_to_it(
    width: int, chromium: Browser, handbook: Project, serve: Callable[[Path], str]
) -> None:
    """From the home page to the trigger on its SOP's page; nothing scrolls sideways."""
    page = chromium.new_page(
        viewport={"width": width, "height": 900}, base_url=serve(handbook.folder / "site")
    )
    page.goto("/")
    scrolled = "document.documentElement.scrollWidth <= window.innerWidth"
    assert page.evaluate(scrolled)
    box = page.locator('a[aria-label^="Trigger, severity 2: Ranking latency"]')
    box.filter(visible=True).click()
    page.wait_for_url("**/sops/home-feed-ranking/#trigger-slow-ranking")
    assert page.locator("#trigger-slow-ranking").is_visible()
    page.goto("/sops/")
    page.locator("#system-home-feed summary", has_text="From symptom to procedure").click()
    assert page.evaluate(scrolled)
    box.filter(visible=True).click()
    page.wait_for_url("**/sops/home-feed-ranking/#trigger-slow-ranking")
    page.close()
