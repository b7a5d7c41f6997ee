"""A handbook in which every field of the language stands, and every place in it."""

from __future__ import annotations

import copy
import inspect
import json
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from rollbook.loading.shapes import Path
from rollbook.model.records import RECORD_KINDS
from rollbook.model.shared import Shared
from rollbook.model.sop import Sop
from tests.rules.laying import data_of

HANDBOOK = data_of("""
title: Everything
lang: en
teams:
  oncall: {name: On-call, contact: "https://pager.example/oncall", members: [Ada, Bo]}
  leads: {name: Leads, contact: "https://pager.example/leads"}
components:
  index: {name: Search index, kind: index, owner: leads, managed_by: Argo CD, propagation: 2m}
metrics:
  clicks: {name: Good clicks, query: clicks, unit: ratio, range: "0..1", no_data: alert,
    dashboard: "https://grafana.example/d/1"}
values: {project: acme}
notices:
  all: {to: [leads], within: 20m, say: We go back.}
""")

SOP = data_of("""
title: Roll back the ranker
version: 1
status: effective
effective: 2026-11-02
owner: leads
system: search
covers: Ranking after a release.
not_for: Anything else.
rto: 90m
lang: en
roles:
  initiator: {who: oncall, needs: [a shell]}
  approver: {who: leads}
  executor: {who: oncall, deputy: leads}
  verifier: {who: leads, not: executor}
components:
  model: {name: Ranker, kind: model, owner: leads, needs: [index], live: ops/search --show,
    restore: first}
metrics:
  errors: {name: Errors}
triggers:
  few-clicks: {symptom: accuracy, metric: clicks, when: "< 0.4", for: 15m, severity: 1,
    alert: "alerts/search.yml#FewClicks"}
  odd: {symptom: accuracy, judgement: Odd results, by: initiator, evidence: Three reports}
targets:
  model: {ref: "mlflow:ranker/17",
    digest: "sha256:5d1e9b07c3a84f62e0d7b1958c4a3f6e2b90d7c81f5a64e3927b0c8d1e6f4a35",
    proven: 2026-10-20, keep_until: 2027-10-20}
  index: {ref: "index:docs@2026-10-01"}
values: {region: north, replicas: 3}
inputs:
  incident: {ask: Which number has it?, find: ops/incidents, example: INC-1, pattern: "INC-[0-9]+"}
steps:
  confirm:
    decide: Did it begin with the release?
    by: initiator
    takes: 3m
    otherwise: escalate
    cases: {Only in the north: revert}
    consult: [verifier]
    inform: [approver]
  approve: {approve: approver, takes: 5m, late: 24h, after: confirm}
  revert:
    run: ops/search ${targets.model} --why ${inputs.incident}
    by: executor
    takes: 6m
    phase: restore
    restores: model
    expect: Search reports it.
    undo: ops/search ${live.model}
    on_fail: plain
    note: Take your time.
    point_of_no_return: It takes an hour to come back.
    each: region
  refill:
    do: Fill the index again.
    by: executor
    takes: 5m
    undo: Empty it.
    restores: index
    saves: model
    reprocess: {from: the release, then: [model]}
  settle: {wait: 5m}
  hold: {wait: the night shift, by: executor, takes: 5m}
  tell: {notify: status, by: initiator, takes: 1m}
  verify: {check: [clicks-back, logs-quiet, right, asked], by: verifier, takes: 20m}
fallback:
  plain: {run: flagctl set order text, by: executor, takes: 1m, undo: none, then: verify}
checks:
  clicks-back: {metric: clicks, expect: ">= 0.45", over: 5m, sign: verifier}
  logs-quiet: {logs: level=error, expect: "== 0", over: 5m}
  right: {run: ops/search --show, expect: "17"}
  asked: {ask: Is it right?, by: verifier}
notices:
  status: {to: [leads, the press], within: 20m, say: We go back.}
escalation:
  - {if: it hangs, to: Head of search}
satisfies: {SOC 2 CC8.1: [approve]}
sources: {models: a, datasets: b, metrics: c, incidents: d, changes: e, access: f, obligations: g}
review: {every: 180d, watch: ["search/**"]}
drill: {every: 90d, live: true}
examples:
  night: {title: A bad night, trigger: few-clicks, story: It was dark., incident: INC-1}
  noon: {title: At noon, trigger: odd, story: It was bright., times: {confirm: 3m},
    answers: {confirm: "yes"},
    outcome: It was back., lessons: [Look up.]}
faq:
  - {q: May I skip it?, a: No.}
ignore: {too-many-steps: It is long.}
""")

_DIGEST = "sha256:" + "0" * 64
RECORDS: Mapping[str, Any] = {
    kind: {"record": kind, "sop": "ranker", "procedure": _DIGEST, **data_of(text)}
    for kind, text in {
        "incident": """
            id: INC-1
            trigger: few-clicks
            started: 2026-10-01
            times: {confirm: 4m, revert: 6m}
            answers: {revert: failed}
            outcome: It was back.
            root_cause: A bad release.
            lessons:
              - {text: Look earlier, step: confirm, action: Look, owner: leads, due: 2026-10-09,
                 done: 2026-10-05}
            """,
        "drill": """
            date: 2026-10-01
            kind: live
            people: [Ada]
            times: {confirm: 4m}
            answers: {confirm: "no"}
            result: passed
            findings: [It went well.]
            """,
        "approval": """
            version: 1
            role: approver
            who: Ada
            date: 2026-11-01
            meaning: I have read it.
            """,
        "review": """
            who: Bo
            date: 2026-11-01
            result: changed
            reason: The model has moved.
            """,
    }.items()
}


def places(value: object, path: Path = ()) -> Iterator[tuple[Path, bool]]:
    """Every key and every value of a document, by its path; keys are told apart."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key), True
            yield from places(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*path, index))
    if path:
        yield path, False


def put(value: Any, path: Path, word: str, *, key: bool) -> Any:
    """The document with a word in the place of a key or of a value."""
    changed = copy.deepcopy(value)
    here = changed
    for part in path[:-1]:
        here = here[part]
    if key:
        entries = [(word if name == path[-1] else name, inner) for name, inner in here.items()]
        here.clear()
        here.update(entries)
    else:
        here[path[-1]] = word
    return changed


def yaml_of(value: Any) -> str:
    """A document as text, a line for each of its entries."""
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def fields(value: object) -> set[tuple[type[BaseModel], str]]:
    """Every field that was written somewhere in a value."""
    if isinstance(value, dict):
        return set().union(*map(fields, value.values()))
    if isinstance(value, tuple):
        return set().union(*map(fields, value))
    if not isinstance(value, BaseModel):
        return set()
    own = {(owner(type(value), name), name) for name in value.model_fields_set}
    return own.union(*(fields(getattr(value, name)) for name in value.model_fields_set))


def owner(model: type[BaseModel], name: str) -> type[BaseModel]:
    """The model in which a field is written down."""
    return next(one for one in model.__mro__ if name in inspect.get_annotations(one))


def all_fields() -> set[tuple[type[BaseModel], str]]:
    """Every field of the language."""
    found, todo = set(), list(_models([Sop, Shared, *RECORD_KINDS.values()]))
    while todo:
        model = todo.pop()
        if model not in found:
            found.add(model)
            todo += _models([field.annotation for field in model.model_fields.values()])
    return {(owner(model, name), name) for model in found for name in model.model_fields}


def _models(shapes: list[Any]) -> Iterator[type[BaseModel]]:
    for shape in shapes:
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            yield shape
        yield from _models(list(getattr(shape, "__args__", ())))
