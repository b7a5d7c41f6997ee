"""Words: ids, durations, dates and numbers as people read them."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

EXIT_WORDS: Mapping[str, str] = {"stop": "leave the procedure", "escalate": "escalate"}
"""Where an answer can lead that is no step."""


def title_case(identifier: str) -> str:
    """An id as a name: `home-feed` is `Home feed`."""
    return sentence(identifier.replace("-", " "))


def sentence(words: str) -> str:
    """Words that begin a line: with a capital letter, and the rest as it is."""
    return words[:1].upper() + words[1:]


def duration(seconds: int) -> str:
    """Seconds in the units that fit: `28 min`, `1 h 30 min`, `90 s`, `14 days`."""
    days, rest = divmod(seconds, 86_400) if seconds >= 172_800 else (0, seconds)
    hours, rest = divmod(rest, 3600)
    minutes, left = divmod(rest, 60)
    parts = [(days, "days"), (hours, "h"), (minutes, "min"), (left, "s")]
    return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 min"


def day(date: datetime.date) -> str:
    """A day without doubt about its month: `12 Oct 2026`."""
    months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{date.day} {months[date.month - 1]} {date.year}"


def listing(words: Sequence[str]) -> str:
    """Words in a sentence: `a, b and c`."""
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)
