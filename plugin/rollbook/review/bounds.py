"""The bounds of an edit: what a measured thing was held to, and what it is held to now."""

from __future__ import annotations

from rollbook.model.measures import Bound
from rollbook.review.edits import Edit
from rollbook.review.measuring import bound


def bounds(edit: Edit, section: str, field: str) -> tuple[Bound, Bound] | None:
    """The bound before and after, if the edit moves this one; two scales cannot be compared."""
    if edit.section != section or edit.field != field:
        return None
    if edit.old.get("metric") != edit.new.get("metric"):
        return None
    old, new = bound(edit.before), bound(edit.after)
    return None if old is None or new is None else (old, new)
