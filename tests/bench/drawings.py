"""What a drawing costs: our flow against Mermaid's and Graphviz's picture of the same SOP.

Ours is both forms of a figure as SVG. Mermaid renders what `rollbook draw --format mermaid` writes,
in a Chromium page that has rendered before; Graphviz lays out and writes what `--format dot` says,
in this process. Each group of the table ends in ratios to its fastest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pygraphviz
import pytest
from playwright.sync_api import Browser, Page
from pytest_benchmark.fixture import BenchmarkFixture

from rollbook.diagrams import NOWHERE, Picture, Store, TimePicture
from rollbook.diagrams.exporting import Wish, exported
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import components_picture, flow_picture, timeline_picture
from tests.diagrams.dossiers import own, sized
from tests.sites import REPOSITORY

MERMAID = REPOSITORY / "tests/npm/node_modules/mermaid/dist/mermaid.min.js"
SIZES = ("twenty", "sixty")


@pytest.fixture(scope="module")
def mermaid(chromium: Browser) -> Iterator[Page]:
    """A page with Mermaid in it, warmed up."""
    page = chromium.new_page()
    page.set_content("<!doctype html><title>Bench</title>")
    page.add_script_tag(path=MERMAID)
    page.evaluate("mermaid.initialize({startOnLoad: false, maxEdges: 2000})")
    yield page
    page.close()


def href(kind: str, name: str) -> str:
    return f"#{kind}-{name}"


@pytest.mark.parametrize("size", SIZES)
def test_rollbook(benchmark: BenchmarkFixture, size: str) -> None:
    """Both forms."""
    benchmark.group = f"flow of {size} steps"
    dossier = sized()[size]
    benchmark(lambda: flow_picture(dossier).svgs(href, NOWHERE))


@pytest.mark.parametrize("size", SIZES)
def test_rollbook_wide_alone(benchmark: BenchmarkFixture, size: str) -> None:
    """The form that the others draw, too."""
    benchmark.group = f"flow of {size} steps"
    dossier = sized()[size]
    benchmark(lambda: flow_picture(dossier).wide)


@pytest.mark.parametrize("size", SIZES)
def test_dot(benchmark: BenchmarkFixture, size: str) -> None:
    """Layout and SVG by Graphviz, in this process."""
    benchmark.group = f"flow of {size} steps"
    text = exported(flow_picture(sized()[size]), "dot", Wish(), NOWHERE).decode()

    def draw() -> bytes:
        graph = pygraphviz.AGraph(string=text)
        svg: bytes = graph.draw(format="svg", prog="dot")
        graph.close()
        return svg

    assert b"<svg" in benchmark(draw)


@pytest.mark.parametrize("size", SIZES)
def test_mermaid(benchmark: BenchmarkFixture, mermaid: Page, size: str) -> None:
    """Layout and SVG by Mermaid in a warm page."""
    benchmark.group = f"flow of {size} steps"
    text = exported(flow_picture(sized()[size]), "mermaid", Wish(), NOWHERE).decode()
    render = "text => mermaid.render('bench', text).then(found => found.svg.length)"
    mermaid.evaluate(render, text)
    assert benchmark(lambda: mermaid.evaluate(render, text)) > 1000


def test_flow_from_the_store(
    benchmark: BenchmarkFixture, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What a second build pays for a flow of 20 steps."""
    benchmark.group = "from the store"
    store = Store(tmp_path_factory.mktemp("store"))
    dossier = sized()["twenty"]
    benchmark(lambda: flow_picture(dossier).svgs(href, store))


@pytest.mark.parametrize("view", [components_picture, timeline_picture], ids=lambda v: v.__name__)
def test_other_views(
    benchmark: BenchmarkFixture, view: Callable[[Dossier], Picture | TimePicture]
) -> None:
    """Components and timeline of an SOP of this repository, both forms."""
    benchmark.group = "other views"
    dossier = own()["inference-latency"]
    benchmark(lambda: view(dossier).svgs(href, NOWHERE))


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_png(benchmark: BenchmarkFixture, scale: float) -> None:
    """A PNG of a flow of 20 steps."""
    benchmark.group = "PNG"
    picture = flow_picture(sized()["twenty"])
    assert benchmark(lambda: exported(picture, "png", Wish(scale=scale), NOWHERE))
