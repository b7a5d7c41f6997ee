"""Names, titles and reasons of a published branch, in a browser: text, whatever they say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.publishing.auditing import Change, alter, checked_out, cloned, content, written
from tests.publishing.repositories import Clone, Remote, copied
from tests.publishing.repositories import rollbook_within as rollbook
from tests.validating import invalid

HOSTILE = (
    "</title></script></style>\"'><img src=x onerror=window.ran=1>"
    "<script>window.ran=2</script><svg onload=window.ran=3> {{ 7*7 }} ${7*7}"
)
DIGEST = f"sha256:{'0' * 64}"
LEADS = "javascript:window.ran=4//"


def test_a_list_of_the_root_takes_no_edition_away(published: Remote, tmp_path: Path) -> None:
    """What it names at the top is removed when nothing is there any more; a folder is not."""
    remote, _ = copied(published, tmp_path)
    clone = cloned(remote, tmp_path / "mine")
    root = json.loads(content(clone, "rollbook-root.json"))
    root["files"] |= dict.fromkeys(["2026.1", "latest", "llms.old", "2026.1/index.html"], DIGEST)
    alter(clone, {"rollbook-root.json": written(root), "llms.old": b""})
    was = clone.git("rev-parse", "gh-pages:2026.1", "gh-pages:latest")
    done = rollbook(clone, "publish", "2025.1")
    assert done.code == 0, done.output
    assert clone.git("rev-parse", "gh-pages:2026.1", "gh-pages:latest") == was
    assert clone.git("ls-tree", "gh-pages", "llms.old") == ""


def poisoned(clone: Clone) -> dict[str, Change]:
    """Everything on the branch that is shown somewhere, as whoever may push there can write it."""
    ledger = json.loads(content(clone, "editions.json"))
    ledger["editions"][1]["retracted"] = {"day": "2026-02-02", "reason": HOSTILE}
    known = json.loads(content(clone, "addresses.json"))
    sop = known["sops"]["spam-filter"]
    sop["title"] = HOSTILE
    sop["triggers"]["gone"] = {"name": HOSTILE, "edition": HOSTILE}
    sop["steps"] |= {"gone": HOSTILE, HOSTILE: "2026.1"}
    known["sops"] |= {"left": {**sop, "edition": "2026.1"}, HOSTILE: sop, LEADS: sop}
    path = "2026.2/rollbook-manifest.json"
    manifest = json.loads(content(clone, path))
    manifest["title"] = HOSTILE
    now = manifest["sops"]["spam-filter"]
    now |= {"title": HOSTILE, "status": HOSTILE, "triggers": {**now["triggers"], HOSTILE: HOSTILE}}
    manifest["sops"] |= {HOSTILE: now, LEADS: now}
    versions = json.loads(content(clone, "versions.json"))
    versions[1] |= {"title": HOSTILE, "properties": {"hidden": True}}
    versions.append({"version": "0.9", "title": HOSTILE, "aliases": []})
    return {
        "editions.json": written(ledger),
        "addresses.json": written(known),
        path: written(manifest),
        "versions.json": written(versions),
        "0.9/index.html": b"<h1>Old</h1>",
    }


@pytest.fixture(scope="module")
def site(published: Remote, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site behind another command, which wrote the root anew from all that."""
    folder = tmp_path_factory.mktemp("hostile")
    remote, _ = copied(published, folder)
    clone = cloned(remote, folder / "mine")
    alter(clone, poisoned(clone))
    config = (clone.folder / "mkdocs.yml").read_text("utf-8")
    clone.write(
        {"mkdocs.yml": config.replace("downloads: false", "downloads: false, retention: 0d")}
    )
    done = rollbook(clone, "retract", "2026.1", "--reason", HOSTILE)
    assert "is retracted already" in done.output
    pruned = rollbook(clone, "prune", "--keep", "1", ROLLBOOK_NOW="1895392000")
    assert "Removed the pages of 2026.1" in pruned.output
    return checked_out(clone, folder / "site")


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page on which nothing of all that may run."""
    context = chromium.new_context(service_workers="block")
    yield context.new_page()
    context.close()


def test_no_page_at_the_root_runs_what_a_branch_says(
    site: Path, serve: Callable[[Path], str], page: Page
) -> None:
    """Neither does it lead there; each is shown as it was written."""
    address = serve(site)
    names = [p.relative_to(site).as_posix() for p in site.rglob("*.html")]
    root = [name for name in names if name.split("/")[0] not in ("2026.2", "latest", "0.9")]
    assert {"editions/2026.1/index.html", "t/left/gone/index.html", "404.html"} < set(root)
    assert [name for name in root if "<" in name or "javascript" in name] == []
    for name in root:
        page.goto(f"{address}{name}#step-gone")
        page.wait_for_load_state()
        assert page.evaluate("window.ran") is None, name
        hrefs = page.locator("[href]").evaluate_all(
            "all => all.map(one => one.getAttribute('href'))"
        )
        assert [href for href in hrefs if href.startswith("javascript:")] == [], name
    for name in ("editions/", "editions/2026.1/", "sops/left/", "t/left/gone/"):
        page.goto(address + name)
        expect(page.locator("main")).to_contain_text(HOSTILE)


def test_every_page_at_the_root_is_valid(site: Path) -> None:
    """Those of editions, addresses, removed pages and lost ones, whatever a branch says."""
    assert [error for error in invalid(site) if not error.startswith("/0.9/")] == []


def test_the_mark_and_the_selector_of_an_edition_show_text(
    site: Path, serve: Callable[[Path], str], page: Page
) -> None:
    """Material puts a title of the list into the page as HTML."""
    address = serve(site)
    page.goto(f"{address}latest/mine/")
    page.locator(".md-version__current").hover(force=True)
    expect(page.locator(".md-version__link")).to_have_text(["2026.2", HOSTILE])
    assert page.evaluate("window.ran") is None
    path = site / "editions.json"
    ledger = json.loads(path.read_text("utf-8"))
    ledger["editions"][0]["retracted"] = {"day": "2026-02-02", "reason": HOSTILE}
    mark = page.locator("rb-edition section")
    path.write_bytes(written({**ledger, "current": "2026.1"}))
    page.goto(f"{address}2026.2/mine/")
    expect(mark.locator("bdi")).to_have_text(HOSTILE)
    # What is no ledger says nothing, and what the last page knew stays.
    path.write_bytes(written({**ledger, "current": HOSTILE, "at": LEADS}))
    page.reload()
    page.wait_for_load_state("networkidle")
    expect(mark.locator("bdi")).to_have_text(HOSTILE)
    assert [a.get_attribute("href") for a in mark.locator("a").all()] == [
        f"{address}latest/mine/",
        f"{address}editions/",
    ]
    assert page.evaluate("window.ran") is None
