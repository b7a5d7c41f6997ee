"""Language: whether the words of an SOP can be read."""

from __future__ import annotations

from rollbook.rules.subject import Subject


def in_english(subject: Subject) -> bool:
    """Whether it says that its texts are English."""
    language = subject.sop.lang or subject.handbook.shared.lang
    return language.lower().split("-")[0] == "en"
