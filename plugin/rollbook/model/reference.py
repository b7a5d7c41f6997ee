"""References to one immutable thing: what a target names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, Self

from rollbook.model.measures import Written

_NAME = r"[^\s@#=?]+"
_COMMIT = r"[0-9a-f]{40}"
_SHA256 = r"sha256:[0-9a-f]{64}"
# An alias, a stage or a branch carries no number; what cannot move, does.
_VERSION = r"(?=[^\s/@#=]*[0-9])[^\s/@#=]+"
_DATED = r"(?=[^\s/@#=]*[0-9]{4}-?[0-9]{2}-?[0-9]{2})[^\s/@#=]+"

SCHEMES: dict[str, tuple[str, str]] = {
    "git": (rf"{_NAME}@{_COMMIT}", "git:repo@commit, with all 40 digits of the commit"),
    "oci": (rf"{_NAME}@{_SHA256}", "oci:image@sha256:…, with all 64 digits of the digest"),
    "mlflow": (rf"{_NAME}/[0-9]+", "mlflow:name/version, with a version number"),
    "model": (rf"[^\s@#=/]+/{_NAME}@{_VERSION}", "model:registry/name@version"),
    "dvc": (rf"{_NAME}@{_COMMIT}", "dvc:path@commit, with all 40 digits of the commit"),
    "helm": (rf"{_NAME}#[0-9]+", "helm:release#revision, with a revision number"),
    "flag": (r"[^\s@#=]+=[^\s/@#=]+", "flag:key=value"),
    "prompt": (rf"{_NAME}@{_VERSION}", "prompt:name@version"),
    "llm": (rf"[^\s@#=/]+/{_DATED}", "llm:provider/model, with the date in the model's id"),
    "index": (rf"{_NAME}@{_VERSION}", "index:name@snapshot"),
    "data": (rf"{_NAME}@{_VERSION}", "data:table@snapshot"),
    "file": (rf"{_NAME}@{_SHA256}", "file:path@sha256:…, with all 64 digits of the digest"),
    "url": (r"https://[^\s]+", "url:https://…, with a digest beside it"),
}
"""Scheme → the form of what follows it, and that form in words."""


@dataclass(frozen=True, slots=True)
class Reference(Written):
    """A scheme, a name and a version that cannot move: `mlflow:feed-ranker/41`."""

    scheme: str
    name: str
    version: str

    PATTERN = "|".join(f"{scheme}:(?:{form})" for scheme, (form, _) in SCHEMES.items())
    FORM = (
        "a reference names one thing that cannot change, such as git:repo@commit or "
        "mlflow:name/version"
    )
    _LAST: ClassVar[re.Pattern[str]] = re.compile(r"^(.*)[/@#=](.*)$", re.DOTALL)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `mlflow:feed-ranker/41`."""
        scheme, colon, rest = text.partition(":")
        if not colon or scheme not in SCHEMES:
            raise ValueError(f"{cls.FORM}; the schemes are {', '.join(SCHEMES)}")
        form, words = SCHEMES[scheme]
        if not re.fullmatch(form, rest):
            raise ValueError(f"this can move or is not whole: write {words}")
        parts = cls._LAST.match(rest)
        name, version = (parts[1], parts[2]) if parts else (rest, rest)
        return cls(text, scheme, name, version)

    @property
    def bare(self) -> str:
        """The reference without its scheme."""
        return self.text.partition(":")[2]
