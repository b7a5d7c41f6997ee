"""A build in disorder: settings that are none, hosts that ask twice, names that act in a log."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command.test_check import HANDBOOK, SOP
from tests.command.test_output import FAULTY, NAMES
from tests.obeying import obeyed, steering
from tests.sites import Project
from tests.terminals import on_terminal

FILES = {
    "docs/index.md": "# S\n\n/// sop | ranker\n///\n",
    "sops/handbook.yml": HANDBOOK,
    "sops/ranker.yml": SOP,
}


@pytest.fixture
def small(tmp_path: Path) -> Project:
    """A site with a handbook of one SOP."""
    made = Project(tmp_path / "site")
    made.write(FILES)
    return made


def settings(project: Project, plugins: str, more: str = "") -> None:
    project.write({"mkdocs.yml": f"site_name: S\nplugins: {plugins}\n{more}"})


def pages(project: Project) -> dict[str, bytes]:
    """Every file of the built site but the one in which MkDocs says when it was built."""
    site = project.folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file() and not path.name.startswith("sitemap")
    }


ONE = "keep one of them, and name every folder of SOPs in its option 'sops'"
TOLD = {
    "[rollbook, rollbook]": f"rollbook: mkdocs.yml names the plugin more than once: {ONE}",
    "[{rollbook: {sops: [1]}}]": "option 'sops': Name a folder, or a list of folders.",
    '[{rollbook: {sops: ""}}]': "option 'sops': Name a folder, or a list of folders.",
    '[{rollbook: {sops: "\\0"}}]': "option 'sops': Name a folder, or a list of folders.",
    "[{rollbook: {sops: {a: b}}}]": "option 'sops': Expected type",
    "[{rollbook: {sops: docs/index.md}}]": "rollbook: there is no folder 'index.md'",
    "[{rollbook: {baseline: sops}}]": "sops cannot be read: Is a directory",
    '[{rollbook: {baseline: "\\0"}}]': "is none: write one with",
    '[{rollbook: {rules: {"x\\nERROR - y": z}}}]': "rollbook: there is no rule 'x",
    '[{rollbook: {changes_since: "x\\n::error::y"}}]': "rollbook: changes_since: ",
    '[{rollbook: {sops: "\\e[31mx\\r::error::y"}}]': "rollbook: there is no folder '\ufffd[31mx",
    "[{rollbook: {sops: '::error::x ##[error]y'}}]": "'::error::x #\\#[error]y'",
}
"""What `plugins:` says, and what a build says of it."""


@pytest.mark.parametrize("plugins", TOLD)
def test_settings_that_are_none_are_told_in_a_sentence(small: Project, plugins: str) -> None:
    """Nothing is built, and the line that is in the log is ours."""
    settings(small, plugins)
    result = small.run("mkdocs", "build")
    assert result.code == 1
    assert TOLD[plugins] in result.output
    assert "Traceback" not in result.output
    assert not obeyed(result.output)
    assert not steering(result.output)
    assert not any(line.startswith("ERROR - y") for line in result.output.splitlines())
    assert not (small.folder / "site").exists()


def test_moments_that_are_none_are_told_in_a_sentence(small: Project) -> None:
    settings(small, "[rollbook]")
    result = small.run("mkdocs", "build", SOURCE_DATE_EPOCH="9" * 30)
    assert result.code == 1
    assert "rollbook: SOURCE_DATE_EPOCH is '999" in result.output
    assert "Traceback" not in result.output


TWICE = """\
from mkdocs.commands.build import build

again = []


def on_post_build(config):
    if not again:
        again.append(True)
        build(config)
"""


def test_a_build_comes_out_the_same_however_the_host_asks_for_it(small: Project) -> None:
    """With the blocks named beside the plugin, with warnings as errors, and built once more."""
    settings(small, "[search, rollbook]")
    usual = small.build()
    assert usual.code == 0, usual.output
    wanted = pages(small)
    for extension in ("[rollbook]", "[{rollbook: {sops: nowhere}}]", "[rollbook.hosts.markdown]"):
        settings(small, "[search, rollbook]", f"markdown_extensions: {extension}\n")
        assert small.build().code == 0
        assert pages(small) == wanted
    strict = small.run("mkdocs", "build", "--strict", PYTHONWARNINGS="error")
    assert (strict.code, "Warning" in strict.output) == (0, False)
    small.write({"twice.py": TWICE})
    edition = {"ROLLBOOK_EDITION": "2026.11", "ROLLBOOK_SINCE": "", "ROLLBOOK_SINCE_COMMIT": ""}
    address = "site_url: https://acme.example/\n"
    built = []
    for hooks in ("", "hooks: [twice.py]\n"):
        settings(small, "[search, rollbook]", address + hooks)
        result = small.run("mkdocs", "build", "--strict", **edition)
        assert result.code == 0, result.output
        built.append(pages(small))
    assert built[0] == built[1]


def test_names_and_texts_do_nothing_in_the_log_of_a_build(small: Project) -> None:
    """Also where MkDocs breaks the lines: on a terminal, at words."""
    settings(small, "[rollbook]")
    for name in NAMES:
        (small.folder / "sops" / name).write_text(FAULTY, "utf-8")
    output = small.run("mkdocs", "build").output
    assert "sops/#\\#[error]x.yml:1:8: error: U+001B ESCAPE" in output
    assert not obeyed(output)
    assert not steering(output)
    drawn = on_terminal(small.folder, 40, "mkdocs", "build", environment={"COLUMNS": "40"})
    assert "U+001B ESCAPE" in " ".join(drawn.split())
    assert not obeyed(drawn)
    assert not steering(drawn, coloured=True)
