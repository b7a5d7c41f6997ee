"""Fixing: the files of the SOP folders mended, as far as that is safe."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rollbook.hosts.cli.writing import write
from rollbook.loading.files import content, source_files
from rollbook.loading.finding import Finding
from rollbook.loading.mending import mended


def fix_files(findings: Sequence[Finding], folders: Sequence[Path]) -> list[Finding]:
    """Apply the fixes of these findings to the files of these folders; gives what is mended."""
    files = {file.shown: file for file in source_files(folders, Path())}
    done = list[Finding]()
    for name in sorted({finding.file for finding in findings if finding.fix is not None}):
        data = content(files[name]) if name in files else ""
        if isinstance(data, bytes):
            new, found = mended(data, name, findings)
            if found:
                write(files[name].path, new)
            done += found
    return done
