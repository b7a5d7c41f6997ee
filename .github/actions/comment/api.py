"""The API of GitHub, as far as a comment needs it."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from email.message import Message
from typing import IO, Any

_SECONDS = 60
_ANSWER = 16 * 1024 * 1024
_BROKEN = (OSError, http.client.HTTPException)
"""What a connection that breaks raises."""


class Unanswered(Exception):
    """GitHub did not do what it was asked."""


@dataclass(frozen=True)
class Api:
    """What one repository answers; the token goes nowhere but to the address of the API."""

    address: str
    repository: str
    token: str

    def ask(self, path: str, method: str = "GET", content: object = None) -> Any:
        """The answer to a request below the repository."""
        data = None if content is None else json.dumps(content).encode()
        with self._open(self._request(path, method, data)) as answer:
            said = _up_to(answer, _ANSWER)
        try:
            return json.loads(said)
        except ValueError as error:
            raise Unanswered("GitHub answered with something else than JSON") from error

    def lists(self, path: str) -> list[dict[str, Any]]:
        """A list; empty where GitHub does not know what is asked for, as the commits of a fork."""
        try:
            answer = self.ask(path)
        except Unanswered as error:
            if isinstance(error.__cause__, urllib.error.HTTPError) and error.__cause__.code in (
                404,
                422,
            ):
                return []
            raise
        return [entry for entry in answer if isinstance(entry, dict)]

    def download(self, path: str, limit: int) -> bytes:
        """A file of at most so many bytes, and one more where it is longer.

        GitHub sends it from another host, which must not see the token.
        """
        try:
            with _OPENER.open(self._request(path, "GET", None), timeout=_SECONDS) as answer:
                return _up_to(answer, limit + 1)
        except urllib.error.HTTPError as error:
            place = error.headers.get("Location", "") if error.code in (302, 307) else ""
            if urllib.parse.urlsplit(place).scheme not in {"https", self._scheme}:
                raise Unanswered(f"GitHub answered with {error.code}") from error
        except _BROKEN as error:
            raise Unanswered("GitHub cannot be reached") from error
        with self._open(urllib.request.Request(place)) as answer:
            return _up_to(answer, limit + 1)

    @property
    def _scheme(self) -> str:
        return urllib.parse.urlsplit(self.address).scheme

    def _request(self, path: str, method: str, data: bytes | None) -> urllib.request.Request:
        headers = {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "User-Agent": "rollbook",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        address = f"{self.address}/repos/{self.repository}/{path}"
        return urllib.request.Request(address, data, headers, method=method)

    def _open(self, request: urllib.request.Request) -> Any:
        try:
            return _OPENER.open(request, timeout=_SECONDS)
        except urllib.error.HTTPError as error:
            raise Unanswered(f"GitHub answered with {error.code}") from error
        except _BROKEN as error:
            raise Unanswered("GitHub cannot be reached") from error


class _Stay(urllib.request.HTTPRedirectHandler):
    """Follows nobody by itself, since it would take the token along."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """Nowhere."""


_OPENER = urllib.request.build_opener(_Stay)


def _up_to(stream: Any, limit: int) -> bytes:
    """The first bytes of a stream, whatever it says of its length."""
    try:
        data: bytes = stream.read(limit)
    except _BROKEN as error:
        raise Unanswered("GitHub broke off") from error
    return data
