"""An SOP: one rollback procedure, as its author wrote it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, StrictBool, StrictInt
from pydantic_core import PydanticCustomError

from rollbook.model.check import AnyCheck
from rollbook.model.component import Component
from rollbook.model.example import Example, Question
from rollbook.model.inputs import Input
from rollbook.model.measures import Date, Duration
from rollbook.model.metric import Metric
from rollbook.model.notice import Escalation, Notice
from rollbook.model.role import REQUIRED_ROLES, Role
from rollbook.model.step import AnyStep, Ids
from rollbook.model.target import Targets
from rollbook.model.trigger import Trigger
from rollbook.model.value import FolderId, Id, Language, Line, Listed, PageId, Prose, Value

Status = Literal["draft", "effective", "retired"]


def _four_roles(roles: dict[str, Role]) -> dict[str, Role]:
    if missing := [role for role in REQUIRED_ROLES if role not in roles]:
        raise PydanticCustomError(
            "missing_roles",
            "a procedure needs {roles}",
            {"roles": " and ".join(map(repr, missing))},
        )
    return roles


class _RolesSchema:
    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> Any:
        return {**handler(core), "required": list(REQUIRED_ROLES)}


Constant = StrictInt | Line
"""A constant of a procedure: text, or a whole number."""

Links = Annotated[tuple[Line, ...], Listed()]
"""Links or paths; a single one may be written without the list."""


class Sources(Value):
    """Links to the data behind an SOP."""

    models: Links = ()
    """The model registry."""

    datasets: Links = ()
    """The data sets and their versions."""

    metrics: Links = ()
    """The dashboards."""

    incidents: Links = ()
    """The incident tracker."""

    changes: Links = ()
    """The log of changes."""

    access: Links = ()
    """Who may do what."""

    obligations: Links = ()
    """The duties that the SOP meets."""


class Review(Value):
    """How an SOP is kept true."""

    every: Duration
    """How often it is reviewed."""

    watch: Links = ()
    """The files, as globs, whose changes make it stale."""


class Drill(Value):
    """How an SOP is practised."""

    every: Duration
    """How often it is practised."""

    live: StrictBool = False
    """Whether it is practised on the real system."""


class Sop(Value):
    """One rollback procedure."""

    title: Line
    """What the procedure does, as an imperative."""

    version: Annotated[StrictInt, Field(ge=1)]
    """The SOP's edition, a whole number; raised whenever the procedure changes."""

    status: Status
    """`draft`, `effective` or `retired`."""

    effective: Date
    """The date from which this edition is in force."""

    owner: Id
    """The team that keeps it."""

    system: Id
    """The AI system it belongs to; a system may have several SOPs, one for each kind of failure."""

    covers: Prose
    """What it is for."""

    not_for: Prose | None = None
    """What it is not for, and which SOP is."""

    rto: Duration
    """Recovery time objective: from the trigger to verified."""

    lang: Language | None = None
    """The language of its texts, if not the handbook's."""

    roles: Annotated[dict[Id, Role], AfterValidator(_four_roles), _RolesSchema()]
    """`initiator`, `approver`, `executor`, `verifier`, and any other."""

    components: dict[Id, Component] = {}
    """What may have to be reverted, where `handbook.yml` does not hold it."""

    metrics: dict[Id, Metric] = {}
    """What is measured, where `handbook.yml` does not hold it."""

    triggers: Annotated[dict[FolderId, Trigger], Field(min_length=1)]
    """What calls for this SOP."""

    targets: Annotated[dict[Id, Targets], Field(min_length=1)]
    """Component → the state that is safe to go back to, or a list of them, best first."""

    values: dict[Id, Constant] = {}
    """Constants of this procedure."""

    inputs: dict[Id, Input] = {}
    """What the person has to look up during the incident."""

    steps: Annotated[dict[Id, AnyStep], Field(min_length=1)]
    """The procedure, in order."""

    fallback: dict[Id, AnyStep] = {}
    """Steps that are reached only by being named."""

    checks: Annotated[dict[Id, AnyCheck], Field(min_length=1)]
    """How people know that the rollback has worked."""

    notices: dict[Id, Notice] = {}
    """Who is told what, where `handbook.yml` does not hold it."""

    escalation: tuple[Escalation, ...] = ()
    """What to do when the procedure itself is stuck."""

    satisfies: dict[Line, Ids] = {}
    """A clause of a standard → the steps that meet it."""

    sources: Sources = Sources()
    """Links to the data behind the SOP."""

    review: Review | None = None
    """How often it is reviewed, and what makes it stale."""

    drill: Drill | None = None
    """How often it is practised."""

    examples: dict[PageId, Example] = {}
    """Real cases, each with a page of its own."""

    faq: tuple[Question, ...] = ()
    """Questions that people ask, with their answers."""

    ignore: dict[Id, Prose] = {}
    """Rule → why this SOP is right all the same."""

    @property
    def all_steps(self) -> Mapping[str, AnyStep]:
        """The steps of the main line and then those of the fallback, by id."""
        return {**self.steps, **self.fallback}
