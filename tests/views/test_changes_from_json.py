"""A diff that is read again: what was written comes back, and nothing else is taken for one."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from rollbook.review.change import Review
from rollbook.views.changes.as_json import as_json, diff_schema
from rollbook.views.changes.from_json import from_json
from tests.views.editions import review

LIMIT = 1_000_000
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


def document(found: Review) -> dict[str, Any]:
    """A review as the fields of its JSON."""
    fields: dict[str, Any] = json.loads(as_json(found))
    return fields


def places(value: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document."""
    yield place
    entries = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in entries:
        yield from places(inner, (*place, key))


def put(value: Any, place: tuple[str | int, ...], new: Any) -> Any:
    """The document with something else at a place."""
    if not place:
        return new
    changed = copy.copy(value)
    changed[place[0]] = put(value[place[0]], place[1:], new)
    return changed


KNOWN = document(review())
PLACES = list(places(KNOWN))


def test_what_was_written_comes_back() -> None:
    """All of it, to the last field."""
    assert document(from_json(json.dumps(KNOWN), LIMIT)) == KNOWN


@given(st.sampled_from(PLACES), ANY_JSON)
def test_whatever_stands_at_a_place_is_of_its_kind_or_refused(
    place: tuple[str | int, ...], value: object
) -> None:
    """A review holds nothing that its fields do not allow; no other error comes of it."""
    changed = put(KNOWN, place, value)
    try:
        found = from_json(json.dumps(changed), LIMIT)
    except ValueError:
        return
    assert document(found) == changed
    Draft202012Validator(diff_schema()).validate(changed)


@given(ANY_JSON)
def test_anything_else_is_refused(value: object) -> None:
    """Whatever JSON it is."""
    with pytest.raises(ValueError, match="the document"):
        from_json(json.dumps(value).replace("NaN", "0").replace("Infinity", "0"), LIMIT)


@given(st.text())
def test_text_that_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text, LIMIT)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "it is nested too deeply"),
        ('{"a": 1, "a": 1}', "a name stands twice in an object"),
        ("NaN", "a number is none"),
        ("-Infinity", "a number is none"),
        (" " * (LIMIT + 1), "it has more than 1,000,000 characters"),
        ("{", "it is not JSON"),
    ],
)
def test_it_says_what_is_wrong_and_quotes_nothing(text: str, said: str) -> None:
    """Whoever reads that trusts the text no more."""
    with pytest.raises(ValueError, match=said):
        from_json(text, LIMIT)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("x" * 20_001, "the document.base has more than 20,000 characters"),
        ("\u202e", "the document.base holds a character that nobody sees"),
        ("\x1b", "the document.base holds a character that nobody sees"),
        (1, "the document.base is no text"),
        (None, "the document.base is no text"),
    ],
)
def test_a_text_is_short_and_all_of_it_is_seen(value: object, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        from_json(json.dumps({**KNOWN, "base": value}), LIMIT)


@pytest.mark.parametrize("version", [0, 2, True, 1.0, "1", None])
def test_only_the_version_that_is_known_is_read(version: object) -> None:
    """Another one may mean something else by the same names."""
    with pytest.raises(ValueError, match=r"the document.version is none of the values"):
        from_json(json.dumps({**KNOWN, "version": version}), LIMIT)


def test_a_secret_in_it_is_hidden() -> None:
    """Whoever wrote it may have hidden nothing."""
    token = f"ghp_{'4kX9' * 9}"
    found = put(KNOWN, ("sops", 0, "changes", 0, "after"), f"ops/x --as {token}")
    read = from_json(json.dumps(found), LIMIT)
    assert read.sops[0].changes[0].after == "ops/x --as (hidden)"
