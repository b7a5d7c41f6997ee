"""Publishing on GitHub and elsewhere: what the guide shows and the workflow does, end to end.

The repositories are real, with a bare one in the place of GitHub, which asks runners for the token;
nothing else of GitHub is there.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.hosts.procedure import SOP
from tests.publishing.repositories import WHO, Clone, Remote, git, new_remote
from tests.site.test_docs import blocks
from tests.sites import BIN, EPOCH, REPOSITORY, Result
from tests.workflows.git_server import TOKEN, serving
from tests.workflows.steps import GITHUB, Runner
from tests.workflows.test_review import _install as install

PUBLISH = GITHUB / "workflows/publish.yml"
GUIDE = "docs/guide/publishing-on-github.md"
ANYWHERE = "docs/guide/publishing-anywhere.md"
NOTHING = {
    "inputs.edition": "",
    "inputs.aliases": "",
    "inputs.epoch": "",
    "github.token": TOKEN,
}


@dataclass(frozen=True)
class Place:
    """Where people and runners meet."""

    folder: Path
    remote: Remote
    robin: Clone
    """The clone of somebody who publishes."""

    server: str
    """Where the remote is for those who have a token."""

    def runner(self, name: str, commit: str = "main", **inputs: str) -> Runner:
        """A runner whose run was started by this tag, or on this branch."""
        workspace = self.folder / name / "work"
        temporary = self.folder / name / "temp"
        temporary.mkdir(parents=True)
        git(self.folder, "clone", "--quiet", str(self.remote.bare), str(workspace))
        git(
            workspace,
            "checkout",
            "--quiet",
            "--detach",
            f"origin/{commit}" if commit == "main" else commit,
        )
        # What runs there gets at the remote with its token, and in no other way.
        git(workspace, "remote", "set-url", "origin", f"{self.server}/{self.remote.bare.name}")
        install(temporary)
        ref = f"refs/heads/{commit}" if commit == "main" else f"refs/tags/{commit}"
        said = {f"inputs.{name}": value for name, value in inputs.items()}
        contexts = {**NOTHING, **said}
        return Runner(
            workspace, temporary, ref=ref, server=self.server, epoch="", contexts=contexts
        )

    def shell(self, text: str, *arguments: str | Path, **environment: str) -> Result:
        """Run a piece of the guide in Robin's clone."""
        return shell(self.robin.folder, text, *arguments, **environment)


def shell(folder: Path, text: str, *arguments: str | Path, **environment: str) -> Result:
    """Run a piece of the guide, as Robin; a whole script with the shell that it names."""
    program = ("sh", "-c") if text.startswith("#!/bin/sh\n") else ("bash", "-eo", "pipefail", "-c")
    done = subprocess.run(
        [*program, text, "guide", *arguments],
        cwd=folder,
        env={**os.environ, **WHO, "PATH": f"{BIN}:{os.environ['PATH']}", **environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=300,
    )
    return Result(done.returncode, done.stdout)


def shown(page: str, title: str) -> str:
    """The piece of the guide that has this title."""
    (code,) = (code for found, code in blocks("sh", page) if found.startswith(title))
    return code


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A remote with a handbook, and the clone of Robin, who signs with a key of ssh."""
    folder = tmp_path_factory.mktemp("publishing")
    remote, robin = new_remote(folder)
    subprocess.run(
        ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / "key"], check=True
    )
    robin.git("config", "gpg.format", "ssh")
    robin.git("config", "user.signingKey", str(folder / "key.pub"))
    with pytest.MonkeyPatch.context() as patch:
        # What a runner has: no name of anybody, no lines to count, and the commit's own day.
        for name in ("COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START"):
            patch.delenv(name, raising=False)
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
        patch.setenv("GIT_ASKPASS", "")
        with serving(folder) as server:
            yield Place(folder, remote, robin, server)


@pytest.fixture(scope="module")
def by_tag(place: Place) -> Result:
    """The first edition: Robin pushes a signed tag, and the workflow runs."""
    tagged = place.shell(shown(GUIDE, "On your machine"))
    assert tagged.code == 0, tagged.output
    return place.runner("by-tag", "handbook/2026.11").run(PUBLISH, "Publish")


@pytest.fixture(scope="module")
def from_a_machine(place: Place, by_tag: Result) -> Result:
    """The second edition: Robin publishes a changed SOP from the clone."""
    change = SOP.replace("rto: 30m", "rto: 40m").replace("version: 1", "version: 2")
    ignored = (place.robin.folder / "sops/spam-filter.yml").read_text("utf-8")[len(SOP) :]
    place.robin.commit({"sops/spam-filter.yml": change + ignored})
    place.robin.git("push", "--quiet", "origin", "HEAD:main")
    return place.shell(shown(GUIDE, "With the commit checked out"))


def test_a_tag_publishes_an_edition(place: Place, by_tag: Result) -> None:
    """And stays the signed one that was pushed."""
    assert by_tag.code == 0, by_tag.output
    assert {"2026.11", "latest"} <= place.remote.trees().keys()
    tag = place.remote.git("cat-file", "tag", "handbook/2026.11")
    assert "BEGIN SSH SIGNATURE" in tag
    assert "tagger Robin" in tag


def test_the_branch_says_that_the_workflow_wrote_it(place: Place, by_tag: Result) -> None:
    """No person is named who did not do it."""
    who = place.remote.git("log", "-1", "--format=%cn <%ce>", "gh-pages")
    assert who == "github-actions[bot] <41898282+github-actions[bot]@users.noreply.github.com>"


def test_what_was_published_from_a_machine_is_deployed_by_its_tag(
    place: Place, from_a_machine: Result
) -> None:
    """The workflow builds it once more, finds the same, and changes nothing."""
    assert from_a_machine.code == 0, from_a_machine.output
    tip = place.remote.git("rev-parse", "gh-pages")
    result = place.runner("again", "handbook/2026.12").run(PUBLISH, "Publish")
    assert result.code == 0, result.output
    assert place.remote.git("rev-parse", "gh-pages") == tip
    assert {"2026.11", "2026.12", "latest"} <= place.remote.trees().keys()


def test_an_edition_speaks_of_the_moment_of_its_commit(place: Place, by_tag: Result) -> None:
    """Which everyone knows who has the commit, and no machine decides."""
    text = place.remote.git("show", "gh-pages:2026.11/rollbook-manifest.json")
    manifest = json.loads(text)
    time = place.remote.git("log", "-1", "--format=%ct", "handbook/2026.11")
    assert manifest["source"]["epoch"] == int(time)


def test_by_hand_an_edition_gets_the_aliases_that_are_named(
    place: Place, from_a_machine: Result
) -> None:
    """However many; it speaks of the moment that was named, and the tag is made."""
    runner = place.runner(
        "by-hand", edition="2027.1", aliases=" stable  latest ", epoch="1798761600"
    )
    result = runner.run(PUBLISH, "Publish")
    assert result.code == 0, result.output
    trees = place.remote.trees()
    assert trees["2027.1"] == trees["latest"] == trees["stable"]
    assert place.remote.git("cat-file", "-t", "handbook/2027.1") == "tag"
    manifest = json.loads(place.remote.git("show", "gh-pages:2027.1/rollbook-manifest.json"))
    assert manifest["day"] == "2027-01-01"


def test_a_bad_edition_is_taken_back_and_what_is_deployed_says_so(
    place: Place, from_a_machine: Result
) -> None:
    """What is deployed is the branch as it is then, whatever the run began with."""
    older = place.runner("overtaken", "handbook/2026.11")
    taken = place.shell(shown(GUIDE, "Take back an edition"))
    assert taken.code == 0, taken.output
    (checkout,) = [
        step["with"]["ref"]
        for step in yaml.safe_load(PUBLISH.read_text("utf-8"))["jobs"]["deploy"]["steps"]
        if "checkout" in step.get("uses", "")
    ]
    branch = checkout.removeprefix("refs/heads/")
    shutil.rmtree(older.workspace)
    git(
        place.folder,
        "clone",
        "-q",
        "-b",
        branch,
        f"file://{place.remote.bare}",
        str(older.workspace),
    )
    result = older.run(PUBLISH, "Export")
    assert result.code == 0, result.output
    site = older.temporary / "site"
    ledger = json.loads((site / "editions.json").read_text("utf-8"))
    (entry,) = (one for one in ledger["editions"] if one["edition"] == "2026.12")
    assert entry["retracted"]["reason"] == "The thresholds of the ranker are wrong."
    assert (site / "2026.12/index.html").exists()
    assert (site / "latest/index.html").exists()
    assert not (site / ".git").exists()


def test_git_gets_the_token_for_github_alone(place: Place, tmp_path: Path) -> None:
    """And what is published is one word, whatever it is called; the token is in no file."""
    runner = Runner(tmp_path / "work", tmp_path, ref="refs/tags/handbook/2026.11")
    runner.workspace.mkdir()
    git(runner.workspace, "init", "--quiet")
    (runner.workspace / "a-file").touch()
    program = tmp_path / "rollbook/bin/rollbook"
    program.parent.mkdir(parents=True)
    ask = "printf 'protocol=https\\nhost=%s\\n\\n' {} | git credential fill"
    program.write_text(
        '#!/bin/sh\nprintf "<%s>\\n" "$@"\n'
        f"{ask.format('github.com')}\n{ask.format('acme.example')} 2>&1\nexit 0\n",
        "utf-8",
    )
    program.chmod(0o755)
    runner.contexts = {**NOTHING, "inputs.edition": "$(id) --remote=x", "inputs.aliases": "* -x"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_TERMINAL_PROMPT", "0")
        patch.setenv("GIT_ASKPASS", "")
        result = runner.run(PUBLISH, "Publish")
    lines = result.output.splitlines()
    assert lines[:6] == ["<publish>", "<--push>", "<-->", "<$(id) --remote=x>", "<*>", "<-x>"]
    assert lines[6:10] == [
        "protocol=https",
        "host=github.com",
        "username=x-access-token",
        f"password={TOKEN}",
    ]
    assert lines[10].startswith("fatal: could not read Username for 'https://acme.example'")
    files = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "step.sh"]
    assert [path for path in files if TOKEN.encode() in path.read_bytes()] == []


# How the workflow is put together


def test_the_calendar_of_our_example_stands_still() -> None:
    """As `make site` has it, else its strict build would fail when the first review is due."""
    (job,) = yaml.safe_load((GITHUB / "workflows/pages.yml").read_text("utf-8"))["jobs"].values()
    assert job["with"]["epoch"] == EPOCH
    assert f":= {EPOCH}\n" in (REPOSITORY / "Makefile").read_text("utf-8")


def workflow() -> Any:
    return yaml.safe_load(PUBLISH.read_text("utf-8"))


def test_no_run_drops_out_and_none_overtakes_another() -> None:
    """A run holds its place until its site is deployed."""
    assert workflow()["concurrency"] == {
        "group": "rollbook-publish",
        "cancel-in-progress": False,
        "queue": "max",
    }


def test_what_deploys_builds_nothing_and_what_builds_deploys_nothing() -> None:
    """Plugins of a handbook never meet a token that may deploy."""
    publish, deploy = workflow()["jobs"].values()
    assert publish["permissions"] == {"contents": "write"}
    assert deploy["permissions"] == {
        "contents": "read",
        "pages": "write",
        "id-token": "write",
    }
    uses = [step["uses"].partition("@")[0] for step in deploy["steps"] if "uses" in step]
    assert uses == ["actions/checkout", "actions/upload-pages-artifact", "actions/deploy-pages"]


def test_a_deployment_can_be_run_again() -> None:
    """Pages takes no artifact of whose name there are two, and the first one stays."""
    *_, upload, deploy = workflow()["jobs"]["deploy"]["steps"]
    assert "github.run_attempt" in upload["with"]["name"]
    assert upload["with"]["name"] == deploy["with"]["artifact_name"]


def test_a_failed_publication_deploys_nothing() -> None:
    """But where nothing was to be published, the branch is deployed as it is."""
    jobs = workflow()["jobs"]
    assert jobs["publish"]["if"] == (
        "inputs.edition != '' || startsWith(github.ref, 'refs/tags/handbook/')"
    )
    assert jobs["deploy"]["if"] == (
        '${{ !cancelled() && contains(fromJSON(\'["success", "skipped"]\'), '
        "needs.publish.result) }}"
    )


def test_the_workflow_is_started_from_a_machine_by_its_file(tmp_path: Path) -> None:
    """The one that the guide has its readers make."""
    (tmp_path / "gh").write_text('#!/bin/sh\necho "$@"\n', "utf-8")
    (tmp_path / "gh").chmod(0o755)
    code = shown(GUIDE, "The same from your machine")
    result = shell(tmp_path, code, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert result.output == "workflow run publish.yml\n"
    assert any(title.endswith("workflows/publish.yml") for title, _ in blocks("yaml", GUIDE))


# Elsewhere

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="servers run Linux")


@on_linux
def test_a_server_changes_over_in_one_move(
    place: Place, from_a_machine: Result, tmp_path: Path
) -> None:
    """Running it again changes nothing; of what was shown before, one stays."""
    code = shown(ANYWHERE, "update-handbook")
    clone, www = tmp_path / "clone", tmp_path / "www of the server"
    www.mkdir()
    git(tmp_path, "clone", "--quiet", str(place.remote.bare), str(clone))
    for _ in range(2):
        result = shell(tmp_path, code, clone, www)
        assert result.code == 0, result.output
    shown_first = (www / "current").readlink()
    assert sorted(path.name for path in www.iterdir()) == sorted(["current", str(shown_first)])
    assert (www / "current/latest/index.html").exists()
    assert www.joinpath("current").resolve().stat().st_mode & 0o777 == 0o755
    for _ in range(2):
        _another_commit(place.remote)
        assert shell(tmp_path, code, clone, www).code == 0
    names = {path.name for path in www.iterdir()}
    assert len(names) == 3
    assert str(shown_first) not in names


@on_linux
def test_a_branch_that_cannot_be_read_is_not_shown(
    place: Place, from_a_machine: Result, tmp_path: Path
) -> None:
    """What is shown stays, and nothing half is left behind."""
    code = shown(ANYWHERE, "update-handbook")
    clone, www = tmp_path / "clone", tmp_path / "www"
    www.mkdir()
    git(tmp_path, "clone", "--quiet", str(place.remote.bare), str(clone))
    assert shell(tmp_path, code, clone, www).code == 0
    before = (www / "current").readlink()
    _another_commit(place.remote)
    (tmp_path / "tar").write_text('#!/bin/sh\ntouch "$3/half"\nexit 2\n', "utf-8")
    (tmp_path / "tar").chmod(0o755)
    result = shell(tmp_path, code, clone, www, PATH=f"{tmp_path}:{os.environ['PATH']}")
    assert result.code != 0
    assert (www / "current").readlink() == before
    assert {path.name for path in www.iterdir()} == {"current", str(before)}


def _another_commit(remote: Remote) -> None:
    """Move the branch, as any publication does."""
    tree = remote.git("rev-parse", "gh-pages^{tree}")
    new = remote.git("commit-tree", "-p", "gh-pages", "-m", "Another", tree)
    remote.git("update-ref", "refs/heads/gh-pages", new)


@on_linux
def test_new_editions_are_copied_before_anything_leads_to_them(
    place: Place, from_a_machine: Result, tmp_path: Path
) -> None:
    """And what is gone is removed when all else is there."""
    if not shutil.which("rsync"):
        pytest.skip("there is no rsync on this machine")
    code = shown(ANYWHERE, "copy-handbook")
    target = tmp_path / "www"
    (target / "2025.1").mkdir(parents=True)
    (target / "2025.1/index.html").write_text("old", "utf-8")
    result = place.shell(code, target)
    assert result.code == 0, result.output
    git(tmp_path, "clone", "-q", "-b", "gh-pages", str(place.remote.bare), str(tmp_path / "wanted"))
    shutil.rmtree(tmp_path / "wanted/.git")
    assert _files(target) == _files(tmp_path / "wanted")
    first, last = (line for line in code.splitlines() if line.startswith("copy "))
    assert "--exclude='*'" in first
    assert "--delete" not in first
    assert "--delete-after" in last


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("tag", ["handbook/2026.11", ""])
def test_the_job_for_gitlab_publishes_or_deploys(
    place: Place, from_a_machine: Result, tag: str
) -> None:
    """With a tag it publishes that edition; without one, it deploys what is there."""
    job = yaml.safe_load(dict(blocks("yaml", ANYWHERE))[".gitlab-ci.yml"])["pages"]
    runner = place.runner(f"gitlab{bool(tag)}", tag or "main")
    tools = runner.temporary / "rollbook/bin"
    (tools / "pip").write_text("#!/bin/sh\n", "utf-8")
    (tools / "pip").chmod(0o755)
    known = {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "CI_COMMIT_TAG": tag,
        "GITLAB_USER_NAME": "Robin",
        "GITLAB_USER_EMAIL": "robin@acme.example",
        "HANDBOOK_REMOTE": str(place.remote.bare),
    }
    result = shell(runner.workspace, "\n".join(job["script"]), **known)
    assert result.code == 0, result.output
    assert ("2026.11" in result.output) is bool(tag)
    (folder,) = job["artifacts"]["paths"]
    assert (runner.workspace / folder / "latest/index.html").exists()
    assert (runner.workspace / folder / "editions.json").exists()
