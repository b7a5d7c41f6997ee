"""Who has to be told of a rollback that they feel."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollbook.loading.finding import Finding
from tests.rules.laying import found

SHARED = """\
teams: {news: {name: Newsletters, contact: "https://pager.example/news"}}
components:
  digest: {name: Weekly digest, kind: service, owner: news, needs: [api]}
  letter: {name: Letter, kind: client, owner: news, needs: [digest]}
"""


def untold(tmp_path: Path, sop: str, shared: str = SHARED) -> list[Finding]:
    """What the rule finds."""
    findings = found(tmp_path, shared, "handbook", sop)
    return [finding for finding in findings if finding.rule == "downstream-not-told"]


@pytest.mark.parametrize(
    ("sop", "is_told"),
    [
        ("rto: 45m", False),
        ("notices: {more: {to: [news], say: x}}", False),
        ("notices: {more: {to: [news], say: x}}\nsteps: {inform: {notify: more}}", True),
        ("notices: {more: {to: NEWSLETTERS, say: x}}\nsteps: {inform: {notify: more}}", True),
        ("notices: {more: {to: All owners, say: x}}\nsteps: {inform: {notify: more}}", True),
        ("notices: {more: {to: Customers, say: x}}\nsteps: {inform: {notify: more}}", False),
        ("notices: {more: {to: Newsreaders, say: x}}\nsteps: {inform: {notify: more}}", False),
        (
            "notices: {more: {to: [Readers of the weekly digest], say: x}}\n"
            "steps: {inform: {notify: more}}",
            True,
        ),
        ("roles: {editor: {who: news, deputy: sre}}", True),
        ("roles: {executor: {who: mlops, deputy: news}}", True),
        ("steps: {revert-index: {reprocess: {from: x, then: [digest, letter]}}}", True),
        ("steps: {revert-index: {reprocess: {from: x, then: [digest]}}}", False),
        ("steps: {close: {do: Tell the newsletters and set it to *blocked*}}", True),
        ("steps: {close: {do: Set the newsletters to *blocked*}}", False),
        ("lang: ko\nsteps: {close: {do: 뉴스레터 팀에 알린다}}", True),
        ("lang: ko\nsteps: {close: ~}\nfallback: {tell-leads: ~}", False),
    ],
)
def test_a_team_is_told_by_a_notice_that_is_sent(tmp_path: Path, sop: str, is_told: bool) -> None:
    """Or because it plays a role, runs again what it owns, or is named in what is done."""
    assert bool(untold(tmp_path, sop)) != is_told


def test_a_team_is_named_once(tmp_path: Path) -> None:
    """With all that it owns, where the notice lists who gets it."""
    part = "notices: {more: {to: [oncall], say: x}}\nsteps: {inform: {notify: more}}"
    (finding,) = untold(tmp_path, part)
    assert finding.message == "nobody tells 'news', whose 'digest' and 'letter' feel the rollback"
    assert finding.path == ("notices", "more", "to")


def test_without_a_notice_it_stands_where_the_component_goes_back(tmp_path: Path) -> None:
    """There is no list of recipients that could lack anybody."""
    part = "steps: {inform: ~, verify: {after: settle}}"
    (finding,) = untold(tmp_path, part)
    assert finding.path == ("steps", "revert", "restores")


def test_what_does_not_depend_on_it_feels_nothing(tmp_path: Path) -> None:
    """Nor what nobody owns."""
    apart = SHARED.replace("[api]", "[]")
    assert not untold(tmp_path / "a", "rto: 45m", apart)
    assert not untold(tmp_path / "b", "rto: 45m", SHARED.replace(", owner: news", ""))
