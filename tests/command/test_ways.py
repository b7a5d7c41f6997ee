"""`rollbook ways`: how an SOP can end, and what comes of a step that fails."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rollbook.views.draft import TEMPLATES
from tests.command.test_check import HANDBOOK, SOP
from tests.sites import REPOSITORY, Project

OURS = sorted(path.stem for path in (REPOSITORY / "sops").glob("*.yml") if path.stem != "handbook")


@pytest.fixture
def small(project: Project) -> Project:
    """A handbook with one SOP as `init` writes it."""
    assert project.run("rollbook", "init").code == 0
    return project


def asked(project: Project, *arguments: str) -> dict[str, Any]:
    result = project.run("rollbook", "ways", *arguments, "--format", "json")
    assert result.code == 0, result.output
    said: dict[str, Any] = json.loads(result.output)
    return said


def ends(said: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {end["end"]: end for end in said["ends"]}


def test_each_end_has_its_shortest_way_and_its_time(small: Project) -> None:
    """Steps side by side count once."""
    result = small.run("rollbook", "ways", "search-ranking")
    assert (result.code, result.output) == (
        0,
        "search-ranking: Roll back the search ranking model\n"
        "\n"
        "verified, it is known to work again: 1 way\n"
        "  Confirm: yes → Approve → Revert → Settle → Verify\n"
        "  verified after 27 min, within the RTO of 30 min\n"
        "\n"
        "escalated, somebody else takes over: 8 ways\n"
        "  Confirm: no\n"
        "  takes 3 min\n"
        "\n"
        "stopped: no way\n"
        "\n"
        "unverified: no way\n",
    )


def test_a_step_that_fails_says_what_comes_next(small: Project) -> None:
    result = small.run("rollbook", "ways", "sops/search-ranking.yml", "--through", "verify")
    assert result.code == 0
    assert "If Verify fails, next is: Plain order\n" in result.output
    assert "  Plain order\n  takes 9 min\n" in result.output
    assert "verified: no way\n" in result.output


def test_programs_get_the_same(small: Project) -> None:
    said = asked(small, "search-ranking", "--through", "revert")
    assert said["through"] == {"step": "revert", "tries": 1, "next": ["plain-order"]}
    assert (said["sop"], said["rto"], said["whole"]) == ("search-ranking", 1800, True)
    assert ends(said)["escalated"] == {
        "end": "escalated",
        "ways": 2,
        "seconds": 420,
        "recovered": None,
        "lacks": None,
        "way": [{"step": "plain-order", "answer": "done"}],
    }


def test_an_end_that_proves_nothing_says_what_is_missing(small: Project) -> None:
    """Two answers, of which one leads to a step behind which nothing comes."""
    file = small.folder / "sops/search-ranking.yml"
    text = file.read_text("utf-8").replace(
        "    takes: 3m\n    otherwise: escalate\n",
        "    takes: 3m\n    cases: {half: halt, all of it: approve}\n"
        "  halt: {do: Stop the job., by: initiator, takes: 1m, undo: none}\n",
    )
    file.write_text(text, "utf-8")
    said = small.run("rollbook", "ways", "search-ranking").output
    assert "unverified, nobody knows whether it works: 1 way\n" in said
    assert "  Confirm: half → Halt: nothing was put back or checked\n  takes 4 min\n" in said


def test_what_was_not_checked_is_named(small: Project) -> None:
    file = small.folder / "sops/search-ranking.yml"
    text = file.read_text("utf-8").replace("    then: escalate\n", "")
    file.write_text(text, "utf-8")
    found = ends(asked(small, "search-ranking"))["unverified"]
    assert found["lacks"] == "Search model was not put back"
    assert [one["answer"] for one in found["way"]] == ["yes", "done", "fail", "done"]


def test_a_check_takes_as_long_as_its_longest_window(small: Project) -> None:
    file = small.folder / "sops/search-ranking.yml"
    text = file.read_text("utf-8").replace('">= 0.45", over: 5m', '">= 0.45", over: 1h')
    file.write_text(text, "utf-8")
    assert ends(asked(small, "search-ranking"))["verified"]["recovered"] == (19 + 60) * 60
    said = small.run("rollbook", "ways", "search-ranking").output
    assert "verified after 1 h 19 min, over the RTO of 30 min" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["search-rankin"], "there is no SOP 'search-rankin': did you mean 'search-ranking'?"),
        (["sops/none.yml"], "there is no file 'sops/none.yml'"),
        (["sops/handbook.yml"], "there is no SOP 'handbook'"),
        (
            ["search-ranking", "--through", "rever"],
            "'search-ranking' has no step 'rever': did you mean 'revert'?",
        ),
        (["search-ranking", "--format", "yaml"], "Invalid value for '--format'"),
        ([], "Missing argument 'SOP'"),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(
    small: Project, arguments: list[str], says: str
) -> None:
    result = small.run("rollbook", "ways", *arguments)
    assert result.code == 2
    assert says in result.output


def test_an_sop_with_faults_is_not_walked(project: Project) -> None:
    project.write({"sops/handbook.yml": HANDBOOK, "sops/ranker.yml": SOP.replace("title:", "tit:")})
    result = project.run("rollbook", "ways", "ranker")
    assert (result.code, result.output) == (
        2,
        "Error: sops/ranker.yml has faults: 'rollbook check' names them\n",
    )


@pytest.mark.parametrize("sop", OURS)
def test_our_own_sops_end_as_a_person_on_call_would_want(sop: str) -> None:
    """Known to work again within the RTO, handed over, or a false alarm; never in the dark."""
    ends_well(asked(Project(REPOSITORY), sop))


@pytest.mark.parametrize("step", ["revert-cutoffs", "revert-model"])
def test_credit_does_not_reopen_after_a_restore_has_failed(step: str) -> None:
    """Whatever else goes well, it is handed over."""
    said = asked(Project(REPOSITORY), "credit-approval-bias", "--through", step)
    assert said["whole"]
    assert ends(said).keys() == {"escalated"}
    (way,) = (end["way"] for end in said["ends"])
    assert {one["step"] for one in way} <= {"staff-queue", "stay-manual", "call-help"}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_draft_ends_well(small: Project, template: str) -> None:
    small.run("rollbook", "new", template, "my-sop")
    ends_well(asked(small, "my-sop"))


def test_the_example_of_init_ends_well(small: Project) -> None:
    ends_well(asked(small, "search-ranking"))


def ends_well(said: dict[str, Any]) -> None:
    found = ends(said)
    assert said["whole"]
    assert "unverified" not in found
    assert found["verified"]["recovered"] <= said["rto"]
