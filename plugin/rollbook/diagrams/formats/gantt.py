"""A timetable as a Gantt chart of Mermaid, for wikis and README files that draw such text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from rollbook.diagrams.figures.timetable import Bar, Timetable
from rollbook.diagrams.layout.text import clean
from rollbook.model.timing import Span

_LIKE = str.maketrans(
    {
        ":": "∶",
        ";": "；",
        "#": "＃",
        ",": "‚",
        "%": "％",
        "<": "‹",
        ">": "›",
        "&": "＆",
        "{": "❴",
        "}": "❵",
        "`": "ˋ",
        '"': "″",
        "\\": "⧵",
        "\u00a0": " ",
    }
)
"""What Mermaid reads as syntax → what looks like it: an escape would itself be syntax."""
_SHOWN = 120
_START = datetime.datetime(2001, 1, 1)
"""Mermaid counts in dates; this one is the trigger."""
_LAST = datetime.datetime(9999, 12, 31) - _START
"""Its calendar ends, too."""
_DAY = 86_400


def gantt(timetable: Timetable) -> str:
    """Write a section for each role, and a milestone for the RTO."""
    days = max(timetable.longest, timetable.rto) >= _DAY
    lines = [
        "gantt",
        f"    title {_said(timetable.title)}",
        "    dateFormat YYYY-MM-DD HH:mm:ss",
        f"    axisFormat {'day %-j, %H:%M' if days else '%H:%M'}",
        "    section In all",
        *_bar(timetable.whole, "all", _said(timetable.whole.item.text)),
        f"    {_said(timetable.limit)} :milestone, rto, {_date(timetable.rto)}, 0s",
    ]
    numbers = {bar.item.name: index for index, bar in enumerate(timetable.bars, start=1)}
    for lane in timetable.lanes:
        lines.append(f"    section {_said(lane.title)}")
        for bar in timetable.in_lane(lane.name):
            lines += _bar(bar, f"b{numbers[bar.item.name]}", _titled(bar))
    return "\n".join([*lines, ""])


def _bar(bar: Bar, name: str, title: str) -> Iterator[str]:
    """A bar; with actual times, one that is planned and one that is done."""
    if bar.actual is None:
        if bar.planned:
            yield _task(title, "crit" if bar.critical else "", name, bar.planned)
        return
    if bar.planned:
        yield _task(f"{title} (planned)", "", f"{name}p", bar.planned)
    yield _task(title, "crit" if bar.over else "done", name, bar.actual)


def _task(title: str, tag: str, name: str, span: Span) -> str:
    length = span.end - span.start
    tags = [part for part in (tag, "" if length else "milestone") if part]
    data = ", ".join([*tags, name, _date(span.start), f"{length}s"])
    return f"    {title} :{data}"


def _date(seconds: int) -> str:
    return f"{_START + min(datetime.timedelta(seconds=seconds), _LAST):%Y-%m-%d %H:%M:%S}"


def _titled(bar: Bar) -> str:
    """A step's number and text; a line that began with its text could begin with a keyword."""
    only = f" ({_said(bar.only)})" if bar.only else ""
    return f"{bar.item.number or '–'} {_said(bar.item.text)}{only}"


def _said(text: str) -> str:
    """Text in which nothing is syntax."""
    plain = clean(text[: 2 * _SHOWN]).translate(_LIKE)
    return plain if len(plain) <= _SHOWN else f"{plain[: _SHOWN - 1]}…"
