"""Records that the pages write hold what people typed, and `check` takes them as they are."""

from __future__ import annotations

import re
import shutil
import unicodedata
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.loading.characters import first_forbidden
from tests.site.writing import Writer, read
from tests.sites import REPOSITORY, Project

AS_TYPED = (
    *("C:\\<name>", "a \\ b", 'say "yes"', "it's", "100 %", "% comment", "@here", "`code`"),
    *("`", "``", "${x}", "${targets.model}", "key: value", "a #b", "!tag", "&a", "*a", "{", "}"),
    *("[", "]", "{a: b}", "[a, b]", "|", ">", "?", "~", "null", "no", "yes", "true", "12:30"),
    *("0x1", "1e3", "017", "1_000", ".inf", ".nan", "2026-11-30", "<<", "=", "-", "- a", "...x"),
    *(
        "...",
        "--- x",
        "a\u00a0b",
        "\U0001f6a8 rolled back",
        "1\ufe0f\u20e3 \u26a0\ufe0f",
        "e\u0301",
    ),
    *("\U0001f469\u200d\U0001f680", "\U0001f3f3\ufe0f\u200d\U0001f308", "\u845b\U000e0100\u57ce"),
    *(
        "\u56de\u6eda",
        "\u05d4\u05d5\u05d7",
        "\u0645\u06cc\u200c\u0634\u0648\u062f",
        "\u1828\u180b\u1820",
    ),
    *("a\tb", "a  b", "a < b", "<3", "x <= 5", "a->b", "<pod_name>", "<https://acme.example/x>"),
    *("Ada <ada@acme.example>", "`<title>` was empty", "``a ` <b>``", "C#", "#12 is open", "a # b"),
    *("\\# no heading", "&lt;b&gt;", "**bold** and _soft_", "[a](https://acme.example)", "1. one"),
    *("x" * 10_000, "\u00e9" * 10_000, "\\" * 999),
)
"""What the language takes: it stands in the record as it was typed."""

OF_SEVERAL_LINES = (
    *(
        "one\n\ntwo\n\n\nthree",
        "- a\n- b\n  - c",
        "> quoted\n> more",
        "a\n\n---\n\nb",
        "| a |\n| - |",
    ),
    "```\n# a comment\nkubectl get <pod>\n---\n```\nafter",
    "~~~ sh\n<b>\n```\n# x\n~~~~\nafter",
)

CHANGED = {
    "# x": "\\# x",
    "- # of users": "- \\# of users",
    "> # x": "> \\# x",
    "1. # x": "1. \\# x",
    "> - 2) ### x": "> - 2) \\### x",
    "<b>x</b>": "\\<b>x\\</b>",
    "C:\\\\<name>": "C:\\\\\\<name>",
    "<!-- x -->": "\\<!-- x -->",
    "a ` b `` <b>": "a ` b `` \\<b>",
    "[a](b`c) <i> `x": "[a](b`c) \\<i> `x",
    "<http://a`b> <i> `x": "<http://a`b> \\<i> `x",
    "a\u200bb": "a\ufffdb",
    "\ufeffa\u202eb": "a\ufffdb",
    "a\x00b\x07c\x7fd\x9be": "a\ufffdb\ufffdc\ufffdd\ufffde",
    "\ud800": "\ufffd",
    "a\udfffb": "a\ufffdb",
    "\ufdd0\U0001ffff": "\ufffd\ufffd",
    "a\U000e0041b": "a\ufffdb",
    "rm\u200d -rf \u200c/": "rm\ufffd -rf \ufffd/",
    "\U0001f469\u200d\u200d\U0001f680": "\U0001f469\u200d\ufffd\U0001f680",
    "a\ufe0f\u200d 1\ufe0f": "a\ufffd\ufffd 1\ufffd",
    "\ue000 e" + "\u0301" * 10: "\ufffd e" + "\u0301" * 8 + "\ufffd\ufffd",
}
"""What the language refuses: it is changed where everyone sees it."""

CHANGED_OF_SEVERAL_LINES = {
    "Title\n===": "Title\n\\===",
    "Title\n---": "Title\n\\---",
    "> Title\n> ---": "> Title\n> \\---",
    "# x\n---": "\\# x\n\\---",
    "a ` b\n`<b>`": "a ` b\n`\\<b>`",
    "- ```\n# x": "- ```\n\\# x",
    "<a\nhref='x'>": "\\<a\nhref='x'>",
}

BREAKS = {"a\r\nb\rc": "a\nb\nc", "a\u2028b\u2029c\x85d\x0be\x0cf": "a\nb\nc\nd\ne\nf"}
"""Line breaks of all sorts are line breaks."""

PIECES = (
    *(
        "#",
        "# ",
        "## ",
        "> ",
        "- ",
        "* ",
        "+ ",
        "1. ",
        "12) ",
        "`",
        "``",
        "```",
        "~~~",
        "\n",
        "\n\n",
    ),
    *("---", "===", "-", "=", "    ", "  ", "\t", " ", "\\", "\\\\", "<", "<b>", "</b>", "<b", ">"),
    *(
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "<a href='",
        "<http://a",
        "[",
        "](",
        "][",
        "]: ",
        "](<",
        ")",
    ),
    *(
        "*",
        "_",
        "a",
        "b c",
        "x<y",
        "&lt;",
        "|",
        '"',
        "'",
        ": ",
        " #",
        "\r\n",
        "\u2028",
        "\u00a0",
        "!",
    ),
)
MARKDOWN = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
TYPED = st.text(max_size=60) | MARKDOWN | st.lists(MARKDOWN | st.text(max_size=8)).map("".join)
SIGNS = "".join(
    map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD))
)
"""What Unicode calls a format and everyone sees."""

BLANK = " \t\n\r\v\f\u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What a browser takes for blanks at the ends of a text."""


@pytest.fixture(scope="module")
def writer() -> Iterator[Writer]:
    writer = Writer()
    yield writer
    writer.close()


def outcome(writer: Writer, typed: str) -> tuple[str, bool]:
    """What the record of an incident that ended so says, and whether it says that it changed."""
    made = writer.incident(typed)
    value, findings = read(made)
    assert findings == [], made["text"]
    assert yaml.safe_load(made["text"])["outcome"] == value.outcome
    return value.outcome, bool(made["changes"])


def test_what_the_language_takes_stands_as_it_was_typed(writer: Writer) -> None:
    """In the outcome, as a finding and as a name; nothing is said then."""
    for typed in (*AS_TYPED, *OF_SEVERAL_LINES):
        assert outcome(writer, typed) == (typed, False)
    short = [text for text in AS_TYPED if len(text) < 100]
    names = [text for text in short if "," not in text]
    made = writer.drill(", ".join(names), "\n".join(short))
    value, findings = read(made)
    assert (findings, made["changes"]) == ([], [])
    plain = yaml.safe_load(made["text"])
    assert list(value.people) == plain["people"] == names
    assert list(value.findings) == plain["findings"] == short


def test_what_it_refuses_is_changed_where_everyone_sees_it(writer: Writer) -> None:
    """A heading and HTML get a backslash, what nobody sees becomes visible, and it is said."""
    for typed, wanted in (CHANGED | CHANGED_OF_SEVERAL_LINES).items():
        assert outcome(writer, typed) == (wanted, True)
    for typed, wanted in CHANGED.items():
        value, findings = read(writer.drill("Ada", typed))
        assert (findings, value.findings) == ([], (wanted,))


def test_line_breaks_of_all_sorts_are_line_breaks(writer: Writer) -> None:
    """Those, too, that only some readers take for one."""
    for typed, wanted in BREAKS.items():
        assert outcome(writer, typed) == (wanted, False)


@settings(max_examples=2_000, deadline=None, derandomize=True)
@given(TYPED)
def test_the_loader_reads_whatever_is_typed(writer: Writer, typed: str) -> None:
    """It is the text itself, but for backslashes and for what nobody sees; that is said."""
    text = re.sub(r"\r\n?|[\x85\u2028\u2029\v\f]", "\n", typed.strip(BLANK)).strip(BLANK)
    if not text:
        return
    kept, changed = outcome(writer, typed)
    assert changed == (kept != text)
    pairs = list(zip(text.replace("\\", ""), kept.replace("\\", ""), strict=True))
    assert all(now == before or now == "\ufffd" for before, now in pairs)
    drill = writer.drill(f"Ada, {typed}", typed)
    value, findings = read(drill)
    assert findings == []
    plain = yaml.safe_load(drill["text"])
    assert (plain["people"], plain["findings"]) == (list(value.people), list(value.findings))


def test_whatever_the_language_hides_is_shown(writer: Writer) -> None:
    """Every character that no file may hold, and of others those that nobody sees."""
    every = list(map(chr, range(0x110000)))
    hidden = writer.asked(kind="hides", hidden=[f"rm{char}" for char in every])
    kept = {char for char, hides in zip(every, hidden, strict=True) if not hides}
    assert not [char for char in kept if first_forbidden(f"rm{char}")]
    odd = ("Cc", "Cf", "Co", "Cs")
    assert {char for char in kept if unicodedata.category(char) in odd} <= set(SIGNS)
    assert not kept & set("\u3164\u115f\uffa0\u034f\ufe0f\u2028")
    assert len(kept) > 970_000


def test_a_text_that_is_too_long_is_cut_and_that_is_said(writer: Writer) -> None:
    """A file has at most a mebibyte, whatever somebody pastes."""
    units = ('"\n', "\U0001f6a8", "#\n", "`<b", "<:@", ":@", "\\", "> - 1. ", "\u200b")
    for typed in (f"<{unit * 400_000}" for unit in units):
        for made in (writer.incident(typed), writer.drill(typed.replace("\n", ","), typed)):
            _, findings = read(made)
            assert findings == []
            assert any("50,000" in change for change in made["changes"])


def test_what_steps_were_answered_is_in_the_record(writer: Writer) -> None:
    """Whatever the texts of their cases are; nothing is said where all went as hoped for."""
    said = {"verify": "failed", "ask": "no", "null": 'it\'s: "x" # \\ {y}', "constructor": "- yes"}
    for made in (writer.incident("over", answers=said), writer.drill("Ann", "", answers=said)):
        value, findings = read(made)
        assert findings == []
        assert value.answers == said
    assert "answers" not in writer.incident("over")["text"]


def test_words_of_yaml_are_ids_like_others(writer: Writer) -> None:
    """A step called `null` or a trigger called `no` is read as it is written."""
    names = ("null", "no", "yes", "y", "n", "on", "off", "true", "false", "constructor", "x-1")
    for name in names:
        times = dict.fromkeys(names, 5_000)
        made = writer.incident("over", sop=name, trigger=name, times=times)
        value, findings = read(made)
        assert findings == []
        plain = yaml.safe_load(made["text"])
        assert (value.sop, value.trigger) == (plain["sop"], plain["trigger"]) == (name, name)
        assert list(value.times) == list(plain["times"]) == list(names)


def test_times_of_any_length_are_durations(writer: Writer) -> None:
    """From a step that took no time to one that somebody answered after years."""
    times = {"a": 0, "b": 400, "c": 95_000, "d": 4e10, "e": 8.64e15}
    value, findings = read(writer.incident("over", times=times))
    assert findings == []
    assert list(map(str, value.times.values())) == ["1s", "1s", "95s", "666667m", "9999999d"]


def test_an_id_is_what_a_file_can_be_called(writer: Writer) -> None:
    """What an id cannot have becomes a hyphen, and that is said."""
    ids = {"INC-7": "INC-7", "#12": "12", "INC/7 b": "INC-7-b", "../x": "x", "\u96fb12": "12"}
    for typed, wanted in ids.items():
        made = writer.incident("over", id=typed)
        value, findings = read(made)
        assert (findings, value.id, made["name"]) == ([], wanted, f"{wanted}.yml")
        assert bool(made["changes"]) == (typed != wanted)


def test_check_finds_nothing_in_what_the_pages_write(writer: Writer, project: Project) -> None:
    """Beside the SOPs of this repository, with every text of the lists above."""
    shutil.copytree(REPOSITORY / "sops", project.folder / "sops")
    typed = (*AS_TYPED, *OF_SEVERAL_LINES, *CHANGED, *CHANGED_OF_SEVERAL_LINES, *BREAKS)
    for place, text in enumerate(typed):
        made = writer.drill(f"Ada, {text}", text)
        path = project.folder / f"sops/records/drill-{place}.yml"
        path.write_text(made["text"], encoding="utf-8")
    result = project.run("rollbook", "check")
    assert result.code == 0, result.output
    assert "no findings" in result.output
