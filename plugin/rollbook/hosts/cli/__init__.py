"""The command `rollbook`: wiring only."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from rollbook.hosts.cli.output import complain, guard, say
from rollbook.hosts.cli.unable import COULD_NOT_RUN, Unable
from rollbook.hosts.today import NoMoment

COMMANDS = (
    *("check", "diff", "draw", "editions", "init", "new", "prune", "publish", "retract"),
    *("rules", "schema", "stale", "verify", "ways"),
)
"""The commands, each in the module of its name."""


class _Commands(click.Group):
    """Imports a command when it is called: `check` starts in half the time without `draw`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return command

    def main(self, *args: Any, **settings: Any) -> Any:
        """Run the command, and say it where it cannot."""
        try:
            guard()
            done = super().main(*args, **{**settings, "standalone_mode": False})
        except click.Abort:
            say("Aborted!", err=True)
            sys.exit(COULD_NOT_RUN)
        except click.ClickException as error:
            complain(error)
            sys.exit(error.exit_code)
        except (NoMoment, OSError) as error:
            complain(_told(error))
            sys.exit(COULD_NOT_RUN)
        sys.exit(done)


def _told(error: Exception) -> Unable:
    """Say what the machine refused, or what its environment has wrong."""
    if not isinstance(error, OSError):
        return Unable(str(error))
    try:
        os.getcwd()
    except OSError:
        return Unable("the folder that this runs in is gone: change into one that is there")
    where = f"'{error.filename}': " if error.filename else ""
    return Unable(f"{where}{error.strerror or error}")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rollbook")
def rollbook() -> None:
    """Rollback SOPs for AI systems, as a handbook that people act on."""


def main() -> None:
    """Run the command."""
    # A command makes no rings of values and is soon over. To look for rings all the same took a
    # tenth of the time of a `check`, and freed nothing.
    gc.disable()
    rollbook()
