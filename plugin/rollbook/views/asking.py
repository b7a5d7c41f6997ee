"""What somebody asks to be drawn: a view of an SOP, and of a case where it needs one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal, get_args

from rollbook.diagrams import MOST_ASKED_FOR, Picture, TimePicture
from rollbook.diagrams.exporting import LAID_OUT, Form
from rollbook.loading.suggest import did_you_mean
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import (
    case_timeline_picture,
    components_picture,
    flow_picture,
    path_picture,
    timeline_picture,
    triggers_picture,
)
from rollbook.views.told import Told, example_told, incident_told

View = Literal["flow", "components", "timeline", "path", "triggers"]
VIEWS: tuple[View, ...] = get_args(View)

_OF_A_CASE: tuple[View, ...] = ("path", "timeline")
_PICTURES: Mapping[View, Callable[[Dossier], Picture | TimePicture]] = {
    "flow": flow_picture,
    "components": components_picture,
    "timeline": timeline_picture,
    "triggers": triggers_picture,
}


def asked_for(
    dossier: Dossier, view: View | None, example: str | None, incident: str | None, form: Form
) -> Picture | TimePicture:
    """The picture; raises ValueError, with what to do, where there is none.

    Without a view it is the flow, or the path of the case that is named. One that is too large is
    there only in the forms that other programs lay out.
    """
    picture = _asked_for(dossier, view, example, incident)
    if picture.size > MOST_ASKED_FOR and form in LAID_OUT:
        raise ValueError(
            f"'{picture.title}' would have {picture.size:,} lines or boxes, more than the "
            f"{MOST_ASKED_FOR} that are drawn: with --format dot or mermaid another program can try"
        )
    return picture


def _asked_for(
    dossier: Dossier, view: View | None, example: str | None, incident: str | None
) -> Picture | TimePicture:
    named = example is not None or incident is not None
    view = view or ("path" if named else "flow")
    if named and view not in _OF_A_CASE:
        raise ValueError(f"--view {view} draws no case: ask for {' or '.join(_OF_A_CASE)}")
    if view != "path" and not named:
        return _PICTURES[view](dossier)
    told = _told(dossier, example, incident)
    if view == "timeline":
        found: Picture | TimePicture | None = case_timeline_picture(dossier, told)
    else:
        found = path_picture(dossier, told)
    if found is None:
        raise ValueError(f"'{told.title}' took steps that '{dossier.id}' no longer has")
    return found


def _told(dossier: Dossier, example: str | None, incident: str | None) -> Told:
    examples = dossier.sop.examples
    told_in_examples = {told.incident for told in examples.values()}
    incidents = {record.id: record for record in dossier.handbook.incidents(dossier.id)}
    if example is not None and incident is not None:
        raise ValueError("name an example or an incident, not both")
    if example is None and incident is None:
        cases = [
            *(f"--example {name}" for name in examples),
            *(f"--incident {name}" for name in incidents if name not in told_in_examples),
        ]
        if len(cases) != 1:
            raise ValueError(_which(dossier.id, cases))
        example = next(iter(examples), None)
        incident = None if examples else next(iter(incidents))
    if example is not None:
        _known("example", example, list(examples), dossier.id)
        return example_told(dossier, example)
    _known("incident", str(incident), list(incidents), dossier.id)
    return incident_told(dossier, incidents[str(incident)])


def _which(sop: str, cases: Sequence[str]) -> str:
    if not cases:
        return f"'{sop}' has no example and no incident: there is no path to draw"
    return f"'{sop}' has more than one case: say {' or '.join(cases)}"


def _known(kind: str, name: str, known: Sequence[str], sop: str) -> None:
    if name in known:
        return
    near = did_you_mean(name, known)
    listed = f"there is {', '.join(known)}" if known else f"it has no {kind}"
    hint = f"did you mean '{near}'?" if near else listed
    raise ValueError(f"'{sop}' has no {kind} '{name}': {hint}")
