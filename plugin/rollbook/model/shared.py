"""What several SOPs share: the contents of `handbook.yml`."""

from __future__ import annotations

from rollbook.model.component import Component
from rollbook.model.metric import Metric
from rollbook.model.notice import Notice
from rollbook.model.sop import Constant
from rollbook.model.team import Team
from rollbook.model.value import Id, Language, Line, PageId, Value


class Shared(Value):
    """What several SOPs share, written once."""

    title: Line
    """The title of the handbook."""

    lang: Language = "en"
    """The language of its texts."""

    teams: dict[PageId, Team]
    """Everyone who can be named in a role."""

    components: dict[Id, Component] = {}
    """What may have to be reverted."""

    metrics: dict[Id, Metric] = {}
    """What is measured."""

    values: dict[Id, Constant] = {}
    """Constants of all procedures."""

    notices: dict[Id, Notice] = {}
    """Who is told what."""
