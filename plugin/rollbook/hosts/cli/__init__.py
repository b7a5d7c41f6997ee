"""The command `rollbook`: wiring only."""

from __future__ import annotations

import os
import sys

import click

from rollbook.hosts.cli.check import check
from rollbook.hosts.cli.draw import draw
from rollbook.hosts.cli.init import init
from rollbook.hosts.cli.new import new
from rollbook.hosts.cli.schema import schema


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rollbook")
def rollbook() -> None:
    """Rollback SOPs for AI systems, as a handbook that people act on."""


for command in (check, draw, init, new, schema):
    rollbook.add_command(command)


def main() -> None:
    """Run the command, in UTF-8 whatever the machine's language is."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        rollbook()
    except BrokenPipeError:
        # Whoever read the output has seen enough; nothing is left to say at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
