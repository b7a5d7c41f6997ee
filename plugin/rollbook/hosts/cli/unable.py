"""What a command says where it could not run."""

from __future__ import annotations

import click

COULD_NOT_RUN = 2


class Unable(click.ClickException):
    """The command could not run; the message says what to do."""

    exit_code = COULD_NOT_RUN
