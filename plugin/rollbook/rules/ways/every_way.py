"""Every way: what has been done on all ways that lead to a step."""

from __future__ import annotations

from collections.abc import Mapping

from rollbook.model.flow import Edge, Flow


def on_every_way(flow: Flow, gives: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Step → what has been given on every way to its beginning, ways back aside.

    `gives` says what each step gives once it has succeeded: who comes from it because it has failed
    does not have it. A join has what any of the steps that it waits for has.
    """
    known: dict[str, frozenset[str]] = {}
    for name in flow.order:
        after = flow.steps[name].after or ()
        waits_for = after if len(after) > 1 else ()
        joined: frozenset[str] = frozenset()
        ways: list[frozenset[str]] = []
        for edge in flow.into[name]:
            if edge.back:
                continue
            if edge.source in waits_for and edge.kind in ("next", "yes"):
                joined |= _behind(edge, known, gives)
            else:
                ways.append(_behind(edge, known, gives))
        if waits_for:
            ways.append(joined)
        known[name] = frozenset.intersection(*ways) if ways else frozenset()
    return known


def _behind(
    edge: Edge, known: Mapping[str, frozenset[str]], gives: Mapping[str, str]
) -> frozenset[str]:
    before = known.get(edge.source, frozenset())
    given = gives.get(edge.source) if edge.kind not in ("fail", "no") else None
    return before | {given} if given else before
