"""The comment on a pull request: written from what a stranger may have made up."""

from __future__ import annotations

import io
import json
import os
import re
import struct
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.sites import REPOSITORY as ROOT
from tests.workflows.api import BOT, COMMIT, FORK, REPOSITORY, TOKEN, GitHub, pull, serving

PROGRAM = ROOT / ".github" / "actions" / "comment" / "comment.py"
MARKER = "<!-- rollbook: review -->"
CHANGE: dict[str, Any] = {
    "kind": "changed",
    "what": "trigger",
    "name": "engagement-drop",
    "sentence": "Trigger ‹engagement-drop›: the threshold falls from ‹0.92› to ‹0.85›.",
    "risk": "weakening",
    "rule": "threshold-loosened",
    "why": "It fires later.",
    "before": "< 0.92",
    "after": "< 0.85",
    "derived": False,
    "file": "sops/home-feed-ranking.yml",
    "line": 12,
    "column": 3,
}
SOP: dict[str, Any] = {
    "sop": "home-feed-ranking",
    "title": "Roll back the ranking",
    "version_before": 3,
    "version_after": 4,
    "changes": [CHANGE],
    "readers": [{"who": "feed", "name": "Home feed team", "why": "It keeps the SOP."}],
    "unsaid": [],
    "reason": "",
}
STALE = {
    **{"sop": "feed", "title": "Feed", "owner": "Feed team", "contact": "tel:1"},
    **{"file": "serving/a.py", "glob": "serving/**"},
}
DIFF: dict[str, Any] = {
    "schema": "https://rollbook.github.io/rollbook/diff-1.schema.json",
    "version": 1,
    "base": "main",
    "head": "the working tree",
    "sops": [SOP],
    "stale": [STALE],
}


def zipped(content: object, name: str = "diff.json") -> bytes:
    """A zip of one file, as the review leaves it."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        archive.writestr(name, text)
    return data.getvalue()


def artifact(**other: Any) -> dict[str, Any]:
    return {"id": 31, "name": "rollbook-diff", "expired": False, "size_in_bytes": 1000, **other}


@pytest.fixture
def github() -> Iterator[GitHub]:
    """A GitHub with a review that found something, and one pull request that it was of."""
    known = GitHub(zipped=zipped(DIFF), artifacts=[artifact()], by_commit=[pull(12)])
    with serving(known):
        yield known


def comment(github: GitHub, folder: Path, **run: Any) -> tuple[int, str]:
    """What the program says, as a workflow runs it."""
    event = folder / "event.json"
    known = {"id": 5, "event": "pull_request", "head_sha": COMMIT, "head_branch": "their/branch"}
    event.write_text(
        json.dumps({"workflow_run": {**known, "head_repository": FORK, "pull_requests": [], **run}})
    )
    done = subprocess.run(
        [sys.executable, PROGRAM, sys.executable],
        env={
            "PATH": os.environ["PATH"],
            "GITHUB_API_URL": github.address,
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": TOKEN,
            "GITHUB_EVENT_PATH": str(event),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout


def bodies(github: GitHub) -> dict[int, list[str]]:
    return {number: [one["body"] for one in all_] for number, all_ in github.comments.items()}


def test_what_the_review_found_is_said_on_its_pull_request(github: GitHub, tmp_path: Path) -> None:
    """In Markdown that was made here, below a mark by which it is found again."""
    assert comment(github, tmp_path) == (0, "the comment is on pull request 12\n")
    ((body,),) = bodies(github).values()
    assert body.startswith(f"{MARKER}\n\n")
    assert "engagement-drop" in body
    assert "weakens the control" in body


def test_the_second_review_edits_the_comment_of_the_first(github: GitHub, tmp_path: Path) -> None:
    """And what it says no longer is gone."""
    comment(github, tmp_path)
    github.zipped = zipped({**DIFF, "sops": [{**SOP, "changes": []}], "stale": [STALE]})
    comment(github, tmp_path)
    ((body,),) = bodies(github).values()
    assert "engagement-drop" not in body
    github.zipped = zipped({**DIFF, "sops": [], "stale": []})
    comment(github, tmp_path)
    ((body,),) = bodies(github).values()
    assert body.endswith("no longer changes any SOP.")


def test_nothing_is_said_twice(github: GitHub, tmp_path: Path) -> None:
    """The same review again writes nothing."""
    comment(github, tmp_path)
    github.asked.clear()
    assert comment(github, tmp_path)[0] == 0
    assert [one for one in github.asked if not one.startswith("GET")] == []


def test_where_nothing_changes_there_is_no_comment(github: GitHub, tmp_path: Path) -> None:
    """Most pull requests are not about SOPs."""
    github.zipped = zipped({**DIFF, "sops": [], "stale": []})
    assert comment(github, tmp_path) == (0, "no comment: nothing changes\n")
    assert github.comments == {}


@pytest.mark.parametrize(
    "other",
    [
        {"user": {"login": "stranger", "type": "User"}, "body": f"{MARKER}\n\nApproved."},
        {"user": {"login": "github-actions[bot]", "type": "User"}, "body": MARKER},
        {"user": BOT, "body": f"Another workflow quotes {MARKER}"},
        {"user": None, "body": MARKER},
        {"user": BOT, "body": None},
    ],
)
def test_the_comments_of_others_stay(github: GitHub, tmp_path: Path, other: dict[str, Any]) -> None:
    """Whatever they hold."""
    github.comments = {12: [{"id": 1, **other}]}
    assert comment(github, tmp_path)[0] == 0
    first, own = github.comments[12]
    assert first == {"id": 1, **other}
    assert own["body"].startswith(MARKER)


def test_our_comment_is_found_behind_hundreds(github: GitHub, tmp_path: Path) -> None:
    """A long talk is no reason to say it twice."""
    person = {"login": "ada", "type": "User"}
    talk = [{"id": number, "user": person, "body": "Hm."} for number in range(250)]
    github.comments = {12: [*talk, {"id": 900, "user": BOT, "body": f"{MARKER}\n\nold"}]}
    comment(github, tmp_path)
    assert len(github.comments[12]) == 251
    assert "engagement-drop" in github.comments[12][-1]["body"]


# Which pull request it is


def test_a_fork_is_found_by_its_branch_where_github_does_not_know_its_commits(
    github: GitHub, tmp_path: Path
) -> None:
    """GitHub often lists none for a commit that is only in the fork."""
    github.by_commit, github.by_branch = [], [pull(12)]
    assert comment(github, tmp_path)[0] == 0
    assert list(github.comments) == [12]


@pytest.mark.parametrize(
    "other",
    [
        {"head": {"sha": "d" * 40, "repo": {"id": 77}}},
        {"head": {"sha": COMMIT, "repo": {"id": 78}}},
        {"head": {"sha": COMMIT, "repo": None}},
        {"base": {"repo": {"full_name": "stranger/handbook"}}},
        {"state": "closed"},
    ],
    ids=["newer-commit", "other-fork", "fork-is-gone", "inside-the-fork", "closed"],
)
def test_a_pull_request_that_was_not_reviewed_gets_no_comment(
    github: GitHub, tmp_path: Path, other: dict[str, Any]
) -> None:
    """It has to be open, here, from that repository, and end with that commit."""
    github.by_commit = github.by_branch = [pull(12, **other)]
    said = "no comment: 0 open pull requests end with the commit\n"
    assert comment(github, tmp_path) == (0, said)
    assert github.comments == {}


def test_between_two_pull_requests_nobody_guesses(github: GitHub, tmp_path: Path) -> None:
    """Of one commit to two branches, the review was of one."""
    github.by_commit = [pull(12), pull(13)]
    assert comment(github, tmp_path)[0] == 0
    assert github.comments == {}


@pytest.mark.parametrize("run", [{"event": "push"}, {"head_repository": None}])
def test_a_run_of_no_pull_request_asks_for_nothing(
    github: GitHub, tmp_path: Path, run: dict[str, Any]
) -> None:
    """Nor does one of a fork that is gone."""
    assert comment(github, tmp_path, **run)[0] == 0
    assert github.asked == []


@pytest.mark.parametrize("artifacts", [[], [artifact(expired=True)], [artifact(name="other")]])
def test_a_review_that_left_nothing_is_no_fault(
    github: GitHub, tmp_path: Path, artifacts: list[dict[str, Any]]
) -> None:
    """It may have failed before it could compare."""
    github.artifacts = artifacts
    assert comment(github, tmp_path) == (0, "no comment: the review left no diff\n")


def test_the_number_in_an_artifact_is_not_asked_for(github: GitHub, tmp_path: Path) -> None:
    """Another pull request's number in the diff, its zip or its name leads nowhere."""
    github.zipped = zipped({**DIFF, "pull_request": 1, "number": 1})
    code, said = comment(github, tmp_path)
    assert code == 1
    assert "does not have the fields" in said
    assert github.comments == {}
    github.zipped = zipped({**DIFF, "base": "1", "head": "#1"})
    assert comment(github, tmp_path)[0] == 0
    assert list(github.comments) == [12]


def test_the_token_stays_with_the_api(github: GitHub, tmp_path: Path) -> None:
    """The host that keeps artifacts does not see it."""
    assert comment(github, tmp_path)[0] == 0
    assert github.sent > 0
    assert not github.token_at_storage


# Forged artifacts


def bomb() -> bytes:
    """A megabyte that becomes a gigabyte."""
    data = io.BytesIO()
    with (
        zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("diff.json", "w") as stream,
    ):
        for _ in range(900):
            stream.write(b" " * 1_000_000)
    return data.getvalue()


def lying_bomb() -> bytes:
    """The same, and says that it becomes two bytes."""
    forged = bytearray(bomb())
    # The size stands in the file's own head and in the list at the end.
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = forged.rindex(signature) if at == 24 else 0
        forged[start + at : start + at + 4] = struct.pack("<I", 2)
    return bytes(forged)


def two_files() -> bytes:
    data = io.BytesIO(zipped(DIFF))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("comment.md", "# Approved")
    return data.getvalue()


def twice() -> bytes:
    data = io.BytesIO(zipped(DIFF))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(data, "a") as archive:
        archive.writestr("diff.json", json.dumps(DIFF))
    return data.getvalue()


def link() -> bytes:
    """A file that says that it is a link to the machine's own."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        entry = zipfile.ZipInfo("diff.json")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    return data.getvalue()


def encrypted() -> bytes:
    forged = bytearray(zipped(DIFF))
    forged[6] |= 1
    forged[forged.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(forged)


def packed(method: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", method) as archive:
        archive.writestr("diff.json", json.dumps(DIFF))
    return data.getvalue()


def broken_stream() -> bytes:
    """A stream that leads back to before it began."""
    data = bytearray(zipped(DIFF))
    start = 30 + len("diff.json")
    data[start : start + 4] = b"\xfb\xff\xff\xff"
    return bytes(data)


FORGED = {
    "broken-stream": broken_stream,
    "50-MB": lambda: os.urandom(50_000_000),
    "50-MB-of-JSON": lambda: zipped({**DIFF, "base": "x" * 50_000_000}),
    "zip-bomb": lying_bomb,
    "no-zip": lambda: b"<html>",
    "nothing": lambda: b"",
    "cut-off": lambda: zipped(DIFF)[:-30],
    "no-file": lambda: zipped(DIFF, "diff.json/"),
    "second-file": two_files,
    "same-file-twice": twice,
    "other-name": lambda: zipped(DIFF, "other.json"),
    "path-up": lambda: zipped(DIFF, "../diff.json"),
    "path-up-windows": lambda: zipped(DIFF, "..\\diff.json"),
    "path-from-the-top": lambda: zipped(DIFF, "/diff.json"),
    "path-into-git": lambda: zipped(DIFF, ".git/hooks/post-checkout"),
    "NUL-in-its-name": lambda: zipped(DIFF, "diff.json_.sh").replace(b"_.sh", b"\0.sh"),
    "link": link,
    "encrypted": encrypted,
    "bzip2": lambda: packed(zipfile.ZIP_BZIP2),
    "lzma": lambda: packed(zipfile.ZIP_LZMA),
    "not-UTF-8": lambda: zipped(b'{"schema": "\xff"}'),
    "no-JSON": lambda: zipped("::error::owned\n::set-output name=x::y"),
    "nested": lambda: zipped("[" * 200_000),
    "digits": lambda: zipped('{"version": ' + "9" * 100_000 + "}"),
    "version-2": lambda: zipped({**DIFF, "version": 2}),
    "version-true": lambda: zipped({**DIFF, "version": True}),
    "other-schema": lambda: zipped({**DIFF, "schema": "https://evil.example/1"}),
    "field-more": lambda: zipped({**DIFF, "markdown": "# Approved"}),
    "field-less": lambda: zipped({name: DIFF[name] for name in DIFF if name != "stale"}),
    "field-twice": lambda: zipped('{"version": 1, "version": 1}'),
    "risk": lambda: zipped({**DIFF, "sops": [{**SOP, "changes": [{**CHANGE, "risk": "none"}]}]}),
    "line": lambda: zipped({**DIFF, "sops": [{**SOP, "changes": [{**CHANGE, "line": -1}]}]}),
    "not-a-number": lambda: zipped(json.dumps({**DIFF, "version": float("nan")})),
    "huge-text": lambda: zipped({**DIFF, "base": "x" * 30_000}),
    "escape": lambda: zipped({**DIFF, "base": "\x1b[2J"}),
    "bidi": lambda: zipped({**DIFF, "base": "\u202eniam"}),
    "surrogate": lambda: zipped(json.dumps({**DIFF, "base": "\ud800"})),
}


@pytest.mark.skipif(sys.platform != "linux", reason="other systems limit no memory")
def test_a_bomb_does_not_go_off() -> None:
    """Of what a zip becomes, no more is unpacked than may be in it."""
    asked = "import sys, artifact; artifact.diff_in(sys.stdin.buffer.read())"
    done = subprocess.run(
        ["sh", "-c", 'ulimit -v 300000 && exec "$0" -c "$1"', sys.executable, asked],
        cwd=PROGRAM.parent,
        input=bomb(),
        capture_output=True,
        timeout=120,
    )
    assert b"Refused: diff.json has more than 4,194,304 bytes" in done.stderr


REASONS = {
    "50-MB": "the artifact has more than 1,048,576 bytes",
    "50-MB-of-JSON": "diff.json has more than 4,194,304 bytes",
    "zip-bomb": "the artifact is not a zip of text",
    "second-file": "the artifact holds something else than diff.json",
    "path-up": "the artifact holds something else than diff.json",
    "NUL-in-its-name": "the artifact holds something else than diff.json",
    "bzip2": "diff.json is packed in a way that no review uses",
    "version-2": "the document.version is none of the values that are known",
    "huge-text": "the document.base has more than 20,000 characters",
    "field-twice": "a name stands twice in an object",
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_artifact_is_refused(github: GitHub, tmp_path: Path, name: str) -> None:
    """In one line that holds nothing of it; nothing is written on any pull request."""
    github.zipped = FORGED[name]()
    code, said = comment(github, tmp_path)
    assert code == 1, said
    assert said.startswith("no comment: ")
    assert REASONS.get(name, "") in said
    assert said.count("\n") == 1
    assert "owned" not in said
    assert github.comments == {}
    assert [one for one in github.asked if not one.startswith("GET")] == []
    assert [path.name for path in tmp_path.iterdir()] == ["event.json"]


def test_a_broken_artifact_is_refused_wherever_it_is_broken() -> None:
    """Each bit of it is turned over once, and each end cut off; what can be read is no more."""
    asked = """
import io, sys, zipfile, artifact
for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", method) as archive:
        archive.writestr("diff.json", "[1, 2, 3]" * 9)
    data = whole.getvalue()
    for place in range(len(data)):
        for bit in range(8):
            turned = bytes([data[place] ^ 1 << bit])
            for broken in (data[:place] + turned + data[place + 1:], data[:place], data[place:]):
                try:
                    artifact.diff_in(broken)
                except artifact.Refused:
                    pass
"""
    command = [sys.executable, "-W", "error", "-c", asked]
    done = subprocess.run(command, cwd=PROGRAM.parent, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")


def test_an_artifact_that_is_too_large_is_not_fetched(github: GitHub, tmp_path: Path) -> None:
    """GitHub says how large it is; where it says less, the rest stays there."""
    github.artifacts = [artifact(size_in_bytes=50_000_000)]
    assert comment(github, tmp_path)[0] == 1
    assert github.sent == 0
    github.artifacts = [artifact()]
    github.zipped = bytes(50_000_000)
    assert comment(github, tmp_path)[0] == 1
    # What was on the way when the reader left is lost.
    assert github.sent < 20_000_000


MARKUP = (
    "@acme/everyone fixes #1 GH-2 acme/handbook#3 https://evil.example www.evil.example "
    "![x](https://evil.example/x.png) [ok](https://evil.example) <img src=x onerror=alert(1)> "
    "</details></td></table> <!-- --> ``` | a | b | \n# Approved\n- [x] done\n> quote\n~~~\n$$x$$ "
    "‹@ada› :tada: c0ffee1 &#64;ada \\@ada"
)


def hostile(value: object) -> object:
    """The same with markup in every text that is free."""
    kept = ("schema", "kind", "risk")
    if isinstance(value, dict):
        return {name: one if name in kept else hostile(one) for name, one in value.items()}
    if isinstance(value, list):
        return [hostile(one) for one in value]
    return MARKUP if isinstance(value, str) else value


def test_markup_in_every_field_stays_text(github: GitHub, tmp_path: Path) -> None:
    """Nobody is called, nothing is closed, linked, loaded or shown as ours."""
    cmarkgfm = pytest.importorskip("cmarkgfm")
    reader = {"who": "x", "name": "x", "why": "x"}
    sop = {**SOP, "readers": [reader], "unsaid": ["x"], "reason": "x"}
    github.zipped = zipped(hostile({**DIFF, "sops": [sop]}))
    assert comment(github, tmp_path)[0] == 0
    ((body,),) = bodies(github).values()
    html = cmarkgfm.github_flavored_markdown_to_html(body, cmarkgfm.Options.CMARK_OPT_UNSAFE)
    outside = _without_code(html)
    for acting in ("@", "#1", "GH-2", "<img", "<a ", "http", "www.", "<input", "<block"):
        assert acting not in outside, acting
    assert html.count("<details>") == html.count("</details>")
    assert "<h1" not in html


def _without_code(html: str) -> str:
    return re.sub(r"<(code|pre)\b.*?</\1>", "", html, flags=re.DOTALL)


def test_the_largest_diff_still_fits(github: GitHub, tmp_path: Path) -> None:
    """GitHub takes no comment of more than 65,536 characters."""
    sops = [
        {**SOP, "sop": f"sop-{at}", "title": "T" * 200, "changes": [CHANGE] * 40}
        for at in range(90)
    ]
    github.zipped = zipped({**DIFF, "sops": sops})
    assert comment(github, tmp_path)[0] == 0
    ((body,),) = bodies(github).values()
    assert 10_000 < len(body) <= 65_536


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "https://127.0.0.1:1"])
def test_where_github_is_away_it_says_so(tmp_path: Path, address: str) -> None:
    """In one line, and the job fails."""
    assert comment(GitHub(address), tmp_path) == (1, "no comment: GitHub cannot be reached\n")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n<html>::error::x</html>", "answered with something else than"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{", "broke off"),
        (b"::error::x\r\n\r\n", "cannot be reached"),
        (b"HTTP/1.1 500 ::error::x\r\nContent-Length: 0\r\n\r\n", "answered with 500"),
    ],
)
def test_an_answer_that_is_none(github: GitHub, tmp_path: Path, answer: bytes, said: str) -> None:
    """GitHub has bad days: that is one sentence too."""
    github.breaks = answer
    code, told = comment(github, tmp_path)
    assert (code, told.count("\n")) == (1, 1)
    assert told.startswith(f"no comment: GitHub {said}")
