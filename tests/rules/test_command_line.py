"""What a shell would run one after another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollbook.rules.words.command_line import commands


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a b; c d", ["a b", "c d"]),
        ("cd x && make", ["cd x", "make"]),
        ("a\nb", ["a", "b"]),
        ("a & b", ["a", "b"]),
        ("a \\\n  --b c", ["a --b c"]),
        ("a | b", ["a | b"]),
        ("a || exit 1; b", ["a || exit 1", "b"]),
        ("a 2>&1 &> f", ["a 2>&1 &> f"]),
        ("x 'a; b' \"c && d\" e\\;f", ["x 'a; b' \"c && d\" e\\;f"]),
        ('x "a \\" ; b"', ['x "a \\" ; b"']),
        ("echo $(a; b) `c; d` ${e;f} && g", ["echo $(a; b) `c; d` ${e;f}", "g"]),
        ("x $((1 << n))\ny", ["x $((1 << n))", "y"]),
        ("(cd x && y)", ["cd x", "y"]),
        ("# a; b\nc # d; e", ["c"]),
        ("a#b; c", ["a#b", "c"]),
        ("cat <<EOF | psql\nx; y\nEOF\nz", ["cat <<EOF | psql", "z"]),
        ("cat <<-'EOF'\nx; y\n\tEOF\nz", ["cat <<-'EOF'", "z"]),
        ("psql <<< 'a;b'\nc", ["psql <<< 'a;b'", "c"]),
        ("cat <<EOF\nno end; of it", ["cat <<EOF"]),
        ("for i in 1 2; do a $i; b; done\nc", ["for i in 1 2 do a $i b done", "c"]),
        ("for a; do for b; do c; done; done; d", ["for a do for b do c done done", "d"]),
        ("if a; then b; else c; fi", ["if a then b else c fi"]),
        ("f() { a; b; }\nf", ["f { a b }", "f"]),
        ("BEGIN; a; b; COMMIT; c", ["BEGIN a b COMMIT", "c"]),
        ("while a; do b", ["while a do b"]),
        ("'never closed; a", ["'never closed", "a"]),
        ("sudo X=1 a b", ["a b"]),
        ("X=1", [""]),
    ],
)  # fmt: skip
def test_commands_are_told_apart_as_a_shell_does(text: str, said: list[str]) -> None:
    """What stands in quotes, in substitutions or behind `<<` divides nothing."""
    assert [" ".join(command.said) for command in commands(text)] == said


@given(st.text(st.sampled_from("ab;&|\n $(){}'\"`\\#<>- do ne"), max_size=60))
def test_every_command_stands_in_the_text(text: str) -> None:
    """Whatever a text holds, its commands are found in it, in order."""
    place = 0
    for command in commands(text):
        for line in command.text.split("\n"):
            place = text.index(line, place)
        assert command.words
