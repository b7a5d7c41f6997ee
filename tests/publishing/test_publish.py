"""`rollbook publish`: an edition is made from a commit, kept apart, and never altered."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.repositories import FILES, WHO, Clone, Remote, copied, new_remote
from tests.publishing.repositories import publish as publish_outside
from tests.publishing.repositories import publish_within as publish
from tests.publishing.repositories import rollbook_within as rollbook
from tests.sites import BIN, EPOCH

Mail = tuple[Remote, Clone]


def manifest(remote: Remote, edition: str) -> dict[str, Any]:
    found: dict[str, Any] = remote.json(f"{edition}/rollbook-manifest.json")
    return found


def test_a_new_edition_stands_beside_the_others(mail: Mail) -> None:
    """With its own folder, a copy as `latest`, its place in both lists, and a tag."""
    remote, clone = mail
    before = remote.trees()
    commit = clone.commit({"docs/third.md": "# Third\n"})
    result = publish(clone, "2026.10", "--push", SOURCE_DATE_EPOCH="1772355600")
    assert result.code == 0, result.output
    after = remote.trees()
    assert {name: after[name] for name in ("2026.1", "2026.2")} == {
        name: before[name] for name in ("2026.1", "2026.2")
    }
    assert after["latest"] == after["2026.10"] != before["latest"]
    assert remote.listed() == {"2026.1", "2026.2", "2026.10"}
    assert 'href="latest/"' in remote.git("show", "gh-pages:index.html")
    ledger = remote.json("editions.json")
    assert ledger["current"] == "2026.10"
    assert [e["edition"] for e in ledger["editions"]] == ["2026.10", "2026.2", "2026.1"]
    assert ledger["editions"][1]["in_force"] == [
        {"since": "2026-02-01T09:00:00Z", "until": "2026-03-01T09:00:00Z"}
    ]
    tag = remote.git("cat-file", "tag", "handbook/2026.10")
    digest = hashlib.sha256(remote.file("2026.10/rollbook-manifest.json")).hexdigest()
    assert f"Manifest: sha256:{digest}" in tag
    assert remote.git("rev-parse", "handbook/2026.10^{commit}") == commit
    assert clone.git("rev-parse", "gh-pages") == remote.git("rev-parse", "gh-pages")
    assert clone.git("for-each-ref", "refs/rollbook") == ""


def test_the_manifest_names_every_byte_and_what_it_was_made_from(published: Remote) -> None:
    """Each file with its digest, each SOP with version, digest and approvals, commit and tools."""
    said = manifest(published, "2026.2")
    listed = published.git("ls-tree", "-r", "--name-only", "gh-pages:2026.2").splitlines()
    assert sorted(said["files"]) == sorted(set(listed) - {"rollbook-manifest.json"})
    digest = hashlib.sha256(published.file("2026.2/more/index.html")).hexdigest()
    assert said["files"]["more/index.html"] == f"sha256:{digest}"
    assert said["source"]["commit"] == published.git("rev-parse", "main")
    assert said["source"]["epoch"] == 1769936400
    assert said["since"]["edition"] == "2026.1"
    assert said["sops"]["spam-filter"]["procedure"].startswith("sha256:")
    assert {"mkdocs", "mkdocs-material", "mike", "python", "rollbook"} <= set(said["tools"])


def test_the_same_again_changes_nothing(mail: Mail) -> None:
    """It ends well, and the branch is the same commit."""
    remote, clone = mail
    before = remote.git("rev-parse", "gh-pages", "handbook/2026.2")
    result = publish(clone, "2026.2", "--push", SOURCE_DATE_EPOCH="1769936400")
    assert result.code == 0, result.output
    assert "published already, with the same content" in result.output
    assert remote.git("rev-parse", "gh-pages", "handbook/2026.2") == before


def test_other_content_under_the_same_name_is_refused(mail: Mail) -> None:
    """The message names the files, both commits, and the way out."""
    remote, clone = mail
    before = remote.git("rev-parse", "gh-pages")
    clone.commit({"docs/mine.md": "# Mine, but better\n"})
    result = publish(clone, "2026.2", "--push")
    assert result.code == 1
    assert re.search(r"other content: \d+ files, 404.html, ", result.output)
    assert remote.git("rev-parse", "main")[:12] in result.output
    assert "publish under another name" in result.output
    assert remote.git("rev-parse", "gh-pages") == before


def test_what_is_not_committed_is_named_and_refused(mail: Mail) -> None:
    """An edition can be made again only if everything is in git."""
    remote, clone = mail
    clone.write({"docs/new.md": "# New\n"})
    result = publish(clone, "2026.3", "--push")
    assert result.code == 1
    assert "docs/new.md" in result.output
    assert "2026.3" not in remote.trees()


def test_what_git_ignores_is_in_no_edition(mail: Mail) -> None:
    """A draft that stands beside the docs on somebody's disk is not what the commit says."""
    remote, clone = mail
    clone.write({"docs/draft.md": "# Draft\n", ".git/info/exclude": "draft.md\n"})
    assert publish(clone, "2026.3", "--push").code == 0
    assert "draft" not in remote.git("ls-tree", "-r", "--name-only", "gh-pages:2026.3")


def test_findings_are_shown_and_refused(mail: Mail) -> None:
    """As `rollbook check` shows them: the place, what is wrong, what to do."""
    remote, clone = mail
    sop = (clone.folder / "sops/spam-filter.yml").read_text("utf-8")
    clone.commit({"sops/spam-filter.yml": sop.replace("status: effective", "status: efective")})
    result = publish(clone, "2026.3", "--push")
    assert result.code == 1
    assert "sops/spam-filter.yml:" in result.output
    assert "nothing was published" in result.output
    assert "2026.3" not in remote.trees()


def test_what_a_strict_build_warns_of_is_refused(mail: Mail) -> None:
    """With what the build said."""
    remote, clone = mail
    clone.commit({"docs/mine.md": "# Mine\n\n[gone](gone.md)\n"})
    result = publish(clone, "2026.3", "--push")
    assert result.code == 1
    assert "gone.md" in result.output
    assert "2026.3" not in remote.trees()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["next"], "is no name for an edition"),
        (["2026..1"], "is no name for an edition"),
        (["2026.lock"], "is no name for an edition"),
        (["2026.3", "sops"], "the site has a folder of that name"),
        (["2026.3", "-x"], "No such option"),
        (["--", "2026.3", "-x"], "is no name for an alias"),
        (["2026.3", "--remote", "--upload-pack=true"], "is no name for a remote"),
        (["2026.3", "--branch=-d"], "is no name for a branch"),
    ],
)
def test_names_that_cannot_be_are_refused_before_anything_is_done(
    mail: Mail, words: list[str], said: str
) -> None:
    """They would be folders of the site, refs of git, or options of a command."""
    result = rollbook(mail[1], "publish", *words)
    assert result.code == 2
    assert said in result.output


def test_a_dry_run_says_what_would_be_and_does_nothing(mail: Mail) -> None:
    """Neither here nor at the remote."""
    remote, clone = mail
    sop = (clone.folder / "sops/spam-filter.yml").read_text("utf-8")
    clone.commit({"sops/spam-filter.yml": sop.replace("rto: ", "rto: 1")})
    refs = clone.git("for-each-ref"), remote.git("for-each-ref")
    result = publish(clone, "2026.3", "--push", "--dry-run")
    assert result.code == 0, result.output
    assert "Would publish 2026.3" in result.output
    assert "in the place of 2026.2" in result.output
    assert "changed: spam-filter" in result.output
    assert (clone.git("for-each-ref"), remote.git("for-each-ref")) == refs


def test_without_push_it_is_here_alone_and_pushed_later(mail: Mail) -> None:
    """The local branch has it, the remote not; the same with --push brings it there."""
    remote, clone = mail
    alone = publish(clone, "2026.3")
    assert (alone.code, "Nobody else has it yet" in alone.output) == (0, True)
    assert "2026.3" not in remote.trees()
    assert "2026.3" in clone.git("ls-tree", "--name-only", "gh-pages")
    result = publish(clone, "2026.3", "--push")
    assert result.code == 0, result.output
    assert "2026.3" in remote.trees()
    assert "Nobody else" not in publish(clone, "2026.3").output
    assert clone.git("rev-parse", "gh-pages") == remote.git("rev-parse", "gh-pages")


def test_an_older_edition_does_not_come_into_force_by_itself(mail: Mail) -> None:
    """One for those who still have last year's system is beside the newest, not above it."""
    remote, clone = mail
    latest = remote.trees()["latest"]
    result = publish(clone, "2025.12", "long-term", "--push")
    assert result.code == 0, result.output
    assert publish(clone, "2025.11", "--push").code == 0
    trees = remote.trees()
    assert trees["latest"] == latest
    assert trees["long-term"] == trees["2025.12"]
    assert remote.json("editions.json")["current"] == "2026.2"


def test_a_name_that_differs_in_its_letters_case_alone_is_refused(mail: Mail) -> None:
    """On some disks they would be one folder."""
    _, clone = mail
    assert publish(clone, "2026.3-A").code == 0
    alike = publish(clone, "2026.3-a")
    assert alike.code == 1
    assert "some disks take both for one" in alike.output


def test_pages_of_a_time_without_editions_are_told(mail: Mail, tmp_path: Path) -> None:
    """They stay, since they are not ours, and who reads them takes them for today's."""
    remote, clone = mail
    old = Clone(tmp_path / "old")
    remote.git("clone", "--quiet", "--branch", "gh-pages", str(remote.bare), str(old.folder))
    old.commit({"assets/a.css": "", "search/search_index.json": "{}", "roles/index.html": "Old"})
    old.commit({"sops/mail/index.html": "Old", "t/gone/lost/index.html": "Old"})
    old.git("push", "--quiet")
    result = publish(clone, "2026.3", "--push")
    assert result.code == 0
    assert "stand pages of a site without editions" in result.output
    assert remote.file("roles/index.html") == b"Old"
    left = remote.git("ls-tree", "-r", "--name-only", "gh-pages", "sops", "t").split()
    assert not {"sops/mail/index.html", "t/gone/lost/index.html"} & set(left)


def test_a_submodule_is_refused(mail: Mail) -> None:
    """An edition is made from a copy, which would lack its files."""
    remote, clone = mail
    commit = clone.git("rev-parse", "HEAD")
    clone.git("update-index", "--add", "--cacheinfo", f"160000,{commit},docs/shared")
    (clone.folder / "docs/shared").mkdir()
    clone.git("commit", "--quiet", "--message", "Share")
    result = publish(clone, "2026.3", "--push")
    assert result.code == 1
    assert "docs/shared is a submodule" in result.output
    assert "2026.3" not in remote.trees()


def test_a_tag_that_was_there_first_is_kept_and_has_to_fit(mail: Mail) -> None:
    """At another commit it is refused, and a mere name as well."""
    remote, clone = mail
    clone.git("tag", "-a", "-m", "By hand", "handbook/2026.3")
    clone.git("push", "--quiet", "origin", "handbook/2026.3")
    made = clone.git("rev-parse", "handbook/2026.3")
    clone.commit({"docs/other.md": "# Other\n"})
    refused = publish(clone, "2026.3", "--push")
    assert refused.code == 1
    assert "another commit" in refused.output
    clone.git("checkout", "--quiet", "handbook/2026.3")
    assert publish(clone, "2026.3", "--push").code == 0
    assert remote.git("rev-parse", "handbook/2026.3") == made
    assert remote.json("editions.json")["editions"][0]["tag"] == made
    clone.git("tag", "handbook/2026.4")
    mere = publish(clone, "2026.4", "--push")
    assert mere.code == 1
    assert "mere name" in mere.output


def test_a_tag_for_another_manifest_is_refused(mail: Mail) -> None:
    """It was made where other tools, or other settings, gave other bytes."""
    _, clone = mail
    clone.git("tag", "-a", "-m", f"Edition\n\nManifest: sha256:{'0' * 64}", "handbook/2026.3")
    result = publish(clone, "2026.3", "--push")
    assert result.code == 1
    assert "another manifest" in result.output


def test_the_first_edition_begins_the_branch(tmp_path: Path) -> None:
    """Nothing has to be there before; a project may stand in a folder of its repository."""
    remote, clone = new_remote(tmp_path, {f"team/{name}": text for name, text in FILES.items()})
    inside = Clone(clone.folder / "team")
    result = publish(inside, "1", "--push")
    assert result.code == 0, result.output
    assert set(remote.trees()) >= {"1", "latest"}
    said = manifest(remote, "1")
    assert said["source"]["folder"] == "team"
    assert said["sops"]["spam-filter"]["file"] == "team/sops/spam-filter.yml"
    assert remote.json("editions.json")["current"] == "1"


def test_an_edition_says_nothing_of_where_and_when_it_was_built(
    published: Remote, tmp_path: Path
) -> None:
    """Another path, another time zone, another locale, another hour: the same tree."""
    trees = []
    for name, zone, language in (
        ("one", "Pacific/Auckland", "de_DE.UTF-8"),
        ("a longer path/with spaces", "America/Los_Angeles", "C"),
    ):
        (tmp_path / name).mkdir(parents=True)
        remote, clone = copied(published, tmp_path / name)
        environment = {"TZ": zone, "LANG": language, "LC_ALL": language, "PYTHONHASHSEED": "7"}
        environment["SOURCE_DATE_EPOCH"] = ""
        result = publish_outside(clone, "2026.3", "--push", **environment, HOME=str(tmp_path))
        assert result.code == 0, result.output
        trees.append(remote.trees()["2026.3"])
    assert trees[0] == trees[1]


def test_what_says_the_same_is_the_same_file_in_every_edition(mail: Mail) -> None:
    """Two months later too: the branch grows by what has changed, and shows that alone."""
    remote, clone = mail
    clone.commit({"README": "No part of the handbook\n"})
    assert publish(clone, "2026.3", "--push", SOURCE_DATE_EPOCH="1775034000").code == 0
    differ = remote.git("diff", "--name-only", "gh-pages:2026.2", "gh-pages:2026.3").split()
    assert set(differ) == {
        "changes/index.html",
        "llms.txt",
        "rollbook-manifest.json",
        "sitemap.xml",
        "sitemap.xml.gz",
    }


def test_it_says_what_it_needs(tmp_path: Path) -> None:
    """A mkdocs.yml, a repository, a commit, a remote, and somebody's name."""
    project = Clone(tmp_path)
    assert "there is no mkdocs.yml here" in publish(project, "1").output
    project.write({"mkdocs.yml": "site_name: Mail\n"})
    assert "add '- rollbook' to its 'plugins'" in publish(project, "1").output
    project.write(FILES)
    assert "git init" in publish(project, "1").output
    project.git("init", "--quiet", "--initial-branch", "main")
    assert publish(project, "1").code in (1, 2)
    project.commit({})
    away = publish(project, "1", "--push")
    assert away.code == 2
    assert "origin" in away.output
    nobody = project.run(
        *("rollbook", "publish", "1"),
        **{"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"},
        GIT_CONFIG_COUNT="1",
        GIT_CONFIG_KEY_0="user.useConfigOnly",
        GIT_CONFIG_VALUE_0="true",
        EMAIL="",
    )
    assert nobody.code in (1, 2)
    assert "git config user" in nobody.output or "tell" in nobody.output
    assert project.git("for-each-ref", "refs/heads/gh-pages", "refs/tags") == ""


def test_progress_is_no_part_of_what_is_printed(mail: Mail) -> None:
    """Standard output says what was done; what is being done stands on standard error."""
    done = subprocess.run(
        [BIN / "rollbook", "publish", "2026.3", "--push"],
        cwd=mail[1].folder,
        env={**os.environ, **WHO, "SOURCE_DATE_EPOCH": EPOCH},
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("Published 2026.3")
    stages = [line.split()[0] for line in done.stderr.splitlines()]
    assert stages == ["Reading", "Building", "Making", "Committing", "Pushing"]
