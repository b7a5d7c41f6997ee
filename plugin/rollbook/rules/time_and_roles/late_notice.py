"""A notice is sent later than it says."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.step import Notify
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.spoken import spoken

_SHOWN = 6


def _check(subject: Subject) -> Iterator[Fault]:
    """Each notice once, by the first step that sends it; the fallback has no time of its own."""
    sending: dict[str, list[str]] = {}
    for name, step in subject.sop.steps.items():
        if isinstance(step, Notify) and subject.notices[step.notify].within:
            sending.setdefault(step.notify, []).append(name)
    ends = _ends(subject) if sending else {}
    for notice, names in sending.items():
        first = min(names, key=lambda name: ends.get(name, (0, ""))[0])
        seconds, within = ends.get(first, (0, ""))[0], subject.notices[notice].within
        if within and seconds > within.seconds:
            yield Fault(
                subject.at(first),
                f"'{first}' has sent notice '{notice}' after {spoken(seconds)}, and it is due "
                f"within {within}: {_way(ends, first)}",
                "send it earlier, beside other steps, or say a time that holds",
            )


def _ends(subject: Subject) -> dict[str, tuple[int, str]]:
    """Step → when it is done if all goes on, by the longest way, and after which step it comes."""
    found: dict[str, tuple[int, str]] = {}
    for name, before in subject.main_line.before.items():
        source = max(before, default="", key=lambda step: found[step][0])
        begins = found[source][0] if source else 0
        found[name] = (begins + subject.takes[name], source)
    return found


def _way(ends: dict[str, tuple[int, str]], name: str) -> str:
    way = [name]
    while ends[way[0]][1]:
        way.insert(0, ends[way[0]][1])
    if len(way) > _SHOWN:
        way[_SHOWN - 2 : -1] = ["…"]
    return " → ".join(way)


RULE = Rule(
    module=__name__,
    level="warning",
    why="Whoever has been promised a word within minutes hears of it from users first, and calls "
    "whoever is at work.",
    bad="""\
notices:
  status: {to: [oncall, leads], within: 5m, say: "Search goes back to ${targets.model}."}
""",
    good="""\
notices:
  status: {to: [oncall, leads], within: 10m, say: "Search goes back to ${targets.model}."}
""",
    place="handbook",
    check=_check,
)
