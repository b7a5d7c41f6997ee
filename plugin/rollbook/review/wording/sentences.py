"""Sentences: each edit in words, with ids and values between ‹ and ›."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from rollbook.review.edits import FORM, Edit
from rollbook.review.edits import FORMS as KINDS
from rollbook.review.measuring import bound, rises
from rollbook.review.side import LINE, ORDINALS, Entry
from rollbook.review.wording.names import FIELDS, FORMS, MEMBERS, NONE, NOUNS
from rollbook.rules.words.spoken import listed

SHORT = 48
"""How long a value may be that stands in a sentence."""
_SHOWN = 600
"""How long a value may be that stands beside it."""
_LINES = {"steps": "the main line", "fallback": "the fallback"}


def marked(value: object, room: int = SHORT) -> str:
    """A value between its marks, in one line, cut to the room."""
    text = " ".join(shown(value).replace("‹", "<").replace("›", ">").split())
    return f"‹{text if len(text) <= room else text[: room - 1] + '…'}›"


def shown(value: object) -> str:
    """A value as it is written, in short."""
    if isinstance(value, str):
        text = value
    elif isinstance(value, bool):
        text = "true" if value else "false"
    elif isinstance(value, list | tuple):
        text = ", ".join(map(shown, value)) or "none"
    elif isinstance(value, Mapping):
        text = "; ".join(f"{k}: {shown(v)}" for k, v in value.items() if k != LINE)
    else:
        text = json.dumps(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def noun(edit: Edit) -> str:
    """What sort of thing was edited."""
    if edit.section:
        return NOUNS.get(edit.section, edit.section)
    return edit.field.replace(".", "-").replace("_", "-")


def title(edit: Edit) -> str:
    """The name of what was edited; empty for a field of the SOP itself."""
    if edit.section in ("escalation", "faq"):
        return shown((edit.new or edit.old).get("if" if edit.section == "escalation" else "q", ""))
    return edit.id.partition("#")[0]


def sentence(edit: Edit, words: str) -> str:
    """What was edited and how, and the words at the end."""
    said = _said(edit)
    end = f", {words}" if words else ""
    return f"{said[:1].upper()}{said[1:]}{end}."


def _said(edit: Edit) -> str:
    if edit.kind == "renamed":
        return f"{noun(edit)} {marked(edit.before)} is called {marked(edit.after)} now"
    if edit.kind == "moved" and not edit.id and edit.section:
        return f"the order of the {edit.section} changes"
    if not edit.field:
        return _entry(edit)
    if edit.field == LINE:
        return f"{subject(edit)} moves from {_LINES[edit.before]} to {_LINES[edit.after]}"
    if edit.field == FORM:
        forms = FORMS[edit.section]
        was, now = forms.get(edit.before, "nothing"), forms.get(edit.after, "nothing")
        return f"{subject(edit)} was {was} and is {now} now"
    if edit.section == "steps" and edit.field == "after":
        was, now = (_awaited(value) for value in (edit.before, edit.after))
        return f"{subject(edit)} comes after {now} instead of after {was}"
    if edit.section == "steps" and edit.field == "cases" and edit.member:
        return f"{subject(edit)}: the answer {marked(edit.member)} {_leads(edit)}"
    if edit.member and edit.field.startswith("sources."):
        come = "is new" if edit.kind == "added" else "is gone"
        return f"the source {marked(edit.member)} ({edit.field.partition('.')[2]}) {come}"
    if edit.member and (phrases := MEMBERS.get((edit.section, edit.field))):
        phrase = phrases[0 if edit.kind == "added" else 1].format(marked(edit.member))
        return f"{subject(edit)}: {phrase}" if edit.section else phrase
    return _field(edit)


def subject(edit: Edit) -> str:
    """What the sentence is about: `step ‹verify›`."""
    number = edit.id.partition("#")[2] if edit.section == "targets" else ""
    if number:
        place = int(number) - 1
        which = ORDINALS[place] if place < len(ORDINALS) else f"{number}th"
        return f"target {marked(title(edit))}, {which} state"
    return f"{noun(edit)} {marked(title(edit))}"


def _entry(edit: Edit) -> str:
    if edit.kind == "moved":
        if edit.after is None:
            return f"{subject(edit)} moves to the front"
        return f"{subject(edit)} moves behind {marked(edit.after)}"
    entry = edit.new or edit.old
    about = summary(edit.section, entry)
    said = {"added": "is new", "removed": "is gone"}[edit.kind]
    if edit.section == "satisfies":
        return f"{subject(edit)} {'is said to be met' if edit.new else 'is no longer met'}"
    if edit.section == "ignore":
        return f"{subject(edit)} is {'set aside here' if edit.new else 'no longer set aside'}"
    return f"{subject(edit)} {said}{f': {about}' if about else ''}"


def summary(section: str, entry: Entry) -> str:
    """An entry in half a line."""
    form = next((form for form in KINDS.get(section, ()) if form in entry), "")
    if section == "steps":
        by = f" by {marked(entry['by'])}" if "by" in entry else ""
        if form == "approve":
            return f"an approval by {marked(entry['approve'])}"
        return f"{FORMS['steps'].get(form, 'a step')}{by}"
    if section == "triggers" and form == "metric":
        return f"{marked(entry['metric'])} {marked(entry.get('when', ''))}"
    if section == "checks" and form == "metric":
        return f"{marked(entry['metric'])} {marked(entry.get('expect', ''))}"
    if section in ("triggers", "checks"):
        return FORMS[section].get(form, "")
    one = {"roles": "who", "targets": "ref", "values": "value", "escalation": "to"}.get(section)
    if section == "notices":
        return f"to {marked(entry.get('to', ''))}"
    return marked(entry[one]) if one and one in entry else ""


def _awaited(value: Any) -> str:
    if value is None:
        return "the step above"
    return listed([marked(step) for step in value]) if value else "nothing"


def _leads(edit: Edit) -> str:
    if edit.kind == "added":
        return f"is new, and leads to {marked(edit.after)}"
    if edit.kind == "removed":
        return f"is gone; it led to {marked(edit.before)}"
    return f"leads to {marked(edit.after)} instead of to {marked(edit.before)}"


def _field(edit: Edit) -> str:
    name = FIELDS.get(edit.section, {}).get(edit.field) or _plain(edit.field)
    head = f"{subject(edit)}: the {name}" if edit.section else f"the {name}"
    if edit.section == "values":
        head = subject(edit)
    nothing = NONE.get((edit.section, edit.field))
    if edit.kind == "moved":
        return f"{head} is written in another way"
    if edit.kind == "added" and nothing is None:
        return f"{head} is new: {marked(edit.after)}"
    if edit.kind == "removed" and nothing is None:
        return f"{head} is gone; it was {marked(edit.before)}"
    before = nothing if edit.before is None else edit.before
    after = nothing if edit.after is None else edit.after
    if max(len(shown(before)), len(shown(after))) > SHORT:
        return f"{head} changes"
    how, before, after = verb(before, after)
    return f"{head} {how} from {marked(before)} to {marked(after)}"


def verb(before: Any, after: Any) -> tuple[str, Any, Any]:
    """Whether it rises, falls or changes; of a bound with the same operator only the number."""
    old, new = bound(before), bound(after)
    if old and new and old.operator == new.operator and old.number != new.number:
        how = "rises" if new.number > old.number else "falls"
        return how, str(before).lstrip("<>=! "), str(after).lstrip("<>=! ")
    up = rises(before, after)
    return ("changes" if up is None else "rises" if up else "falls"), before, after


def _plain(field: str) -> str:
    first, _, second = field.partition(".")
    return f"list of sources ({second})" if first == "sources" else field.replace("_", " ")
