"""Timelines: what they say is what was planned, and everything in them can be read."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import replace

import pytest

from rollbook.diagrams import NOWHERE, TimePicture
from rollbook.diagrams.formats.gantt import gantt
from rollbook.diagrams.layout.boxes import LINE, SMALL, SMALL_LINE, TEXT
from rollbook.diagrams.layout.charts.axis import MOST_TICKS
from rollbook.diagrams.layout.charts.chart import Chart, Row
from rollbook.diagrams.layout.geometry import Rect
from rollbook.diagrams.layout.text import width
from rollbook.model.measures import Duration
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import timeline_picture
from tests.diagrams.timetables import case_of, every, extreme, own, pictures
from tests.model import procedures

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def href(kind: str, name: str) -> str:
    return f"#{kind}-{name}"


def charts() -> Iterator[tuple[str, Chart]]:
    for name, picture in pictures():
        yield f"{name}, wide", picture.wide
        yield f"{name}, narrow", picture.narrow


def rows(chart: Chart) -> tuple[Row, ...]:
    return (chart.whole, *chart.rows)


def bars(row: Row) -> list[Rect]:
    return [bar for bar in (row.planned, row.actual) if bar]


def words(chart: Chart) -> list[tuple[str, Rect]]:
    """Everything that is written, with its room."""
    found = [(chart.timetable.limit, chart.limit)]
    for heading in chart.headings:
        title = Rect(10, heading.rect.y + 8, width(heading.title, TEXT), LINE)
        found.append((heading.title, title))
        x, y = heading.at
        for place, line in enumerate(heading.small):
            at = y - SMALL + 1 + place * SMALL_LINE
            found.append((line, Rect(x, at, width(line, SMALL), SMALL)))
    for row in rows(chart):
        found.append((row.bar.item.text, row.label.rect))
    for y in chart.scales:
        for tick in chart.axis.ticks:
            wide = width(tick.label, SMALL)
            found.append((tick.label, Rect(tick.x - wide / 2, y - SMALL + 2, wide, SMALL)))
    return found


# What is planned


def test_the_schedule_and_the_critical_path_agree() -> None:
    """The steps of the critical path have no slack, and the last of them ends when it does."""
    for name, dossier in every().items():
        path, due = dossier.critical_path, dossier.schedule
        assert all(due[step].slack == 0 and due[step].critical for step in path.steps), name
        assert [due[step].span.end for step in path.steps[-1:]] in ([path.seconds], []), name


def test_a_step_begins_when_all_that_it_waits_for_are_done() -> None:
    """Not earlier, and not later; without any, at once."""
    for name, dossier in every().items():
        due = dossier.schedule
        for step, planned in due.items():
            ends = [due[source].span.end for source in planned.after]
            assert planned.span.start == max(ends, default=0), (name, step)


def test_every_step_that_counts_is_a_link_with_its_times() -> None:
    """Once in each form, with a name for who cannot see it."""
    for name, dossier in every().items():
        for svg in timeline_picture(dossier).svgs(href, NOWHERE):
            links = list(ET.fromstring(svg).iter(f"{SVG}a"))
            assert sorted(link.get(HREF, "") for link in links) == sorted(
                f"#step-{step}" for step in dossier.schedule
            ), name
            for link in links:
                assert re.search(
                    r", from .+ to .+, (critical|slack .+|if \d+ is .+|on another way)$",
                    link.get("aria-label", ""),
                ), name


def test_alternatives_are_drawn_as_alternatives() -> None:
    """One after the other, each with its answer, and not as what may be late."""
    timetable = timeline_picture(choosing()).timetable
    executor = timetable.in_lane("executor")
    assert [(bar.item.name, bar.item.small.replace("\u00a0", " ")) for bar in executor] == [
        ("pool", "1 min to 21 min · critical · if 1 is the <pool>"),
        ("runtime", "1 min to 6 min · if 1 is runtime or image"),
        ("warm", "6 min to 8 min · if 1 is runtime or image"),
        ("nothing", "1 min to 2 min · if 1 is neither"),
    ]
    assert [bar.other for bar in executor] == [False, True, True, True]
    assert [bar.slack for bar in executor] == [0, 0, 0, 0]
    (tell,) = timetable.in_lane("initiator")[1:]
    assert (tell.slack, tell.other) == (19 * 60, False)
    wide, narrow = timeline_picture(choosing()).svgs(href, NOWHERE)
    for svg in (wide, narrow):
        assert svg.count("rb-d-time-other") == 3
        assert "if 1 is the &lt;pool&gt;" in svg


def test_an_alternative_has_its_words_in_every_format() -> None:
    """Beside its name, where a format has no line for it."""
    mermaid = gantt(timeline_picture(choosing()).timetable)
    assert "3 Runtime (if 1 is runtime or image) :" in mermaid


def choosing() -> Dossier:
    """A procedure of which each answer takes its own time."""
    return procedures.dossier(
        """
        which:
          decide: Which?
          by: initiator
          takes: 1m
          cases: {the <pool>: pool, runtime: runtime, image: runtime, neither: nothing}
        pool: {run: pool, by: executor, undo: none, takes: 20m, then: sure}
        runtime: {run: runtime, by: executor, undo: none, takes: 5m}
        warm: {run: warm, by: executor, undo: none, takes: 2m, then: sure}
        nothing: {run: nothing, by: executor, undo: none, takes: 1m, then: sure}
        tell: {notify: word, by: initiator, takes: 1m, after: which}
        sure: {check: good, by: verifier, takes: 8m, after: [pool, warm, nothing, tell]}
        """
    )


# Where it stands


def test_no_bar_leaves_the_axis() -> None:
    """Neither the times of a step nor its slack."""
    for name, chart in charts():
        for row in rows(chart):
            for rect in (*bars(row), row.slack, row.over):
                if rect:
                    assert rect.x >= chart.axis.left, name
                    assert rect.right <= chart.axis.end, name


def test_a_bar_stands_where_its_times_are() -> None:
    """As far from the left as its beginning is from the trigger, to half a pixel."""
    for name, chart in charts():
        axis = chart.axis
        scale = (axis.end - axis.left) / axis.seconds
        for row in chart.rows:
            for span, rect in ((row.bar.planned, row.planned), (row.bar.actual, row.actual)):
                if span and rect and rect.width > 4:
                    assert abs(axis.left + span.start * scale - rect.x) <= 0.5, name
                    assert abs(axis.left + span.end * scale - rect.right) <= 1, name


def test_the_rto_stands_at_its_time() -> None:
    """Between the ticks where it belongs; behind a break, if it is far away, and behind all."""
    for name, chart in charts():
        axis, rto = chart.axis, chart.timetable.rto
        if axis.broken:
            assert rto > 2 * chart.timetable.longest, name
            assert axis.rto > axis.end, name
        else:
            scale = (axis.end - axis.left) / axis.seconds
            assert abs(axis.left + rto * scale - axis.rto) <= 0.5, name
            for tick in axis.ticks:
                assert (tick.seconds <= rto) == (tick.x <= axis.rto), name


def test_ticks_are_few_round_and_apart() -> None:
    """They begin at 0, and their labels do not touch."""
    for name, chart in charts():
        ticks = chart.axis.ticks
        assert ticks[0].label == "0", name
        assert len(ticks) <= MOST_TICKS, name
        assert len({b.seconds - a.seconds for a, b in itertools.pairwise(ticks)}) <= 1, name
        assert all(re.fullmatch(r"0|\d+ (s|min|h|days?)", tick.label) for tick in ticks), name


def test_rows_and_what_is_written_stand_apart() -> None:
    """No word touches another, a bar, or the line of the RTO; no row another."""
    for name, chart in charts():
        for one, other in itertools.pairwise(rows(chart)):
            assert one.rect.bottom <= other.rect.y, name
        written = sorted(words(chart), key=lambda entry: entry[1].y)
        for place, (text, rect) in enumerate(written):
            for other, beside in itertools.islice(written, place + 1, place + 12):
                assert not rect.touches(beside, -1), (name, text, other)
        limits = [Rect(chart.axis.rto - 1, top, 2, low - top) for top, low in chart.ruled]
        every_bar = [rect for row in rows(chart) for rect in bars(row)]
        for text, rect in written:
            near = [line for line in (*limits, *every_bar) if line.touches(rect, -1)]
            assert near == [], (name, text)


def test_widths_fit_a_page_and_a_phone() -> None:
    """And nothing is cut off at their edges."""
    for name, chart in charts():
        assert chart.width <= (688 if name.endswith("wide") else 348), name
        for text, rect in words(chart):
            assert rect.x >= -1, (name, text)
            assert rect.right <= chart.width + 1, (name, text)
            assert rect.bottom <= chart.height + 1, (name, text)


def test_a_line_leads_from_the_end_of_a_bar_to_the_one_that_begins_with_it() -> None:
    """It is level or upright, goes no way back in time, and ends at the bar."""
    for name, picture in pictures():
        at = {(row.planned.x, row.planned.y): row for row in picture.wide.rows if row.planned}
        tops = {(row.planned.y, row.planned.bottom) for row in at.values() if row.planned}
        for arrow in picture.wide.arrows:
            for a, b in itertools.pairwise(arrow.points):
                assert (a[0] == b[0]) != (a[1] == b[1]), name
                assert a[0] <= b[0], name
            assert any(arrow.points[-1][1] in sides for sides in tops), name
    for name, dossier in own().items():
        arrows = timeline_picture(dossier).wide.arrows
        critical = sum(arrow.critical for arrow in arrows)
        assert critical == len(dossier.critical_path.steps) - 1, name


def test_rows_are_high_enough_to_press() -> None:
    """24 pixels, at least."""
    for name, chart in charts():
        assert all(row.rect.height >= 26 for row in chart.rows), name


# What is too late


@pytest.mark.parametrize(
    ("sop", "words"),
    [
        ("late", "20 min over the RTO of 45 min"),
        ("no-rto", "40 min over the RTO of 0 min"),
        ("early", "29 days 23 h 20 min before the RTO of 30 days"),
        ("no-time-at-all", "exactly the RTO of 0 min"),
    ],
)
def test_the_whole_stands_against_the_rto_in_words(sop: str, words: str) -> None:
    """And what is over it is hatched, not only red."""
    picture = timeline_picture(extreme()[sop])
    wide, narrow = picture.svgs(href, NOWHERE)
    assert picture.timetable.whole.item.small == words
    for svg in (wide, narrow):
        assert ('"rb-d-time-hatch" d="M' in svg) == (" over " in words)


def test_a_case_shows_planned_beside_actual() -> None:
    """Two bars a step; what took longer is hatched and says so."""
    picture = case_of(own()["inference-latency"], "lost-cards")
    late = [bar for bar in picture.timetable.bars if bar.over]
    assert [bar.item.name for bar in late] == [
        *("what-changed", "revert-pool", "drain-nodes", "warm-up"),
    ]
    for svg in picture.svgs(href, NOWHERE):
        assert svg.count('class="rb-d-time-took"') == len(picture.timetable.bars) + 1
        assert svg.count('class="rb-d-time-plan"') == len(picture.timetable.bars) + 1
        assert svg.count('class="rb-d-time-hatch"') == len(late)
    assert all("longer" in bar.item.small and "longer" in bar.item.spoken for bar in late)
    assert picture.timetable.whole.item.text == "In all 1 h 13 min, planned 1 h 8 min"


def test_a_step_that_is_no_longer_one_has_a_lane_and_no_link() -> None:
    """What a case did is shown, whatever the procedure says today."""
    dossier = own()["home-feed-ranking"]
    told = dossier.sop.examples["release-42"]
    times = {**dossier.times_of(told), "turn-it-off-and-on": Duration.parse("3m")}
    examples = {
        **dossier.sop.examples,
        "gone": told.model_copy(update={"times": times, "incident": None}),
    }
    sop = dossier.sop.model_copy(update={"examples": examples})
    handbook = replace(dossier.handbook, sops={**dossier.handbook.sops, dossier.id: sop})
    picture = case_of(Dossier(handbook, dossier.id, dossier.today), "gone")
    assert picture.timetable.lanes[-1].title == "No longer a step"
    for svg in picture.svgs(href, NOWHERE):
        assert "Turn it off and on" in svg
        assert "turn-it-off-and-on" not in svg


# As SVG


def test_charts_hold_texts_and_links_and_nothing_else() -> None:
    """Hostile texts are texts; no colour is named, no address is foreign, no id stands twice."""
    for name, picture in pictures():
        for svg in picture.svgs(href, NOWHERE):
            root = ET.fromstring(svg)
            assert root.findtext(f"{SVG}title") == picture.title, name
            assert "\n" not in svg, name
            assert not re.search(r'(?:fill|stroke|color)\s*[=:]\s*"?(?:#|rgb|hsl|[a-z]+\()', svg)
            ids = [element.get("id") for element in root.iter() if element.get("id")]
            assert len(ids) == len(set(ids)), name
            assert all(str(found).startswith("rb-d-") for found in ids), name
            for element in root.iter():
                assert element.tag.removeprefix(SVG) in {
                    *("svg", "g", "a", "title", "desc", "text", "path", "rect"),
                }, name
                for key, value in element.attrib.items():
                    assert not key.lower().startswith("on"), name
                    assert key != HREF or value.startswith("#step-"), name


def test_the_same_times_give_the_same_bytes() -> None:
    """A chart does not depend on the moment."""
    for dossier in list(every().values())[::7]:
        again = Dossier(dossier.handbook, dossier.id, dossier.today)
        assert drawn(timeline_picture(dossier)) == drawn(timeline_picture(again))


def drawn(picture: TimePicture) -> tuple[str, str]:
    return picture.svgs(href, NOWHERE)


def test_a_chart_is_small() -> None:
    """Both forms of this repository's SOPs weigh less than 40 kB each."""
    for name, dossier in own().items():
        assert all(len(svg.encode()) < 40_000 for svg in drawn(timeline_picture(dossier))), name
