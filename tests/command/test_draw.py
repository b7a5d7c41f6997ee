"""`rollbook draw`: what it writes, where to, and what it says where it cannot."""

from __future__ import annotations

import os
import pty
import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.command.test_check import HANDBOOK, SOP
from tests.sites import BIN, REPOSITORY, Project
from tests.views.shapes import waiting_for_all, written

OWN = Project(REPOSITORY)
SVG = "{http://www.w3.org/2000/svg}"
BEGINNINGS = {
    "svg": b"<?xml",
    "png": b"\x89PNG\r\n\x1a\n",
    "dot": b"digraph {",
    "mmd": b"flowchart TD",
    "drawio": b"<mxfile>",
}


@pytest.fixture
def small(project: Project) -> Project:
    """A handbook with one SOP, without a case."""
    project.write({"sops/handbook.yml": HANDBOOK, "sops/ranker.yml": SOP})
    return project


def drawn(*arguments: str, folder: Path = REPOSITORY) -> bytes:
    """What the command writes to standard output."""
    command = [BIN / "rollbook", "draw", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout


@pytest.mark.parametrize("ending", BEGINNINGS)
def test_the_ending_of_a_file_says_what_it_is(small: Project, ending: str) -> None:
    result = small.run("rollbook", "draw", "ranker", "--output", f"drawing.{ending}")
    assert (result.code, result.output) == (0, f"wrote drawing.{ending}\n")
    assert (small.folder / f"drawing.{ending}").read_bytes().startswith(BEGINNINGS[ending])


def test_without_a_file_it_is_an_svg_on_standard_output(small: Project) -> None:
    root = ET.fromstring(drawn("ranker", folder=small.folder))
    assert root.findtext(f"{SVG}title") == "Flow: Roll back the ranker"


@pytest.mark.parametrize("form", ["svg", "png", "dot", "mermaid", "drawio"])
def test_standard_output_has_the_bytes_of_the_file(small: Project, form: str) -> None:
    small.run("rollbook", "draw", "ranker", "--format", form, "--output", "drawing")
    there = (small.folder / "drawing").read_bytes()
    assert drawn("ranker", "--format", form, folder=small.folder) == there
    assert drawn("ranker", "--format", form, "--output", "-", folder=small.folder) == there


@pytest.mark.parametrize(
    ("view", "title"),
    [
        ("flow", "Flow: Roll back the home-feed ranking model"),
        ("components", "Components: Roll back the home-feed ranking model"),
        ("timeline", "Timeline: Roll back the home-feed ranking model"),
        ("path", "Path: Engagement falls after release 42"),
        ("triggers", "From symptom to procedure: Roll back the home-feed ranking model"),
    ],
)
def test_each_view_can_be_drawn(view: str, title: str) -> None:
    root = ET.fromstring(drawn("home-feed-ranking", "--view", view))
    assert root.findtext(f"{SVG}title") == title


@pytest.mark.parametrize(
    ("arguments", "title"),
    [
        (["--example", "wide-batches"], "Path: "),
        (["--incident", "INC-2026-041"], "Path: INC-2026-041"),
        (["--view", "timeline", "--example", "wide-batches"], "Planned beside actual: "),
    ],
)
def test_a_case_can_be_named(arguments: list[str], title: str) -> None:
    root = ET.fromstring(drawn("inference-latency", *arguments))
    assert root.findtext(f"{SVG}title", "").startswith(title)


def test_a_drawing_says_which_edition_it_is(small: Project) -> None:
    texts = [t.text for t in ET.fromstring(drawn("home-feed-ranking")).iter(f"{SVG}text")]
    assert "home-feed-ranking · edition 4, in force since 23 Nov 2026" in texts
    texts = [t.text for t in ET.fromstring(drawn("ranker", folder=small.folder)).iter(f"{SVG}text")]
    assert "ranker · edition 1, a draft" in texts


def test_narrow_is_another_drawing() -> None:
    wide = ET.fromstring(drawn("home-feed-ranking"))
    narrow = ET.fromstring(drawn("home-feed-ranking", "--narrow"))
    assert float(narrow.get("width", "")) < 400 < float(wide.get("width", ""))


def test_the_same_sop_gives_the_same_bytes(small: Project) -> None:
    for form in ("svg", "dot", "mermaid", "drawio"):
        arguments = ("ranker", "--format", form)
        assert drawn(*arguments, folder=small.folder) == drawn(*arguments, folder=small.folder)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rankr"], "there is no SOP 'rankr': did you mean 'ranker'?"),
        (["zzz"], "there is no SOP 'zzz': there is ranker"),
        (["ranker", "--view", "path"], "'ranker' has no example and no incident"),
        (["ranker", "--example", "x"], "'ranker' has no example 'x': it has no example"),
        (["ranker", "--incident", "x"], "'ranker' has no incident 'x': it has no incident"),
        (["ranker", "--example", "x", "--incident", "y"], "not both"),
        (["ranker", "--view", "flow", "--example", "x"], "--view flow draws no case"),
        (["ranker", "--output", "flow.jpg"], "the ending of 'flow.jpg' says no format"),
        (["ranker", "--output", "no/such/flow.svg"], "no/such/flow.svg cannot be written"),
        (["ranker", "--scale", "2"], "--scale is for png: leave it out for svg"),
        (["ranker", "--format", "dot", "--narrow"], "--narrow is for svg, png and drawio"),
        (["ranker", "--format", "mermaid", "--scheme", "dark"], "--scheme is for svg and png"),
        (["ranker", "--format", "png", "--scale", "40"], "is not in the range"),
        (["ranker", "--view", "matrix"], "'matrix' is not one of"),
    ],
)
def test_what_cannot_be_drawn_exits_with_2_and_says_why(
    small: Project, arguments: list[str], says: str
) -> None:
    result = small.run("rollbook", "draw", *arguments)
    assert result.code == 2
    assert says in result.output
    assert "Traceback" not in result.output


def test_a_mistyped_case_is_recognised() -> None:
    result = OWN.run("rollbook", "draw", "inference-latency", "--example", "wide-batch")
    assert (result.code, result.output) == (
        2,
        "Error: 'inference-latency' has no example 'wide-batch': did you mean 'wide-batches'?\n",
    )


def test_of_several_cases_one_has_to_be_named() -> None:
    result = OWN.run("rollbook", "draw", "inference-latency", "--view", "path")
    assert result.code == 2
    assert "more than one case: say --example wide-batches or --example lost-cards" in result.output


def test_faults_are_left_to_check(small: Project) -> None:
    small.write({"sops/ranker.yml": SOP.replace("rto: 30m", "rto: long")})
    result = small.run("rollbook", "draw", "ranker")
    assert (result.code, result.output) == (
        2,
        "Error: sops/ranker.yml has faults: 'rollbook check' names them\n",
    )
    (small.folder / "sops" / "handbook.yml").unlink()
    result = small.run("rollbook", "draw", "other")
    assert (result.code, "handbook.yml has faults" in result.output) == (2, True)


def test_another_sop_with_faults_is_no_hindrance(small: Project) -> None:
    small.write({"sops/broken.yml": "title: 1\n"})
    assert small.run("rollbook", "draw", "ranker", "--output", "flow.svg").code == 0


def test_a_file_that_is_there_is_replaced_whole_or_left(small: Project) -> None:
    small.write({"flow.svg": "mine"})
    small.write({"sops/ranker.yml": SOP.replace("rto: 30m", "rto: long")})
    assert small.run("rollbook", "draw", "ranker", "--output", "flow.svg").code == 2
    assert (small.folder / "flow.svg").read_text() == "mine"
    small.write({"sops/ranker.yml": SOP})
    assert small.run("rollbook", "draw", "ranker", "--output", "flow.svg").code == 0
    assert (small.folder / "flow.svg").read_text().startswith("<?xml")
    assert sorted(path.name for path in small.folder.iterdir()) == ["flow.svg", "sops"]


def test_a_device_can_be_written_to(small: Project) -> None:
    arguments = ("--format", "svg", "--output", "/dev/null")
    assert small.run("rollbook", "draw", "ranker", *arguments).code == 0
    assert Path("/dev/null").is_char_device()


def test_a_full_disk_leaves_no_half_of_a_file(small: Project) -> None:
    result = small.run("rollbook", "draw", "ranker", "--format", "svg", "--output", "/dev/full")
    assert result.code == 2
    assert "cannot be written" in result.output


def test_a_png_is_not_printed_to_a_terminal(small: Project) -> None:
    ours, theirs = pty.openpty()
    done = subprocess.run(
        [BIN / "rollbook", "draw", "ranker", "--format", "png"],
        cwd=small.folder,
        stdout=theirs,
        stderr=subprocess.PIPE,
        text=True,
    )
    os.close(theirs)
    os.close(ours)
    assert done.returncode == 2
    assert done.stderr == (
        "Error: a PNG is nothing to read in a terminal: name a file with --output\n"
    )


def test_no_folder_of_sops_is_said(project: Project) -> None:
    result = project.run("rollbook", "draw", "ranker")
    assert (result.code, result.output) == (
        2,
        "Error: there is no folder 'sops': make one with 'rollbook init'\n",
    )


def test_what_is_too_large_to_be_followed_is_left_to_other_programs(project: Project) -> None:
    """It says how large it would be, and in a form without places it is written all the same."""
    written(project.folder, waiting_for_all(40))
    result = project.run("rollbook", "draw", "many")
    assert result.code == 2
    assert "'Flow: Many' would have 782 lines or boxes, more than the 600 that are drawn" in (
        " ".join(result.output.split())
    )
    for form in ("dot", "mermaid"):
        assert b"n39" in drawn("many", "--format", form, folder=project.folder)
