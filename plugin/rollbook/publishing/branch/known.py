"""What ever had a permanent address: SOPs, their triggers and steps, and who had them last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from pydantic import StrictStr

from rollbook.model.value import Value
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.kept import Kept

KNOWN = "addresses.json"
"""Where it stands on the branch, and so on the site."""


class KnownTrigger(Value):
    """A trigger that an alert may be linked to."""

    name: StrictStr
    """Its name for people."""

    edition: StrictStr
    """The newest edition that has it."""


class KnownSop(Value):
    """An SOP."""

    title: StrictStr
    """Its title."""

    edition: StrictStr
    """The newest edition that has it."""

    triggers: dict[StrictStr, KnownTrigger]
    """Trigger → what is known of it."""

    steps: dict[StrictStr, StrictStr]
    """Step → the newest edition that has it."""


class Known(Kept):
    """Every SOP that any edition ever had."""

    addresses: Literal[1] = 1
    """The version of this form."""

    sops: dict[StrictStr, KnownSop] = {}
    """SOP → what is known of it."""


def known(before: Known, manifests: Iterable[Manifest]) -> Known:
    """What was known before, and what these editions have; they are given oldest first."""
    sops: dict[str, dict[str, Any]] = before.model_dump()["sops"]
    for manifest in manifests:
        edition = manifest.edition
        for name, sop in manifest.sops.items():
            seen = sops.setdefault(name, {"triggers": {}, "steps": {}})
            seen |= {"title": sop.title, "edition": edition}
            for trigger, called in sop.triggers.items():
                seen["triggers"][trigger] = {"name": called, "edition": edition}
            seen["steps"] |= dict.fromkeys(sop.steps, edition)
    return Known.model_validate({"sops": sops})
