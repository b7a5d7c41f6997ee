"""Acting on an SOP in a browser, as someone on call does."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Literal

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.acting import RUN, clipboard, fill, named, opened, ready, say, step
from tests.sites import REPOSITORY, Project

INCIDENT = "INC-2026-051"


def test_from_the_symptom_to_the_last_check(context: BrowserContext, tmp_path: Path) -> None:
    """Two clicks to the first command; a check fails; the record is one that `check` accepts."""
    page = context.new_page()
    page.goto("./")
    page.get_by_role("link", name="Click-through against control").click()
    page.get_by_role("link", name="Act now: Engagement drop").click()
    named(page, "Confirm")
    expect(page.locator(".rb-run__next pre")).to_contain_text("flagctl set feed-ramp 0")

    say(page, "Yes")
    command = named(page, "Pause ramp").locator(":scope > .rb-command")
    step(page).get_by_role("button", name="Copy", exact=True).first.click()
    field = page.get_by_role("textbox", name="Which number has the incident?")
    expect(field).to_be_focused()
    fill(page, "Which number has the incident?", "nonsense; rm -rf /")
    expect(page.get_by_role("alert").filter(has_text="does not look right")).to_be_visible()
    expect(command).to_contain_text("${inputs.incident}")
    fill(page, "Which number has the incident?", INCIDENT)
    step(page).get_by_role("button", name="Copy", exact=True).first.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert clipboard(page) == f"flagctl set feed-ramp 0 --reason {INCIDENT}"

    say(page, "Done")
    named(page, "Approve")
    expect(page.locator(".rb-run__hand")).to_contain_text("Approver")
    page.get_by_text("Hand over", exact=True).click()
    expect(page.locator("[data-rb-handover]")).to_contain_text("3 Approve (Approver")
    say(page, "Approved")

    open_steps = page.get_by_role("group", name="Steps that are open")
    expect(open_steps.get_by_role("button")).to_have_text(["4 Inform", "5 Save model"])
    named(page, "Save model")
    fill(page, "What runs now", "feed-ranker/42")
    say(page, "Done")
    expect(named(page, "Revert model")).to_contain_text("ops/serve feed-ranker/42")
    page.get_by_role("button", name="4 Inform").click()
    say(page, "It is sent")
    say(page, "Done")
    page.reload()
    named(page, "Features changed")
    say(page, "Yes")
    final = named(page, "Revert features")
    expect(final.get_by_role("button", name="Done")).to_be_disabled()
    expect(final.locator(":scope > .rb-command")).to_be_hidden()
    page.get_by_label("I know that there is no way back after this").check()
    expect(final.locator(":scope > .rb-command")).to_be_visible()
    say(page, "Done", "It is over")

    named(page, "Verify")
    page.get_by_label("This one passes").first.check()
    say(page, "One of them fails")
    named(page, "Popular items")
    while step(page).count():
        step(page).locator(".rb-run__answers button").first.click()
    expect(page.locator(".rb-run__over")).to_contain_text("the run does not meet the RTO of 45 min")
    expect(page.get_by_role("heading", name="All steps are taken")).to_have_count(0)
    log = page.locator("[data-rb-log]")
    expect(log).to_contain_text("| 10 | Verify | Verifier | failed |")
    expect(log).to_contain_text("Trigger: Engagement drop")

    page.get_by_label("How it ended").fill("# The feed shows <popular> items;\nranking is back")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the record").click()
    assert download.value.suggested_filename == f"{INCIDENT}.yml"
    record = download.value.path()
    check_record(tmp_path, record, f"{INCIDENT}.yml")
    assert yaml.safe_load(record.read_text("utf-8"))["answers"]["verify"] == "failed"


def check_record(folder: Path, record: Path, name: str) -> None:
    """`rollbook check` has nothing against it, beside the SOPs of this repository."""
    shutil.copytree(REPOSITORY / "sops", folder / "sops")
    shutil.copy(record, folder / "sops/records" / name)
    # The record is of today, as the browser has it.
    result = Project(folder).run("rollbook", "check", "sops/records", SOURCE_DATE_EPOCH="")
    assert result.code == 0, result.output
    assert "no findings" in result.output or "incident-not-reviewed" in result.output
    said = yaml.safe_load(record.read_text("utf-8"))
    assert said["sop"] == "home-feed-ranking"
    assert next(iter(said["times"])) == "confirm"


def test_a_drill_is_a_record_too(context: BrowserContext, tmp_path: Path) -> None:
    """Whoever went only a part of the way says so; what is missing is named."""
    page = opened(context)
    say(page, "Yes", "Done")
    page.get_by_text("Log and record").click()
    page.get_by_label("It was").select_option("drill")
    page.get_by_role("button", name="Save the record").click()
    expect(page.get_by_text("Say who took part.")).to_be_visible()
    page.get_by_label("Who took part").fill("Ada: Example,  # Sam Sample,")
    page.get_by_label("What was noticed").fill(
        "The pager was silent\n\n> # x\nC:\\<name>\n\u200b---"
    )
    changed = page.locator("[data-rb-changed]")
    expect(changed).to_contain_text("a � stands now")
    expect(changed).to_contain_text("no headings and no HTML")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the record").click()
    assert re.fullmatch(
        r"drill-home-feed-ranking-\d{4}-\d\d-\d\d\.yml", download.value.suggested_filename
    )
    said = yaml.safe_load(download.value.path().read_text("utf-8"))
    assert said["people"] == ["Ada: Example", "# Sam Sample"]
    assert said["findings"] == ["The pager was silent", "> \\# x", "C:\\<name>", "\ufffd---"]
    check_record(tmp_path, download.value.path(), download.value.suggested_filename)


def test_two_tabs_lose_nothing(context: BrowserContext) -> None:
    """What one says the other shows, and both keep all of it, also what both say at once."""
    one, two = opened(context), opened(context)
    say(one, "Yes", "Done")
    named(two, "Approve")
    say(two, "Approved")
    one.get_by_role("button", name="5 Save model").click()
    two.get_by_role("button", name="4 Inform").click()
    say(one, "Done")
    say(two, "It is sent")
    for page in (one, two):
        page.reload()
        expect(page.locator("[data-rb-log]")).to_contain_text("5 | Save model")
        expect(page.locator("[data-rb-log]")).to_contain_text("4 | Inform")


def test_the_last_answer_can_be_taken_back_and_the_run_forgotten(context: BrowserContext) -> None:
    """A tick by mistake is nothing final; to forget a run is asked twice."""
    page = opened(context)
    say(page, "Yes")
    step(page).get_by_role("button", name="Take back: Confirm, yes").click()
    named(page, "Confirm")
    say(page, "No")
    expect(page.get_by_role("heading", name="Escalate now")).to_be_visible()
    page.get_by_role("button", name="Take back: Confirm, no").click()
    say(page, "Yes")
    page.evaluate("localStorage.setItem('rollbook:run:home-feed-ranking:0123:x', '{}')")
    page.reload()
    expect(page.get_by_text("A run of another edition is kept here")).to_be_visible()
    page.get_by_role("button", name="Start anew").click()
    named(page, "Pause ramp")
    page.get_by_role("button", name="Forget this run for good").click()
    named(page, "Confirm")
    page.reload()
    named(page, "Confirm")


def test_it_opens_without_a_network_and_goes_on(context: BrowserContext) -> None:
    """Once opened, it is there; what was ticked is still ticked."""
    page = opened(context)
    expect(page.get_by_text(re.compile(r"Edition \d+ is kept on this device"))).to_be_visible()
    say(page, "Yes")
    context.set_offline(True)
    page.reload()
    named(page, "Pause ramp")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.rb-act--main')).minHeight")
        == "44px"
    )
    page.get_by_role("link", name="The whole SOP").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("home-feed ranking")


def test_a_target_that_failed_gives_its_place_to_the_next(context: BrowserContext) -> None:
    """The commands name the second one from then on."""
    page = opened(context, "./sops/inference-latency/run/")
    text = (REPOSITORY / "sops/inference-latency.yml").read_text("utf-8")
    first, second = re.findall(r"oci:(\S*runtime@sha256:\w{64})", text)
    say(page, "Yes", "Done")
    page.get_by_role("button", name="3 What changed").click()
    say(page, "the runtime or its batching")
    say(page, "Done")
    expect(named(page, "Revert runtime")).to_contain_text(f"runtime={first}")
    say(page, "It failed")
    expect(named(page, "Older runtime")).to_contain_text(f"runtime={second}")


def go_to(page: Page, name: str) -> None:
    """Move on by the keyboard until what has the focus is called so."""
    named = """() => {
        const at = document.activeElement;
        return at.getAttribute("aria-label") || at.closest("label")?.textContent || at.textContent;
    }"""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(named).strip() == name:
            return
    raise AssertionError(f"no key leads to {name}")


def test_the_keyboard_is_enough(context: BrowserContext, tmp_path: Path) -> None:
    """From the home page to the last check, all of which pass, and to the record."""
    page = context.new_page()
    page.goto("./")
    go_to(page, "What do you see?")
    page.keyboard.type("engagement")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#trigger-engagement-drop")
    go_to(page, "Act now: Engagement drop")
    page.keyboard.press("Enter")
    ready(page)
    answers = ["Yes", "Done", "Approved", "Done", "Done", "No", "It is over", "It is sent"]
    for answer in (*answers, "All of them pass", "Done"):
        go_to(page, answer)
        page.keyboard.press("Enter")
        if step(page).count():
            expect(step(page).locator("h4")).to_be_focused()
    expect(page.get_by_role("heading", name="All steps are taken")).to_be_visible()
    page.get_by_text("Values and times").press("Enter")
    go_to(page, "Which number has the incident?")
    page.keyboard.type(INCIDENT + "\t")
    go_to(page, "How it ended")
    page.keyboard.type("Ranking is back")
    go_to(page, "Save the record")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    check_record(tmp_path, download.value.path(), f"{INCIDENT}.yml")


def test_without_scripts_it_is_a_list(chromium: Browser, address: str) -> None:
    """Every step, in order, with what to look up; nothing that does nothing."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(RUN)
    expect(page.locator(".rb-step")).to_have_count(13)
    expect(page.locator(".rb-step").last).to_be_visible()
    expect(page.locator("[data-rb-field]").first).to_contain_text("Which number has the incident?")
    expect(page.get_by_text("here are all steps")).to_be_visible()
    assert page.locator("article button").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_every_target_is_large(
    chromium: Browser, address: str, scheme: Literal["light", "dark"]
) -> None:
    context = chromium.new_context(
        viewport={"width": 390, "height": 800},
        base_url=address,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = opened(context)
    say(page, "Yes", "Done", "Approved")
    for fold in page.locator(".rb-run__fold > summary").all():
        fold.click()
    found = Axe().run(page, {"include": [["article"]], "exclude": [[".headerlink"]]})
    small = page.evaluate(
        """() => [...document.querySelectorAll("rb-run :is(a, button, input, select, summary)")]
            .map((part) => [part.textContent, part.getBoundingClientRect()])
            .filter(([, box]) => box.width && (box.width < 24 || box.height < 23.9))
            .map(([text]) => text)"""
    )
    context.close()
    assert found.response["violations"] == []
    assert small == []


@pytest.mark.parametrize(
    "sop",
    sorted(path.stem for path in (REPOSITORY / "sops").glob("*.yml") if path.stem != "handbook"),
)
def test_the_sheet_has_two_pages_at_the_most(chromium: Browser, address: str, sop: str) -> None:
    """Also with 20 steps; it says which edition it is, and that it is a copy."""
    page = chromium.new_page(base_url=address)
    page.goto(f"./sops/{sop}/run/")
    printed = page.pdf(format="A4", prefer_css_page_size=False)
    page.emulate_media(media="print")
    sheet = page.locator(".rb-sheet")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Uncontrolled copy")
    expect(sheet.locator("tfoot")).to_contain_text("sha256:")
    expect(sheet.locator("svg.rb-qr")).to_be_visible()
    expect(page.locator("rb-run")).to_be_hidden()
    page.close()
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


def test_the_page_lives_on_after_instant_navigation(chromium: Browser, instant: str) -> None:
    """The theme puts pages in without loading them anew."""
    context = chromium.new_context(base_url=instant)
    page = context.new_page()
    page.goto("./sops/search-ranking/")
    page.evaluate("window.same = true")
    page.get_by_role("link", name="Act now", exact=True).first.click()
    ready(page)
    first = step(page).locator("h4").inner_text()
    step(page).locator(".rb-run__answers button").first.click()
    expect(step(page).locator("h4")).not_to_have_text(first)
    second = step(page).locator("h4").inner_text()
    page.get_by_role("link", name="The whole SOP").click()
    expect(page).to_have_url(re.compile("search-ranking/$"))
    page.go_back()
    ready(page)
    expect(step(page).locator("h4")).to_have_text(second, use_inner_text=True)
    assert page.evaluate("window.same")
    context.close()
