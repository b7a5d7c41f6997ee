"""The script that writes records, asked by a test as a page asks it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import IO, Any

from rollbook.loading.files import SourceFile
from rollbook.loading.finding import Finding
from rollbook.loading.reading import Part, read_part
from tests.diagrams.dossiers import own

SOP = "home-feed-ranking"
NOON = 1_795_348_800_000
"""A day in November 2026, in milliseconds."""


class Writer:
    """A process that stays, since to start one for each text would take a minute."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["node", Path(__file__).with_name("records.mjs")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def asked(self, **question: Any) -> Any:
        to, back = self._pipes()
        to.write(json.dumps(question) + "\n")
        to.flush()
        return json.loads(back.readline())

    def incident(self, outcome: str, **other: Any) -> dict[str, Any]:
        """The record of an incident that ended so."""
        said = {"id": "INC-1", "trigger": "engagement-drop", "started": NOON, "outcome": outcome}
        return self._record("incident", **said | other)

    def drill(self, people: str, findings: str, **other: Any) -> dict[str, Any]:
        """The record of a drill in which this was found."""
        said = {"date": NOON, "people": people, "findings": findings, "result": "passed"}
        return self._record("live", **said | other)

    def _record(self, kind: str, **said: Any) -> dict[str, Any]:
        about = {
            "sop": SOP,
            "procedure": own()[SOP].standing.digest,
            "times": {"confirm": 95_000},
        }
        made: dict[str, Any] = self.asked(kind=kind, **about | said)
        return made

    def close(self) -> None:
        """End the process."""
        to, back = self._pipes()
        to.close()
        self._process.wait()
        back.close()

    def _pipes(self) -> tuple[IO[str], IO[str]]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        return self._process.stdin, self._process.stdout


def read(made: dict[str, Any]) -> tuple[Any, list[Finding]]:
    """What the handbook reads in a record, and what it has against it."""
    path = Path("records") / made["name"]
    file = SourceFile(("record", path.stem), path, path.parent, str(path), made["text"].encode())
    part: Part = read_part(file)
    return part.value, part.findings
