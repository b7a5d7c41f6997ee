"""SOPs whose times are extreme: short, long, late, many; and the cases of this repository."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from rollbook.diagrams import TimePicture
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import case_timeline_picture, timeline_picture
from rollbook.views.told import example_told
from tests.diagrams import random_sops
from tests.diagrams.dossiers import Data, own, random_set, written

ROLES = [
    *("initiator", "approver", "executor", "verifier"),
    *(f"role-{'long-' * place}{place}" for place in range(8)),
]


@functools.cache
def every() -> Mapping[str, Dossier]:
    """Random SOPs, the extreme ones, and those of this repository."""
    return {**random_set(4), **extreme(), **own()}


@functools.cache
def extreme() -> Mapping[str, Dossier]:
    """A name that says what is extreme → the SOP."""
    return written(
        {
            "one": _sop({"a": _do("0s")}),
            "no-time-at-all": _sop({"a": _do("0s")}, rto="0s"),
            "late": _sop({"a": _do("40m"), "b": _do("20m")}, rto="45m"),
            "no-rto": _sop({"a": _do("40m")}, rto="0s"),
            "early": _sop({"a": _do("40m")}, rto="30d"),
            "mixed": _sop({"a": _do("0s"), "b": _do("90d"), "c": _do("1s"), "d": _do("7h")}),
            "for-ever": _sop({"a": _do("9999999d"), "b": _do("9999999d"), "c": _do("1m")}),
            "endless-text": _sop({"a": _do("5m", "x" * 10_000), "b": _do("5m", "模型回滚" * 99)}),
            "many": _sop(
                {f"s{n}": _do(f"{n % 50}m", by=ROLES[n % 12]) for n in range(200)}, rto="70h"
            ),
        },
        random_sops.shared(),
    )


def pictures() -> Iterator[tuple[str, TimePicture]]:
    """Every timeline of them, and those of the cases that are told."""
    for name, dossier in every().items():
        yield name, timeline_picture(dossier)
        for example in dossier.sop.examples:
            yield f"{name} {example}", case_of(dossier, example)


def case_of(dossier: Dossier, example: str) -> TimePicture:
    """The timeline of a case that is told."""
    picture = case_timeline_picture(dossier, example_told(dossier, example))
    assert picture is not None
    return picture


def _sop(steps: Mapping[str, Data], rto: str = "45m") -> Data:
    last = {"check": ["c0"], "by": "verifier", "takes": "5m" if len(steps) > 1 else "0s"}
    roles = {role: {"who": "a"} for role in ROLES}
    return {
        **random_sops.sop(3),
        "title": "<script>alert(1)</script> ]]> & \"quotes' استرجاع",
        "rto": rto,
        "roles": roles,
        "steps": {**steps, "last": last},
        "fallback": {},
    }


def _do(takes: str, text: str = "Look, and say: it; is #1", by: str = "executor") -> Data:
    return {"do": text, "by": by, "takes": takes}
