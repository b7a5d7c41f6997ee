"""A fault of the syntax is reported on the line that somebody has to mend."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from rollbook.loading.yaml_reader import read

SOPS = Path(__file__).parents[2] / "sops"
WRONG = (
    *("oops", "oops:value", "two words", '"oops"', "'oops'", "-oops"),
    *('oops: "abc', "oops: [abc", "oops: {abc", "oops: @v", "oops: &", "oops: a: b", "oops: ]"),
    *("oops: [a]]", 'oops: "a" b', 'oops: "\\d"', "oops: | abc", "oops: >x"),
)
"""Lines that are wrong wherever a name with a value may stand."""


def lines_of(name: str) -> list[str]:
    return (SOPS / f"{name}.yml").read_text("utf-8").splitlines()


@pytest.mark.parametrize("wrong", WRONG)
@pytest.mark.parametrize("name", ["home-feed-ranking", "inference-latency"])
def test_a_wrong_line_is_named_wherever_it_stands(name: str, wrong: str) -> None:
    """Before each line, as deep as that one is: it is known which line is wrong."""
    lines = lines_of(name)
    named = 0
    for number, line in enumerate(lines):
        depth = len(line) - len(line.lstrip())
        text = "\n".join([*lines[:number], " " * depth + wrong, *lines[number:]])
        _, found = read(f"{text}\n".encode(), "x.yml")
        # Within a text of several lines, another line is none that is wrong.
        for finding in found:
            if finding.rule == "syntax":
                assert finding.line == number + 1, (finding, line)
                named += 1
    assert named > len(lines) / 2


def test_the_last_line_is_named_as_well() -> None:
    """With lines behind it that hold nothing, and without the end of its own."""
    for text in ("a: 1\nb", "a: 1\nb\n", "a: 1\nb\n\n# c\n\n", "a: 1\nb: {c: 1}\nd:e"):
        _, (finding,) = read(text.encode(), "x.yml")
        wrong = text.rstrip("\n# c").count("\n") + 1
        assert (finding.line, finding.column) == (wrong, 1), text
        assert finding.message == "a ':' is missing"


def test_no_place_is_behind_the_end_of_a_file() -> None:
    """Of files that were cut, stirred or strewn with signs."""
    luck = random.Random(21)
    signs = ["\n", ":", '"', "'", "[", "]", "{", "}", "- ", "  ", "\t", "|", "&", "%", "#", "? "]
    for name in ("home-feed-ranking", "credit-approval-bias", "inference-latency"):
        text = "\n".join(lines_of(name)) + "\n"
        for _ in range(300):
            at, far = luck.randrange(len(text)), luck.randrange(60)
            broken = text[:at] + luck.choice(signs) + text[at + far :]
            broken = broken[: luck.choice([len(broken), luck.randrange(1, len(broken))])]
            rows = broken.split("\n")
            for finding in read(broken.encode(), "x.yml")[1]:
                assert 1 <= finding.line <= len(rows), broken[-200:]
                assert 1 <= finding.column <= len(rows[finding.line - 1]) + 1, finding
