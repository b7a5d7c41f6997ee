"""The command `rollbook schema`."""

from __future__ import annotations

from pathlib import Path

import click

from rollbook.hosts.cli.output import put, say
from rollbook.hosts.cli.writing import write
from rollbook.loading.schema import schema_text

_STANDARD_OUTPUT = Path("-")


@click.command()
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to, or -.")
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the language, for editors."""
    if output is None or output == _STANDARD_OUTPUT:
        put(schema_text(), "json")
        return
    write(output, schema_text().encode())
    say(f"wrote {output}")
