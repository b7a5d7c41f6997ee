"""Ids that scripts, browsers and YAML know by other meanings are ids like any other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from tests.site.acting import fill, named, ready, say
from tests.site.watching import Watched
from tests.sites import Project

HANDBOOK = """\
title: Names
teams:
  constructor: {name: Builders, contact: "https://acme.example/builders"}
metrics:
  length: {name: Length, query: length, no_data: alert}
"""

SOP = """\
title: Roll back the constructor
version: 1
status: draft
effective: 2026-10-01
owner: constructor
system: forms
covers: What is built wrongly after a release.
rto: 30m
roles:
  initiator: {who: constructor}
  approver: {who: constructor}
  executor: {who: constructor}
  verifier: {who: constructor}
components:
  constructor: {name: Builder, kind: model, owner: constructor, live: ops show}
triggers:
  constructor: {symptom: accuracy, metric: length, when: "< 0.9", for: 10m}
targets:
  constructor:
    - {ref: "mlflow:builder/12"}
    - {ref: "mlflow:builder/11"}
inputs:
  constructor: {ask: Which build?, example: b-1, pattern: "b-[0-9]+"}
  # A browser's own expressions would take years for it.
  name: {ask: Which name?, pattern: "([^;]+)+"}
steps:
  constructor:
    decide: Which is it?
    by: initiator
    takes: 1m
    cases: {constructor: "null", length: no}
  "null": {do: Look, by: initiator, takes: 1m, after: constructor}
  no: {do: Look, by: initiator, takes: 1m, after: constructor}
  location: {approve: approver, takes: 1m, after: [no, "null"]}
  name:
    run: "ops build ${targets.constructor} ${inputs.constructor} ${inputs.name} ${live.constructor}"
    by: executor
    takes: 1m
    restores: constructor
    expect: It is built
    undo: "ops build ${live.constructor}"
    on_fail: config
  length: {check: constructor, by: verifier, takes: 1m}
fallback:
  config: {do: Build by hand, by: executor, takes: 1m, restores: constructor, then: length}
checks:
  constructor: {metric: length, expect: ">= 0.95", over: 1m}
examples:
  constructor:
    title: The constructor was wrong
    trigger: constructor
    story: It was long.
    times: {constructor: 1m, "null": 1m, location: 1m, name: 1m, length: 1m}
    outcome: It was short again.
    lessons: [Measure it]
"""

TAKEN = """() => [...document.querySelectorAll(".rb [id], .rb [name]")]
    .flatMap(part => [part.id, part.getAttribute("name") ?? ""])
    .filter(name => name in Document.prototype || name in HTMLFormElement.prototype
        || Object.hasOwn(window, name))"""
"""Ids and names on the page that would stand before something that a script asks for."""

TAKEN_STEPS = ["constructor", "null", "location", "name", "config", "length"]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A handbook of one SOP with such ids."""
    project = Project(tmp_path_factory.mktemp("names"))
    project.handbook(HANDBOOK, "constructor", SOP)
    return project


@pytest.fixture
def page(chromium: Browser, built: Project, serve: Callable[[Path], str]) -> Iterator[Page]:
    """A page of it, on which nothing may go wrong."""
    address = serve(built.folder / "site")
    context = chromium.new_context(base_url=address)
    watched = Watched(context.new_page(), address)
    yield watched.page
    context.close()
    assert watched.wrong == []


def test_a_run_leads_through_such_steps_to_its_record(page: Page, built: Project) -> None:
    """A case, a target that fails, values and the trigger of the address: all of it counts."""
    page.goto("sops/constructor/run/#trigger-toString")
    ready(page)
    say(page, "constructor")
    named(page, "Null")
    page.get_by_text("Values and times", exact=True).click()
    expect(page.locator("[data-rb-value=trigger]")).to_have_value("")
    page.get_by_role("button", name="Start anew").click()
    page.get_by_role("button", name="Forget this run for good").click()
    page.goto("sops/constructor/")
    page.goto("sops/constructor/run/#trigger-constructor")
    ready(page)
    say(page, "constructor", "Done", "Approved")
    command = named(page, "Name").locator(":scope > .rb-command")
    fill(page, "Which build?", "b-7")
    fill(page, "Which name?", "short\u200b")
    expect(page.get_by_text("Something in it cannot be seen")).to_be_visible()
    expect(command).to_contain_text("${inputs.name}")
    fill(page, "Which name?", f"{'a' * 40};")
    expect(page.get_by_text("This does not look right")).to_be_visible()
    fill(page, "Which name?", "short")
    fill(page, "What runs now", "builder/13")
    expect(command).to_have_text("ops build builder/12 b-7 short builder/13")
    say(page, "It failed")
    named(page, "Config")
    page.get_by_role("button", name="All steps").click()
    expect(command).to_have_text("ops build builder/11 b-7 short builder/13")
    page.get_by_role("button", name="Only the step that is open").click()
    say(page, "Done")
    page.get_by_label("This one passes").check()
    say(page, "All of them pass")
    expect(page.get_by_role("heading", name="All steps are taken")).to_be_visible()
    page.get_by_text("Values and times", exact=True).click()
    page.get_by_label("Number of the incident").fill("#12")
    page.get_by_label("Number of the incident").press("Enter")
    page.get_by_label("How it ended").fill("- # of users\n- 12")
    expect(page.locator("[data-rb-changed]")).to_contain_text("The record has the id 12")
    expect(page.locator("[data-rb-changed]")).to_contain_text("no headings")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the record").click()
    text = download.value.path().read_text("utf-8")
    expect(page.locator("[data-rb-file]")).to_have_text(text.strip(), use_inner_text=True)
    record = yaml.safe_load(text)
    assert list(record["times"]) == TAKEN_STEPS
    typed, ended = record["outcome"].split("\n\n")
    assert typed == "- \\# of users\n- 12"
    assert re.fullmatch(r"Verified\. It took 0:\d\d of an RTO of 30 min\.", ended)
    built.write({f"sops/records/{download.value.suggested_filename}": text})
    result = built.run("rollbook", "check", "sops/records")
    assert result.code == 0, result.output


def test_every_page_of_it_works(page: Page, built: Project) -> None:
    """The quiz, the tabletop, the drawings and the search, without an error."""
    site = built.folder / "site"
    paths = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    # What an alert opens leads on at once.
    for path in sorted(path for path in paths if not path.startswith("t/")):
        page.goto(f"{path}/")
        assert page.evaluate(TAKEN) == []
    page.goto("practice/constructor/constructor/")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator(".rb-table__place")).to_have_text("2 of 7")
