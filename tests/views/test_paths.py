"""The path of a case: the boxes and lines of the flow that it took."""

from __future__ import annotations

from rollbook.diagrams import Figure
from rollbook.model.measures import Duration
from rollbook.model.runs.verdict import verdict
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import path_picture
from rollbook.views.told import Told
from tests.model.procedures import dossier

TARGETS = """targets:
  base: [{ref: "mlflow:base/2"}, {ref: "mlflow:base/1"}]
"""


def drawn(found: Dossier, times: str, *, known: bool = True, **said: str) -> Figure:
    """The path of a case that took these steps, a minute each."""
    taken = {name: Duration.parse("1m") for name in times.split()}
    judged = verdict(found.sop, dict.fromkeys(taken, 60), said, known=known)
    told = Told("A case", "sops/one/examples/a.md", "bad", taken, known, judged)
    picture = path_picture(found, told)
    assert picture is not None
    return picture.figure


def lines(figure: Figure) -> set[tuple[str, str, str]]:
    """The lines that were taken: from where, to where, and what they say."""
    return {
        (way.source.partition("/")[0], way.target.partition("/")[0], way.label)
        for way in figure.ways
        if way.mark == "taken"
    }


def boxes(figure: Figure) -> dict[str, str]:
    return {n.name.partition("/")[0]: n.items[0].small for n in figure.nodes if n.mark == "taken"}


STEPS = """
look: {ask, takes: 1m, otherwise: stop}
one: {act, takes: 1m, after: look, on_fail: off}
two: {act, takes: 1m, after: look}
both: {test, takes: 1m, after: [one, two], on_fail: one}
"""
OFF = """
off: {act, takes: 1m, then: escalate}
"""


def test_a_case_is_drawn_by_its_answers_and_not_by_the_order_of_its_steps() -> None:
    """A line to a step that was taken later, by another answer, was not followed."""
    figure = drawn(dossier(STEPS, OFF), "look one off two")
    assert lines(figure) == {
        ("trigger", "look", ""),
        ("look", "one", "yes"),
        ("look", "two", "yes"),
        ("one", "off", "fails"),
        ("off", "escalate", ""),
    }
    steps = """
    look: {ask, takes: 1m, otherwise: late}
    early: {act, takes: 1m}
    late: {act, takes: 1m}
    sure: {test, takes: 1m}
    """
    # The order alone allows both: yes leads on to `early`, which leads to `late`.
    assert ("look", "late", "no") not in lines(drawn(dossier(steps), "look early late sure"))
    assert ("look", "late", "no") in lines(drawn(dossier(steps), "look late sure"))


def test_a_way_back_that_was_gone_is_drawn() -> None:
    """Where what is known of the answers says that it was."""
    figure = drawn(dossier(STEPS, OFF), "look one two both", look="yes", both="done")
    assert ("both", "one", "fails") not in lines(figure)
    again = """
    one: {act, takes: 1m}
    both: {test, takes: 1m, on_fail: one}
    two: {act, takes: 1m, after: one}
    """
    taken = lines(drawn(dossier(again), "one both two", both="fail"))
    assert ("both", "one", "fails") in taken


def test_the_end_by_which_a_case_left_is_drawn() -> None:
    """Stop, and not the other end of the same lane."""
    figure = drawn(dossier(STEPS, OFF), "look")
    assert lines(figure) == {("trigger", "look", ""), ("look", "stop", "no")}
    assert [*boxes(figure)] == ["trigger", "look", "stop"]


def test_a_step_that_nobody_noted_is_on_the_path() -> None:
    """It must have been taken; the box says that it was not noted."""
    figure = drawn(dossier(STEPS, OFF), "look one both")
    assert ("two", "both", "") in lines(figure)
    assert boxes(figure)["two"] == "not noted, planned 1 min"


def test_of_an_earlier_procedure_no_step_of_today_is_missed() -> None:
    """It may not have had it: where the way would lead over one, no line is drawn."""
    found = dossier(STEPS, OFF)
    figure = drawn(found, "look one both", known=False)
    assert lines(figure) == set()
    assert "two" not in boxes(figure)
    assert ("two", "both", "") in lines(drawn(found, "look one two both", known=False))


def test_where_no_way_is_known_no_line_is_drawn() -> None:
    """Boxes stand out, and the description says why no line does."""
    figure = drawn(dossier(STEPS, OFF), "both look")
    assert lines(figure) == set()
    assert {*boxes(figure)} == {"trigger", "look", "both"}
    assert figure.description.endswith("Which lines were followed is not known.")


def test_a_box_names_the_targets_that_were_tried() -> None:
    """In that case, whatever may be in use in another."""
    put = "{do: 'Put ${targets.base} back.', by: executor, undo: none, takes: 1m"
    steps = f"""
    turn: {put}, restores: base, on_fail: off}}
    note: {put.replace("Put", "Note")}}}
    sure: {{test, takes: 1m}}
    """
    found = dossier(steps, "off: {act, takes: 1m}", targets=TARGETS)

    def texts(times: str) -> list[str]:
        figure = drawn(found, times)
        return [n.items[0].text for n in figure.nodes if n.name in ("turn", "note")]

    assert texts("turn note sure") == ["Put base/2 back.", "Note base/2 back."]
    assert texts("turn off") == ["Put base/2, then base/1 back.", "Note base/2 or base/1 back."]
