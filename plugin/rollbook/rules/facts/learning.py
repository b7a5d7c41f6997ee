"""Learning: the lessons of an SOP's incidents, each at its place in a record."""

from __future__ import annotations

from collections.abc import Iterator

from rollbook.loading.files import Key
from rollbook.model.counting import has_come
from rollbook.model.records import Incident, Lesson
from rollbook.rules.subject import Subject


def is_done(lesson: Lesson, subject: Subject) -> bool:
    """Whether a lesson is closed, on a day that has come."""
    return lesson.done is not None and has_come(lesson.done, subject.today)


def lessons(subject: Subject) -> Iterator[tuple[Key, str, int, Lesson]]:
    """Every lesson: its file, the id of its incident, and its place in the list."""
    for key, record in subject.records.items():
        if isinstance(record, Incident):
            for index, lesson in enumerate(record.lessons):
                yield key, record.id, index, lesson
