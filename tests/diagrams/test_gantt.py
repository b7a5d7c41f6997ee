"""Timelines for other programs: Mermaid's Gantt chart, and the steps as a network."""

from __future__ import annotations

import itertools
import re

from rollbook.diagrams.figures.network import network
from rollbook.diagrams.formats.gantt import gantt
from rollbook.views.pictures import timeline_picture
from tests.diagrams.timetables import case_of, every, own, pictures

TASK = re.compile(
    r"    [^:;#,%<>{}`\"\\]+ :(?:(?:crit|done), )?(?:milestone, )?[a-z]\w*, "
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d, \d+s"
)
TITLED = re.compile(r"    (?:title|section) [^:;#,%<>{}`\"\\]*")


def test_a_gantt_chart_begins_at_0_and_marks_what_is_critical() -> None:
    """A section for each role; a milestone for the RTO."""
    lines = gantt(timeline_picture(own()["home-feed-ranking"]).timetable).splitlines()
    assert lines[:10] == [
        "gantt",
        "    title Timeline∶ Roll back the home-feed ranking model",
        "    dateFormat YYYY-MM-DD HH:mm:ss",
        "    axisFormat %H:%M",
        "    section In all",
        "    Critical path∶ 35 min :all, 2001-01-01 00:00:00, 2100s",
        "    RTO 45 min :milestone, rto, 2001-01-01 00:45:00, 0s",
        "    section Initiator",
        "    1 Does the dashboard agree‚ and is the release of the model the only change of the"
        " last two hours? :crit, b1, 2001-01-01 00:00:00, 180s",
        "    2 Pause ramp :crit, b2, 2001-01-01 00:03:00, 60s",
    ]
    assert "    4 Status :b4, 2001-01-01 00:09:00, 120s" in lines


def test_a_gantt_chart_of_a_case_has_both_bars() -> None:
    """What was planned, and what it took; what took longer is marked."""
    text = gantt(case_of(own()["inference-latency"], "lost-cards").timetable)
    assert "    3 What has changed since the models were last fast? (planned) :b3p," in text
    assert "    3 What has changed since the models were last fast? :crit, b3," in text
    assert "    2 Shed load :done, b2, 2001-01-01 00:02:00, 60s" in text


def test_no_text_is_syntax_in_a_gantt_chart() -> None:
    """Each line is one that we wrote, whatever the SOP holds; no task's name stands twice."""
    for name, picture in pictures():
        lines = gantt(picture.timetable).splitlines()
        assert lines[0] == "gantt", name
        for line in itertools.chain(lines[1:2], lines[4:]):
            assert TASK.fullmatch(line) or TITLED.fullmatch(line), (name, line)
        tasks = [line for line in lines[4:] if not line.startswith("    section ")]
        ids = [re.findall(r"(\w+), \d{4}-", line)[0] for line in tasks]
        assert len(ids) == len(set(ids)), name
        assert len(tasks) >= len(picture.timetable.bars) + 2, name


def test_the_network_says_what_waits_for_what() -> None:
    """Each step that counts with its times, each after those that it waits for."""
    for name, dossier in every().items():
        figure = network(timeline_picture(dossier).timetable)
        place = {node.name: index for index, node in enumerate(figure.nodes)}
        assert place.keys() == dossier.schedule.keys(), name
        ways = {(way.source, way.target) for way in figure.ways}
        due = dossier.schedule
        assert ways == {(s, step) for step in due for s in due[step].after}, name
        assert all(place[source] < place[target] for source, target in ways), name
        for way in figure.ways:
            ends = (dossier.schedule[way.source], dossier.schedule[way.target])
            assert way.main == all(due.critical for due in ends), name
    found = {node.name: node.items[0].small for node in figure.nodes}
    assert all(re.search(r"\bto\b.*\s· (critical|slack)", small) for small in found.values())
