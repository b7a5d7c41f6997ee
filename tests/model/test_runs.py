"""What a procedure means: the model and a second opinion agree in every state of it."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml

from rollbook.loading.folder import load
from rollbook.model.runs.bits import union
from rollbook.model.runs.joining import COMING, Joining, Status
from rollbook.model.runs.procedure import Procedure
from rollbook.model.runs.taking import _Run, begun, take
from rollbook.model.sop import Sop
from rollbook.views.draft import TEMPLATES, draft, starter
from tests.model.oracle.comparing import Difference, differences, wandering
from tests.model.oracle.net import Net
from tests.model.random_flows import HANDBOOK, procedure, read

ROOT = Path(__file__).parents[2]
TODAY = datetime.date(2026, 11, 23)
STATES = 200
"""How far the walks of random procedures go; those of this repository are walked to the end."""


def _sops(folder: Path) -> dict[str, Sop]:
    loaded = load([folder], folder.parent)
    assert loaded.handbook is not None, loaded.findings
    return dict(loaded.handbook.sops)


def _drafts(folder: Path) -> dict[str, Sop]:
    sops, _ = starter(TODAY)
    files = dict(sops)
    for template in TEMPLATES:
        name = f"of-{template}"
        files |= draft(template, name, ["search-oncall", "search-leads"], ["search-model"], TODAY)
    folder.mkdir()
    for path, text in files.items():
        (folder / path).write_text(text)
    return _sops(folder)


def _agree(found: Iterator[Difference]) -> None:
    for way, opinion, model in found:
        said = " · ".join(f"{step}: {answer}" for step, answer in way) or "at the start"
        apart = {
            name: (opinion[name], model[name]) for name in opinion if opinion[name] != model[name]
        }
        told = [
            f"{name}: the second opinion says {a}, the model {b}" for name, (a, b) in apart.items()
        ]
        pytest.fail("\n".join([said, *told]), pytrace=False)


@pytest.mark.parametrize("name", sorted(p.stem for p in (ROOT / "sops").glob("*-*.yml")))
def test_the_procedures_of_this_repository_mean_one_thing(name: str) -> None:
    """The second opinion agrees on what is open, what a join misses and how a run ends."""
    _agree(differences(_sops(ROOT / "sops")[name]))


def test_the_first_drafts_mean_one_thing(tmp_path: Path) -> None:
    """So it does on what `rollbook init` and every template of `rollbook new` write."""
    drafts = _drafts(tmp_path / "sops")
    assert len(drafts) == len(TEMPLATES) + 1
    for sop in drafts.values():
        _agree(differences(sop))


def test_random_procedures_are_valid(tmp_path: Path) -> None:
    """Each is a procedure that the language allows."""
    folder = tmp_path / "sops"
    folder.mkdir()
    (folder / "handbook.yml").write_text(yaml.safe_dump(HANDBOOK))
    for seed in range(SMALL):
        text = yaml.safe_dump(_random(seed), sort_keys=False)
        (folder / f"random-{seed}.yml").write_text(text)
    loaded = load([folder], tmp_path)
    assert loaded.findings == ()
    assert loaded.handbook is not None
    assert len(loaded.handbook.sops) == SMALL


SMALL = 300
PORTION = 30


def _random(seed: int) -> dict[str, Any]:
    return procedure(seed, 3 + seed % 10)


@pytest.mark.parametrize("first", range(0, SMALL, PORTION))
def test_random_procedures_mean_one_thing(first: int) -> None:
    """So it does on procedures that nobody thought of."""
    for seed in range(first, first + PORTION):
        _agree(_told(seed, differences(read(_random(seed)), STATES)))


@pytest.mark.parametrize(
    ("seed", "size"),
    [
        *((seed, 25) for seed in range(1000, 1010)),
        pytest.param(2258, 30, id="a late approval that came back is refused, and stops the run"),
        pytest.param(3922, 10, id="a late approval of the fallback leads on and back"),
        pytest.param(3144, 18, id="a fallback fails before its last check"),
        pytest.param(3774, 18, id="an arrival is taken back with the step that was left"),
    ],
)
def test_long_ways_mean_one_thing(seed: int, size: int) -> None:
    """So it does on 200 answers at random, ways back again and again."""
    _agree(_told(seed, wandering(read(procedure(seed, size)), 200, seed)))


def _told(seed: int, found: Iterator[Difference]) -> Iterator[Difference]:
    """With the seed as the first answer, so that a failure can be had again."""
    for way, opinion, model in found:
        yield (("seed", str(seed)), *way), opinion, model


# What follows knows nothing of the second opinion but the arcs that the SOP writes.


@pytest.mark.parametrize("first", range(0, SMALL, 100))
def test_no_step_that_goes_on_opens_after_a_loss(first: int) -> None:
    """A join opens when each way to it was taken, or passed by where a decision chose another.

    One that was lost stands in its way until some way has come back since; any other step opens by
    an answer that leads to it.
    """
    for seed in range(first, first + 100):
        net = Net(read(_random(seed)))
        for log, opened in _walks(net, seed):
            quiet = not any(_comes_back(net, *said) for said in log)
            for step in opened & set(net.sop.steps):
                if quiet:
                    assert _may_open(net, dict(log), step), (seed, log, step)
                elif step in net.joins:
                    assert _nothing_lost_since(net, log, step), (seed, log, step)


def _walks(net: Net, seed: int) -> Iterator[tuple[list[tuple[str, str]], set[str]]]:
    """Answers at random, and what the model opens by the last of them."""
    luck = random.Random(seed)
    model = Procedure.of(net.sop)
    for _ in range(12):
        state, log = begun(model), list[tuple[str, str]]()
        while state.open and len(log) < 15:
            step = luck.choice(sorted(state.open))
            log.append((step, luck.choice(sorted(net.answers(step)))))
            before, state = set(state.open) - {step}, take(model, state, *log[-1])
            yield log, set(state.open) - before - ({step} if log[-1][1] == "fail" else set())


def _comes_back(net: Net, step: str, answer: str) -> bool:
    """Whether an answer leads up in the file, or out of a failure or the fallback into a line."""
    ends = [end for end in net.leads(step, answer) if end in net.steps]
    arcs = () if answer == "fail" else net.out[step]
    return any(
        (end in net.line(step) and end not in arcs)
        or (end in net.sop.steps and step in net.sop.fallback)
        or (end in net.late and _comes_back(net, end, "done"))
        for end in ends
    )


def _nothing_lost_since(net: Net, log: list[tuple[str, str]], join: str) -> bool:
    """Whether no way to a join was lost by what was said since a way last came back."""
    last = max(place for place, said in enumerate(log) if _comes_back(net, *said))
    since = dict(log[last + 1 :])
    return all(
        source in net.late or source not in since or net.goes_on(source, since[source])
        for source in net.into[join]
    )


def _may_open(net: Net, said: dict[str, str], step: str) -> bool:
    ways = [_way(net, said, source, step) for source in net.into[step]]
    if step in net.joins:
        return "there" in ways and set(ways) <= {"there", "passed by"}
    led = any(step in net.leads(name, answer) for name, answer in said.items())
    return step in net.starts or "there" in ways or led


def _way(net: Net, said: dict[str, str], source: str, step: str) -> str:
    """What became of the way from one step to the next, by nothing but what was said."""
    if source in net.late:
        if source in said or _may_open(net, said, source):
            return "there"
    elif source in said:
        if not net.goes_on(source, said[source]):
            return "lost"
        return "there" if step in net.leads(source, said[source]) else "passed by"
    ways = {_way(net, said, before, source) for before in net.into[source]}
    return "passed by" if ways <= {"passed by"} and source not in net.starts else "coming"


def _losses_are_passed_by(known: Joining, way: Status, join: int) -> bool:
    return way.fate == "coming"


def _late_approvals_are_awaited(known: Joining, source: int, target: int) -> Status:
    waits = known.steps.late & known.state.opened & 1 << source
    return COMING if waits else _WAY(known, source, target)


def _nothing_is_taken_back(run: _Run, target: int) -> None:
    return None


def _everything_is_made_good(run: _Run, target: int) -> int:
    return union(1 << join for join in run.steps.joins)


def _a_join_needs_nobody(known: Joining, join: int) -> bool:
    return not any(known.is_missing(known.way(one, join), join) for one in known.steps.waits[join])


_WAY = Joining.way


@pytest.mark.parametrize(
    ("owner", "name", "wrong"),
    [
        (Joining, "is_missing", _losses_are_passed_by),
        (Joining, "way", _late_approvals_are_awaited),
        (_Run, "forget", _nothing_is_taken_back),
        (_Run, "made_good", _everything_is_made_good),
        (Joining, "can_open", _a_join_needs_nobody),
    ],
)
def test_a_model_that_is_wrong_is_found_out(
    monkeypatch: pytest.MonkeyPatch, owner: type, name: str, wrong: Callable[..., Any]
) -> None:
    """Break it in five ways, and the second opinion differs on a few procedures."""
    monkeypatch.setattr(owner, name, wrong)
    few = (differences(read(_random(seed)), 40) for seed in range(40))
    assert any(list(islice(found, 1)) for found in few)
