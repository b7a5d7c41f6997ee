"""Files that are not what they should be: encodings, limits, links, names."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from rollbook.loading.folder import Loaded, load
from rollbook.loading.settings import settings
from tests.loading.cases import BASE, shown


@pytest.fixture
def sops(tmp_path: Path) -> Path:
    """A folder with a valid handbook."""
    shutil.copytree(BASE / "sops", tmp_path / "sops")
    return tmp_path / "sops"


def read(sops: Path) -> Loaded:
    return load([sops], sops.parent)


def said(sops: Path) -> str:
    return shown(read(sops).findings)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"title: caf\xe9\n", "1:11 encoding: byte 0xE9 is not UTF-8"),
        (b"title: x\nb: \xc3\x28\n", "2:4 encoding: byte 0xC3 is not UTF-8"),
        ("title: x\n".encode("utf-16"), "1:1 encoding: this file is in UTF-16"),
        ("title: x\n".encode("utf-32"), "1:1 encoding: this file is in UTF-32"),
        (b"title: \x00\n", "1:8 character: U+0000 NULL cannot be seen by the next reader"),
        (b"", "1:1 syntax: this file is empty"),
    ],
)
def test_bytes_that_are_no_utf_8_are_refused_with_their_place(
    sops: Path, data: bytes, expected: str
) -> None:
    """A file in another encoding is named, and what to do with it."""
    (sops / "other.yml").write_bytes(data)
    assert f"sops/other.yml:{expected}" in said(sops)


def test_a_byte_order_mark_at_the_start_is_fine(sops: Path) -> None:
    """Some editors on Windows write one."""
    file = sops / "ranker.yml"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert said(sops) == ""


def test_columns_count_code_points(sops: Path) -> None:
    """An emoji is one column, as it is for the reader."""
    file = sops / "ranker.yml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("{who: oncall}", '{needs: ["😀😀é"], who: nobody}'), "utf-8")
    assert "sops/ranker.yml:10:36 reference: there is no team 'nobody'" in said(sops)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"[" * 100_000, "nested deeper than 32 levels"),
        (b"{a: " * 100_000, "nested deeper than 32 levels"),
        (b"- " * 100_000, "nested deeper than 32 levels"),
        (b"a: [" + b"1," * 250_000 + b"]", "200,000"),
        (b"# " + b"x" * 1_100_000, "1 MiB"),
        (b"a: " + b"9" * 5_000, "a whole number is between"),
        (b"a: 1e999", "this number is too large"),
        (b"a: .inf", "a number has to be finite"),
        (b"a: &x [" + b"*x," * 1000 + b"]", "aliases are not part of the language"),
    ],
    ids=["brackets", "braces", "dashes", "events", "size", "digits", "float", "infinity", "bomb"],
)
def test_what_would_cost_time_or_memory_is_refused_while_reading(
    sops: Path, data: bytes, says: str
) -> None:
    """A stranger's file neither crashes nor delays the build."""
    (sops / "other.yml").write_bytes(data)
    assert says in said(sops)


@pytest.mark.parametrize(
    ("pattern", "says"),
    [
        ("[^;]{1,40}(?:-v?[0-9]+)*", ""),
        ("[[a]", "at character 2: write"),
        ("a{99999999999}", "this pattern cannot be used: at character 2"),
        ("(" * 5000 + ")" * 5000, "is longer than 500 characters"),
        ("(" * 200 + ")" * 200, "no more than 40 groups can stand in one another"),
        ("((a{9}){9}){9}", "it is too long, with its repetitions written out"),
        ("[z-a]", "this range runs backwards"),
        ("(?=a)b", "it cannot look at what stands before or behind"),
        ("(a)\\\\1", "it cannot go back to what a group took"),
    ],
)
def test_any_pattern_is_read_or_refused(sops: Path, pattern: str, says: str) -> None:
    """What no browser could decide in one pass is refused, with what to do."""
    path = next(sops.glob("[!h]*.yml"))
    extra = f'inputs:\n  extra: {{ask: "Which?", pattern: "{pattern}"}}\n'
    path.write_text(path.read_text("utf-8").replace("inputs:\n", extra, 1), "utf-8")
    if says:
        assert says in said(sops)
    else:
        assert said(sops) == ""


def test_a_link_out_of_the_folder_is_refused(sops: Path) -> None:
    """A pull request cannot make the build show a file of the machine."""
    (sops.parent / "secret.yml").write_text("title: secret\n", "utf-8")
    (sops / "other.yml").symlink_to(sops.parent / "secret.yml")
    (sops / "loop.yml").symlink_to(sops / "loop.yml")
    found = said(sops)
    assert "sops/other.yml:1:1 reference: this link leads out of its folder" in found
    assert "sops/loop.yml:1:1 reference: this link leads to itself" in found
    assert "secret" not in "".join(read(sops).texts.values())


def test_a_link_inside_the_folder_is_fine(sops: Path) -> None:
    """It is read like the file that it leads to."""
    (sops / "ranker.yml").rename(sops / "ranker.txt")
    (sops / "ranker.yml").symlink_to("ranker.txt")
    assert said(sops) == ""


@pytest.mark.skipif(os.geteuid() == 0 or sys.platform == "win32", reason="root reads everything")
def test_a_file_that_cannot_be_read_is_named(sops: Path) -> None:
    """Its rights are not a traceback."""
    (sops / "ranker.yml").chmod(0)
    assert "sops/ranker.yml:1:1" in said(sops)


def test_a_folder_named_like_a_file_is_refused(sops: Path) -> None:
    """It is named, for it can only be a mistake."""
    (sops / "folder.yml").mkdir()
    assert "sops/folder.yml:1:1 reference: this is not a file" in said(sops)


def test_one_id_in_two_folders_is_a_duplicate(sops: Path) -> None:
    """An SOP stands in one place."""
    more = sops.parent / "more"
    more.mkdir()
    shutil.copy(sops / "ranker.yml", more)
    found = shown(load([sops, more], sops.parent).findings)
    assert "more/ranker.yml:1:1 duplicate:" in found


def test_two_folders_make_one_handbook(sops: Path) -> None:
    """What several share stands in the first."""
    more = sops.parent / "more"
    more.mkdir()
    (sops / "ranker.yml").rename(more / "ranker.yml")
    loaded = load([sops, more], sops.parent)
    assert shown(loaded.findings) == ""
    assert loaded.handbook is not None
    assert list(loaded.handbook.sops) == ["ranker"]


def test_a_broken_sop_leaves_the_others_readable(sops: Path) -> None:
    """What is free of errors is there, for a preview."""
    shutil.copy(sops / "ranker.yml", sops / "second.yml")
    text = (sops / "second.yml").read_text("utf-8")
    (sops / "second.yml").write_text(
        text.replace("rto: 30m", "rto: soon").replace("incident: INC-1", "incident: INC-9"), "utf-8"
    )
    loaded = read(sops)
    assert loaded.handbook is not None
    assert list(loaded.handbook.sops) == ["ranker"]
    assert {finding.file for finding in loaded.findings} == {"sops/second.yml"}


@pytest.mark.parametrize(
    ("config", "folders", "plugin"),
    [
        ("plugins: [rollbook]\n", ["sops"], True),
        ("plugins:\n  - rollbook:\n      sops: a\n", ["a"], True),
        ("plugins:\n  rollbook:\n    sops: [a, b]\n  search: {}\n", ["a", "b"], True),
        ("plugins:\n  - rollbook: {sops: []}\n", ["sops"], True),
        ("plugins: [search]\nx: !!python/name:os.system\ny: !ENV [A, b]\n", ["sops"], False),
        ("site_name: [\n", ["sops"], False),
        ("- a\n", ["sops"], False),
    ],
)
def test_the_folders_are_those_that_the_project_names(
    tmp_path: Path, config: str, folders: list[str], plugin: bool
) -> None:
    """Whatever else stands in its mkdocs.yml."""
    (tmp_path / "mkdocs.yml").write_text(config, "utf-8")
    found = settings(tmp_path)
    assert found.folders == tuple(tmp_path / folder for folder in folders)
    assert (found.project, found.plugin) == (True, plugin)


def test_without_a_project_the_folder_is_sops(tmp_path: Path) -> None:
    """The default holds."""
    found = settings(tmp_path)
    assert (found.project, found.folders) == (False, (tmp_path / "sops",))
