"""What a browser keeps of a run was written by anyone: the page reads it as data, and leads on."""

from __future__ import annotations

import functools
import http.server
import re
import threading
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.site.acting import RUN, clipboard, fill, named, opened, ready, say, step
from tests.sites import Project

EXTRAS = (
    None,
    [],
    5,
    "text",
    {},
    {"kind": "step"},
    {"kind": "step", "step": "gone", "answer": "done"},
    {"kind": "step", "step": "constructor", "answer": "done"},
    {"kind": "step", "step": "confirm", "answer": "constructor"},
    {"kind": "step", "step": 7, "answer": "yes"},
    {"kind": "step", "step": {"toString": "x"}, "answer": ["yes"]},
    {"kind": "constructor"},
    {"kind": "target", "name": "__proto__", "value": "0"},
    {"kind": "target", "name": "model", "value": "1e9"},
    {"kind": "value", "name": "trigger", "value": "constructor"},
    {"kind": "value", "name": "trigger", "value": "x\nprocedure: y"},
    {"kind": "value", "name": "inputs.gone", "value": "x"},
    {"kind": "value", "name": "inputs.incident", "value": "9" * 5_000},
    {"kind": "start", "value": "99999999999999999999"},
    {"kind": "start", "value": "tomorrow"},
    {"kind": "note", "value": 5},
    {"kind": "step", "step": "approve", "answer": "no"},
    {"kind": "go-on", "step": "constructor", "name": "Ada", "value": "Why not"},
    {"kind": "go-on", "step": "confirm", "name": "Ada", "value": "Why not"},
    {"kind": "go-on", "step": "verify", "name": "", "value": "Why not"},
    {"kind": "go-on", "step": "verify", "name": ["Ada"], "value": "Why not"},
    {"kind": "step", "step": "confirm", "answer": "yes", "order": "first"},
    {"kind": "step", "step": "confirm", "answer": "yes", "order": -1},
    {"kind": "step", "step": "confirm", "answer": "yes", "order": 1e300},
    {"kind": "step", "step": "confirm", "answer": "yes", "at": "noon"},
    {"kind": "step", "step": "confirm", "answer": "yes", "at": 1e300},
)
"""What no run of this page has ever said."""

ENTRY = """Object.keys(localStorage).find(key => key.startsWith("rollbook:run:"))"""
PLANT = (
    """changes => {
    const key = """
    + ENTRY
    + """;
    const one = JSON.parse(localStorage.getItem(key));
    const prefix = key.slice(0, key.lastIndexOf(":") + 1);
    const order = Math.max(...Object.keys(localStorage).filter(key => key.startsWith(prefix))
        .map(key => JSON.parse(localStorage.getItem(key))?.order ?? 0));
    const bare = {order: order + 1, at: one.at + 1};
    changes.forEach((change, place) => {
        const id = `zz-${String(place).padStart(4, "0")}`;
        const is = change !== null && typeof change === "object" && !Array.isArray(change);
        localStorage.setItem(prefix + id, JSON.stringify(is ? {...bare, id, ...change} : change));
    });
}"""
)
"""Write entries as a page of another site on the same host could, beside one that is there."""


UNLIKE = """() => {
    const key = Object.keys(localStorage).find(key => key.startsWith("rollbook:run:"));
    localStorage.setItem(key.split(":").slice(0, 4).join(":") + ":other", "{}");
}"""
"""Write an entry where another version of the page would."""


def planted(page: Page, *entries: Any) -> None:
    page.evaluate(PLANT, list(entries))
    page.reload()
    ready(page)


def test_what_is_no_entry_counts_for_nothing(context: BrowserContext) -> None:
    """It is said how much of it there was, and the run goes on where it was."""
    page = opened(context)
    say(page, "Yes")
    planted(page, *EXTRAS)
    page.evaluate(UNLIKE)
    page.reload()
    named(page, "Pause ramp")
    lost = page.get_by_text(f"{len(EXTRAS) + 1} entries cannot be read")
    expect(lost).to_be_visible()
    say(page, "Done")
    named(page, "Approve")
    for text in page.locator("rb-run pre").all_text_contents():
        assert not set(text.split()) & {"NaN", "undefined", "gone", "constructor"}
    page.get_by_role("button", name="Start anew").click()
    page.get_by_role("button", name="Forget this run for good").click()
    named(page, "Confirm")
    expect(lost).to_have_count(0)
    page.reload()
    named(page, "Confirm")


def test_a_stored_value_is_held_to_the_rule_where_a_command_is_made(
    context: BrowserContext,
) -> None:
    """Else nobody gets to see it in a command, in a notice or in what is copied."""
    page = opened(context)
    say(page, "Yes")
    bad = "INC-2026-051; rm -rf /"
    planted(
        page,
        {"kind": "value", "name": "inputs.incident", "value": bad},
        {"kind": "value", "name": "live.model", "value": "a/1\nrm -rf /"},
    )
    command = named(page, "Pause ramp").locator(":scope > .rb-command")
    expect(command).to_contain_text("${inputs.incident}")
    expect(page.get_by_role("alert").filter(has_text="does not look right")).to_be_visible()
    field = page.get_by_role("textbox", name="Which number has the incident?")
    expect(field).to_have_value(bad)
    page.evaluate("navigator.clipboard.writeText('before')")
    step(page).get_by_role("button", name="Copy", exact=True).first.click()
    expect(field).to_be_focused()
    assert clipboard(page) == "before"
    page.get_by_role("button", name="All steps").click()
    texts = page.locator("rb-run :is(code, blockquote, [data-rb-handover])").all_text_contents()
    assert not any("rm -rf" in text for text in texts)


def test_a_value_that_does_not_fit_leaves_a_gap_again(context: BrowserContext) -> None:
    """No command keeps the value before, and what nobody sees in it is named."""
    page = opened(context)
    say(page, "Yes")
    command = named(page, "Pause ramp").locator(":scope > .rb-command")
    question = "Which number has the incident?"
    fill(page, question, "INC-2026-051")
    expect(command).to_contain_text("--reason INC-2026-051")
    page.get_by_text("Values and times", exact=True).click()
    fill(page, question, "INC-2026-052 ")
    expect(command).to_contain_text("--reason INC-2026-052")
    fill(page, question, "INC-2026-05")
    expect(command).to_contain_text("${inputs.incident}")
    fill(page, question, "INC-2026\u200b-051")
    expect(command).to_contain_text("${inputs.incident}")
    expect(page.get_by_text("Something in it cannot be seen")).to_be_visible()


THROWS = "() => { throw new DOMException('no', 'SecurityError'); }"
FULL = "() => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.mark.parametrize(
    "refusal",
    [
        f"Object.defineProperty(window, 'localStorage', {{get: {THROWS}}})",
        "Object.defineProperty(window, 'localStorage', {get: () => null})",
        f"Storage.prototype.setItem = {FULL}",
        "for (const name of ['getItem', 'setItem', 'removeItem', 'key']) "
        f"Storage.prototype[name] = {THROWS}",
    ],
)
def test_a_browser_that_keeps_nothing_leads_on(context: BrowserContext, refusal: str) -> None:
    """The page says that a reload loses the run."""
    page = context.new_page()
    page.add_init_script(refusal)
    page.goto(RUN)
    ready(page)
    say(page, "Yes", "Done")
    named(page, "Approve")
    expect(page.get_by_text("a reload loses it")).to_be_visible()
    page.get_by_role("button", name="Start anew").click()
    page.get_by_role("button", name="Forget this run for good").click()
    named(page, "Confirm")


def test_a_storage_that_is_emptied_takes_nothing_from_an_open_page(
    context: BrowserContext,
) -> None:
    """It says so, and keeps all of it again with the next answer."""
    page, other = opened(context), opened(context)
    say(page, "Yes", "Done")
    other.evaluate("localStorage.clear()")
    expect(page.get_by_text("a reload loses it")).to_be_visible()
    named(page, "Approve")
    say(page, "Approved")
    expect(page.get_by_text("a reload loses it")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-rb-log]")).to_contain_text("| 3 | Approve | Approver | done |")


def test_five_megabytes_of_anything_do_not_stop_a_run(context: BrowserContext) -> None:
    """One entry of that size, and as many small ones as there is room for."""
    page = opened(context)
    say(page, "Yes")
    planted(page, {"kind": "note", "value": "x" * 2_000_000})
    named(page, "Pause ramp")
    note = {"kind": "note", "value": "n" * 200}
    planted(page, *[note] * 6_000)
    say(page, "Done")
    named(page, "Approve")


def test_with_the_clock_set_back_every_answer_counts(context: BrowserContext) -> None:
    """The log says where it went back, and no time is below nothing."""
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-23T03:00:00")
    page.goto(RUN)
    ready(page)
    say(page, "Yes")
    page.clock.set_fixed_time("2026-11-23T02:59:58")
    say(page, "Done")
    named(page, "Approve")
    log = page.locator("[data-rb-log]")
    expect(log).to_contain_text("The clock of this device went back by 0:02;")
    expect(log).to_contain_text("| 2 | Pause ramp | Initiator | done | 02:59 | 02:59 | 0:00 |")
    page.clock.set_fixed_time("2027-11-23T03:00:00")
    say(page, "Approved")
    page.get_by_role("button", name="4 Inform").click()
    say(page, "It is sent")
    page.clock.set_fixed_time("2026-11-23T03:06:00")
    fill(page, "What runs now", "feed-ranker/42")
    say(page, "Done")
    named(page, "Revert model")
    expect(log).to_contain_text("went back by 365 days;")
    expect(log).to_contain_text("- 6:02 of an RTO")
    page.reload()
    named(page, "Revert model")
    expect(page.get_by_role("timer")).to_contain_text("6:02")


def test_a_clock_that_was_ahead_asks_when_it_fired(context: BrowserContext) -> None:
    """Until somebody says so, neither the clock nor a record makes a time up."""
    page = context.new_page()
    page.clock.set_fixed_time("2027-11-23T03:00:00")
    page.goto(RUN)
    ready(page)
    say(page, "Yes")
    page.clock.set_fixed_time("2026-11-23T03:10:00")
    expect(page.get_by_role("timer")).to_contain_text("say when it fired")
    page.get_by_text("Log and record").click()
    page.get_by_role("button", name="Save the record").click()
    expect(page.get_by_role("alert").filter(has_text="still to come")).to_be_visible()
    page.get_by_text("Values and times", exact=True).click()
    page.get_by_label("It fired at").fill("2026-11-23T03:00")
    page.get_by_label("It fired at").press("Enter")
    expect(page.get_by_role("timer")).to_contain_text("10:00")


def test_tabs_whose_clocks_differ_keep_the_order(context: BrowserContext) -> None:
    """An answer comes behind all that its tab had seen."""
    one, two = opened(context), context.new_page()
    say(one, "Yes")
    two.clock.set_fixed_time("2020-01-01T00:00:00")
    two.goto(RUN)
    ready(two)
    named(two, "Pause ramp")
    say(two, "Done")
    named(one, "Approve")
    say(one, "Approved")
    for page in (one, two):
        page.reload()
        rows = (page.locator("[data-rb-log]").text_content() or "").splitlines()
        taken = [row.split(" | ")[1] for row in rows if row.startswith("| ")][2:]
        assert taken == ["Confirm", "Pause ramp", "Approve"]


def test_an_answer_that_came_too_late_is_named(context: BrowserContext) -> None:
    """Two tabs answer the same step at once: one counts, and the other is not lost."""
    page = opened(context)
    say(page, "Yes")
    planted(page, {"kind": "step", "step": "confirm", "answer": "no"})
    named(page, "Pause ramp")
    note = page.locator(".rb-note", has_text="not open then: 1 Confirm, no.")
    expect(note).to_be_visible()
    say(page, "Done")
    expect(note).to_have_count(0)
    expect(page.locator("[data-rb-log]")).to_contain_text("not open then: 1 Confirm, no.")


def test_when_summer_time_ends_the_log_says_so(chromium: Browser, address: str) -> None:
    """An hour that comes twice is told apart, and the time that was taken is right."""
    context = chromium.new_context(base_url=address, timezone_id="Europe/Berlin")
    page = context.new_page()
    page.clock.set_fixed_time("2026-10-25T00:50:00Z")
    page.goto(RUN)
    ready(page)
    say(page, "Yes")
    page.clock.set_fixed_time("2026-10-25T01:10:00Z")
    say(page, "Done")
    log = page.locator("[data-rb-log]")
    expect(log).to_contain_text("done | 02:50 | 02:10 | 20:00 |")
    expect(log).to_contain_text("The time here is UTC+1 from now on; it was UTC+2.")
    context.close()


def test_a_phone_that_slept_shows_the_time_at_once(context: BrowserContext) -> None:
    """Its timers stood still meanwhile."""
    page = context.new_page()
    page.clock.install(time="2026-11-23T03:00:00")
    page.goto(RUN)
    ready(page)
    say(page, "Yes")
    page.clock.pause_at("2026-11-23T03:01:00")
    page.clock.set_system_time("2026-11-23T03:31:00")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_role("timer")).to_contain_text(re.compile("^(31:00|30:5.) of 45 min"))


def test_a_note_that_is_too_long_stays_in_its_field(context: BrowserContext) -> None:
    """It is said how long one can be, and nothing is cut off."""
    page = opened(context)
    page.get_by_text("Log and record").click()
    note = page.get_by_label("A note")
    note.fill("x" * 10_001)
    page.get_by_role("button", name="Add to the log").click()
    expect(page.get_by_text("A note has 10,000 characters at the most.")).to_be_visible()
    expect(note).to_have_value("x" * 10_001)
    note.fill("x" * 10_000)
    page.get_by_role("button", name="Add to the log").click()
    expect(note).to_have_value("")
    page.reload()
    expect(page.locator("[data-rb-log]")).to_contain_text("x" * 10_000)


def test_where_the_script_fails_every_step_is_there(context: BrowserContext) -> None:
    """A page that cannot lead is the list that it is without a script."""
    page = context.new_page()
    page.route(
        "**/run/",
        lambda route: route.fulfill(
            body=route.fetch().text().replace("[&#34;confirm&#34;]", "[1]")
        ),
    )
    failed: list[object] = []
    page.on("pageerror", lambda error: failed.append(error))
    page.goto(RUN)
    expect(page.locator(".rb-step")).to_have_count(13)
    expect(page.locator(".rb-step").last).to_be_visible()
    assert failed


def test_without_a_network_nothing_is_shown_that_no_server_gave(
    chromium: Browser, handbook: Project
) -> None:
    """Any page of this host can write into the cache, what it made up or another page."""
    quiet = functools.partial(Silent, directory=str(handbook.folder / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = chromium.new_context(base_url=f"http://127.0.0.1:{server.server_port}/")
    page = opened(context)
    expect(page.get_by_text("is kept on this device")).to_be_visible()
    page.evaluate(
        """async () => {
            const name = (await caches.keys()).find(key => key.startsWith("rollbook:"));
            const cache = await caches.open(name);
            const forged = new Response("forged", { headers: { "Content-Type": "text/html" } });
            await cache.put(new URL("../", location.href), forged);
            await cache.put(new URL("../../../", location.href), await fetch("../../../faq/"));
        }"""
    )
    server.shutdown()
    server.server_close()
    ask = "address => fetch(address).then(found => found.text(), () => 'nothing')"
    assert "Pause ramp" in page.evaluate(ask, "./")
    assert [page.evaluate(ask, address) for address in ("../", "../../../")] == ["nothing"] * 2
    context.close()


class Silent(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Leave nothing to the browser's own cache."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing of what is asked for."""
