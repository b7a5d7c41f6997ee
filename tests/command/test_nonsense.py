"""Every command with each of its options given nonsense: it says so, and that is all it does."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from rollbook.hosts.cli import rollbook
from tests.command.test_check import HANDBOOK, SOP
from tests.loading.test_history import commit, git
from tests.obeying import obeyed, steering
from tests.sites import EPOCH, Project

USUAL = {
    "check": [],
    "diff": ["HEAD"],
    "draw": ["ranker"],
    "editions": [],
    "init": [],
    "new": ["model", "fresh"],
    "prune": ["--keep", "1"],
    "publish": ["2026.11"],
    "retract": ["2026.11", "--reason", "It was wrong."],
    "rules": [],
    "schema": [],
    "stale": ["a.py"],
    "verify": ["2026.11"],
    "ways": ["ranker"],
}
"""Each command as somebody may use it."""

FORGED = "wrote everything"
NONSENSE = (
    *("", " ", "-", "--", "-x", ".", "..", "/", "/dev/null", "/nowhere/a", "docs", "mkdocs.yml"),
    *("nan", "inf", "-inf", "0", "-1", "0.5e1", "1e9", "1e400", "9" * 5000, "x" * 5000),
    *("2026-02-30", "9999-12-31T23:59:59-23:59", "HEAD~9999999", "@{u}", "a b", "a=b=c", "="),
    *("[/x]", "[red]x", "%s%n", "{x}", "$(id)", "💥", "\udcff", "a\tb"),
    *("::error::x", "##[error]x", "##vso[task.complete]x", f"x\n{FORGED}", "x\n::error::x"),
    *("x\r::error::x", "\x1b[31mx\x1b[2J", "\x9b31m", "a\u202eb", "x\u2028::error::x"),
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="there are no such names elsewhere")


def cases() -> Iterator[tuple[str, click.Parameter]]:
    """Every option and every argument that takes a value."""
    context = click.Context(rollbook)
    for name in rollbook.list_commands(context):
        command = rollbook.get_command(context, name)
        assert command is not None
        for parameter in command.params:
            if isinstance(parameter, click.Argument) or not getattr(parameter, "is_flag", False):
                yield name, parameter


def words(name: str, parameter: click.Parameter, value: str) -> list[str]:
    """The command, with this value in the place of what is usual."""
    usual = USUAL[name]
    if isinstance(parameter, click.Option):
        return [name, *usual, f"{parameter.opts[-1]}={value}"]
    command = rollbook.get_command(click.Context(rollbook), name)
    assert command is not None
    place = [p for p in command.params if isinstance(p, click.Argument)].index(parameter)
    rest = usual[place + 1 :]
    options = rest if rest and rest[0].startswith("--") else []
    own = [] if options else rest
    return [name, *options, "--", *usual[:place], value, *own]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a handbook that is not committed yet, so that nothing is published."""
    folder = tmp_path_factory.mktemp("nonsense") / "project"
    for name, text in {
        "mkdocs.yml": "site_name: S\nplugins: [rollbook]\n",
        "docs/index.md": "# S\n",
        "sops/handbook.yml": HANDBOOK,
        "sops/ranker.yml": SOP,
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "2026-11-01", "a.py")
    (folder / "sops/ranker.yml").write_text(SOP.replace("takes: 6m", "takes: 7m"), "utf-8")
    return folder


def state(folder: Path) -> dict[str, bytes]:
    """Every file but those in which git notes what it has seen."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "index"
    }


def run(folder: Path, *command: str, **environment: str | None) -> Result:
    runner = CliRunner(env={"SOURCE_DATE_EPOCH": EPOCH, **environment})
    with contextlib.chdir(folder):
        return runner.invoke(rollbook, command, prog_name="rollbook")


def ended_well(result: Result) -> None:
    """It ended with 0, 1 or 2, and said something in which nothing is obeyed."""
    said = f"{result.exit_code}: {result.output}"
    assert result.exception is None or isinstance(result.exception, SystemExit), said
    assert result.exit_code in (0, 1, 2), said
    assert result.output.strip(), said
    assert "Traceback" not in result.output, said
    assert not obeyed(result.output), said
    assert not steering(result.output), said
    assert not any(line.startswith(FORGED) for line in result.output.splitlines()), said


def test_every_command_is_looked_at() -> None:
    """Also the one that comes next."""
    assert set(rollbook.list_commands(click.Context(rollbook))) == set(USUAL)


@pytest.mark.parametrize(
    ("name", "parameter"), [pytest.param(n, p, id=f"{n}-{p.name}") for n, p in cases()]
)
def test_nonsense_is_told_and_does_nothing(
    prepared: Path, tmp_path: Path, name: str, parameter: click.Parameter
) -> None:
    """It ends with 0, 1 or 2, says something, and what it wrote is what it says it wrote."""
    folder = tmp_path / "project"
    shutil.copytree(prepared, folder)
    before = state(folder)
    for value in NONSENSE:
        command = words(name, parameter, value)
        result = run(folder, *command)
        ended_well(result)
        after = state(folder)
        if after != before:
            assert (result.exit_code, "wrote" in result.output) == (0, True), command
            shutil.rmtree(folder)
            shutil.copytree(prepared, folder)


SCALES = ("nan", "-nan", "NaN", "inf", "-inf", "0", "-1", "0.49", "4.01", "1e9", "1e-9", "", "x")


@pytest.mark.parametrize("scale", SCALES)
def test_a_scale_that_is_none(prepared: Path, scale: str) -> None:
    """It is said, and nothing is drawn."""
    result = run(prepared, "draw", "ranker", "--format", "png", f"--scale={scale}")
    ended_well(result)
    assert result.exit_code == 2
    assert "Invalid value for '--scale'" in result.output


MOMENTS = ("x", "-1", "1.5", "²", "9" * 20, "9" * 5000, "253402300800", " 1")


@pytest.mark.parametrize("name", USUAL)
def test_a_moment_that_is_none(prepared: Path, name: str) -> None:
    """What the environment sets is read by whoever asks what day it is."""
    for said in MOMENTS:
        for variable in ("SOURCE_DATE_EPOCH", "ROLLBOOK_NOW"):
            with_it = {variable: said}
            if name not in ("init", "new"):
                ended_well(run(prepared, name, *USUAL[name], **with_it))
    result = run(prepared, "check", SOURCE_DATE_EPOCH="²")
    assert (result.exit_code, result.output) == (
        2,
        "Error: SOURCE_DATE_EPOCH is '²': write seconds since 1970, such as 1795392000\n",
    )


@pytest.mark.parametrize("name", USUAL)
def test_a_home_that_is_none(prepared: Path, tmp_path: Path, name: str) -> None:
    """Nobody needs one."""
    folder = tmp_path / "project"
    shutil.copytree(prepared, folder)
    usual = run(folder, name, *USUAL[name])
    shutil.rmtree(folder)
    shutil.copytree(prepared, folder)
    without = run(folder, name, *USUAL[name], HOME=None, USER=None, LOGNAME=None)
    ended_well(without)
    assert without.exit_code == usual.exit_code


@pytest.mark.parametrize("name", USUAL)
def test_a_folder_that_is_gone(tmp_path: Path, name: str) -> None:
    """Somebody removed it while a shell stood in it."""
    folder = tmp_path / "gone"
    folder.mkdir()
    with contextlib.chdir(folder):
        folder.rmdir()
        result = CliRunner().invoke(rollbook, [name, *USUAL[name]], prog_name="rollbook")
    ended_well(result)
    if name not in ("rules", "schema"):
        assert result.exit_code == 2


def replaced(path: Path, by: bytes | None) -> None:
    """Put bytes in the place of whatever is there, or a folder."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    if by is None:
        path.mkdir(parents=True)
    else:
        path.write_bytes(by)


STATES: dict[str, tuple[str, bytes | None]] = {
    "mkdocs.yml is a folder": ("mkdocs.yml", None),
    "mkdocs.yml is empty": ("mkdocs.yml", b""),
    "mkdocs.yml is a list": ("mkdocs.yml", b"- rollbook\n"),
    "mkdocs.yml is a word": ("mkdocs.yml", b"rollbook\n"),
    "mkdocs.yml is not UTF-8": ("mkdocs.yml", b"site_name: \xff\n"),
    "mkdocs.yml is not YAML": ("mkdocs.yml", b"site_name: [\n::error::x: ]\n"),
    "mkdocs.yml is deep": ("mkdocs.yml", b"[" * 5_000),
    "mkdocs.yml has a control character": ("mkdocs.yml", b"site_name: \x1b[31m\n"),
    "mkdocs.yml names a day that is none": ("mkdocs.yml", b"plugins: [rollbook]\nx: 2026-13-45\n"),
    "mkdocs.yml has odd folders": (
        "mkdocs.yml",
        b'plugins: [{rollbook: {sops: [1, {a: b}, "x\\n::error::y", "\\0"]}}]\n',
    ),
    "mkdocs.yml has odd settings": (
        "mkdocs.yml",
        b'plugins: [{rollbook: {rules: {"x\\n::error::y": z}, baseline: "\\0", retention: [x],'
        b' signers: {a: b}}}]\nsite_url: {a: b}\nremote_name: "x\\n::error::y"\n'
        b'remote_branch: "\\e[31m"\ntheme: [material]\n',
    ),
    "the folder is a file": ("sops", b"x"),
    "handbook.yml is a folder": ("sops/handbook.yml", None),
    "handbook.yml is no text": ("sops/handbook.yml", b"\x00\xff\n::error::x"),
    "the SOP is a folder": ("sops/ranker.yml", None),
    "the records are a file": ("sops/records", b"x"),
    "the owners are a folder": ("CODEOWNERS", None),
    "the repository is a file": (".git", b"gitdir: /nowhere\n::error::x\n"),
    "the repository's head is nonsense": (".git/HEAD", b"\xff\n::error::x\n"),
    "the repository's settings are nonsense": (".git/config", b"[\n::error::x\n"),
}


@pytest.mark.parametrize("state_of", STATES)
def test_a_project_in_disorder(prepared: Path, tmp_path: Path, state_of: str) -> None:
    """Every command says what it cannot read, or does without; what is there stays as it is."""
    for name, usual in USUAL.items():
        folder = tmp_path / name
        shutil.copytree(prepared, folder)
        path, content = STATES[state_of]
        replaced(folder / path, content)
        before = state(folder)
        ended_well(run(folder, name, *usual))
        after = state(folder)
        assert {path: after.get(path) for path in before} == before, name


@pytest.mark.parametrize("name", ["mkdocs.yml", "sops", "sops/handbook.yml", "sops/ranker.yml"])
def test_what_may_not_be_read(prepared: Path, tmp_path: Path, name: str) -> None:
    """By whoever runs the command: it is told, and by a build as well."""
    folder = tmp_path / "project"
    shutil.copytree(prepared, folder)
    (folder / name).chmod(0)
    if os.access(folder / name, os.R_OK):
        pytest.skip("root may read everything")
    for command, usual in USUAL.items():
        result = run(folder, command, *usual)
        ended_well(result)
        if name == "mkdocs.yml" and command not in ("rules", "schema"):
            assert result.output.startswith("Error: mkdocs.yml cannot be read: Permission denied")
    assert "denied" in run(folder, "check").output
    if name != "mkdocs.yml":
        built = Project(folder).run("mkdocs", "build")
        assert (built.code, "Traceback" in built.output) == (1, False)
        assert "ermission denied" in built.output
    (folder / name).chmod(0o755)
