"""Characters that nobody sees, and those that only look like one."""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from rollbook.loading.characters import FORBIDDEN, REPLACEMENT, first_forbidden

IGNORABLE = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
"""`Default_Ignorable_Code_Point` of Unicode 15, from its `DerivedCoreProperties.txt`."""

SEEN = "\t\n\r" + "".join(
    *[map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))]
)
"""What is called a control or a format, and is a blank or a sign that has a form."""


def test_nothing_that_nobody_sees_stands_behind_a_letter() -> None:
    """Of all that Unicode calls ignorable, a control, a format or private, none passes."""
    every = map(chr, range(sys.maxunicode + 1))
    hidden = {c for c in every if unicodedata.category(c) in ("Cc", "Cf", "Co", "Cs")}
    hidden |= {chr(code) for first, last in IGNORABLE for code in range(first, last + 1)}
    hidden -= set(SEEN)
    assert len(hidden) > 140_000
    assert [c for c in hidden if first_forbidden(f"rm{c}") != c] == []
    assert [c for c in hidden if first_forbidden(f"\u00e9\n{c}x\u202e") != c] == []


def test_the_quick_look_misses_none() -> None:
    """What the expression finds it finds, too, and nothing that can be printed but a flood."""
    every = FORBIDDEN.findall("".join(f"a{chr(code)}" for code in range(sys.maxunicode + 1)))
    assert len(every) > 140_000
    assert [c for c in every if first_forbidden(f"a{c}") != c] == []


@pytest.mark.parametrize(
    "text",
    [
        "a\tb\u00a0c\r\n\u00ab\u202fd\u202f\u00bb\u3000",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0915\u094d\u200d\u0937 \u0dc1\u0dca\u200d\u0dbb\u0dd3",
        "\u1797\u17b6\u179f\u17b6\u200b\u1781\u17d2\u1798\u17c2\u179a",
        "\u1828\u180b\u1820\u1838\u180e\u1820",
        "\u845b\U000e0100\u57ce \u2229\ufe00",
        "Vie\u0323\u0302t \u05d1\u05bc\u05b0\u05e8\u05b5\u05d0",
        "\u0f67\u0f90\u0fb5\u0fa8\u0fb3\u0fba\u0fbc\u0fbb\u0f82",
        "\U0001f469\U0001f3fd\u200d\U0001f4bb \U0001f3f3\ufe0f\u200d\U0001f308 1\ufe0f\u20e3",
        "\u26a0\ufe0f \u2139\ufe0f \u2122\ufe0f \u263a\ufe0e \u3297\ufe0f",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    ],
    ids=[
        *("blanks", "Persian", "Hindi and Sinhala", "Khmer", "Mongolian", "forms of ideographs"),
        *("Vietnamese and Hebrew", "Tibetan", "emoji", "signs", "the flag of England"),
    ],
)
def test_real_languages_and_emoji_are_fine(text: str) -> None:
    """What a character needs to be read stands behind it."""
    assert first_forbidden(text) == ""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rm\u200d -rf", "\u200d"),
        ("\u0645\u200c\u200c", "\u200c"),
        ("\u0e01\u200b\u200b", "\u200b"),
        ("/data1\ufe0f/x", "\ufe0f"),
        ("\U0001f600\ufe0f\ufe01", "\ufe01"),
        ("\u845b\U000e0100\U000e0101", "\U000e0101"),
        ("\U0001f600\U000e0049", "\U000e0049"),
        ("\U0001f3f4" + "\U000e0061" * 7, "\U000e0061"),
        ("Z" + "\u0301" * 9, "\u0301"),
        ("\u0e2a" + "\u0e47" * 9, "\u0e47"),
    ],
)
def test_what_is_of_no_use_where_it_stands_is_refused(text: str, found: str) -> None:
    """Behind a letter of another script, twice, or without end."""
    assert first_forbidden(text) == found


def test_the_pages_show_what_a_file_may_not_hold() -> None:
    """Their script decides alike: every character behind a letter, and odd ones behind others."""
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    odd = {c for c in every if unicodedata.category(c) in ("Cf", "Mn", "Me", "Cc", "Zl", "Zp")}
    odd |= {chr(code) for first, last in IGNORABLE for code in range(first, last + 1)}
    before = [
        *("\u0645", "\u0e01", "\u1797", "\u1828", "\u845b", "\u2229", "\u05d1", "\U00013000"),
        *("1", "#", "\u00a9", "\U0001f469", "\ufe0f", "\U0001f600\ufe0f", "Z" + "\u0301" * 8),
        *("\U0001f3f4" + "\U000e0061" * number for number in range(7)),
    ]
    texts = [
        "".join(f"a{c}" for c in every[start : start + 4096]) for start in range(0, 1 << 20, 4096)
    ]
    texts += ["".join(f"{one}{c}\u20e3{one}{c}x" for c in sorted(odd)) for one in before]
    done = subprocess.run(
        ["node", Path(__file__).with_name("characters.mjs")],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    for text, theirs in zip(texts, json.loads(done.stdout), strict=True):
        while first_forbidden(text):
            text = FORBIDDEN.sub(REPLACEMENT, text)
        assert theirs == text
