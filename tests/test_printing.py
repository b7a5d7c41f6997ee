"""The code itself: everything that is printed goes through one place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sites import REPOSITORY

CODE = sorted(
    path
    for folder in ("plugin/rollbook", ".github")
    for path in (REPOSITORY / folder).rglob("*.py")
)

PRINTING = {"print", "echo", "secho", "echo_via_pager", "prompt", "confirm", "pprint", "print_exc"}
"""What prints when it is called, by its last name."""
STREAMS = {"stdout", "stderr", "__stdout__", "__stderr__"}
SPEAKING = {"Console", "Live", "Status", "Progress", "StreamHandler", "get_plugin_logger"}
"""What prints later, when it is made."""
ENDING = {"PluginError", "Abort", "BuildError", "ConfigurationError"}
"""What a host prints when it is raised."""
LOGS = {"logging", "warnings"}

PLACES = {
    "plugin/rollbook/hosts/cli/output.py": {"stdout", "stderr"},
    "plugin/rollbook/hosts/cli/styled.py": {"Console", "print"},
    "plugin/rollbook/hosts/cli/progress.py": {"Console", "Live"},
    "plugin/rollbook/hosts/log.py": {"get_plugin_logger", "PluginError"},
    ".github/actions/comment/comment.py": {"print"},
    ".github/release/saying.py": {"print"},
    # What has become of a step.
    "plugin/rollbook/model/runs/joining.py": {"Status"},
    # Both are read by somebody else and not shown: the comment's program, and a regular expression.
    ".github/actions/comment/render.py": {"stdout", "stderr"},
}
"""The places, and what each of them may."""


def used(path: Path) -> Iterator[tuple[int, str]]:
    """What prints in a file, by its line."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Call):
            name = _last(node.func)
            if name in PRINTING | SPEAKING | ENDING:
                yield line, name
            if name in ("run", "Popen", "call", "check_call", "check_output", "system"):
                yield from ((line, "subprocess") for _ in [0] if _loud(node, name))
        elif isinstance(node, ast.Attribute) and node.attr in STREAMS:
            if _last(node.value) in ("sys", "system"):
                yield line, node.attr
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names]
            yield from ((line, name) for name in names if name in LOGS | STREAMS)


def _last(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _loud(call: ast.Call, name: str) -> bool:
    """Whether a program that is started prints for itself."""
    given = {keyword.arg for keyword in call.keywords}
    of_subprocess = isinstance(call.func, ast.Attribute) and _last(call.func.value) in (
        "subprocess",
        "os",
    )
    return of_subprocess and not ("capture_output" in given or {"stdout", "stderr"} <= given)


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(REPOSITORY).as_posix())
def test_nothing_is_printed_beside_the_one_place(path: Path) -> None:
    """Neither by a command, nor by the plugin, nor by a program of a workflow."""
    may = PLACES.get(path.relative_to(REPOSITORY).as_posix(), set())
    assert {(line, name) for line, name in used(path) if name not in may} == set()


def test_every_place_is_one() -> None:
    """A file that prints no more may print no more."""
    for name, may in PLACES.items():
        assert {found for _, found in used(REPOSITORY / name)} == may, name
