"""What somebody on call reads where a way was lost, and how a run is said to have ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.model.procedures import SOP as PROCEDURE
from tests.site.acting import named, ready, say, step
from tests.sites import Project

HANDBOOK = """\
title: Ends
teams:
  ops: {name: Ops}
  leads: {name: Leads}
  law: {name: Law, contact: "https://acme.example/law"}
metrics:
  m: {name: Metric, query: m, no_data: alert}
components:
  index: {name: Index, kind: index, owner: ops}
  model: {name: Model, kind: model, owner: ops}
"""

SOP = (
    PROCEDURE.replace("rto: 1h", "rto: 45m")
    + """\
targets:
  model: [{ref: "mlflow:m/17"}, {ref: "mlflow:m/15"}]
  index: {ref: "index:i@2026-11-09"}
steps:
  confirm: {decide: Is it so?, by: initiator, takes: 1m, otherwise: stop}
  tell: {do: Tell users., by: initiator, takes: 1m, after: confirm, undo: none}
  index:
    run: "ops index ${targets.index}"
    by: executor
    takes: 4m
    after: confirm
    restores: index
    expect: It runs
    undo: none
  revert:
    run: "ops use ${targets.model}"
    by: executor
    takes: 5m
    after: confirm
    restores: model
    expect: It runs
    undo: none
    on_fail: call
  settle: {wait: 5m, after: revert}
  verify: {check: good, by: verifier, takes: 2m, after: [settle, index, tell]}
  close: {do: Close it., by: executor, takes: 30m, undo: none}
fallback:
  call: {do: Call the leads., by: initiator, takes: 2m, undo: none}
"""
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A handbook of one SOP with three steps at once."""
    project = Project(tmp_path_factory.mktemp("ends"))
    project.handbook(HANDBOOK, "two", SOP)
    return project


@pytest.fixture
def page(chromium: Browser, built: Project, serve: Callable[[Path], str]) -> Iterator[Page]:
    """Its page on a phone, at three in the morning."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 800},
        base_url=serve(built.folder / "site"),
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-23T03:00:00")
    page.goto("sops/two/run/")
    ready(page)
    yield page
    context.close()


def go(page: Page, *answers: tuple[str, str]) -> None:
    """Answer steps by their names, whichever of the open ones is shown."""
    for name, answer in answers:
        if name not in step(page).locator("h4").inner_text():
            page.locator(".rb-run__open").get_by_role("button", name=name).click()
        named(page, name)
        say(page, answer)


def lost(page: Page) -> None:
    """Both targets of the model fail, and the rest goes well."""
    go(page, ("Confirm", "Yes"), ("Revert", "It failed"), ("Revert", "It failed"))
    go(page, ("Call", "Done"), ("Index", "Done"), ("Tell", "Done"))


def test_the_step_that_can_least_be_late_comes_first(page: Page) -> None:
    """It says how many are open, where nobody can miss it."""
    say(page, "Yes")
    named(page, "Revert")
    count = page.get_by_text("3 steps are open at once")
    expect(count).to_be_in_viewport()
    say(page, "Done")
    named(page, "Settle")


def test_the_next_target_stands_in_the_command(page: Page) -> None:
    """Where all have failed the last one stays, marked as failed."""
    go(page, ("Confirm", "Yes"))
    target = page.locator("#step-revert > .rb-command .rb-filled")
    expect(target).to_have_text("m/17")
    say(page, "It failed")
    named(page, "Revert")
    expect(target).to_have_text("m/15")
    expect(step(page)).to_contain_text("1 of 2 targets of model failed; this is the next one.")
    say(page, "It failed")
    named(page, "Call")
    page.get_by_role("button", name="All steps").click()
    expect(target).to_have_text("m/15")
    expect(target).to_have_attribute("data-rb-failed", "")
    page.get_by_role("button", name="Only the step that is open").click()
    step(page).get_by_role("button", name="Take back: Revert, failed").click()
    named(page, "Revert")
    expect(target).not_to_have_attribute("data-rb-failed", "")


def test_beside_a_lost_way_it_says_where_the_main_line_was_left(page: Page) -> None:
    """Before something else is restored; and which join stays closed, and why."""
    go(page, ("Confirm", "Yes"), ("Revert", "It failed"), ("Revert", "It failed"))
    shut = page.locator(".rb-run__shut")
    expect(shut).not_to_contain_text("goes on beside that")
    say(page, "Done")
    named(page, "Index")
    left = "The main line was left at 4 Revert. 3 Index goes on beside that."
    expect(page.get_by_text(left)).to_be_in_viewport()
    say(page, "Done")
    named(page, "Tell")
    expect(shut).to_have_text(
        "Closed: 6 Verify needs 5 Settle; the main line was left at 4 Revert. "
        "It waits for 2 Tell, too."
    )


def test_going_on_all_the_same_is_an_act_of_somebody(page: Page) -> None:
    """With a name and a reason; it stands in the log and in the record, and can be taken back."""
    lost(page)
    over = page.locator(".rb-run__over")
    expect(over.get_by_role("heading")).to_have_text("Not verified")
    expect(over).to_contain_text("No check has passed since 3 Index.")
    expect(over).to_contain_text("Not put back, and not checked since: 4 Revert.")
    expect(over).to_contain_text("6 Verify needs 5 Settle; the main line was left at 4 Revert.")
    expect(over).to_contain_text("the run does not meet the RTO of 45 min.")
    expect(page.get_by_text("All steps are taken")).to_have_count(0)
    over.get_by_text("Go on all the same: 6 Verify").click()
    does = over.get_by_role("button", name="Open 6 Verify")
    does.click()
    expect(over.get_by_role("alert")).to_have_text("Say who decides, and why.")
    expect(over.get_by_label("Who decides")).to_be_focused()
    over.get_by_label("Who decides").fill("Ada <b>Example</b>")
    # What another tab says takes nothing from a field.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    over.get_by_label("Why").fill("The old model\nwas put back by hand")
    found = Axe().run(page, {"include": [["article"]], "exclude": [[".headerlink"]]})
    assert found.response["violations"] == []
    does.click()
    named(page, "Verify")
    reminder = "Ada <b>Example</b> opened this all the same: 6 Verify needs 5 Settle;"
    expect(page.locator(".rb-run__shut")).to_contain_text(reminder)
    decided = "Ada <b>Example</b> went on all the same. 6 Verify needs 5 Settle;"
    log = page.locator("[data-rb-log]")
    expect(log).to_contain_text(decided.replace("<", "\\<").replace(">", "\\>"))
    page.get_by_label("Number of the incident").evaluate(
        "field => field.closest('details').open = true"
    )
    page.get_by_label("Number of the incident").fill("INC-1")
    page.get_by_label("Number of the incident").press("Enter")
    page.locator("[data-rb-value=trigger]").select_option("bad")
    page.get_by_label("How it ended").fill("Still slow")
    record = yaml.safe_load(page.locator("[data-rb-file]").inner_text())
    typed, act, ended = record["outcome"].split("\n\n")
    assert typed == "Still slow"
    assert "Why: The old model was put back by hand" in act
    assert ended == "Not over; still open: 6 Verify."
    assert list(record["times"]) == ["confirm", "revert", "call", "index", "tell"]
    page.get_by_role("button", name="Take back: Verify, gone on all the same").click()
    expect(over.get_by_role("heading")).to_have_text("Not verified")
    expect(log).not_to_contain_text("went on all the same")


def test_the_time_is_that_at_which_it_was_verified(page: Page) -> None:
    """Whatever comes behind the last check takes no time of the RTO."""
    go(page, ("Confirm", "Yes"), ("Revert", "Done"), ("Settle", "It is over"))
    go(page, ("Index", "Done"), ("Tell", "Done"))
    page.clock.set_fixed_time("2026-11-23T03:20:00")
    go(page, ("Verify", "All of them pass"))
    page.clock.set_fixed_time("2026-11-23T04:40:00")
    expect(page.get_by_role("timer")).to_have_text("20:00 of 45 min, verified")
    go(page, ("Close", "Done"))
    over = page.locator(".rb-run__over")
    expect(over.get_by_role("heading")).to_have_text("All steps are taken")
    expect(over).to_contain_text("It took 20:00 of an RTO of 45 min.")
    expect(page.locator("[data-rb-log]")).to_contain_text("- Verified. It took 20:00 of an RTO")


def test_a_run_that_is_stopped_is_not_held_against_the_rto(page: Page) -> None:
    """A false alarm, as a rule."""
    say(page, "No")
    over = page.locator(".rb-run__over")
    expect(over.get_by_role("heading")).to_have_text("You have left the procedure")
    expect(over).to_contain_text("A run that is stopped is not held against the RTO of 45 min.")
    expect(page.locator("[data-rb-log]")).to_contain_text("- Stopped. A run")


def test_a_hand_over_goes_past_steps_without_a_role(page: Page) -> None:
    """From whoever did something last on the way, over a wait."""
    go(page, ("Confirm", "Yes"), ("Index", "Done"), ("Tell", "Done"), ("Revert", "Done"))
    go(page, ("Settle", "It is over"))
    expect(named(page, "Verify").locator(".rb-run__hand")).to_contain_text(
        "This step is for Verifier: Law (https://acme.example/law)"
    )
