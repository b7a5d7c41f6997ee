"""Quizzes: every question has one right answer, and follows from the SOP."""

from __future__ import annotations

import html
import re

import pytest

from rollbook.model.step import Approve
from rollbook.views.addresses import sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.marks import SCHEME
from rollbook.views.practice.question import LEAST_WRONG, Question
from rollbook.views.practice.questions.proof import proving
from rollbook.views.practice.quiz import MOST, questions, quiz
from rollbook.views.sop.checks import checks
from rollbook.views.sop.components import components
from rollbook.views.sop.matrix import roles
from rollbook.views.sop.notices import notices
from rollbook.views.sop.steps import steps
from rollbook.views.sop.targets import targets
from rollbook.views.sop.triggers import triggers
from tests.diagrams.dossiers import own, random_set, sized
from tests.model.procedures import dossier

LINK = re.compile(rf'href="{SCHEME}([^"#]*)#?([^"]*)"')
ID = re.compile(r' id="([^"]*)"')
BLOCKS = (checks, components, notices, roles, steps, targets, triggers)


def read(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")


def places(dossier: Dossier) -> set[str]:
    """Every anchor of the page of an SOP that a question can lead to."""
    return {html.unescape(name) for block in BLOCKS for name in ID.findall(str(block(dossier)))}


def held(dossier: Dossier) -> None:
    """What every quiz is held to."""
    asked = questions(dossier)
    assert len(asked) <= MOST
    assert len({question.ask for question in asked}) == len(asked), dossier.id
    there = places(dossier)
    known = {sop_page(sop) for sop in dossier.handbook.sops}
    for question in asked:
        right = [answer for answer in question.answers if answer.right]
        texts = {read(answer.text) for answer in question.answers}
        assert len(right) == 1, question
        assert len(question.answers) > LEAST_WRONG, question
        assert len(texts) == len(question.answers), question
        for answer in question.answers:
            links = LINK.findall(str(answer.why))
            if answer.right:
                assert links, (dossier.id, question.ask)
            for page, place in links:
                assert page in known or page.startswith("roles/"), page
                assert page != sop_page(dossier.id) or not place or place in there, place
    assert questions(Dossier(dossier.handbook, dossier.id, dossier.today)) == asked


@pytest.mark.parametrize("dossier", [*own().values(), *sized().values()], ids=lambda d: d.id)
def test_one_answer_is_right_and_the_others_are_wrong(dossier: Dossier) -> None:
    """No two answers read alike, each right one leads to its place, and it is the same twice."""
    held(dossier)
    assert len(questions(dossier)) >= 8


def test_so_they_are_in_random_sops() -> None:
    """Whatever these hold."""
    for found in random_set(0).values():
        held(found)


def asked(dossier: Dossier, about: str) -> Question:
    return next(question for question in questions(dossier) if about in question.ask)


STEPS = """
look: {ask, takes: 1m, otherwise: stop}
yes: {yes, takes: 1m}
back: {act, takes: 1m, restores: other, on_fail: rescue, expect: It is back}
data: {act, takes: 1m, restores: store, expect: The rows are back}
gone: {do: It., by: executor, takes: 1m, point_of_no_return: It is gone}
test: {test, takes: 1m, on_fail: rescue}
"""
RESCUE = "rescue: {act, takes: 1m, expect: People see it}"


def test_a_question_follows_from_the_sop() -> None:
    """Another role approves, another step has no way back: the answers are others."""
    before = dossier(STEPS, RESCUE)
    assert asked(before, "point of no return").right.text == "Gone"
    assert asked(before, "has to say yes").right.text == "Approver (Leads)"
    changed = STEPS.replace("yes: {yes", "yes: {approve: verifier").replace(
        "on_fail: rescue, expect", "point_of_no_return: Gone for good, on_fail: escalate, expect"
    )
    after = dossier(changed, RESCUE)
    assert asked(after, "has to say yes").right.text == "Verifier (Law)"
    assert asked(after, "point of no return").right.text in ("Back", "Gone")
    assert {"Back", "Gone"} - {a.text for a in asked(after, "point of no return").answers}


def test_an_answer_that_could_be_right_as_well_is_not_offered() -> None:
    """A team that plays two roles says yes in both; a step beside another may come next."""
    for found in (*own().values(), *sized().values(), *random_set(0).values()):
        for question in questions(found):
            if "has to say yes" in question.ask:
                step = next(
                    s
                    for n, s in found.sop.all_steps.items()
                    if f"“{n.replace('-', ' ').capitalize()}”" in question.ask
                )
                assert isinstance(step, Approve)
                role = found.sop.roles[step.approve]
                yes = {found.team(team) for team in (role.who, role.deputy) if team}
                for answer in question.answers:
                    assert answer.right or not any(f"({t})" in answer.text for t in yes)
    parallel = """
    first: {act, takes: 1m}
    one: {act, takes: 1m, after: first}
    two: {act, takes: 1m, after: first}
    three: {act, takes: 1m, after: one}
    four: {test, takes: 1m, after: [two, three]}
    """
    for question in questions(dossier(parallel)):
        if question.ask == "“One” is done. What comes next?":
            assert "Two" not in [answer.text for answer in question.answers]
        assert "“First” is done" not in question.ask


TARGETS = """targets:
  base: [{ref: "mlflow:base/2"}, {ref: "mlflow:base/1"}]
"""


def test_what_to_expect_names_the_targets_that_can_be_in_use() -> None:
    """Each of them; and the same words with another target are no wrong answer."""
    shows = "expect: 'It shows ${targets.base}'"
    steps = f"""
    turn: {{act, takes: 1m, restores: base, on_fail: other, {shows}}}
    seen: {{act, takes: 1m, {shows}}}
    told: {{act, takes: 1m, expect: People know}}
    sure: {{test, takes: 1m, expect: All is green}}
    """
    more = "other: {act, takes: 1m, restores: base, then: seen, expect: 'Now ${targets.base}'}"
    drafts = list(proving(dossier(steps, more, targets=TARGETS)))
    rights = {draft.ask.split(" is ")[0]: draft.right for draft in drafts}
    assert rights == {
        "“Turn”": "It shows base/2",
        "“Seen”": "It shows base/2 or base/1",
        "“Told”": "People know",
        "“Sure”": "All is green",
        "“Other”": "Now base/1",
    }
    for draft in drafts:
        if draft.right.startswith("It shows"):
            wrong = [answer.text for group in draft.wrong for answer in group]
            assert wrong, draft.ask
            assert not [text for text in wrong if text.startswith("It shows")]


def test_a_step_with_another_target_left_has_not_failed_yet() -> None:
    """It is taken once more first; one whose failure the next step makes good is not."""
    turn = "turn: {act, takes: 1m, restores: base, on_fail: off}\nsure: {test, takes: 1m}"
    off = "off: {act, takes: 1m}\nlast: {act, takes: 1m}"
    again = asked(dossier(turn, off, targets=TARGETS), "“Turn” fails")
    assert again.ask == "“Turn” fails with its last target, too. What now?"
    assert again.right.text == "Go to “Off”"
    stands_in = off.replace("1m}", "1m, restores: base}")
    assert asked(dossier(turn, stands_in, targets=TARGETS), "“Turn” fails").ask == (
        "“Turn” fails. What now?"
    )


def facts(dossier: Dossier) -> dict[str, set[str]]:
    """Question → every answer to it that is right, for kinds that can be looked up in the file."""
    found: dict[str, set[str]] = {}
    steps = dossier.sop.all_steps
    said = {name: f"“{name.replace('-', ' ').capitalize()}”" for name in steps}
    words = {"escalate": "Escalate", "stop": "Leave the procedure"}
    ways = words | {name: f"Go to {quoted}" for name, quoted in said.items()}
    for name, step in steps.items():
        checks = step.VERB == "check"
        head = f"Not every check of {said[name]} passes." if checks else f"{said[name]} fails."
        other = steps.get(step.on_fail or "")
        stands_in = other is not None and other.restores == step.restores
        if len(dossier.sop.targets.get(step.restores or "", ())) > 1 and not stands_in:
            head = f"{said[name]} fails with its last target, too."
        if step.on_fail:
            goal = f"Take {said[name]} once more" if step.on_fail == name else ways[step.on_fail]
            found[f"{head} What now?"] = {goal}
        follows = {edge.target for edge in dossier.flow.out_of[name]}
        found[f"{said[name]} is done. What comes next?"] = {
            said[goal].strip("“”") for goal in follows if goal in steps
        }
    found["Which of these steps is a point of no return?"] = {
        said[name].strip("“”") for name, step in steps.items() if step.point_of_no_return
    }
    return found


def test_the_right_answer_is_what_the_file_says_and_no_wrong_one_is() -> None:
    """Failures, what comes next and points of no return, in every SOP that there is to try."""
    looked_up = 0
    for found in (*own().values(), *sized().values(), *random_set(0).values()):
        right = facts(found)
        for question in questions(found):
            if question.ask in right:
                looked_up += 1
                for answer in question.answers:
                    assert (answer.text in right[question.ask]) == answer.right, question
    assert looked_up > 60


def test_a_short_sop_has_a_short_quiz() -> None:
    """Nothing is made up where too little is said."""
    short = questions(dossier("only: {test, takes: 1m}"))
    assert len(short) < 5
    assert "says too little yet" in quiz(dossier("only: {test, takes: 1m}"), ())


@pytest.mark.parametrize(
    ("first", "second", "right"),
    [("model", "store", ["Other and Model, then Store"]), ("store", "model", [])],
)
def test_where_the_steps_have_another_order_it_is_not_asked(
    first: str, second: str, right: list[str]
) -> None:
    """The restore order is a question only if the steps keep it."""
    found = dossier(f"""
    a: {{act, takes: 1m, restores: other}}
    b: {{act, takes: 1m, restores: {first}}}
    c: {{act, takes: 1m, restores: {second}}}
    d: {{test, takes: 1m}}
    """)
    assert [q.right.text for q in questions(found) if "In which order" in q.ask] == right
