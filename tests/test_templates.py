"""Templates and icons: they show and do not think, and none is missing or left over.

What a template may hold: values (`name`, `name.field`), a filter or function of ours on one of
them, loops over one, `if` and `if not` on one, includes, and macros. Everything else is a thought,
which belongs into the view.
"""

from __future__ import annotations

import ast
import functools
import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, nodes

import rollbook.views
from rollbook.model.step import STEP_KINDS
from rollbook.views import rendering
from rollbook.views.symptoms import SYMPTOMS

VIEWS = Path(rollbook.views.__file__).parent
ROOT = VIEWS.parent / "publishing" / "root"
TEMPLATES = VIEWS / "templates"
NAMES = [path.relative_to(TEMPLATES).as_posix() for path in sorted(TEMPLATES.rglob("*.html"))]
ICONS = {path.stem for path in (VIEWS.parent / "assets" / "icons").glob("*.svg")}

VALUE = nodes.Name | nodes.Getattr
SHOWING = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Tuple,
    nodes.For,
    nodes.If,
    nodes.Not,
    nodes.Filter,
    nodes.Call,
    nodes.Include,
    nodes.FromImport,
    nodes.Macro,
)


def environment() -> Environment:
    return rendering._environment()


def ours(kind: str) -> set[str]:
    """The filters or globals that the environment has beyond Jinja's own."""
    mine: dict[str, object] = getattr(environment(), kind)
    return mine.keys() - getattr(Environment(), kind).keys()


@functools.cache
def tree(name: str) -> nodes.Template:
    return environment().parse((TEMPLATES / name).read_text("utf-8"))


def every(kind: type[nodes.Node]) -> Iterator[Any]:
    """Every node of a kind, in all templates."""
    for name in NAMES:
        yield from tree(name).find_all(kind)


def called(name: str) -> set[str]:
    """The functions and macros that a template calls."""
    calls = tree(name).find_all(nodes.Call)
    return {call.node.name for call in calls if isinstance(call.node, nodes.Name)}


def macros(template: nodes.Template) -> set[str]:
    """The macros that a template has: its own, and those that it imports."""
    imported = {name for node in template.find_all(nodes.FromImport) for name in node.names}
    return {str(name) for name in imported} | {node.name for node in template.find_all(nodes.Macro)}


def thoughts(template: nodes.Template) -> list[str]:
    """Everything in a template that decides or computes, with its line."""
    functions = ours("globals") | macros(template)
    return [
        f"line {node.lineno}: {type(node).__name__}"
        for node in template.find_all(nodes.Node)
        if not isinstance(node, SHOWING) or not _shows(node, functions)
    ]


def _shows(node: nodes.Node, functions: set[str]) -> bool:
    match node:
        case nodes.If():
            return isinstance(node.test, VALUE | nodes.Not)
        case nodes.Not():
            return isinstance(node.node, VALUE)
        case nodes.For():
            return isinstance(node.iter, VALUE) and node.test is None and not node.recursive
        case nodes.Filter():
            return node.name in ours("filters") and isinstance(node.node, VALUE)
        case nodes.Call():
            named = isinstance(node.node, nodes.Name) and node.node.name in functions
            return named and all(isinstance(part, VALUE | nodes.Const) for part in node.args)
        case nodes.Output():
            return not any(isinstance(part, nodes.Not | nodes.Tuple) for part in node.nodes)
        case nodes.Tuple():
            return node.ctx == "store"
        case _:
            return True


@pytest.mark.parametrize("name", NAMES)
def test_templates_show_and_do_not_think(name: str) -> None:
    """What a page says is decided where it is typed and tested."""
    assert thoughts(tree(name)) == []


@pytest.mark.parametrize(
    "thought",
    [
        "{{ a + b }}",
        "{{ a ~ b }}",
        "{{ a if b else c }}",
        "{{ a[b] }}",
        "{{ a.items() }}",
        "{{ a|length }}",
        "{{ not a }}",
        "{{ icon(a + b) }}",
        "{% set a = b %}",
        "{% if a == b %}{% endif %}",
        "{% if a and b %}{% endif %}",
        "{% if not (a or b) %}{% endif %}",
        "{% if a is defined %}{% endif %}",
        "{% for a in b if a %}{% endfor %}",
        "{% for a in [1, 2] %}{% endfor %}",
        "{% for a in b|sort %}{% endfor %}",
    ],
)
def test_a_thought_in_a_template_is_noticed(thought: str) -> None:
    """Comparing, computing and choosing are seen wherever they stand."""
    assert thoughts(environment().parse(thought))


def in_views(kind: type[ast.AST]) -> Iterator[Any]:
    """Every node of a kind, in all modules that fill templates."""
    for path in sorted((*VIEWS.rglob("*.py"), *ROOT.rglob("*.py"))):
        found = ast.walk(ast.parse(path.read_text("utf-8")))
        yield from (node for node in found if isinstance(node, kind))


def calls_of(names: Iterable[str]) -> Iterator[tuple[str, ast.Call]]:
    """The calls of functions and classes with these names, each with the name."""
    for call in in_views(ast.Call):
        if isinstance(call.func, ast.Name) and call.func.id in names:
            yield call.func.id, call


def test_every_template_is_filled_and_there() -> None:
    """A template that nothing fills is not shipped."""
    used = {f"{ast.literal_eval(call.args[0])}.html" for _, call in calls_of(["render"])}
    taken_in = itertools.chain(every(nodes.Include), every(nodes.FromImport))
    assert used | {node.template.value for node in taken_in} == set(NAMES)


def test_everything_that_templates_are_given_is_used() -> None:
    """No filter, function, macro or import is kept for later."""
    for name in NAMES:
        imported = {word for node in tree(name).find_all(nodes.FromImport) for word in node.names}
        assert imported - called(name) == set(), name
    used = {node.name for node in every(nodes.Name)}
    assert {node.name for node in every(nodes.Macro)} - used == set()
    assert ours("globals") - used == set()
    assert ours("filters") - {node.name for node in every(nodes.Filter)} == set()


def icons_of_templates() -> set[str]:
    """What templates name themselves: `icon("clock")`."""
    calls = [call for call in every(nodes.Call) if getattr(call.node, "name", "") == "icon"]
    return {word.value for call in calls for word in call.args if isinstance(word, nodes.Const)}


def icons_of_values() -> set[str]:
    """What views give to a class with a field `icon`: `Badge("ok", "done", …)`."""
    places: dict[str, int] = {}
    for made in in_views(ast.ClassDef):
        fields = [part.target.id for part in made.body if isinstance(part, ast.AnnAssign)]
        if "icon" in fields:
            places[made.name] = fields.index("icon")
    assert "Badge" in places
    given = [call.args[places[name]] for name, call in calls_of(places)]
    return {word.value for word in given if isinstance(word, ast.Constant)}


def test_every_icon_that_is_named_is_there() -> None:
    """A badge, a step or a symptom never fails for want of its icon."""
    named = icons_of_templates() | icons_of_values() | set(STEP_KINDS) | set(SYMPTOMS)
    assert named - ICONS == set()


def test_every_icon_is_named_somewhere() -> None:
    """An icon that nothing shows is not shipped."""
    words = {word.value for word in in_views(ast.Constant) if isinstance(word.value, str)}
    assert ICONS - icons_of_templates() - words - set(STEP_KINDS) == set()
