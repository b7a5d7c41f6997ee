"""A component goes back while a controller goes on putting it forward."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rollbook.model.component import Component
from rollbook.model.placeholders import placeholders
from rollbook.model.step import AnyStep, Do, Run
from rollbook.rules.rule import Fault, Rule
from rollbook.rules.subject import Subject
from rollbook.rules.words.language import in_english

_CONTROLLER = re.compile(
    r"\bargo|\bflux|\bfleet|gitops|\bconfig[ -]?sync|reconcil|operator|controller|crossplane|\bkapp"
    r"|pipecd|sveltos|\bpuppet|\bchef\b|\bsalt\b",
    re.IGNORECASE,
)
"""What sets a state back within minutes. A nightly build does not: there is a day to see to it."""

_ABOUT = re.compile(
    rf"{_CONTROLLER.pattern}|sync|kustomiz|helmrelease|\bapplication|\bapps?\b",
    re.IGNORECASE,
)
_FREEZES = re.compile(
    r"freez|frozen|suspend|unmanage|detach|sync-policy[ =](?:none|manual)|hands[ -]off"
    r"|self-?heal[ =]false|auto-?sync[ =](?:false|off|disabled)",
    re.IGNORECASE,
)
_STOPS = re.compile(
    r"\bpaus|disabl|\bhold|\bheld\b|\bstop|\boff\b|\block|\bmanual|\bhalt|replicas[ =]0\b"
    r"|\bignor|\bblock|\bmaintenance",
    re.IGNORECASE,
)
"""What freezes where it is said of the controller or of the component."""

_GIT_COMMAND = re.compile(r"\bgit|\bgh\s+pr\b|\bglab\s+mr\b|pull-?request", re.IGNORECASE)
_GIT_BY_HAND = re.compile(
    r"\bgit|\bcommit|\bmerg|\bpush|\b(?:pull|merge) request|\bPR\b", re.IGNORECASE
)
_SHOWN = 60


def _check(subject: Subject) -> Iterator[Fault]:
    """Once for each controller: people freeze all of it when they freeze anything."""
    managed = {
        name: controller
        for name in subject.sop.targets
        if (controller := subject.components[name].managed_by) and _CONTROLLER.search(controller)
    }
    said: set[str] = set()
    for name in subject.flow.order if managed else ():
        step = subject.flow.steps[name]
        for component in _changed(step):
            controller = managed.get(component)
            if controller and controller not in said and not _is_safe(subject, name, component):
                said.add(controller)
                yield _fault(subject, name, component)


def _changed(step: AnyStep) -> Iterator[str]:
    """The components that a step puts back, or whose target its command names."""
    if isinstance(step, Run | Do) and step.undo != "none":
        if step.restores:
            yield step.restores
        for placeholder in placeholders(step.run) if isinstance(step, Run) else ():
            if placeholder.word == "targets" and placeholder.key != step.restores:
                yield placeholder.key


def _is_safe(subject: Subject, name: str, component: str) -> bool:
    """Whether git itself is changed, or what watches it was stopped on some way to the step.

    What people do is not read where it is not in English.
    """
    steps = subject.flow.steps
    if (_GIT_COMMAND if isinstance(steps[name], Run) else _GIT_BY_HAND).search(_done(steps[name])):
        return True
    part, readable = subject.components[component], in_english(subject)
    return any(
        _freezes(other, steps[other], component, part)
        or (not readable and isinstance(steps[other], Do))
        for other in (name, *subject.flow.before(name))
    )


def _done(step: AnyStep) -> str:
    """What a person does or runs in a step."""
    return step.run if isinstance(step, Run) else step.do if isinstance(step, Do) else ""


def _freezes(name: str, step: AnyStep, component: str, part: Component) -> bool:
    done = _done(step)
    text = f"{name}\n{done}\n{step.note or ''}" if done else ""
    if _FREEZES.search(text):
        return True
    if not _STOPS.search(text):
        return False
    names = (component, part.name, part.managed_by or component)
    return bool(_ABOUT.search(text)) or any(word.lower() in text.lower() for word in names)


def _fault(subject: Subject, name: str, component: str) -> Fault:
    step = subject.flow.steps[name]
    controller = subject.components[component].managed_by or ""
    controller = controller if len(controller) <= _SHOWN else controller[: _SHOWN - 1] + "…"
    named = [p.text for p in placeholders(_done(step)) if p.key == component]
    restores = step.restores == component
    return Fault(
        subject.at(name, "restores" if restores else "run"),
        f"step '{name}' changes '{component}', and nothing keeps {controller} from undoing it",
        f"suspend {controller} in a step before it, or let the step go through git",
        excerpt="" if restores else named[0],
    )


RULE = Rule(
    module=__name__,
    level="error",
    why="The controller puts the broken version back within minutes, just when people have begun "
    "to believe that it is over.",
    bad="""\
components:
  proxy: {name: Search proxy, kind: config, owner: oncall, managed_by: Argo CD}
targets:
  proxy: {ref: "helm:proxy#31", proven: 2026-10-20}
steps:
  revert-proxy:
    run: helm rollback proxy ${targets.proxy.id}
    by: executor
    after: revert-index
    takes: 2m
    restores: proxy
    expect: All proxies run revision ${targets.proxy.id}
    undo: helm rollback proxy
  settle:
    after: revert-proxy
""",
    good="""\
components:
  proxy: {name: Search proxy, kind: config, owner: oncall, managed_by: Argo CD}
targets:
  proxy: {ref: "helm:proxy#31", proven: 2026-10-20}
steps:
  freeze:
    run: argocd app set proxy --sync-policy none
    by: executor
    after: revert-index
    takes: 1m
    expect: Argo CD shows *Manual*
    undo: argocd app set proxy --sync-policy automated
  revert-proxy:
    run: helm rollback proxy ${targets.proxy.id}
    by: executor
    after: freeze
    takes: 2m
    restores: proxy
    expect: All proxies run revision ${targets.proxy.id}
    undo: helm rollback proxy
  settle:
    after: revert-proxy
""",
    check=_check,
)
