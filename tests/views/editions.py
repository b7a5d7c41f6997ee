"""Two editions of this repository's handbook, and what a reviewer has to know of the new one."""

from __future__ import annotations

import datetime
import functools
import shutil
import tempfile
from pathlib import Path

from rollbook.loading.folder import load
from rollbook.review.change import Change, Reader, Review, SopReview, Stale
from rollbook.views.library import Library
from tests.sites import REPOSITORY

TODAY = datetime.date(2026, 11, 23)
FEED, FILE = "home-feed-ranking", "sops/home-feed-ranking.yml"

EDITS = {
    FEED: (
        ("version: 4", "version: 5"),
        ('when: "< 0.92"', 'when: "< 0.85"'),
        ("  approve:\n    approve: approver\n    takes: 5m\n", ""),
        ("    after: approve\n", "    after: pause-ramp\n"),
        ("SOC 2 CC8.1: [approve, verify]", "SOC 2 CC8.1: [verify]"),
        ("no-errors, feed-looks-right]", "feed-looks-right]"),
        ("features-changed:", "view-changed:"),
        ("run: ops/serve ${targets.model}\n", "run: ops/serve ${targets.model} --force\n"),
        (
            "  settle:\n    wait: 5m\n",
            "  warm-cache:\n    do: Ask for the feeds of the ten test users.\n    by: executor\n"
            "    takes: 2m\n    expect: Ten feeds\n    undo: none\n  settle:\n    wait: 2m\n",
        ),
        ("otherwise: settle", "otherwise: warm-cache"),
    ),
}


@functools.cache
def before() -> Library:
    """The handbook as it is."""
    return edition({})


@functools.cache
def after() -> Library:
    """The handbook in which an approval is gone, and more."""
    return edition(EDITS)


def edition(edits: dict[str, tuple[tuple[str, str], ...]]) -> Library:
    """This repository's handbook with other words in it."""
    with tempfile.TemporaryDirectory() as root:
        folder = Path(root) / "sops"
        shutil.copytree(REPOSITORY / "sops", folder)
        for name, pairs in edits.items():
            path = folder / f"{name}.yml"
            text = path.read_text("utf-8")
            for old, new in pairs:
                assert old in text, old
                text = text.replace(old, new)
            path.write_text(text, encoding="utf-8")
        loaded = load([folder], Path(root))
    assert loaded.findings == (), loaded.findings[:3]
    assert loaded.handbook is not None
    return Library(loaded.handbook, TODAY)


def change(sentence: str, **other: object) -> Change:
    """A procedural change of a step, unless something else is said."""
    given = {
        "kind": "changed",
        "what": "step",
        "name": "",
        "risk": "procedural",
        "rule": "acted-on",
    }
    return Change(**{**given, "sentence": sentence, **other})  # type: ignore[arg-type]


def feed() -> SopReview:
    """What has become of the SOP whose approval is gone."""
    return SopReview(
        FEED,
        "Roll back the home-feed ranking model",
        3,
        4,
        (
            change(
                "Step ‹approve› is removed: nobody says yes before ‹revert-model›.",
                kind="removed",
                name="approve",
                risk="weakening",
                rule="approval-removed",
                why="What was approved by a second person is now done by one alone.",
                before="approve by approver, 5 min",
                file=FILE,
                line=40,
                column=3,
            ),
            change(
                "Trigger ‹engagement-drop›: the threshold falls from ‹0.92› to ‹0.85›, so it fires"
                " later.",
                what="trigger",
                name="engagement-drop",
                risk="weakening",
                rule="threshold-loosened",
                why="A looser threshold lets harm go on for longer.",
                before="0.92",
                after="0.85",
                file=FILE,
                line=18,
                column=3,
            ),
            change(
                "Step ‹verify› no longer asks for the check ‹no-errors›.",
                name="verify",
                risk="weakening",
                rule="check-removed",
                why="What is not checked is found out by users.",
                before="right-version, engagement-back, latency-ok, no-errors, feed-looks-right",
                after="right-version, engagement-back, latency-ok, feed-looks-right",
                file=FILE,
                line=86,
            ),
            change(
                "Step ‹revert-model› runs another command.",
                name="revert-model",
                before="ops/serve ${targets.model}",
                after="ops/serve ${targets.model} --force",
                file=FILE,
                line=58,
            ),
            change(
                "Step ‹features-changed› is now called ‹view-changed›.",
                kind="renamed",
                name="view-changed",
                before="features-changed",
                after="view-changed",
                file=FILE,
                line=66,
            ),
            change(
                "Step ‹warm-cache› is new.", kind="added", name="warm-cache", file=FILE, line=82
            ),
            change(
                "Step ‹settle› waits ‹2m› instead of ‹5m›.",
                name="settle",
                risk="weakening",
                rule="wait-shortened",
                before="5m",
                after="2m",
                file=FILE,
                line=88,
            ),
            change("The clause ‹SOC 2 CC8.1› no longer names ‹approve›.", risk="cosmetic"),
            change("Question ‹2› has another answer.", what="faq", risk="cosmetic"),
            change(
                "The critical path falls from ‹42 min› to ‹36 min›; the RTO is ‹45 min›.",
                what="critical-path",
                derived=True,
            ),
            change(
                "One approval of edition ‹3› no longer counts.",
                what="approval",
                derived=True,
                risk="weakening",
                rule="approval-falls",
                why="It named the procedure as it was.",
            ),
        ),
        (
            Reader("ml-platform", "ML platform", "owns the SOP"),
            Reader("ml-leads", "ML leads", "approved until now, and the control is weaker"),
            Reader("@acme/trust", "@acme/trust", "CODEOWNERS"),
        ),
        ("A weakening has no reason: say why in a record ‹review› with ‹result: changed›.",),
    )


def review() -> Review:
    """A review with grave and mild changes in two SOPs."""
    prompt = SopReview(
        "support-assistant-prompt",
        "Roll back the prompt of the assistant",
        2,
        2,
        (
            change(
                "The title reads otherwise.", what="", risk="cosmetic", before="Old", after="New"
            ),
        ),
        (Reader("assistant", "Assistant team", "owns the SOP"),),
    )
    stale = Stale(
        "inference-latency",
        "Roll back the inference runtime",
        "Platform",
        "#platform",
        "serving/ranker/main.py",
        "serving/**",
    )
    return Review("main", "HEAD", (feed(), prompt), (stale,))
