"""What a fix changes in a file, and what it leaves alone."""

from __future__ import annotations

import codecs
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.loading.finding import Finding
from rollbook.loading.fix import Remove, Replace
from rollbook.loading.mending import mended
from rollbook.loading.yaml_reader import read
from tests.loading.fixes import FILE, FOLDER, finding, parse
from tests.loading.written import planted

CASES = sorted(FOLDER.glob("*.txt"))
FORMS: dict[str, Callable[[str], bytes]] = {
    "lf": lambda text: text.encode(),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "cr": lambda text: text.replace("\n", "\r").encode(),
    "mark": lambda text: codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_fix_changes_what_it_says_and_no_more(path: Path, form: str) -> None:
    """Each case reads as its file says, in whichever order the findings come, and then stays."""
    case = parse(path.read_text("utf-8"))
    before, after = FORMS[form](case.before), FORMS[form](case.after)
    found = [finding(before, wanted.path, wanted.fix, wanted.words) for wanted in case.wanted]
    safe = [f for f, wanted in zip(found, case.wanted, strict=True) if wanted.is_safe]
    for order in (found, found[::-1]):
        new, done = mended(before, FILE, order)
        assert new == after
        assert sorted(map(repr, done)) == sorted(map(repr, safe))
    left = [
        finding(after, wanted.path, wanted.fix, wanted.words)
        for wanted in case.wanted
        if not wanted.is_safe and wanted.words in case.after
    ]
    assert mended(after, FILE, left) == (after, [])
    if len(found) == 1:
        assert mended(after, FILE, found) == (after, [])


def test_a_character_that_nobody_sees_is_refused() -> None:
    """A fix puts nothing into a file that the loader would refuse."""
    data = b"run: ops 17"
    for text in ("\u202e17", "\ud800", "1\x007"):
        wanted = finding(data, ("run",), Replace(text), "17")
        assert mended(data, FILE, [wanted]) == (data, [])


@pytest.mark.parametrize("text", ["ignore:\n  a: x\n  b: y", "a: 1\nignore: {b: x, c: y}"])
def test_a_file_without_a_last_line_break_gets_none(text: str) -> None:
    """The line above the last keeps its own."""
    new, done = mended(text.encode(), FILE, [finding(text.encode(), ("ignore", "b"), Remove())])
    assert len(done) == 1
    assert new.decode() in ("ignore:\n  a: x\n", "a: 1\nignore: {c: y}")


def test_a_file_with_errors_is_left_as_it_is() -> None:
    """What cannot be read for certain cannot be mended for certain."""
    for data in (b"a: 1\na: 2\nb: 17\n", b"\xff", b"a: [", b""):
        wanted = Finding(FILE, 3, 4, "r", "error", "m", width=2, path=("b",), fix=Replace("x"))
        assert mended(data, FILE, [wanted]) == (data, [])


def test_a_finding_without_a_fix_or_of_another_file_changes_nothing() -> None:
    """Each file is mended by its own findings."""
    data = b"run: ops 17\n"
    place = {"line": 1, "column": 10, "rule": "r", "level": "error", "message": "m", "width": 2}
    other = Finding(file="other.yml", path=("run",), fix=Replace("x"), **place)  # type: ignore[arg-type]
    without = Finding(file=FILE, path=("run",), **place)  # type: ignore[arg-type]
    assert mended(data, FILE, [other, without]) == (data, [])


@pytest.mark.parametrize(
    ("line", "column", "width", "path"),
    [
        (1, 6, 3, ("undo",)),  # of another value
        (1, 1, 3, ("run",)),  # of the key
        (2, 7, 3, ("run",)),  # of another line
        (9, 1, 1, ("run",)),  # behind the end
        (1, 6, 0, ("run",)),  # no words
        (1, 6, 30, ("run",)),  # too many
        (1, 6, 3, ("gone", 3)),  # of nothing
        (1, 6, 3, ()),  # of the whole file
    ],
)
def test_a_place_that_is_not_in_the_text_is_refused(
    line: int, column: int, width: int, path: tuple[str | int, ...]
) -> None:
    """A finding that says a wrong place does no harm there."""
    data = b"run: ops 17\nundo: ops 16\n"
    fix = Replace("xyz")
    wrong = Finding(FILE, line, column, "r", "error", "m", width=width, path=path, fix=fix)
    assert mended(data, FILE, [wrong]) == (data, [])


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_every_byte_that_is_not_touched_stays(seed: int) -> None:
    """In a file of any style, entries that were put in and a literal version are mended exactly."""
    plant = planted(seed)
    found = [finding(plant.before, *wanted) for wanted in plant.wanted]
    random.Random(seed).shuffle(found)
    new, done = mended(plant.before, FILE, found)
    assert new == plant.after
    assert len(done) == len(found)
    assert mended(new, FILE, []) == (new, [])


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_no_comment_is_lost(seed: int) -> None:
    """With comments everywhere, what is mended is right, and every comment is still there."""
    plant = planted(seed, comments=True)
    found = [finding(plant.before, *wanted) for wanted in plant.wanted]
    new, done = mended(plant.before, FILE, found)
    assert _comments(new) == _comments(plant.before)
    document, faults = read(new, FILE)
    before, _ = read(plant.before, FILE)
    assert document is not None
    assert before is not None
    assert faults == []
    assert repr(document.value) == repr(plant.value(before.value, [f.path for f in done]))


def _comments(data: bytes) -> list[bytes]:
    return re.findall(rb"# remark \d+", data)
