"""The tree of triggers, of the handbook or of one system."""

from __future__ import annotations

from markupsafe import Markup

from rollbook.views.addresses import HOME, SOPS, link
from rollbook.views.library import Library
from rollbook.views.rendering import render
from rollbook.views.trees import tree


def triggers(library: Library, system: str | None = None) -> Markup:
    """From symptom to procedure; where a figure would be too much, the way to the list."""
    href = link(SOPS, "system", system) if system else link(HOME)
    return tree(library, system) or render("handbook/triggers", href=href)
