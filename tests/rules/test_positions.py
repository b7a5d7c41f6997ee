"""Every finding stands where its fault does, however the file is written."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.loading.finding import Finding
from rollbook.loading.folder import load
from rollbook.loading.history import History
from rollbook.rules.catalogue import all_rules
from rollbook.rules.finding import Inspection, findings
from rollbook.rules.policy import Policy
from tests.diagrams import random_sops
from tests.rules.laying import TODAY
from tests.rules.written import Path as Where
from tests.rules.written import written

pytestmark = pytest.mark.no_cover  # others count these lines, and to count halves the speed

Data = dict[str, Any]


@dataclass(frozen=True)
class Planted:
    """A fault: its rule, where it stands, and the words that are meant, or the key."""

    rule: str
    path: Where
    words: str = ""
    key: bool = False


def a_step(data: Data, source: random.Random, verb: str) -> str | None:
    return source.choice([n for n, s in data["steps"].items() if verb in s] or [None])


def a_gap(data: Data, source: random.Random) -> Planted | None:
    """A text in which something is still to be filled in."""
    name = source.choice(list(data["steps"]))
    text = source.choice(["🚒 {}", "{} später", "模型 {} 回滚", "first line\nTODO-like {} 👩‍💻"])
    data["steps"][name]["note"] = text.replace("TODO-like", "todo").format("FIXME")
    return Planted("unresolved-placeholder", ("steps", name, "note"), "FIXME")


def a_secret(data: Data, source: random.Random) -> Planted | None:
    """A token in a command, behind an emoji or on the second line."""
    name = a_step(data, source, "run")
    if name is None:
        return None
    token = "gh" + "p_" + "".join(source.choices("abcdefghijkLMNOP0123456789", k=36))
    lead = source.choice(["🚒 --token ", "ops login\n  --as 模型 --token "])
    data["steps"][name]["run"] = lead + token
    return Planted("secret-in-command", ("steps", name, "run"), token)


def no_way_back(data: Data, source: random.Random) -> Planted | None:
    """A step that nobody can take back."""
    name = a_step(data, source, source.choice(["do", "run"]))
    if name is None:
        return None
    data["steps"][name].pop("point_of_no_return", None)
    data["steps"][name].pop("undo", None)
    return Planted("step-without-way-back", ("steps", name), key=True)


def no_alert(data: Data, source: random.Random) -> Planted | None:
    """A trigger that nothing points to."""
    data["triggers"]["planted"] = {"symptom": "latency", "metric": "m", "when": "> 1"}
    return Planted("trigger-without-alert", ("triggers", "planted"), key=True)


def out_of_range(data: Data, source: random.Random) -> Planted | None:
    """A threshold that is never reached."""
    data["metrics"] = {"ratio": {"name": "R", "query": "r", "range": "0..1", "no_data": "alert"}}
    data["triggers"]["planted"] = {"symptom": "latency", "metric": "ratio", "when": "> 1"}
    return Planted("threshold-outside-range", ("triggers", "planted", "when"))


def a_needless_ignore(data: Data, source: random.Random) -> Planted | None:
    """A reason for what is not broken."""
    data["ignore"] = {"component-cycle": "🚒 It was, once."}
    return Planted("needless-ignore", ("ignore", "component-cycle"), key=True)


def an_unknown_role(data: Data, source: random.Random) -> Planted | None:
    """A name that leads nowhere."""
    name = source.choice([n for n, s in data["steps"].items() if "by" in s])
    data["steps"][name]["by"] = "nobody-of-us"
    return Planted("reference", ("steps", name, "by"))


def an_unknown_field(data: Data, source: random.Random) -> Planted | None:
    """A field that the language does not have."""
    name = source.choice(list(data["steps"]))
    data["steps"][name]["nonesuch"] = "x"
    return Planted("schema", ("steps", name, "nonesuch"), key=True)


def an_unknown_consulted(data: Data, source: random.Random) -> Planted | None:
    """A name in a list."""
    name = source.choice(list(data["steps"]))
    data["steps"][name]["consult"] = ["initiator", "nobody-of-us"]
    return Planted("reference", ("steps", name, "consult", 1))


PLANTERS: tuple[Callable[[Data, random.Random], Planted | None], ...] = (
    a_gap,
    a_secret,
    no_way_back,
    no_alert,
    out_of_range,
    a_needless_ignore,
    an_unknown_role,
    an_unknown_field,
    an_unknown_consulted,
)


@pytest.fixture(scope="module")
def sops(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a handbook, to which an SOP is added."""
    folder = tmp_path_factory.mktemp("positions") / "sops"
    folder.mkdir()
    (folder / "handbook.yml").write_text(written(random_sops.shared(), 1).text, "utf-8", newline="")
    return folder


def found(sops: Path, text: str) -> list[Finding]:
    """What the loader and the rules find in an SOP."""
    (sops / "planted.yml").write_text(text, "utf-8", newline="")
    loaded = load([sops], sops.parent)
    inspection = Inspection(all_rules(), Policy(), TODAY, History(None, TODAY))
    return [*loaded.findings, *findings(loaded, inspection)]


@pytest.mark.parametrize("plant", PLANTERS, ids=lambda plant: plant.__name__)
@settings(max_examples=30, deadline=None, derandomize=True)
@given(seed=st.integers(0, 2**32))
def test_a_fault_is_found_at_its_place(
    sops: Path, plant: Callable[[Data, random.Random], Planted | None], seed: int
) -> None:
    """In blocks or in one line, quoted or plain, behind emoji, comments and CRLF."""
    source = random.Random(seed)
    data = random_sops.sop(seed % 1000)
    planted = plant(data, source)
    if planted is None:
        return
    out = written(data, seed)
    place = (
        out.place_of(planted.path, planted.words)
        if planted.words
        else (out.keys if planted.key else out.values)[planted.path]
    )
    places = [(f.line, f.column) for f in found(sops, out.text) if f.rule == planted.rule]
    assert place in places, (planted, places, out.text)
