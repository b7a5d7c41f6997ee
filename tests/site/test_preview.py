"""Live preview: `mkdocs serve` follows the YAML, shows a mistake, and recovers."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.sites import BIN, Project

PATIENCE = 60_000
"""Milliseconds; the test waits for what it expects, not for a time."""


@pytest.fixture
def served(project: Project) -> Iterator[str]:
    """The address at which a new handbook is served with live preview."""
    project.run("rollbook", "init")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    with (project.folder / "serve.log").open("w") as log:
        process = subprocess.Popen(
            [BIN / "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}", "--livereload"],
            cwd=project.folder,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + PATIENCE / 1000
        while time.monotonic() < deadline:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield address
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A browser that waits patiently."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def edit(project: Project, old: str, new: str) -> None:
    path = project.folder / "sops/search-ranking.yml"
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def test_a_saved_change_a_mistake_and_its_mending_show_in_the_browser(
    project: Project, served: str, page: Page
) -> None:
    """The author never has to touch the browser."""
    page.goto(f"{served}sops/search-ranking/")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Roll back the search ranking model")

    edit(project, "title: Roll back the search ranking model", "title: Take the ranker back")
    expect(heading).to_contain_text("Take the ranker back", timeout=PATIENCE)

    edit(project, "    by: executor\n    takes: 6m", "    by: excutor\n    takes: 6m")
    article = page.locator("article")
    expect(article).to_contain_text("there is no role 'excutor'", timeout=PATIENCE)
    expect(article).to_contain_text("did you mean 'executor'?")
    expect(article).to_contain_text(re.compile(r"sops/search-ranking\.yml:\d+:9"))

    edit(project, "title: Take the ranker back", 'title: "Take the ranker back')
    expect(article).to_contain_text("syntax", timeout=PATIENCE)

    edit(project, 'title: "Take the ranker back', "title: Take it back")
    edit(project, "by: excutor", "by: executor")
    expect(heading).to_contain_text("Take it back", timeout=PATIENCE)
    expect(page.locator("#step-revert")).to_be_visible()


def test_a_new_sop_and_a_record_show_without_a_restart(
    project: Project, served: str, page: Page
) -> None:
    """New files in the folder are seen as well."""
    page.goto(served)
    expect(page.get_by_role("heading", level=1)).to_contain_text("What is wrong?")
    assert project.run("rollbook", "new", "prompt", "assistant").code == 0
    link = page.locator("article").get_by_role("link", name="Take the assistant back")
    expect(link.first).to_be_visible(timeout=PATIENCE)
