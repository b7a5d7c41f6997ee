"""Prose where no block may stand: in a paragraph, a link, a summary."""

from __future__ import annotations

import re

import pytest

from rollbook.views.prose import inline

LINES = [
    ("one *word*", ["one <em>word</em>"]),
    ("a\n\nb", ["a", "b"]),
    ("- a\n- b\n\n  c", ["• a", "• b", "c"]),
    ("3. a\n4. b\n   - c", ["3. a", "4. b", "• c"]),
    ("| a | b |\n|---|---|\n| c | d |", ["a | b", "c | d"]),
    ("> a\n\n---\n\n~~b~~", ["a", "<s>b</s>"]),
    ("```\na <b>\nc\n```", ["<code>a &lt;b&gt;", "c</code>"]),
    ('- ["](https://acme.example/?a>b)', ['• <a href="https://acme.example/?a%3Eb" rel', '"</a>']),
]


@pytest.mark.parametrize(("prose", "lines"), LINES)
def test_each_block_is_a_line(prose: str, lines: list[str]) -> None:
    """Items keep their signs and numbers, cells a bar between them, and links what they are."""
    shown = inline(prose)
    if "rel" in lines[0]:
        assert lines[0] in shown
        assert lines[1] in shown
    else:
        assert shown.split("<br>\n") == lines


def test_blanks_without_end_take_no_time_without_end() -> None:
    """What stands between two blocks is read once, however long it is."""
    shown = inline(f"a{' ' * 400_000}b\n\nc" + "\n\n- " * 20_000 + "d")
    assert re.sub(r"\s+", " ", shown).startswith("a b<br> c<br> •")
