"""A target whose content can be changed under the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.model.reference import Reference
from rollbook.rules.facts.states import states
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject

_UNNAMED = ("mlflow", "model", "prompt")
"""Schemes whose version is a row of a registry, which its owner can fill anew.

`git`, `dvc`, `oci` and `file` name their content. A revision of `helm` and a dated `llm` are kept
by others and have no file to digest; of `index` and `data` a snapshot is the content, and `flag`
says its value.
"""

_FREE = ("model", "prompt", "index", "data", "flag")
"""Schemes of which the loader knows no form for the version."""

_MOVING = re.compile(
    r"""(?:v?[0-9]{1,2}[._-])?(?:latest|newest|current|head|champion|challenger)(?:[._-]?[0-9])?
    |(?:v?[0-9]{1,2}[._-])?(?:stable|edge|nightly|canary)[0-9]?
    |(?:production|prod|staging|stage|preprod|live|main|master|trunk|dev|develop)[0-9]
    |[\^~].+
    |v?[0-9]+(?:\.[0-9]+)?\.[x*]""",
    re.VERBOSE | re.IGNORECASE,
)
_ALWAYS_THE_LAST = ("latest", "newest")


def _check(subject: Subject) -> Iterator[Fault]:
    for state in states(subject):
        reference, digest = state.target.ref, state.target.digest
        if reference.scheme in _FREE and _moves(reference):
            yield Fault(
                (*state.path, "ref"),
                f"'{reference.version[:40]}' of target '{state.component}' is a name that moves",
                "name the version that it meant when it was proven",
                excerpt=reference.version,
            )
        elif digest is None and reference.scheme in _UNNAMED:
            yield Fault(
                state.path,
                f"what '{state.shown}' holds can be changed, and it has no 'digest'",
                "write the SHA-256 of its content beside it, 'digest: sha256:…', and compare it "
                "before going back",
            )


def _moves(reference: Reference) -> bool:
    if reference.scheme == "flag":
        return reference.version.lower() in _ALWAYS_THE_LAST
    return _MOVING.fullmatch(reference.version) is not None


RULE = Rule(
    module=__name__,
    level="error",
    why="A version that somebody has overwritten brings back what was never proven, "
    "and under the right name.",
    bad="""\
targets:
  model: {ref: "mlflow:ranker/17", digest: ~, proven: 2026-10-20}
""",
    good="""\
targets:
  model:
    ref: "mlflow:ranker/17"
    digest: "sha256:7c0e54ab91c24fd0f3a4f1c8a2a6f0b9d7e0c3b15d8c9a1f66e2b7d4c0a19b91"
    proven: 2026-10-20
""",
    check=_check,
)
