"""The command `rollbook check`."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from rollbook.hosts.cli.fixing import fix_files
from rollbook.hosts.cli.output import annotate, put, say
from rollbook.hosts.cli.project import told
from rollbook.hosts.cli.sop_folders import existing
from rollbook.hosts.cli.unable import Unable
from rollbook.hosts.cli.writing import write
from rollbook.hosts.inspecting import BadSettings, inspection
from rollbook.loading.baseline import Baseline, written
from rollbook.loading.files import shown_name
from rollbook.loading.finding import Finding
from rollbook.loading.folder import Gathered, gather
from rollbook.loading.settings import Settings
from rollbook.loading.veil import Veil
from rollbook.rules.checking import check as checked
from rollbook.rules.finding import Inspection
from rollbook.views.report import counted
from rollbook.views.reports.as_json import as_json
from rollbook.views.reports.github import github
from rollbook.views.reports.gitlab import gitlab
from rollbook.views.reports.sarif import sarif
from rollbook.views.words import listing

_NAMED = 3

BASELINE = Path("rollbook-baseline.json")
"""Where the baseline is written if neither the settings nor the command say."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github", "gitlab", "sarif"]),
    default="text",
)
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option(
    "--rule",
    "rules",
    multiple=True,
    metavar="RULE=LEVEL",
    help="error, warning or off; repeatable.",
)
@click.option("--baseline", type=click.Path(path_type=Path), help="Findings that are known.")
@click.option("--write-baseline", is_flag=True, help="Take all that rules find as known.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto")
def check(
    paths: tuple[Path, ...],
    form: str,
    strict: bool,
    fix: bool,
    rules: tuple[str, ...],
    baseline: Path | None,
    write_baseline: bool,
    color: str,
) -> None:
    """Name everything that is wrong with the SOPs.

    Without a PATH it reads the folders that mkdocs.yml names. Exits with 0 where nothing is wrong,
    1 where something is, 2 where it could not run.
    """
    said = told()
    folders = _folders(paths, said)
    kept = baseline or said.baseline
    wanted = _inspection(said, rules, None if write_baseline else kept, folders)
    if write_baseline:
        _write_baseline(kept or BASELINE, checked(gather(folders, Path()), wanted).rules)
        return
    outcome = _outcome(folders, wanted, _named(paths))
    if fix and (fixed := fix_files(outcome.findings, folders)):
        say(f"fixed {len(fixed)} of {len(outcome.findings)} findings", err=True)
        outcome = _outcome(folders, wanted, _named(paths))
    _show(outcome, form, wanted, color)
    sys.exit(any(strict or finding.level == "error" for finding in outcome.findings))


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The findings that are new; how many were known, and how many that were are gone.

    `cut` are the SOPs of which the rules have not walked all ways.
    """

    gathered: Gathered
    veil: Veil
    named: set[str] | None
    findings: list[Finding]
    known: int
    gone: int
    cut: list[str]


def _folders(paths: Sequence[Path], said: Settings) -> list[Path]:
    if not paths:
        return existing(said)
    for path in paths:
        if not path.exists():
            raise Unable(f"there is no '{path}'")
    return list(dict.fromkeys(_folder_of(path) for path in paths))


def _folder_of(path: Path) -> Path:
    """The folder of SOPs that a path belongs to; records stand in one of their own below it."""
    folder = path if path.is_dir() else path.parent
    return folder.parent if folder.resolve().name == "records" else folder


def _named(paths: Sequence[Path]) -> set[str] | None:
    """The files to report on, as findings call them; none where whole folders were named."""
    if all(path.is_dir() and path.resolve().name != "records" for path in paths):
        return None
    return {
        shown_name(file, Path())
        for path in paths
        for file in ([path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()])
    }


def _inspection(
    said: Settings, rules: Sequence[str], baseline: Path | None, folders: Sequence[Path]
) -> Inspection:
    """What the project asks for, with what the command asks for on top."""
    chosen = said.rules
    if rules:
        pairs = dict(rule.partition("=")[::2] for rule in rules)
        chosen = {**said.rules, **pairs} if isinstance(said.rules, dict) else pairs
    try:
        return inspection(chosen, baseline, folders)
    except BadSettings as error:
        raise Unable(str(error)) from None


def _outcome(folders: Sequence[Path], wanted: Inspection, named: set[str] | None) -> _Outcome:
    gathered = gather(folders, Path())
    done = checked(gathered, wanted)
    known: Baseline = wanted.policy.baseline
    new = known.new(done.rules)
    shown = [f for f in sorted((*done.loader, *new)) if named is None or _is_about(f.file, named)]
    unused = known.unused(done.rules)
    cut = [sop for sop in done.cut if named is None or gathered.sops[sop].shown in named]
    return _Outcome(gathered, done.veil, named, shown, len(done.rules) - len(new), unused, cut)


def _is_about(file: str, named: set[str]) -> bool:
    """Whether a finding is about one of these files, or about a folder that one stands in."""
    return file in named or any(name.startswith(f"{file}/") for name in named)


def _show(outcome: _Outcome, form: str, wanted: Inspection, color: str) -> None:
    findings = outcome.findings
    if form == "json":
        put(as_json(findings), "json")
    elif form == "github":
        annotate(github(findings))
    elif form == "gitlab":
        put(gitlab(findings), "json")
    elif form == "sarif":
        from importlib.metadata import version

        put(sarif(findings, wanted.rules, version("rollbook")), "json")
    elif findings:
        # To get ready to print in colours takes a tenth of the time until the first file is read.
        from rollbook.hosts.cli.printing import print_text

        sources = outcome.gathered.sources({finding.file for finding in findings}, outcome.veil)
        print_text(findings, sources, outcome.known, color)
    else:
        say(_nothing_found(outcome))
    if outcome.cut and form == "text":
        say(outcome.veil.text(_in_part(outcome.cut)))
    if outcome.gone:
        verb = "is" if outcome.gone == 1 else "are"
        what = f"{counted(outcome.gone, 'finding')} of the baseline {verb} gone"
        say(f"{what}: renew it with --write-baseline", err=True)


def _nothing_found(outcome: _Outcome) -> str:
    """That there is no finding, among so many SOPs and records."""
    named, gathered = outcome.named, outcome.gathered
    sops = [file for file in gathered.sops.values() if named is None or file.shown in named]
    records = [
        part
        for (kind, _), part in gathered.others.items()
        if kind == "record" and (named is None or part.file.shown in named)
    ]
    read = f"{counted(len(sops), 'SOP')}, {counted(len(records), 'record')}"
    known = outcome.known
    besides = f" ({counted(known, 'known finding')})" if known else ""
    return f"{read}: no {'new ' if known else ''}findings{besides}"


def _in_part(cut: Sequence[str]) -> str:
    """That where nothing was found about the ways of some SOPs there may be something."""
    names = [*cut[:_NAMED], *([f"{len(cut) - _NAMED} more"] if len(cut) > _NAMED else ())]
    have = "has" if len(cut) == 1 else "have"
    return f"{listing(names)} {have} too many ways for the rules: 'rollbook ways' walks them all"


def _write_baseline(path: Path, findings: Sequence[Finding]) -> None:
    write(path, written(findings).encode())
    taken = sum(not finding.secret for finding in findings)
    verb = "is" if taken == 1 else "are"
    say(f"{path}: {counted(taken, 'finding')} {verb} known from now on")
