"""What a quiz can ask: each function drafts the questions of one kind, lazily, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rollbook.views.dossier import Dossier
from rollbook.views.practice.question import Draft
from rollbook.views.practice.questions.calling import calling
from rollbook.views.practice.questions.failing import branching, escalating, failing
from rollbook.views.practice.questions.going_back import going_back, no_return, restoring
from rollbook.views.practice.questions.order import first, following
from rollbook.views.practice.questions.people import approving, taking
from rollbook.views.practice.questions.proof import proving
from rollbook.views.practice.questions.time import limit, soon, told

Kind = Callable[[Dossier], Iterator[Draft]]

KINDS: tuple[Kind, ...] = (
    calling,
    first,
    approving,
    following,
    failing,
    no_return,
    proving,
    going_back,
    branching,
    restoring,
    told,
    limit,
    taking,
    escalating,
    soon,
)
"""Every kind of question; what matters most on the night comes first."""
