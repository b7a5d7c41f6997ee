"""Practising in a browser: a quiz, a tabletop, a newcomer's path, with and without a script."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from typing import Literal

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from rollbook.views.practice.question import Question
from rollbook.views.practice.quiz import questions
from tests.diagrams.dossiers import own
from tests.site.watching import Watched
from tests.sites import REPOSITORY, Project

SOP = "home-feed-ranking"
QUIZ = f"practice/{SOP}/"
TABLE = f"practice/{SOP}/release-42/"
TEAM = "roles/platform-oncall/"
PHONE = 390
NOW = 1_795_392_000
LEAST = 24
"""Pixels that a finger needs."""


@pytest.fixture
def phone(chromium: Browser, address: str) -> Iterator[Page]:
    """A page as wide as a phone, which may use the clipboard; nothing may go wrong on it."""
    context = chromium.new_context(
        viewport={"width": PHONE, "height": 800}, base_url=address, reduced_motion="reduce"
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    watched = Watched(context.new_page(), address)
    yield watched.page
    context.close()
    assert watched.wrong == []


def asked() -> tuple[Question, ...]:
    """The questions that the page has to ask."""
    return questions(own()[SOP])


def is_sound(page: Page) -> None:
    """Nothing sticks out, axe finds nothing, and everything that is pressed is large enough."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    found = Axe().run(page, {"include": [["article"]], "exclude": [[".headerlink"]]})
    assert [
        (wrong["id"], [node["html"][:200] for node in wrong["nodes"]][:3])
        for wrong in found.response["violations"]
    ] == []
    small = page.evaluate(
        """least => [...document.querySelectorAll(
            "article .rb :is(a, button, input, textarea, summary)")]
          .filter(part => part.getClientRects().length && !part.closest(".md-code__nav"))
          .filter(part => [...part.getClientRects()].some(
            box => box.height < least || box.width < least && part.tagName !== "A"))
          .map(part => part.outerHTML.slice(0, 120))""",
        LEAST,
    )
    assert small == []


def tabbed(page: Page, goal: Locator) -> None:
    """Reach something with the Tab key."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if goal.evaluate("part => part === document.activeElement"):
            return
    raise AssertionError(f"the Tab key never comes to {goal}")


def test_a_quiz_with_the_keyboard_alone(phone: Page) -> None:
    """Someone answers the first wrongly and the rest rightly, reads why, and starts again."""
    phone.goto(QUIZ)
    items = phone.locator(".rb-questions > li")
    expect(items).to_have_count(len(asked()))
    for number, question in enumerate(asked()):
        item = items.nth(number)
        right = [answer.right for answer in question.answers].index(True)
        wanted = (right + 1) % len(question.answers) if number == 0 else right
        tabbed(phone, item.locator("input").first)
        phone.keyboard.press("Space")
        for _ in range(wanted):
            phone.keyboard.press("ArrowDown")
        tabbed(phone, item.get_by_role("button", name="Check"))
        phone.keyboard.press("Enter")
        said = item.get_by_role("status")
        expect(said).to_have_text("That is wrong." if number == 0 else "That is right.")
        expect(item.locator(".rb-option").nth(right)).to_contain_text("Right.")
        if number == 0:
            expect(item.locator(".rb-option--wrong")).to_contain_text("Wrong.")
            is_sound(phone)
    count = len(asked())
    score = f"{count - 1} of {count}"
    expect(phone.locator(".rb-quiz__score")).to_contain_text(f"{score} are right")

    tabbed(phone, phone.get_by_role("button", name="Start again"))
    phone.keyboard.press("Enter")
    expect(items.first.locator("input").first).to_be_focused()
    expect(phone.locator(".rb-option--right")).to_have_count(0)
    phone.reload()
    expect(phone.locator(".rb-quiz__last")).to_have_text(f"Last time: {score}.")
    kept = phone.evaluate("Object.entries(localStorage).filter(([k]) => k.startsWith('rollbook'))")
    assert kept == [[f"rollbook:quiz:{SOP}:{own()[SOP].standing.digest}", score]]


def test_an_answer_leads_to_its_step(watched: Watched) -> None:
    """Who was wrong reads the step itself; who has chosen nothing is told so."""
    page = watched.page
    page.goto(QUIZ)
    item = page.locator(".rb-questions > li", has_text="“Revert model” fails.")
    item.get_by_role("button", name="Check").click()
    expect(item.get_by_role("status")).to_have_text("Choose an answer first.")
    item.get_by_label("Go to “Popular items”").check()
    item.get_by_role("button", name="Check").click()
    item.locator(".rb-option--right a").click()
    expect(page).to_have_url(re.compile(rf"sops/{SOP}/#step-revert-model$"))


def play(page: Page) -> None:
    """Go through the whole tabletop with the keyboard, ten seconds a scene."""
    table = page.locator("rb-tabletop")
    for place in range(table.locator(".rb-scene").count() - 1):
        page.clock.run_for(10_000)
        if place == 1:
            table.get_by_label("What the group decides").fill("Look at the dashboard")
        if place:
            shown = table.locator(".rb-scene:not([hidden])")
            tabbed(page, shown.locator("summary"))
            page.keyboard.press("Enter")
            expect(shown.locator("details")).to_have_attribute("open", "")
        tabbed(page, table.get_by_role("button", name="Next" if place else "Begin"))
        page.keyboard.press("Enter")


FINDINGS = (
    'Nobody knew the bridge\n# 2: the <b>phone</b> rings \\<i>, said "ok" \u200b\u00e9\u0007\n\n'
)


def test_a_tabletop_ends_in_a_record_that_can_be_checked_in(phone: Page, project: Project) -> None:
    """With the keyboard, scene by scene; the downloaded file is a drill of this procedure."""
    phone.clock.install(time=NOW)
    phone.clock.pause_at(NOW + 1)
    phone.goto(TABLE)
    table = phone.locator("rb-tabletop")
    expect(table).not_to_contain_text("truncated log", use_inner_text=True)
    play(phone)
    expect(table).to_contain_text("truncated log", use_inner_text=True)
    expect(table.locator(".rb-table__whole")).to_have_text("1:20")
    expect(table.locator(".rb-table__place")).to_have_text("9 of 9")

    save = table.get_by_role("button", name="Download the record")
    save.press("Enter")
    expect(table.get_by_role("status")).to_have_text("Say first who took part.")
    table.get_by_label("Who took part").fill("Ada Byron,  Grace: Hopper")
    table.get_by_label("Passed").press("Space")
    table.get_by_label("What was found").fill(FINDINGS)
    phone.clock.resume()
    is_sound(phone)
    with phone.expect_download() as download:
        save.press("Enter")
    name = download.value.suggested_filename
    assert name == f"drill-{SOP}-2026-11-23.yml"

    shutil.copytree(REPOSITORY / "sops", project.folder / "sops")
    path = project.folder / "sops/records" / name
    download.value.save_as(path)
    checked = project.run("rollbook", "check")
    assert checked.code == 0, checked.output
    assert name not in checked.output
    record = yaml.safe_load(path.read_text("utf-8"))
    assert record["procedure"] == own()[SOP].standing.digest
    assert (record["kind"], record["result"]) == ("tabletop", "passed")
    assert record["people"] == ["Ada Byron", "Grace: Hopper"]
    assert set(record["times"].values()) == {"10s"}
    assert set(record["times"]) <= set(own()[SOP].sop.all_steps)
    assert len(record["findings"]) == 2

    table.get_by_role("button", name="Copy as Markdown").press("Enter")
    expect(table.get_by_role("button", name="Copied")).to_be_visible()
    text = phone.evaluate("navigator.clipboard.readText()")
    assert text.startswith("## Tabletop: Roll back the home-feed ranking model\n")
    assert "- **Confirm**: 0:10, then 4 min. Look at the dashboard\n" in text


def test_a_tabletop_is_kept_until_it_is_started_again(phone: Page) -> None:
    """A browser that was closed by mistake forgets nothing."""
    phone.clock.install()
    phone.goto(TABLE)
    table = phone.locator("rb-tabletop")
    table.get_by_role("button", name="Begin").click()
    table.get_by_label("What the group decides").fill("Wait")
    is_sound(phone)
    phone.clock.run_for(70_000)
    table.get_by_role("button", name="Next").click()
    table.get_by_role("button", name="Back").click()
    expect(table.get_by_label("What the group decides")).to_have_value("Wait")
    phone.reload()
    expect(table.locator(".rb-table__place")).to_have_text("2 of 9")
    expect(table.get_by_label("What the group decides")).to_have_value("Wait")
    expect(table.locator(".rb-table__scene")).to_have_text(re.compile("^1:[12]"))
    table.get_by_role("button", name="Start again").click()
    expect(table.locator(".rb-table__whole")).to_have_text("0:00")
    table.get_by_role("button", name="Begin").click()
    expect(table.get_by_label("What the group decides")).to_have_value("")


FORGED = (
    "null",
    "5",
    "{",
    '{"at": "x", "spent": 3, "said": [7]}',
    '{"at": -1, "spent": {"0": 1}, "said": "x", "people": {}, "findings": [1], "result": 7}',
)
"""What no tabletop has ever kept."""


def test_what_a_tabletop_keeps_is_read_as_data(phone: Page) -> None:
    """Any page of this host can write it: it gets into the record as text, or not at all."""
    phone.goto(TABLE)
    table = phone.locator("rb-tabletop")
    key = json.loads(table.get_attribute("data-about") or "")["key"]

    def plant(text: str) -> None:
        phone.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, text])
        phone.reload()

    for text in FORGED:
        plant(text)
        expect(table.locator(".rb-table__place")).to_have_text("1 of 9")
        expect(table.locator(".rb-table__whole")).to_have_text(re.compile("^0:0"))
    state = {
        "at": 1e9,
        "spent": [-5, 1e300, None, 60_000],
        "said": [[]] * 99,
        "people": "Ada, id: x",
    }
    plant(json.dumps(state | {"findings": "a\n# b", "result": "passed\nsop: other"}))
    expect(table.locator(".rb-table__place")).to_have_text("9 of 9")
    expect(table.locator(".rb-table__whole")).to_have_text(re.compile("^1:0"))
    table.get_by_role("button", name="Download the record").click()
    expect(table.get_by_role("status")).to_have_text("Say first how it ended.")
    table.get_by_label("Passed").check()
    expect(table.locator(".rb-table__changed")).to_contain_text("A record has no headings")
    record = yaml.safe_load(table.locator("form pre").first.inner_text())
    assert (record["sop"], record["result"]) == (SOP, "passed")
    assert (record["people"], record["findings"]) == (["Ada", "id: x"], ["a", "\\# b"])
    is_sound(phone)


def test_a_tabletop_says_when_a_reload_loses_it(phone: Page) -> None:
    """A storage may be full."""
    phone.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    phone.goto(TABLE)
    table = phone.locator("rb-tabletop")
    for _ in range(8):
        table.get_by_role("button", name=re.compile("Begin|Next")).click()
    expect(table.get_by_text("This browser does not keep what you write")).to_be_visible()


def test_a_score_that_the_quiz_cannot_give_is_none(phone: Page) -> None:
    """Of another count, or better than all of it."""
    phone.goto(QUIZ)
    key = phone.locator("rb-quiz").get_attribute("data-key")
    count = len(asked())
    for said, shown in (
        (f"{count + 1} of {count}", False),
        ("3 of 5", False),
        (f"1 of {count}", True),
    ):
        phone.evaluate("([key, text]) => localStorage.setItem(key, text)", [key, said])
        phone.reload()
        expect(phone.locator(".rb-quiz__score")).to_be_visible()
        expect(phone.locator(".rb-quiz__last")).to_be_visible(visible=shown)


def test_a_newcomer_follows_the_path(phone: Page, address: str) -> None:
    """From the overview to the team, its checklist for an issue, and the first quiz."""
    phone.goto("practice/")
    expect(phone.locator("article")).to_contain_text("21 Feb 2027, live")
    phone.get_by_role("link", name="Platform on-call").press("Enter")
    expect(phone).to_have_url(re.compile("roles/platform-oncall/#first-week$"))
    path = phone.locator("rb-checklist").first
    path.get_by_role("button", name="Copy as a checklist").press("Enter")
    text = phone.evaluate("navigator.clipboard.readText()")
    lines = text.splitlines()
    assert lines[0] == "### First week as executor, Platform on-call"
    assert all(line.startswith("- [ ] ") for line in lines[2:])
    read = f"- [ ] Read [Roll back the home-feed ranking model]({address}sops/{SOP}/), as a deputy"
    assert any(line.startswith(read) for line in lines)
    order = [line.split()[3] for line in lines[2:]]
    assert order.index("Read") > max(i for i, word in enumerate(order) if word == "Get")
    is_sound(phone)
    path.get_by_role("link", name="Roll back the home-feed ranking model").last.press("Enter")
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Quiz: Roll back the home-feed")


def test_a_team_sees_its_part_and_what_it_has_rehearsed(watched: Watched) -> None:
    """A deputy's step is marked, a hand-over names the team, and a drill says who was in it."""
    page = watched.page
    page.goto("roles/mlops-oncall/")
    part = page.get_by_role("region", name="Steps: Restore the fraud feature pipeline")
    row = part.get_by_role("row", name="5 Stop writes")
    expect(row).to_contain_text("as deputy")
    expect(row).to_contain_text("Engineering managers")
    own_row = page.get_by_role("region", name="Steps: Roll back the home-feed").get_by_role("row")
    expect(own_row.filter(has_text="Save model")).not_to_contain_text("as deputy")
    rehearsed = page.locator(".rb-rehearsals > li", has_text="Roll back the home-feed")
    expect(rehearsed).to_contain_text("4 Nov 2026, live Passed 4 of its 7 steps")


def test_without_scripts_everything_can_be_read(chromium: Browser, address: str) -> None:
    """Answers, what was done and the checklist unfold; no button is there that does nothing."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(QUIZ)
    item = page.locator(".rb-questions > li", has_text="“Revert model” fails.")
    item.get_by_text("Show the answer").click()
    expect(item.locator(".rb-reason--right")).to_contain_text("Right. Go to “Popular items”")
    page.goto(TABLE)
    scene = page.locator(".rb-scene").nth(2)
    expect(scene).to_contain_text("The answer to “Confirm” was yes.")
    scene.get_by_text("What was done").click()
    expect(scene.get_by_text("flagctl set feed-ramp 0")).to_be_visible()
    expect(page.locator(".rb-scene").last).to_contain_text("truncated log")
    expect(page.locator("rb-tabletop button:visible")).to_have_count(0)
    page.goto(TEAM)
    path = page.locator("rb-checklist").first
    path.get_by_text("As Markdown").click()
    expect(path.locator("pre")).to_contain_text("- [ ] Read Roll back the home-feed ranking model")
    context.close()


@pytest.mark.parametrize("scheme", ["dark"])
def test_in_the_dark_nothing_fades(
    chromium: Browser, address: str, scheme: Literal["dark"]
) -> None:
    """An answered question, an unfolded scene and a path keep their contrast."""
    context = chromium.new_context(
        viewport={"width": PHONE, "height": 800},
        base_url=address,
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(QUIZ)
    first = page.locator(".rb-questions > li").first
    first.locator("input").first.check()
    first.get_by_role("button", name="Check").click()
    is_sound(page)
    page.goto(TABLE)
    page.get_by_role("button", name="Begin").click()
    page.locator(".rb-scene:not([hidden]) summary").click()
    is_sound(page)
    page.goto(TEAM)
    is_sound(page)
    context.close()
