"""The documentation: every YAML and command in it does what it says."""

from __future__ import annotations

import html
import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from rollbook.review.risk import risk_rules
from rollbook.rules.catalogue import own_rules
from rollbook.views.changes.as_json import diff_schema
from tests.loading.test_history import git
from tests.publishing.repositories import WHO
from tests.review.test_pairs import PAIRS, expected
from tests.review.test_properties import NOT_DIGESTED
from tests.sites import REPOSITORY, Project

PAGES = [*sorted((REPOSITORY / "docs").rglob("*.md")), REPOSITORY / "README.md"]
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]*)")?\n(.*?)^```', re.DOTALL | re.MULTILINE)


def blocks(kind: str, page: str) -> list[tuple[str, str]]:
    """The code of a page: title and text of each block of a kind."""
    text = (REPOSITORY / page).read_text("utf-8")
    return [(title, code) for found, title, code in BLOCK.findall(text) if found == kind]


def test_the_sop_that_the_guide_writes_is_whole_and_valid(project: Project) -> None:
    """Its pieces, put below one another, are a handbook that builds strictly."""
    files: dict[str, str] = {
        "mkdocs.yml": "site_name: S\nplugins: [rollbook]\n",
        "docs/a.md": "# A\n",
    }
    for title, code in blocks("yaml", "docs/guide/writing.md"):
        assert title, code
        files[title] = files.get(title, "") + code
    project.write(files)
    check = project.run("rollbook", "check", "--strict")
    assert (check.code, check.output) == (0, "1 SOP, 1 record: no findings\n")
    built = project.build()
    assert built.code == 0, built.output


def commands() -> list[tuple[str, str]]:
    """Every `rollbook` and `mkdocs` command of the documentation, with its page."""
    found = []
    for path in PAGES:
        page = path.relative_to(REPOSITORY).as_posix()
        for _, code in blocks("console", page):
            for line in code.splitlines():
                words = shlex.split(line.removeprefix("$ "), comments=True)
                if words[0] in ("rollbook", "mkdocs") and words[1] != "serve":
                    found.append((page, shlex.join(words)))
    return sorted(set(found))


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handbook of which an edition was published and signed, who may sign, and its site."""
    keys, project = tmp_path_factory.mktemp("keys"), Project(tmp_path_factory.mktemp("edition"))
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", keys / "ada"], check=True)
    project.run("rollbook", "init")
    git(project.folder, "init", "--quiet", "--initial-branch=main")
    git(project.folder, "config", "gpg.format", "ssh")
    git(project.folder, "config", "user.signingKey", str(keys / "ada"))
    git(project.folder, "add", "--all")
    git(project.folder, "commit", "--quiet", "--message", "before")
    result = project.run("rollbook", "publish", "2026.11", "--sign", **WHO)
    assert result.code == 0, result.output
    git(project.folder, "clone", "--quiet", "--branch=gh-pages", ".", "site")
    git(project.folder, "clone", "--quiet", "--bare", ".", "remote.git")
    git(project.folder, "remote", "add", "origin", "./remote.git")
    git(project.folder, "fetch", "--quiet")
    project.write(
        {
            "signers": f"ada@acme.example {(keys / 'ada.pub').read_text('ascii')}",
            ".git/info/exclude": "signers\nsite\nremote.git\n",
        }
    )
    return project.folder


@pytest.mark.parametrize(("page", "command"), commands())
def test_a_command_runs_as_it_is_shown(
    project: Project, page: str, command: str, request: pytest.FixtureRequest
) -> None:
    """In a handbook of one example, each ends well, and leaves the handbook valid."""
    if command.split()[1] in ("editions", "prune", "publish", "retract", "verify"):
        published = request.getfixturevalue("edition")
        shutil.copytree(published, project.folder, dirs_exist_ok=True, symlinks=True)
        result = project.run(*shlex.split(command), **WHO)
        assert result.code == 0, (page, result.output)
        return
    project.run("rollbook", "init")
    sops = project.folder / "sops"
    (sops / "search-ranking.yml").rename(sops / "home-feed-ranking.yml")
    if " diff" in command:
        git(project.folder, "init", "--quiet", "--initial-branch=main")
        git(project.folder, "add", "--all")
        git(project.folder, "commit", "--quiet", "--message", "before")
    result = project.run(*shlex.split(command))
    assert result.code == 0, (page, result.output)
    assert project.run("rollbook", "check").code == 0


def test_there_are_commands_to_run() -> None:
    """The search for them finds them."""
    assert len(commands()) >= 8


def test_the_blocks_of_the_guide_can_be_put_on_a_page(handbook: Project) -> None:
    """What the page about blocks shows is rendered there, too."""
    page = handbook.page("guide/blocks")
    assert "rb-problem" not in page
    assert 'class="rb ' in page


def test_the_reference_has_every_field_of_the_language(handbook: Project) -> None:
    """It is made from the model, so it cannot miss one."""
    page = handbook.page("guide/language")
    for field in ("point_of_no_return", "keep_until", "reprocess", "late", "root_cause", "sign"):
        assert f"<code>{field}</code>" in page


def test_the_quick_start_of_the_readme_is_three_lines(project: Project) -> None:
    """`plugins: [search, rollbook]` and a folder of SOPs are all that it takes."""
    (config,) = [code for _, code in blocks("yaml", "README.md") if "plugins" in code]
    assert config == "plugins:\n  - search\n  - rollbook\n"
    project.run("rollbook", "init")
    project.write({"mkdocs.yml": "site_name: Mine\n" + config})
    assert project.build().code == 0


def test_the_schema_of_the_site_is_that_of_the_command(handbook: Project, project: Project) -> None:
    """Editors may use either."""
    published = (handbook.folder / "site/schema.json").read_text("utf-8")
    assert published == project.run("rollbook", "schema").output


def test_every_rule_has_its_page(handbook: Project) -> None:
    """With why it is there, what breaks it and how that is mended; the list leads to it."""
    listed = handbook.page("guide/rules")
    for rule in own_rules():
        page = handbook.page(f"guide/rules/{rule.id}")
        assert page.count('<div class="highlight"') == 2
        assert rule.why in html.unescape(page)
        assert rule.finds in html.unescape(listed)
        assert f'/guide/rules/{rule.id}/"' in listed


def test_every_reason_for_a_risk_is_in_the_guide(handbook: Project) -> None:
    """Whoever meets one in a diff finds there what it means."""
    page = html.unescape(handbook.page("guide/reviewing"))
    named = {line.split()[1].rstrip(":") for file in PAIRS for line in expected(file)}
    assert [name for name in sorted(named) if f"<code>{name}</code>" not in page] == []
    for rule in risk_rules():
        assert rule.why in page
    assert [name for name in NOT_DIGESTED if page.count(f"<code>{name}</code>") < 2] == []


def test_the_schema_of_the_diff_is_published(handbook: Project) -> None:
    """At the address that it names itself."""
    published = json.loads((handbook.folder / "site/diff-1.schema.json").read_text("utf-8"))
    assert published == diff_schema()
    assert published["$id"].endswith("/diff-1.schema.json")
