"""Small procedures for tests: what matters is written, the rest is there."""

from __future__ import annotations

import datetime
import tempfile
from pathlib import Path
from textwrap import dedent, indent

from rollbook.loading.folder import load
from rollbook.views.dossier import Dossier

TODAY = datetime.date(2026, 11, 23)

HANDBOOK = """\
title: Handbook
teams:
  ops: {name: Ops}
  leads: {name: Leads}
  law: {name: Law}
metrics:
  m: {name: Metric}
components:
  app: {kind: service, name: App, needs: [model]}
  model: {kind: service, name: Model, needs: [store, base]}
  store: {kind: service, name: Store, needs: [pipe]}
  pipe: {kind: service, name: Pipe}
  base: {kind: service, name: Base, restore: first}
  other: {kind: service, name: Other}
notices:
  word: {to: [leads, everyone], within: 5m, say: Told.}
"""

SOP = """\
title: One
version: 1
status: effective
effective: 2026-10-01
owner: ops
system: system
covers: It.
rto: 1h
roles:
  initiator: {who: ops}
  approver: {who: leads}
  executor: {who: ops}
  verifier: {who: law}
triggers:
  bad: {symptom: errors, metric: m, when: "> 1"}
checks:
  good: {ask: Good?, by: verifier}
  slow: {metric: m, expect: "< 1", over: 20m}
"""


TARGETS = 'targets: {other: {ref: "mlflow:other/1"}}'


def dossier(
    steps: str,
    fallback: str = "",
    more: str = "",
    records: dict[str, str] | None = None,
    targets: str = TARGETS,
) -> Dossier:
    """A procedure of these steps, which have to be right; each takes what it says.

    In a step, `act` stands for something that an executor does and that can be undone.
    """
    text = f"{SOP}{targets}\nsteps:\n{_block(steps)}"
    if fallback:
        text += "fallback:\n" + _block(fallback)
    with tempfile.TemporaryDirectory() as folder:
        sops = Path(folder) / "sops"
        (sops / "records").mkdir(parents=True)
        (sops / "handbook.yml").write_text(HANDBOOK)
        (sops / "one.yml").write_text(text + dedent(more))
        for name, record in (records or {}).items():
            (sops / "records" / name).write_text(dedent(record))
        loaded = load([sops], Path(folder))
    assert loaded.findings == (), loaded.findings
    assert loaded.handbook is not None
    return Dossier(loaded.handbook, "one", TODAY)


def _block(steps: str) -> str:
    said = {
        "act": "do: It., by: executor, undo: It.",
        "look": "do: It., by: executor, undo: none",
        "ask": "decide: Is it?, by: initiator",
        "yes": "approve: approver",
        "test": "check: good, by: verifier",
    }
    for word, meaning in said.items():
        steps = steps.replace("{" + word, "{" + meaning)
    return indent(dedent(steps), "  ") + "\n"
