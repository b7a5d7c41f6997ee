"""Patterns of answers: what they fit, what they cost, and what two other programs say."""

from __future__ import annotations

import json
import random
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.model.pattern import MOST_CHARACTERS, pattern
from rollbook.model.pattern_syntax import REFUSED

ALPHABET = "ab1-_. \n;é٣𝒳"
PARTS = (
    *("a", "b", "1", "-", "_", " ", "é", "𝒳", r"\.", r"\/", ".", r"\d", r"\w", r"\s", r"\D", r"\W"),
    *(
        "[ab]",
        "[^a]",
        "[a-c1]",
        r"[\w-]",
        r"[^\s;]",
        "[.]",
        "[-1]",
        r"[\d_]",
        r"[^\D]",
        r"[\x61-b]",
    ),
    *(r"\u00e9", r"[\u0000-\uffff]", "[^-]"),
)
TIMES = ("", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}", "*?", "+?", "{1,2}?", "{0}")


def of_chance(chance: random.Random, deep: int = 2) -> str:
    """A pattern of the parts that Python and browsers read alike."""
    made = []
    for _ in range(chance.randint(0 if deep < 2 else 1, 3)):
        part = chance.choice(PARTS)
        if deep and chance.random() < 0.4:
            ways = "|".join(of_chance(chance, deep - 1) for _ in range(chance.randint(1, 3)))
            part = f"({chance.choice(['', '?:'])}{ways})"
        made.append(part + chance.choice(TIMES))
    return "".join(made)


def told(seed: int) -> tuple[str, list[str]]:
    """A pattern with answers, some of which come near."""
    chance = random.Random(seed)
    answers = ["".join(chance.choices(ALPHABET, k=chance.randint(0, 4))) for _ in range(12)]
    return of_chance(chance), answers


@settings(max_examples=400, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_a_pattern_fits_what_python_says(seed: int) -> None:
    """Letters and digits are those of ASCII; a dot takes no end of a line."""
    text, answers = told(seed)
    for answer in answers:
        expected = re.fullmatch(text, answer, re.ASCII) is not None
        assert pattern(text).fits(answer) == expected, (text, answer)


def test_the_page_decides_as_the_program_and_as_its_browser() -> None:
    """The script runs the same instructions, and V8's own expressions come to the same."""
    cases = [told(seed) for seed in range(3_000)]
    asked = [[text, pattern(text).program, answers] for text, answers in cases]
    script = Path(__file__).with_name("patterns.mjs")
    done = subprocess.run(
        ["node", script], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    agreed = 0
    for (text, answers), [ours, theirs] in zip(cases, json.loads(done.stdout), strict=True):
        expected = [pattern(text).fits(answer) for answer in answers]
        assert ours == expected, text
        assert theirs == expected, text
        agreed += any(expected)
    assert agreed > 1_000


@pytest.mark.parametrize(
    "text", ["(a+)+b", "(a|a)*b", "(a*)*b", "(a|aa)+$", "(.*a){12}b", "a*a*a*a*b"]
)
def test_no_answer_makes_it_slow(text: str) -> None:
    """What takes other programs years is decided at once, and a longer answer is none."""
    answer = "a" * (MOST_CHARACTERS - 1)
    assert not pattern(text).fits(answer + "!")
    assert not pattern(".*").fits("a" * (MOST_CHARACTERS + 1))
    assert pattern("(a+)+b").fits(answer + "b")


@pytest.mark.parametrize(
    "text",
    [
        *("(?=a)", "(?!a)", "(?<=a)", "(?<!a)", r"(a)\1", r"\bword\b", "(?>a)", "(?(1)a)"),
        *(r"\p{L}", "a++", "(?i)a", r"\Aa\Z", "a**", "^a$|^b$", "a^b", "[[:alpha:]]", "[z-a]"),
        *("[a", "(a", "a)", "*a", "a{2,1}", "a{", "a\\", "[]", "]", "}", "a{5000}"),
        "(((a{9}){9}){9}){9}",
    ],
)
def test_what_needs_a_second_look_is_refused(text: str) -> None:
    """The reason says where, and what to write instead."""
    with pytest.raises(ValueError, match=r"at character \d+: |it is too long"):
        pattern(text)


def test_nothing_repeated_takes_no_time() -> None:
    """A group that holds nothing is written once, however often it stands there."""
    assert pattern("((((){1000}){1000}){1000}){1000}").fits("")


def test_what_an_editor_refuses_is_refused() -> None:
    """The schema sees less than the reader, and nothing that is none."""
    chance = random.Random(1)
    refused = 0
    for _ in range(3_000):
        text = of_chance(chance)
        assert not re.search(REFUSED, text), text
        odd = text + chance.choice(["(?=a)", "(?<!a)", r"\1", r"\b", r"\\\1", "(?>a)", r"\p{L}"])
        if re.search(REFUSED, odd):
            refused += 1
            with pytest.raises(ValueError, match="at character"):
                pattern(odd)
    assert refused > 2_500
