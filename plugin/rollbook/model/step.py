"""Steps: what is done, by whom, in which order."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from rollbook.model.measures import Duration
from rollbook.model.value import Destination, Id, Line, Listed, Performer, Prose, Text, Value

Phase = Literal["detect", "decide", "restore", "verify", "review"]
PHASES: tuple[Phase, ...] = ("detect", "decide", "restore", "verify", "review")

Ids = Annotated[tuple[Id, ...], Listed()]
"""Ids; a single one may be written without the list."""


class Reprocess(Value):
    """Data that has to be made again."""

    from_: Line = Field(alias="from")
    """From which moment on."""

    then: Ids = ()
    """The components that read it and have to be told or run again."""


class Step(Value):
    """What every step can have."""

    VERB: ClassVar[str]

    takes: Duration
    """How long it takes, as a rule."""

    after: Ids | None = None
    """The steps that have to be done before; `[]`: it starts at once. Left out: the step above."""

    then: Destination | None = None
    """What follows at the end of a branch or fallback: a step, or `stop` or `escalate`, its end."""

    phase: Phase | None = None
    """The phase that it belongs to; derived where it is left out."""

    restores: Id | None = None
    """The component that goes back to its target."""

    saves: Id | None = None
    """The component of which a snapshot is taken."""

    expect: Prose | None = None
    """How the person knows that it worked."""

    undo: Text | None = None
    """How it is taken back: a command for `run`, prose for `do`; `none`: it changes nothing."""

    point_of_no_return: Prose | None = None
    """Why there is no way back after it."""

    on_fail: Destination | None = None
    """Where to go when it fails: a step, `escalate` or `stop`."""

    otherwise: Destination | None = None
    """Where to go when the answer is no: a step, `escalate` or `stop`."""

    each: Line | None = None
    """What it is repeated for, and in which order; `takes` is for all."""

    reprocess: Reprocess | None = None
    """The data that has to be made again after it."""

    consult: Ids = ()
    """The roles that are asked before it."""

    inform: Ids = ()
    """The roles that are told of it."""

    note: Prose | None = None
    """What else helps the person who takes it."""

    @property
    def performer(self) -> str | None:
        """The role that takes the step, or `automatic`; nobody for a plain wait."""
        return getattr(self, "by", None)

    @property
    def exits(self) -> dict[str, str]:
        """The answers of a decision that has more than two, with the steps they lead to."""
        return {}


class _Performed(Step):
    by: Performer
    """The role that takes it, or `automatic`: a machine does, and a person confirms `expect`."""


class Do(_Performed):
    """What a person does by hand."""

    VERB = "do"

    do: Prose
    """What is done."""

    undo: Prose | None = None
    """How it is taken back; `none`: it changes nothing."""


class Run(_Performed):
    """A command that a person runs."""

    VERB = "run"

    run: Text
    """The command; Rollbook shows it and never runs it."""


class Approve(Step):
    """A yes that has to be given before it goes on."""

    VERB = "approve"

    approve: Id
    """The role that approves."""

    late: Duration | None = None
    """An emergency's approval: it is given within this time after the step."""

    @property
    def performer(self) -> str:
        """The role that approves."""
        return self.approve


class Decide(_Performed):
    """A question whose answer decides the way."""

    VERB = "decide"

    decide: Prose
    """The question; yes goes on, no goes to `otherwise`."""

    cases: Annotated[dict[Line, Destination], Field(min_length=1)] | None = None
    """Answers other than yes and no, and the step that each leads to."""

    @property
    def exits(self) -> dict[str, str]:
        """The answers, with the steps they lead to."""
        return self.cases or {}


class Wait(Step):
    """A time in which nothing is done, or something is waited for."""

    VERB = "wait"

    wait: Duration | Prose
    """How long, such as `10m`, or what for; then `takes` says how long that takes."""

    by: Performer | None = None
    """The role that watches."""

    takes: Duration = Duration("0s", 0)
    """How long it takes, as a rule; a wait for a duration takes that long."""

    @model_validator(mode="after")
    def _takes_as_long_as_it_waits(self) -> Self:
        if isinstance(self.wait, Duration):
            # Not a field that was written: the digest speaks of what was.
            if "takes" not in self.model_fields_set:
                self.__dict__["takes"] = self.wait
            return self
        if missing := [name for name in ("by", "takes") if name not in self.model_fields_set]:
            raise PydanticCustomError(
                "wait_for_something",
                "a wait for something needs {fields}",
                {"fields": " and ".join(map(repr, missing))},
            )
        return self


class Confirm(_Performed):
    """Checks that are read."""

    VERB = "check"

    check: Annotated[tuple[Id, ...], Field(min_length=1), Listed()]
    """The checks, by their ids."""


class Notify(_Performed):
    """A notice that is sent."""

    VERB = "notify"

    notify: Id
    """The notice, by its id."""


STEP_KINDS: dict[str, type[Step]] = {
    kind.VERB: kind for kind in (Do, Run, Approve, Decide, Wait, Confirm, Notify)
}


def _sort(value: object) -> str:
    if isinstance(value, dict):
        for verb in STEP_KINDS:
            if verb in value:
                return verb
    return value.VERB if isinstance(value, Step) else "do"


AnyStep = Annotated[
    Annotated[Do, Tag("do")]
    | Annotated[Run, Tag("run")]
    | Annotated[Approve, Tag("approve")]
    | Annotated[Decide, Tag("decide")]
    | Annotated[Wait, Tag("wait")]
    | Annotated[Confirm, Tag("check")]
    | Annotated[Notify, Tag("notify")],
    Discriminator(_sort),
]
