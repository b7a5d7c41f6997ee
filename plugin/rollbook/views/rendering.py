"""Templates: the only way from a view to HTML, and every value in it is escaped."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from rollbook.views import words
from rollbook.views.addresses import ASSETS, link
from rollbook.views.linked import linked, source
from rollbook.views.marks import PROBLEM, QUIET


def render(template: str, **values: Any) -> Markup:
    """Fill a template of `views/templates/`, named without its ending."""
    return Markup(_environment().get_template(f"{template}.html").render(values))


@cache
def icon(name: str) -> Markup:
    """An icon of `assets/icons/`, hidden from screen readers: a word always stands beside it."""
    svg = files("rollbook").joinpath("assets", "icons", f"{name}.svg").read_text("utf-8").strip()
    return Markup(svg.replace("<svg ", '<svg class="rb-icon" aria-hidden="true" ', 1))


def script(name: str) -> Markup:
    """A script of `assets/`, loaded only by the page that has the block in it.

    A module runs once, whatever a theme does with the pages: it defines an element of its own.
    """
    return Markup('<script type="module" src="{}"></script>').format(link(f"{ASSETS}/{name}.js"))


def plain_script(name: str) -> Markup:
    """A script that runs from a disk as well, where a browser loads no module."""
    return Markup('<script defer src="{}"></script>').format(link(f"{ASSETS}/{name}.js"))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("rollbook.views"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.update(
        icon=icon, problem=PROBLEM, quiet=QUIET, script=script, plain_script=plain_script
    )
    environment.filters.update(
        day=words.day,
        listing=words.listing,
        linked=linked,
        source=source,
    )
    return environment
