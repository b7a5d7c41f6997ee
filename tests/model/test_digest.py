"""The procedure digest: what changes it, and that another program can compute it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.loading.folder import load
from rollbook.model.digest import canonical, procedure_digest
from tests.sites import REPOSITORY

Data = dict[str, Any]

LISTS = ("after", "check", "consult", "inform")
PLACEHOLDER = re.compile(r"\$\{(targets|live|values|inputs)\.([A-Za-z0-9_][A-Za-z0-9_.-]*)\}")


class CoreLoader(yaml.CSafeLoader):
    """YAML in which only whole numbers, `true` and `false` are no texts."""

    yaml_implicit_resolvers = {
        **{
            sign: [("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"))]
            for sign in "-+0123456789"
        },
        **{sign: [("tag:yaml.org,2002:bool", re.compile(r"true$|false$"))] for sign in "tf"},
    }


def read(path: Path) -> Data:
    data: Data = yaml.load(path.read_text("utf-8"), CoreLoader)
    return data


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def stripped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: stripped(item) for key, item in value.items()}
    if isinstance(value, list):
        return [stripped(item) for item in value]
    return value.strip() if isinstance(value, str) else value


def step(name: str, written: Data) -> Data:
    shown = {k: listed(v) if k in LISTS else v for k, v in written.items()}
    if "reprocess" in shown and "then" in shown["reprocess"]:
        shown["reprocess"] = {**shown["reprocess"], "then": listed(shown["reprocess"]["then"])}
    return {"id": name, **shown}


def target(written: Data) -> Data:
    scheme, _, rest = written["ref"].partition(":")
    return {"scheme": scheme, "name": re.split(r"[/@#=](?=[^/@#=]*$)", rest)[0]}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for item in (
        value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    ):
        yield from texts(item)


def digest(sop: Data, shared: Data) -> str:
    """The digest by docs/digest.md alone; nothing of Rollbook's is used."""
    steps = [*sop["steps"].items(), *sop.get("fallback", {}).items()]

    def both(part: str) -> Data:
        return {**shared.get(part, {}), **sop.get(part, {})}

    sent = {s["notify"] for _, s in steps if "notify" in s} | set(sop.get("notices", {}))
    parts: Data = {name: sop[name] for name in ("rto", "roles", "triggers", "checks")}
    parts |= {name: sop.get(name, {}) for name in ("inputs", "escalation")}
    parts["steps"] = [step(*item) for item in sop["steps"].items()]
    parts["fallback"] = [step(*item) for item in sop.get("fallback", {}).items()]
    parts["notices"] = {
        name: {**notice, "to": listed(notice["to"])}
        for name, notice in both("notices").items()
        if name in sent
    }
    said = [parts[name] for name in ("inputs", "steps", "fallback", "checks", "notices")]
    named = [match.groups() for text in texts(said) for match in PLACEHOLDER.finditer(text)]
    values = {name for word, name in named if word == "values"} | set(sop.get("values", {}))
    parts["values"] = {name: value for name, value in both("values").items() if name in values}
    parts["targets"] = {
        name: [target(one) for one in listed(targets)] for name, targets in sop["targets"].items()
    }
    measured = [*sop["triggers"].values(), *sop["checks"].values()]
    metrics = {item["metric"] for item in measured if "metric" in item}
    parts["metrics"] = {name: both("metrics")[name] for name in metrics}
    used = set(sop["targets"])
    used |= {name.removesuffix(".id") for word, name in named if word in ("targets", "live")}
    for _, written in steps:
        used |= {written[name] for name in ("restores", "saves") if name in written}
        used |= set(listed(written.get("reprocess", {}).get("then", [])))
    components = both("components")
    while more := {n for name in used for n in components[name].get("needs", [])} - used:
        used |= more
    parts["components"] = {name: components[name] for name in used}
    full = {name: part for name, part in stripped(parts).items() if part}
    # Names are ASCII here, so that Python's order of texts is that of their UTF-16 code units.
    text = json.dumps(full, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def theirs(folder: Path) -> dict[str, str]:
    """SOP → the digest that Rollbook computes."""
    loaded = load([folder], folder.parent)
    assert loaded.findings == ()
    assert loaded.handbook is not None
    return {n: procedure_digest(loaded.handbook, s) for n, s in loaded.handbook.sops.items()}


def test_another_program_computes_the_same_from_the_page_about_it() -> None:
    """Every SOP of this repository has the digest that the documentation leads to."""
    folder = REPOSITORY / "sops"
    shared = read(folder / "handbook.yml")
    computed = theirs(folder)
    assert len(computed) == 5
    assert {name: digest(read(folder / f"{name}.yml"), shared) for name in computed} == computed


def test_the_example_of_the_page_is_right(tmp_path: Path) -> None:
    """Its YAML has its canonical JSON and its digest."""
    page = (REPOSITORY / "docs/digest.md").read_text("utf-8")
    (tmp_path / "sops").mkdir()
    for name, text in re.findall(r'```yaml title="(.*?)"\n(.*?)```', page, re.DOTALL):
        (tmp_path / name).write_text(text, "utf-8")
    (shown,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    (stated,) = re.findall(r"```text\n(sha256:[0-9a-f]{64})\n```", page)
    assert theirs(tmp_path / "sops") == {"ranker": stated}
    assert f"sha256:{hashlib.sha256(shown.replace(chr(10), '').encode()).hexdigest()}" == stated


SOURCE = read(REPOSITORY / "sops/feature-pipeline-inputs.yml")
SOURCE["examples"].pop("renamed-field")  # its incident's record stands elsewhere
SHARED = read(REPOSITORY / "sops/handbook.yml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("digest") / "sops"
    made.mkdir()
    return made


def of(folder: Path, sop: Data, shared: Data = SHARED) -> str:
    """The digest of an SOP, written as JSON, which is YAML as well."""
    (folder / "handbook.yml").write_text(json.dumps(shared), "utf-8")
    (folder / "some-sop.yml").write_text(json.dumps(sop), "utf-8")
    return theirs(folder)["some-sop"]


def copied(value: Any) -> Any:
    return json.loads(json.dumps(value))


UNCHANGED: dict[str, Callable[[Data, Data], object]] = {
    "title": lambda sop, _: sop.update(title="Another title"),
    "version": lambda sop, _: sop.update(version=99),
    "status": lambda sop, _: sop.update(status="draft"),
    "effective": lambda sop, _: sop.update(effective="2026-01-01"),
    "owner": lambda sop, _: sop.update(owner="payments"),
    "system": lambda sop, _: sop.update(system="other"),
    "covers": lambda sop, _: sop.update(covers="Something else, ${values.bridge} included."),
    "sources": lambda sop, _: sop.pop("sources"),
    "satisfies": lambda sop, _: sop.pop("satisfies"),
    "review": lambda sop, _: sop["review"].update(every="10d"),
    "drill": lambda sop, _: sop.pop("drill"),
    "a story": lambda sop, _: sop["examples"]["late-partition"].update(story="Other words"),
    "a question": lambda sop, _: sop["faq"].append({"q": "Why?", "a": "Because."}),
    "a promoted version": lambda sop, _: sop["targets"]["schema"].update(
        ref="git:acme/schemas@" + "0" * 40, proven="2026-11-20"
    ),
    "a team": lambda _, shared: shared["teams"]["payments"].update(name="Paying"),
    "an unused component": lambda _, shared: shared["components"]["ranker"].update(name="New"),
    "an unused metric": lambda _, shared: shared["metrics"]["ctr"].update(query="other"),
}


@pytest.mark.parametrize("change", UNCHANGED)
def test_what_nobody_acts_on_leaves_it_as_it_is(folder: Path, change: str) -> None:
    """A change outside the procedure voids no approval."""
    sop, shared = copied(SOURCE), copied(SHARED)
    UNCHANGED[change](sop, shared)
    assert (sop, shared) != (SOURCE, SHARED)
    assert of(folder, sop, shared) == of(folder, SOURCE)


CHANGED: dict[str, Callable[[Data, Data], object]] = {
    "the RTO": lambda sop, _: sop.update(rto="119m"),
    "who": lambda sop, _: sop["roles"]["approver"].update(who="ml-leads"),
    "a deputy": lambda sop, _: sop["roles"]["approver"].pop("deputy"),
    "separation of duties": lambda sop, _: sop["roles"]["verifier"].pop("not"),
    "a threshold": lambda sop, _: sop["triggers"]["empty-inputs"].update(when="> 0.03"),
    "a window": lambda sop, _: sop["triggers"]["empty-inputs"].update({"for": "11m"}),
    "an alert": lambda sop, _: sop["triggers"]["empty-inputs"].pop("alert"),
    "a severity": lambda sop, _: sop["triggers"]["empty-inputs"].update(severity=2),
    "the name of a target": lambda sop, _: sop["targets"]["schema"].update(
        ref="git:acme/other@" + "0" * 40
    ),
    "the kind of a target": lambda sop, _: sop["targets"]["schema"].update(
        ref="dvc:acme/schemas@" + "0" * 40
    ),
    "a second target": lambda sop, _: sop["targets"]["fraud-pipeline"].pop(),
    "a value": lambda sop, _: sop["values"].update(batch=501),
    "a number as a text": lambda sop, _: sop["values"].update(batch="500"),
    "an input": lambda sop, _: sop["inputs"]["broken-since"].update(find="ops/other"),
    "a command": lambda sop, _: sop["steps"]["stop-writes"].update(run="ops/pipeline --stop"),
    "a time": lambda sop, _: sop["steps"]["stop-writes"].update(takes="3m"),
    "an expectation": lambda sop, _: sop["steps"]["stop-writes"].update(expect="Other"),
    "an undo": lambda sop, _: sop["steps"]["stop-writes"].update(undo="none"),
    "a note": lambda sop, _: sop["steps"]["stop-writes"].update(note="Look twice"),
    "a performer": lambda sop, _: sop["steps"]["stop-writes"].update(by="initiator"),
    "an order": lambda sop, _: sop["steps"]["stop-writes"].update(after=[]),
    "an answer": lambda sop, _: sop["steps"]["what-broke"]["cases"].update(neither="escalate"),
    "the last step": lambda sop, _: sop["steps"].popitem(),
    "a fallback": lambda sop, _: sop["fallback"]["rules-stay"].update(takes="16m"),
    "a check": lambda sop, _: sop["checks"]["fresh"].update(expect="<= 121"),
    "a signature": lambda sop, _: sop["checks"]["reviews-explained"].pop("sign"),
    "a notice": lambda sop, _: sop["notices"]["degraded"].update(within="31m"),
    "an escalation": lambda sop, _: sop["escalation"].pop(),
    "a used component": lambda sop, _: sop["components"]["fraud-store"].update(live="ops/x"),
    "what a used one needs": lambda sop, _: sop["components"]["payments-topic"].update(name="P"),
    "the order of restoring": lambda sop, _: sop["components"]["schema"].pop("restore"),
    "a metric": lambda sop, _: sop["metrics"]["freshness"].update(query="other"),
}


@pytest.mark.parametrize("change", CHANGED)
def test_what_people_act_on_changes_it(folder: Path, change: str) -> None:
    """A change of the procedure voids its approvals."""
    sop, shared = copied(SOURCE), copied(SHARED)
    CHANGED[change](sop, shared)
    assert of(folder, sop, shared) != of(folder, SOURCE)
    assert of(folder, sop, shared) == digest(sop, shared)


def test_the_order_of_steps_counts(folder: Path) -> None:
    """Two steps that change places make another procedure."""
    sop = copied(SOURCE)
    steps = list(sop["steps"].items())
    steps[-2:] = steps[:-3:-1]
    sop["steps"] = dict(steps)
    assert of(folder, sop) != of(folder, SOURCE)


def shuffled(value: Any, draw: st.DataObject, ordered: bool = False) -> Any:
    """The same data with the members of its mappings in another order, but for steps."""
    if isinstance(value, dict):
        names = list(value) if ordered else draw.draw(st.permutations(list(value)))
        return {n: shuffled(value[n], draw, n in ("steps", "fallback")) for n in names}
    return [shuffled(item, draw) for item in value] if isinstance(value, list) else value


@settings(max_examples=40, deadline=None, derandomize=True)
@given(draw=st.data(), flow=st.sampled_from([True, False, None]), width=st.integers(20, 200))
def test_layout_order_and_comments_do_not_change_it(
    folder: Path, draw: st.DataObject, flow: bool | None, width: int
) -> None:
    """The same procedure in another hand is the same procedure."""
    known = of(folder, SOURCE)
    text = yaml.safe_dump(
        shuffled(SOURCE, draw),
        sort_keys=False,
        default_flow_style=flow,
        width=width,
        allow_unicode=True,
    )
    lines = text.splitlines() if flow is False else [text.rstrip()]
    (folder / "some-sop.yml").write_text("# A comment.\n" + "\n".join(lines) + "\n# Another.\n")
    assert theirs(folder)["some-sop"] == known


def test_names_are_sorted_by_units_of_utf_16() -> None:
    """An emoji stands before a wide letter, other than by its number (RFC 8785, section 3.2.3)."""
    assert canonical({"\uff21": 1, "\U0001f600": [{"b": 2, "a": 3}]}) == (
        '{"\U0001f600":[{"a":3,"b":2}],"\uff21":1}'.encode()
    )
    assert canonical({"\uff21": 1, "\u00e9": 2, "e": 3}) == '{"e":3,"é":2,"\uff21":1}'.encode()
