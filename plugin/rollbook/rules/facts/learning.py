"""Learning: the lessons of an SOP's incidents, each at its place in a record."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.files import Key
from rollbook.model.records import Incident, Lesson
from rollbook.rules.subject import Subject


def lessons(subject: Subject) -> Iterator[tuple[Key, str, int, Lesson]]:
    """Every lesson: its file, the id of its incident, and its place in the list."""
    for key, record in subject.records.items():
        if isinstance(record, Incident):
            for index, lesson in enumerate(record.lessons):
                yield key, record.id, index, lesson
