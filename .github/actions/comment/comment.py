"""Write what a review found on its pull request: comment.py PYTHON.

The review ran what a stranger proposed, so that what it left may hold anything. It is taken for
data of one form and size, from which Rollbook makes the Markdown here, at the commit of this action
and without the token. Which pull request it is follows from the commit that GitHub says was
reviewed, never from what the review says. PYTHON is the one that has Rollbook; this program needs
nothing but the standard library.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.parse
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api import Api, Unanswered
from artifact import ZIPPED, Refused, diff_in

ARTIFACT = "rollbook-diff"
MARKER = "<!-- rollbook: review -->"
"""How our comment begins."""
AUTHOR = "github-actions[bot]"
NOTHING = "This pull request no longer changes any SOP."

_LONGEST = 65_536
_SECONDS = 120
_PAGES = 50


@dataclass(frozen=True)
class Run:
    """The run of the review, as GitHub tells of it."""

    id: int
    commit: str
    branch: str
    repository: int
    owner: str


def main() -> int:
    """Exit with 0 where all is said, with 1 where something was refused or did not work."""
    api = Api(
        os.environ["GITHUB_API_URL"], os.environ["GITHUB_REPOSITORY"], os.environ["GITHUB_TOKEN"]
    )
    try:
        _say(_comment(api, _run(Path(os.environ["GITHUB_EVENT_PATH"])), sys.argv[1]))
    except (Refused, Unanswered) as error:
        _say(f"no comment: {error}")
        return 1
    return 0


def _say(text: str) -> None:
    """Print a line, whatever it holds, in which there is nothing that a log acts on."""
    print("".join(sign if sign.isalnum() or sign in " .,':;" else "-" for sign in text)[:400])


def _run(event: Path) -> Run | None:
    """The run that has ended; none where it was of no pull request, or the fork is gone."""
    run = json.loads(event.read_text("utf-8"))["workflow_run"]
    head = run["head_repository"]
    if run["event"] != "pull_request" or not head:
        return None
    branch = run["head_branch"] or ""
    return Run(run["id"], run["head_sha"], branch, head["id"], head["owner"]["login"])


def _comment(api: Api, run: Run | None, python: str) -> str:
    """Write the comment; gives what became of it."""
    if run is None:
        return "no comment: the review was of no pull request"
    artifact = _artifact(api, run)
    if artifact is None:
        return "no comment: the review left no diff"
    markdown = _markdown(diff_in(api.download(f"actions/artifacts/{artifact}/zip", ZIPPED)), python)
    numbers = _pull_requests(api, run)
    if len(numbers) != 1:
        return f"no comment: {len(numbers)} open pull requests end with the commit"
    (number,) = numbers
    own = next(_own(api, number), None)
    if own is None and not markdown:
        return "no comment: nothing changes"
    body = f"{MARKER}\n\n{markdown or NOTHING}"
    if len(body) > _LONGEST:
        raise Refused("the comment is too long")
    if own is None:
        api.ask(f"issues/{number}/comments", "POST", {"body": body})
    elif own["body"] != body:
        api.ask(f"issues/comments/{int(own['id'])}", "PATCH", {"body": body})
    return f"the comment is on pull request {number}"


def _artifact(api: Api, run: Run) -> int | None:
    """The newest diff that the run left; a run that was repeated may have left several."""
    answer = api.ask(f"actions/runs/{run.id}/artifacts?name={ARTIFACT}&per_page=100")
    found = [
        artifact
        for artifact in answer["artifacts"]
        if artifact["name"] == ARTIFACT and not artifact["expired"]
    ]
    if not found:
        return None
    newest = max(found, key=lambda artifact: int(artifact["id"]))
    if newest["size_in_bytes"] > ZIPPED:
        raise Refused(f"the artifact has more than {ZIPPED:,} bytes")
    return int(newest["id"])


def _markdown(diff: str, python: str) -> str:
    """What Rollbook says of the diff; empty where nothing changes."""
    kept: Mapping[str, str] = {
        name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TMPDIR") if name in os.environ
    }
    try:
        done = subprocess.run(
            [python, "-I", str(Path(__file__).with_name("render.py"))],
            input=diff.encode("utf-8"),
            capture_output=True,
            env=kept,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("the diff takes too long to read") from error
    if done.returncode != 0:
        raise Refused(f"the diff cannot be read: {_last_line(done.stderr)}")
    return done.stdout.decode("utf-8")


def _last_line(said: bytes) -> str:
    """What a program said last."""
    return said.decode("utf-8", "replace").strip().rpartition("\n")[2]


def _pull_requests(api: Api, run: Run) -> set[int]:
    """The open pull requests of this repository whose last commit was reviewed.

    GitHub does not always know which pull request a commit of a fork belongs to: hence the second
    question, by the branch.
    """
    head = urllib.parse.quote(f"{run.owner}:{run.branch}", safe="")
    commit = urllib.parse.quote(run.commit, safe="")
    asked = (
        f"commits/{commit}/pulls?per_page=100",
        f"pulls?state=open&head={head}&per_page=100",
    )
    return {
        int(pull["number"])
        for path in asked
        for pull in api.lists(path)
        if _is_of(pull, run, api.repository)
    }


def _is_of(pull: Mapping[str, Any], run: Run, repository: str) -> bool:
    head, base = pull["head"], pull["base"]
    return (
        pull["state"] == "open"
        and head["sha"] == run.commit
        and (head["repo"] or {}).get("id") == run.repository
        and base["repo"]["full_name"].lower() == repository.lower()
    )


def _own(api: Api, number: int) -> Iterator[dict[str, Any]]:
    """The comments that we wrote; others may hold our mark, but not under our name."""
    for page in range(1, _PAGES + 1):
        comments = api.lists(f"issues/{number}/comments?per_page=100&page={page}")
        yield from filter(_is_ours, comments)
        if len(comments) < 100:
            return


def _is_ours(comment: Mapping[str, Any]) -> bool:
    author = comment["user"] or {}
    marked = (comment["body"] or "").startswith(MARKER)
    return marked and author.get("login") == AUTHOR and author.get("type") == "Bot"


if __name__ == "__main__":
    sys.exit(main())
