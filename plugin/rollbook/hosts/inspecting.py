"""The inspection that a project asks for, as both hosts begin it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

from rollbook.hosts.today import today
from rollbook.loading.history import History
from rollbook.rules.catalogue import BadPack, all_rules
from rollbook.rules.finding import Inspection
from rollbook.rules.policy import decided


class BadSettings(Exception):
    """What is wrong with the settings of the rules, all of it."""


def inspection(
    settings: object,
    baseline: Path | None,
    folders: Sequence[Path],
    day: datetime.date | None = None,
) -> Inspection:
    """Read what the project says of the rules; where that is wrong, raise `BadSettings`.

    The rules speak of `day`, which is today unless it is given.
    """
    try:
        rules = all_rules()
    except BadPack as error:
        raise BadSettings(str(error)) from error
    policy, wrong = decided(settings, baseline, rules)
    if wrong:
        raise BadSettings("\n".join(wrong))
    day = day or today()
    return Inspection(rules, policy, day, History(folders[0] if folders else None, day))
