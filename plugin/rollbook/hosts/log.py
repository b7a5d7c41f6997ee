"""The log of a build: what the plugin says there, and why it cannot go on."""

from __future__ import annotations

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from rollbook.views.harmless import line, paragraph

_LOG = get_plugin_logger("rollbook")
_NAME = "rollbook: "


def warn(*lines: str) -> None:
    """Say what a strict build does not pass: each of the lines is one, whatever it holds."""
    _LOG.warning("%s", "\n".join(map(line, lines)))


def fault(*lines: str) -> None:
    """Say what no build passes."""
    _LOG.error("%s", "\n".join(map(line, lines)))


def stopped(why: str) -> PluginError:
    """The error that ends a build; only its first line begins where lines of ours do."""
    return PluginError(_NAME + paragraph(why, len(_NAME)))
