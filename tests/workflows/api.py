"""A GitHub of our own: it answers what the comment asks, and keeps what it is told."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

REPOSITORY = "acme/handbook"
COMMIT = "c" * 40
TOKEN = "a-token-that-writes"
BOT = {"login": "github-actions[bot]", "type": "Bot"}
FORK = {"id": 77, "owner": {"login": "stranger"}}


def pull(number: int, **other: Any) -> dict[str, Any]:
    """A pull request from the fork, whose last commit was reviewed."""
    return {
        "number": number,
        "state": "open",
        "head": {"sha": COMMIT, "repo": {"id": FORK["id"]}},
        "base": {"repo": {"full_name": REPOSITORY}},
        **other,
    }


@dataclass
class GitHub:
    """What there is: an artifact, pull requests by how they are found, and comments by number."""

    address: str = ""
    zipped: bytes = b""
    artifacts: list[dict[str, Any]] = field(default_factory=list)
    by_commit: list[dict[str, Any]] = field(default_factory=list)
    by_branch: list[dict[str, Any]] = field(default_factory=list)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Every request, as `METHOD PATH`."""
    sent: int = 0
    """The bytes of the artifact that were taken."""
    breaks: bytes = b""
    """What it answers instead of anything else."""
    token_at_storage: bool = False

    def get(self, path: str, query: dict[str, list[str]]) -> object:
        """The answer to a question, or nothing where GitHub knows of no such thing."""
        match path.removeprefix(f"/repos/{REPOSITORY}/").split("/"):
            case ["actions", "runs", "5", "artifacts"]:
                return {"artifacts": self.artifacts}
            case ["commits", commit, "pulls"] if commit == COMMIT:
                return self.by_commit
            case ["pulls"] if query.get("head") == ["stranger:their/branch"]:
                return self.by_branch
            case ["issues", number, "comments"]:
                page = int(query["page"][0])
                return self.comments.get(int(number), [])[(page - 1) * 100 : page * 100]
        return None

    def put(self, method: str, path: str, content: dict[str, Any]) -> object:
        """Write a new comment, or another text into one that is there."""
        match method, path.removeprefix(f"/repos/{REPOSITORY}/").split("/"):
            case "POST", ["issues", number, "comments"]:
                comment = {"id": 900, "user": BOT, "body": content["body"]}
                self.comments.setdefault(int(number), []).append(comment)
                return comment
            case "PATCH", ["issues", "comments", known]:
                (comment,) = (
                    one
                    for all_ in self.comments.values()
                    for one in all_
                    if one["id"] == int(known)
                )
                comment["body"] = content["body"]
                return comment
        return None


@contextmanager
def serving(github: GitHub) -> Iterator[GitHub]:
    """Answer at an address of this machine."""

    class Handler(http.server.BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

        def do_GET(self) -> None:
            place = urlsplit(self.path)
            github.asked.append(f"GET {self.path}")
            if github.breaks:
                self.wfile.write(github.breaks)
                self.close_connection = True
            elif place.path == "/storage/artifact.zip":
                github.token_at_storage = "Authorization" in self.headers
                self._send_artifact()
            elif place.path.endswith("/zip"):
                self.send_response(302)
                self.send_header("Location", f"{github.address}/storage/artifact.zip")
                self.send_header("Content-Length", "0")
                self.end_headers()
            else:
                self._answer(github.get(place.path, parse_qs(place.query)))

        def do_POST(self) -> None:
            self._write("POST")

        def do_PATCH(self) -> None:
            self._write("PATCH")

        def _write(self, method: str) -> None:
            github.asked.append(f"{method} {self.path}")
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self._answer(github.put(method, self.path, content))

        def _answer(self, answer: object) -> None:
            known = answer is not None and self.headers["Authorization"] == f"Bearer {TOKEN}"
            data = json.dumps(answer).encode()
            self.send_response(200 if known else 404)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _send_artifact(self) -> None:
            """In pieces and without a length, as long as somebody takes them."""
            self.send_response(200)
            self.end_headers()
            try:
                for at in range(0, len(github.zipped), 65_536):
                    github.sent += self.wfile.write(github.zipped[at : at + 65_536])
            except OSError:
                self.close_connection = True

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    github.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield github
    finally:
        server.shutdown()
        server.server_close()
