"""The ends of an SOP as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.model.runs.outcomes import ENDS
from rollbook.views.report import counted
from rollbook.views.ways.ends import Ends, EndWay
from rollbook.views.ways.wording import MEANS
from rollbook.views.words import duration, title_case


def as_text(ends: Ends) -> Iterator[str]:
    """Each end with the shortest way to it, and how long that takes."""
    yield f"{ends.sop}: {ends.title}"
    if ends.failing:
        yield ""
        yield from _failing(ends)
    known = {found.end: found for found in ends.ends}
    for end in ENDS:
        yield ""
        found = known.get(end)
        if found is None:
            yield f"{end}: no way"
            continue
        yield f"{end}, {MEANS[end]}: {counted(found.ways, 'way')}"
        yield f"  {found.words or 'at once'}{f': {found.lacks}' if found.lacks else ''}"
        yield f"  {_takes(found, None if ends.failing else ends.rto)}"
    if not ends.whole:
        yield ""
        yield (
            f"This is not all: after {ends.states:,} states of a run nobody looked any further. "
            "What is missing here may be there all the same."
        )


def _failing(ends: Ends) -> Iterator[str]:
    fails = ends.failing
    assert fails is not None
    title = title_case(fails.step)
    if not fails.reached:
        yield f"No way leads to {title}."
        return
    times = f" with each of its {fails.tries} targets" if fails.tries > 1 else ""
    yield f"If {title} fails{times}, next is: {fails.words}"


def _takes(found: EndWay, rto: int | None) -> str:
    if found.recovered is None:
        return f"takes {duration(found.seconds)}"
    said = f"verified after {duration(found.recovered)}"
    if rto is not None:
        within = "within" if found.recovered <= rto else "over"
        said += f", {within} the RTO of {duration(rto)}"
    if found.seconds > found.recovered:
        said += f"; all is done after {duration(found.seconds)}"
    return said
