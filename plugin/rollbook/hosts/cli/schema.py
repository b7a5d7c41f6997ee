"""The command `rollbook schema`."""

from __future__ import annotations

from pathlib import Path

import click

from rollbook.hosts.cli.writing import write
from rollbook.loading.schema import schema_text


@click.command()
@click.option("--output", type=click.Path(path_type=Path), help="A file to write it to.")
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the language, for editors."""
    if output is None:
        click.echo(schema_text(), nl=False)
        return
    write(output, schema_text().encode())
    click.echo(f"wrote {output}")
