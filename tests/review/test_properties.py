"""What holds of every change, tried on random ones."""

from __future__ import annotations

import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.loading.folder import Loaded
from rollbook.review.change import Change, Review
from rollbook.review.comparing import compare_folders
from tests.diagrams import random_sops
from tests.loading.test_any_input import data_of
from tests.review.laying import TODAY, digest_of
from tests.sites import REPOSITORY

pytestmark = pytest.mark.no_cover  # others count these lines, and to count halves the speed

Data = dict[str, Any]
SHARED = data_of((REPOSITORY / "sops/handbook.yml").read_text("utf-8"))
SOPS = {
    path.stem: data_of(path.read_text("utf-8"))
    for path in sorted((REPOSITORY / "sops").glob("*.yml"))
    if path.stem != "handbook"
}
for _sop in SOPS.values():
    _sop["examples"] = {}  # the records of their incidents stand elsewhere
NOT_DIGESTED = {
    "answers-for-it",
    "clause-given-up",
    "component-not-covered",
    "contact-removed",
    "downstream-not-told",
    "drilled-less-often",
    "in-force",
    "kept-shorter",
    "mutable-target",
    "no-longer-effective",
    "proof-removed",
    "reviewed-less-often",
    "rule-ignored",
    "target-changed",
    "target-unpinned",
    "watched-no-longer",
}
"""The rules about controls that the procedure digest does not cover; the guide lists them."""
NOBODY_ACTS_ON = (
    "title",
    "covers",
    "not_for",
    "effective",
    "system",
    "lang",
    "faq",
    "examples",
    "sources",
    "version",
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_the_digest_and_the_risk_agree(seed: int) -> None:
    """What changes the procedure is procedural at least; what does not is cosmetic.

    But for the controls that the digest leaves out, each of which has a rule of its own.
    """
    source = random.Random(seed)
    name = source.choice(sorted(SOPS))
    before, after = SOPS[name], edited(SOPS[name], source)
    review, old, new = compared(before, after)
    if not (old.handbook and new.handbook and old.handbook.sops and new.handbook.sops):
        return  # it is as it was, or has faults
    changes = [change for sop in review.sops for change in sop.changes]
    if digest_of(old, "some") == digest_of(new, "some"):
        assert {c.rule for c in changes if c.risk != "cosmetic"} <= NOT_DIGESTED
    else:
        assert any(c.risk != "cosmetic" and not c.derived for c in changes)
    if old.handbook.sops != new.handbook.sops:
        assert changes


@settings(max_examples=120, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_what_nobody_acts_on_is_never_called_procedural(seed: int) -> None:
    """However its texts are changed."""
    source = random.Random(seed)
    before = SOPS[source.choice(sorted(SOPS))]
    after = json.loads(json.dumps(before))
    for field in source.sample(NOBODY_ACTS_ON, 3):
        if field in after:
            after[field] = edited({field: after[field]}, source).get(field, after[field])
    review, old, new = compared(before, after)
    if old.findings or new.findings:
        return
    assert {change.risk for sop in review.sops for change in sop.changes} <= {"cosmetic"}


@pytest.mark.parametrize("name", SOPS)
def test_an_sop_beside_itself_is_as_it_was(name: str) -> None:
    """Also where it is written in another way."""
    turned = json.loads(json.dumps(SOPS[name]), object_pairs_hook=_turned)
    for field in ("steps", "fallback"):
        turned[field] = {key: turned[field][key] for key in SOPS[name].get(field, {})}
    for part in ("triggers", "checks", "roles", "inputs", "values", "notices", "targets"):
        if part in turned:
            turned[part] = {key: turned[part][key] for key in SOPS[name][part]}
    turned["satisfies"] = {key: turned["satisfies"][key] for key in SOPS[name]["satisfies"]}
    review, _, new = compared(SOPS[name], turned)
    assert new.findings == ()
    assert review.sops == ()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_the_way_back_mirrors_the_way_there(seed: int) -> None:
    """What was added is removed, what rose falls, and nothing else is told."""
    source = random.Random(seed)
    before = SOPS[source.choice(sorted(SOPS))]
    after = edited(edited(before, source), source)
    there, old, new = compared(before, after)
    if old.findings or new.findings:
        return
    back, _, _ = compared(after, before)
    renamed = any(c.kind == "renamed" for sop in there.sops for c in sop.changes)
    assert Counter(_mirrored(there, renamed)) == Counter(_seen(back, renamed))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(first=st.integers(0, 2**32), second=st.integers(0, 2**32))
def test_any_two_sops_can_be_compared(first: int, second: int) -> None:
    """Whatever their texts hold, each sentence has its marks in pairs, and its place."""
    pair = random_sops.sop(first), random_sops.sop(second)
    review, old, new = compared(*pair, random_sops.shared())
    assert old.findings == new.findings == ()
    for change in (change for sop in review.sops for change in sop.changes):
        assert re.fullmatch(r"([^‹›]|‹[^‹›]*›)+\.", change.sentence), change.sentence
        assert "\n" not in change.sentence
        assert change.line > 0
    back, _, _ = compared(pair[1], pair[0], random_sops.shared())
    renamed = any(c.kind == "renamed" for sop in review.sops for c in sop.changes)
    assert Counter(_mirrored(review, renamed)) == Counter(_seen(back, renamed))


def compared(before: Data, after: Data, shared: Data = SHARED) -> tuple[Review, Loaded, Loaded]:
    """Both written as JSON, which is YAML as well."""
    with tempfile.TemporaryDirectory() as folder:
        sides = []
        for name, sop in (("before", before), ("after", after)):
            (side := Path(folder) / name).mkdir()
            (side / "handbook.yml").write_text(json.dumps(shared, ensure_ascii=False), "utf-8")
            (side / "some.yml").write_text(json.dumps(sop, ensure_ascii=False), "utf-8")
            sides.append([side])
        review, old, new = compare_folders(*sides, TODAY, Path(folder))
    assert old is not None
    return review, old, new


def edited(sop: Data, source: random.Random) -> Data:
    """The SOP with one thing in it that is another: gone, elsewhere, or with another value."""
    copy: Data = json.loads(json.dumps(sop))
    inside = list(_places(copy))
    holder, key = source.choice(inside)
    value = holder[key]
    way = source.random()
    if way < 0.3:
        del holder[key]
    elif way < 0.5 and isinstance(holder, dict):
        items = list(holder.items())
        items.insert(source.randrange(len(items)), items.pop(source.randrange(len(items))))
        holder.clear()
        holder.update(items)
    elif isinstance(value, str):
        holder[key] = _another(value, copy, source)
    elif isinstance(value, list):
        holder[key] = value[::-1]
    elif isinstance(value, bool):
        holder[key] = not value
    elif isinstance(value, int):
        holder[key] = max(1, value + source.choice((-1, 1)))
    return copy


def _another(text: str, sop: Data, source: random.Random) -> str:
    if found := re.search(r"\d+", text):
        number = max(0, int(found[0]) + source.choice((-1, 1, 10)))
        return f"{text[: found.start()]}{number:0{len(found[0])}}{text[found.end() :]}"
    for section in ("steps", "roles", "checks"):
        if text in sop.get(section, {}):
            return source.choice(list(sop[section]))
    if text in SHARED["teams"]:
        return source.choice(list(SHARED["teams"]))
    return f"{text} {source.choice(('soon', 'not', 'again'))}"


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in entries:
        yield value, key
        if isinstance(item, dict | list):
            yield from _places(item)


def _turned(pairs: list[tuple[str, Any]]) -> Data:
    return dict(reversed(pairs))


_BACK = {"added": "removed", "removed": "added"}


def _seen(review: Review, renamed: bool) -> Iterator[tuple[object, ...]]:
    for change in _told(review):
        values = () if renamed else (change.before, change.after)
        yield (change.kind, change.what, *values)


def _mirrored(review: Review, renamed: bool) -> Iterator[tuple[object, ...]]:
    for change in _told(review):
        values = () if renamed else (change.after, change.before)
        yield (_BACK.get(change.kind, change.kind), change.what, *values)


def _told(review: Review) -> Iterator[Change]:
    return (c for sop in review.sops for c in sop.changes if not c.derived)
