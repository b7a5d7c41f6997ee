r"""Golden cases of what the loader says: a small, valid handbook, one edit, and the findings.

A case is a file in `cases/`:

    # one sentence of behaviour
    @ sops/ranker.yml          the file that is edited; this one where nothing is said
    - version: 1               lines that stand in it
    + verison: 1               lines that take their place; `\u202e` stands for that character,
                               and so does one of eight digits behind `\U`
    = a whole new file         instead of `-` and `+`
    > sops/ranker.yml:2:1 schema: what is wrong
    >     hint: what to do
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rollbook.loading.finding import Finding
from rollbook.loading.folder import load

FOLDER = Path(__file__).parent / "cases"
BASE = Path(__file__).parent / "base"


@dataclass
class Case:
    """One edit of the base, and the findings that it leads to."""

    says: str
    files: dict[str, bytes] = field(default_factory=dict)
    expected: str = ""


def parse(text: str) -> Case:
    """Read a case."""
    case = Case(text.partition("\n")[0].removeprefix("# "))
    file, old, new = "sops/ranker.yml", list[str](), list[str]()

    def apply() -> None:
        if old or new:
            before = case.files.get(file) or (BASE / file).read_bytes()
            found = "\n".join(old).encode()
            assert before.count(found) == 1, (case.says, old)
            case.files[file] = before.replace(found, "\n".join(new).encode())
        old.clear()
        new.clear()

    for line in text.splitlines()[1:]:
        sign, words = line[:1], line[2:]
        if sign == "@" or (sign == "-" and new):
            apply()
        if sign == "@":
            file = words
        elif sign == "-":
            old.append(words)
        elif sign == "+":
            new.append(_unescaped(words))
        elif sign == "=":
            case.files[file] = case.files.get(file, b"") + _unescaped(words).encode() + b"\n"
        elif sign == ">":
            case.expected += words + "\n"
    apply()
    return case


def findings(case: Case, folder: Path) -> str:
    """Write the base with the edit into a folder, and say what the loader finds."""
    for path in BASE.rglob("*.yml"):
        name = path.relative_to(BASE).as_posix()
        case.files.setdefault(name, path.read_bytes())
    for name, content in case.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return shown(load([folder / "sops"], folder).findings)


def shown(found: Sequence[Finding]) -> str:
    """Findings as a case shows them."""
    return "".join(
        f"{f.file}:{f.line}:{f.column} {f.rule}: {f.message}\n"
        + (f"    hint: {f.hint}\n" if f.hint else "")
        for f in found
    )


def _unescaped(text: str) -> str:
    form = r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})"
    return re.sub(form, lambda found: chr(int(found[1] or found[2], 16)), text)
