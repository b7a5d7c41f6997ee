"""The rules of the loader: why a file cannot be read."""

from __future__ import annotations

from collections.abc import Mapping

LOADER_RULES: Mapping[str, str] = {
    "encoding": "The file is not UTF-8.",
    "character": (
        "A character that nobody sees or knows: a control, a joiner or tag where none belongs, "
        "one of private use."
    ),
    "limit": "A file, number or nesting that is too large.",
    "syntax": (
        "It is not YAML, or holds what the language leaves out: "
        "anchors, tags, merge keys, second documents."
    ),
    "duplicate": "A key or an id stands twice.",
    "schema": "A field is missing, unknown, or has a value that does not fit.",
    "reference": "A name leads nowhere.",
}
"""Id → what it says; all of them are errors."""
