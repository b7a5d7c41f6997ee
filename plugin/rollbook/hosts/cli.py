"""The command `rollbook`: wiring only."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from rollbook import rules
from rollbook.hosts.today import today
from rollbook.loading.finding import Finding
from rollbook.loading.folder import Loaded, load
from rollbook.loading.schema import schema_text
from rollbook.loading.settings import settings
from rollbook.loading.suggest import did_you_mean
from rollbook.views.draft import TEMPLATES, Files, draft, starter
from rollbook.views.report import Report, counted, reports, summary

COULD_NOT_RUN = 2


class _Unable(click.ClickException):
    """The command could not run; the message says what to do."""

    exit_code = COULD_NOT_RUN


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="rollbook")
def rollbook() -> None:
    """Rollback SOPs for AI systems, as a handbook that people act on."""


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


@rollbook.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def check(paths: tuple[Path, ...], form: str, strict: bool, color: str) -> None:
    """Name everything that is wrong with the SOPs.

    Without a PATH it reads the folders that mkdocs.yml names. Exits with 0 where nothing is wrong,
    1 where something is, 2 where it could not run.
    """
    loaded, named = _read(paths)
    findings = sorted((*loaded.findings, *rules.findings(loaded)))
    shown = [finding for finding in findings if named is None or finding.file in named]
    if form == "json":
        click.echo(json.dumps({"findings": [_as_json(finding) for finding in shown]}, indent=2))
    else:
        _print(shown, loaded, named, color)
    sys.exit(any(strict or finding.level == "error" for finding in shown))


@rollbook.command()
@click.option("--output", type=click.Path(path_type=Path), help="A file to write it to.")
def schema(output: Path | None) -> None:
    """Print the JSON Schema of the language, for editors."""
    if output is None:
        click.echo(schema_text(), nl=False)
        return
    try:
        output.write_text(schema_text(), encoding="utf-8")
    except OSError as error:
        raise _Unable(f"{output} cannot be written: {error.strerror}") from None
    click.echo(f"wrote {output}")


@rollbook.command()
@click.argument("template")
@click.argument("sop_id", metavar="ID")
def new(template: str, sop_id: str) -> None:
    """Write a first draft of an SOP.

    TEMPLATE is model, bias, data-pipeline, infrastructure or prompt; ID is the name of the file and
    the permanent id of the SOP.
    """
    if template not in TEMPLATES:
        near = did_you_mean(template, TEMPLATES)
        hint = f"did you mean '{near}'?" if near else f"there is {', '.join(TEMPLATES)}"
        raise _Unable(f"there is no template '{template}': {hint}")
    folder = settings(Path()).folders[0]
    handbook = load([folder], Path()).handbook if folder.is_dir() else None
    if handbook is None:
        shared_file = folder / "handbook.yml"
        if shared_file.exists():
            raise _Unable(f"{shared_file} has faults: 'rollbook check' names them")
        raise _Unable(f"there is no {shared_file}: 'rollbook init' makes one")
    shared = handbook.shared
    taken = {*shared.components, *shared.metrics, *shared.notices}
    try:
        files = draft(template, sop_id, list(shared.teams), taken, today())
    except ValueError as error:
        raise _Unable(str(error)) from None
    written, there = _write(folder, files)
    if there:
        raise _Unable(f"{there[0]} is there already, and nothing is overwritten")
    click.echo(f"wrote {written[0]}")
    click.echo("next: fill in what is marked TODO; 'rollbook check' names each place")


@rollbook.command()
def init() -> None:
    """Make a working handbook in this folder, or add one to the MkDocs project that is here."""
    found = settings(Path())
    folder = found.folders[0]
    sops, site = starter(today())
    written: list[Path] = []
    there: list[Path] = []
    # An example beside SOPs that are there would name teams which these do not know.
    if folder.is_dir() and any(folder.glob("*.y*ml")):
        there.append(folder)
    else:
        written, there = _write(folder, sops)
    if not found.project:
        more_written, more_there = _write(Path(), site)
        written, there = written + more_written, there + more_there
    for path in written:
        click.echo(f"wrote {path}")
    for path in there:
        click.echo(f"left {path} as it is")
    if found.project and not found.plugin:
        click.echo(
            "\nnext: add the plugin to your mkdocs.yml:\n\nplugins:\n  - search\n  - rollbook"
        )
    click.echo("\n'mkdocs serve' shows the handbook, 'rollbook new' writes the draft of an SOP.")


def _read(paths: Sequence[Path]) -> tuple[Loaded, set[str] | None]:
    """What was read, and the files that were named; none where whole folders were."""
    if not paths:
        folders = list(settings(Path()).folders)
        for folder in folders:
            if not folder.is_dir():
                raise _Unable(f"there is no folder '{folder}': make one with 'rollbook init'")
        return load(folders, Path()), None
    for path in paths:
        if not path.exists():
            raise _Unable(f"there is no '{path}'")
    folders = list(dict.fromkeys(_folder_of(path) for path in paths))
    loaded = load(folders, Path())
    named = {
        Path(os.path.relpath(file)).as_posix()
        for path in paths
        for file in ([path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()])
    }
    missing = {f.file for f in loaded.findings} - set(loaded.sources)
    return loaded, named | (missing if any(path.is_dir() for path in paths) else set())


def _folder_of(path: Path) -> Path:
    """The folder of SOPs that a path belongs to; records stand in one of their own below it."""
    folder = path if path.is_dir() else path.parent
    return folder.parent if folder.resolve().name == "records" else folder


def _as_json(finding: Finding) -> dict[str, object]:
    fields = ("file", "line", "column", "rule", "level", "message", "hint")
    return {name: getattr(finding, name) for name in fields}


def _print(findings: list[Finding], loaded: Loaded, named: set[str] | None, color: str) -> None:
    force = {"auto": None, "always": True, "never": False}[color]
    console = Console(
        highlight=False, soft_wrap=True, force_terminal=force, no_color=color == "never" or None
    )
    for report in reports(findings, loaded.sources):
        console.print(_styled(report))
    if findings:
        console.print(summary(findings))
        return
    keys = [key for key, file in loaded.shown.items() if named is None or file in named]
    sops = sum(kind == "sop" for kind, _ in keys)
    records = sum(kind == "record" for kind, _ in keys)
    console.print(f"{counted(sops, 'SOP')}, {counted(records, 'record')}: no findings")


def _styled(report: Report) -> Text:
    """The report for a terminal; `Text` takes no markup from what it shows."""
    level = report.finding.level
    colour = "red" if level == "error" else "yellow"
    text = Text("\n".join(report.lines()) + "\n")
    text.highlight_regex(rf"(?m)\A[^\n]*?: (?P<level>{level}):")
    text.stylize("bold", 0, len(report.head))
    start = report.head.find(f" {level}: ")
    text.stylize(colour, start, start + len(level) + 2)
    text.highlight_regex(r"(?m)^ +\| +\^+$", colour)
    text.highlight_regex(r"(?m)^ *= hint:", "cyan")
    return text


def _write(folder: Path, files: Files) -> tuple[list[Path], list[Path]]:
    """Write what is not there; gives the written files and those that were left."""
    written, there = [], []
    for name, text in files.items():
        path = folder / name
        if path.exists():
            there.append(path)
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8") as stream, _whole(path):
                stream.write(text)
                stream.flush()
        except OSError as error:
            raise _Unable(f"{path} cannot be written: {error.strerror}") from None
        written.append(path)
    return written, there


@contextlib.contextmanager
def _whole(path: Path) -> Iterator[None]:
    """Leave no half of a file behind when writing it fails."""
    try:
        yield
    except OSError:
        path.unlink()
        raise
