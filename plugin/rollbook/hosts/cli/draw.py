"""The command `rollbook draw`."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import click

from rollbook.diagrams.exporting import ENDINGS, SCALE, TAKES, Form, Wish, exported
from rollbook.diagrams.formats.files.style_sheet import Scheme
from rollbook.diagrams.store import NOWHERE
from rollbook.hosts.cli.one_sop import one_sop
from rollbook.hosts.cli.output import put, put_bytes, say, terminal
from rollbook.hosts.cli.unable import Unable
from rollbook.hosts.cli.writing import write
from rollbook.hosts.today import today
from rollbook.loading.earlier import Earlier
from rollbook.views.asking import VIEWS, View, asked_for
from rollbook.views.dossier import Dossier
from rollbook.views.pictures import imprint
from rollbook.views.words import listing

_STANDARD_OUTPUT = Path("-")


class _Scale(click.FloatRange):
    """A number in a range, as `nan` is none."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Read it."""
        found = float(super().convert(value, param, ctx))
        if math.isnan(found):
            self.fail(f"'{value}' is no number.", param, ctx)
        return found


@click.command()
@click.argument("sop", metavar="SOP")
@click.option("--view", type=click.Choice(VIEWS), help="What to draw; the flow unless said.")
@click.option("--example", metavar="NAME", help="The example whose path or timeline is drawn.")
@click.option("--incident", metavar="ID", help="The incident whose path or timeline is drawn.")
@click.option("--format", "form", type=click.Choice(list(ENDINGS)), help="What to write.")
@click.option("--narrow", is_flag=True, help="The form for phones: one column.")
@click.option("--scheme", type=click.Choice(["light", "dark"]), help="The colours.")
@click.option("--scale", type=_Scale(0.5, 4), help="Pixels of a PNG to one of the drawing: 2.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Where to, or -.")
def draw(
    sop: str,
    view: View | None,
    example: str | None,
    incident: str | None,
    form: Form | None,
    narrow: bool,
    scheme: Scheme | None,
    scale: float | None,
    output: Path | None,
) -> None:
    """Draw an SOP, as a file to print, to publish or to go on drawing.

    SOP is its id or its file. Without --format the ending of the --output says what it is, and
    without that it is an SVG on standard output.
    """
    form = form or _form_of(output)
    _fit(form, {"narrow": narrow, "scheme": scheme, "scale": scale})
    loaded, handbook, sop_id = one_sop(sop)
    dossier = Dossier(handbook, sop_id, today(), earlier=Earlier.of(loaded))
    try:
        picture = asked_for(dossier, view, example, incident, form)
    except ValueError as error:
        raise Unable(str(error)) from None
    wish = Wish(narrow, scheme, scale or SCALE, imprint(dossier))
    _put(exported(picture, form, wish, NOWHERE), form, output)


def _form_of(output: Path | None) -> Form:
    if output is None or output == _STANDARD_OUTPUT:
        return "svg"
    for form, ending in ENDINGS.items():
        if output.suffix.lower() == ending:
            return form
    raise Unable(
        f"the ending of '{output}' says no format: give it one of "
        f"{listing(list(ENDINGS.values()))}, or name one with --format"
    )


def _fit(form: Form, given: dict[str, object]) -> None:
    for option, forms in TAKES.items():
        if given[option] and form not in forms:
            raise Unable(f"--{option} is for {listing(forms)}: leave it out for {form}")


def _put(content: bytes, form: Form, output: Path | None) -> None:
    if output is not None and output != _STANDARD_OUTPUT:
        write(output, content)
        say(f"wrote {output}")
    elif form != "png":
        put(content.decode(), form)
    elif terminal().isatty():
        raise Unable("a PNG is nothing to read in a terminal: name a file with --output")
    else:
        put_bytes(content)
