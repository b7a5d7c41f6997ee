"""The blocks of an SOP: each is a part of its page, and can stand on any other."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from markupsafe import Markup

from rollbook.views.acting.run import run
from rollbook.views.dossier import Dossier
from rollbook.views.sop.checks import checks
from rollbook.views.sop.components import components
from rollbook.views.sop.examples import examples
from rollbook.views.sop.failures import failures
from rollbook.views.sop.faq import faq
from rollbook.views.sop.flow import flow
from rollbook.views.sop.header import header
from rollbook.views.sop.history import history
from rollbook.views.sop.learned import learned
from rollbook.views.sop.matrix import roles
from rollbook.views.sop.notices import notices
from rollbook.views.sop.sources import sources
from rollbook.views.sop.steps import steps
from rollbook.views.sop.targets import targets
from rollbook.views.sop.timeline import timeline
from rollbook.views.sop.triggers import triggers

SOP_BLOCKS: Mapping[str, Callable[[Dossier], Markup]] = {
    "header": header,
    "triggers": triggers,
    "flow": flow,
    "timeline": timeline,
    "components": components,
    "targets": targets,
    "steps": steps,
    "failures": failures,
    "roles": roles,
    "checks": checks,
    "notices": notices,
    "learned": learned,
    "examples": examples,
    "faq": faq,
    "sources": sources,
    "history": history,
    "run": run,
}
"""What an author writes as `view:` → the block."""
