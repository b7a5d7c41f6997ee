"""The blocks of the handbook: what is on the pages that speak of several SOPs."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from rollbook.views.handbook.changes import changes
from rollbook.views.handbook.examples import examples
from rollbook.views.handbook.faq import faq
from rollbook.views.handbook.health import health
from rollbook.views.handbook.home import home
from rollbook.views.handbook.incidents import incidents
from rollbook.views.handbook.language import language
from rollbook.views.handbook.risks import risks
from rollbook.views.handbook.roles import roles
from rollbook.views.handbook.rules import rules
from rollbook.views.handbook.systems import systems
from rollbook.views.library import Library
from rollbook.views.practice.overview import practice

HANDBOOK_BLOCKS: Mapping[str, Callable[[Library], Markup]] = {
    "home": home,
    "systems": systems,
    "roles": roles,
    "examples": examples,
    "faq": faq,
    "incidents": incidents,
    "practice": practice,
    "health": health,
    "changes": changes,
    "language": language,
    "rules": rules,
    "risks": risks,
}
"""What an author writes as `view:` → the block."""
