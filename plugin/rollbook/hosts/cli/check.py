"""The command `rollbook check`."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from rollbook import rules
from rollbook.hosts.cli.sop_folders import sop_folders
from rollbook.hosts.cli.unable import Unable
from rollbook.loading.finding import Finding
from rollbook.loading.folder import Loaded, load
from rollbook.views.report import Report, counted, reports, summary


@click.command()
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


def _read(paths: Sequence[Path]) -> tuple[Loaded, set[str] | None]:
    """What was read, and the files that were named; none where whole folders were."""
    if not paths:
        return load(sop_folders(), Path()), None
    for path in paths:
        if not path.exists():
            raise Unable(f"there is no '{path}'")
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
