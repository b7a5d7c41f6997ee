"""Say what is wrong with what was built: contents.py FOLDER.

The folder holds one source distribution and one wheel. The first has to be what git has at the
commit that is checked out, the second the package of it, both to the byte.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from saying import say

PACKAGE = "plugin/"
"""Where the package stands in git."""

_ADDED = "PKG-INFO"


def main() -> int:
    """Exit with 0 where both are what they should be, with 1 and all that is wrong."""
    found = [*_faults(Path(sys.argv[1]))]
    say(*found)
    if not found:
        say("what was built is what git has")
    return 1 if found else 0


def _faults(folder: Path) -> Iterator[str]:
    sources, wheels = sorted(folder.glob("*.tar.gz")), sorted(folder.glob("*.whl"))
    if len(sources) != 1 or len(wheels) != 1 or len([*folder.iterdir()]) != 2:
        yield f"{folder}: there is not exactly one source distribution and one wheel"
        return
    packed = subprocess.run(
        ["git", "archive", "--format=tar", "--prefix=git/", "HEAD"], capture_output=True, check=True
    )
    committed = _unpacked(packed.stdout)
    source = _unpacked(sources[0].read_bytes())
    source.pop(_ADDED, None)
    package = {
        name.removeprefix(PACKAGE): data
        for name, data in committed.items()
        if name.startswith(PACKAGE)
    }
    yield from _differences(sources[0].name, source, committed)
    yield from _differences(wheels[0].name, _wheel(wheels[0]), package)


def _unpacked(data: bytes) -> dict[str, bytes]:
    """What an archive holds below its one folder; of a link, where it leads."""
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {
            member.name.partition("/")[2]: _content(archive, member)
            for member in archive
            if not member.isdir()
        }


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    stream = archive.extractfile(member) if member.isreg() else None
    return stream.read() if stream else f"link to {member.linkname}".encode()


def _wheel(path: Path) -> dict[str, bytes]:
    """What a wheel holds beside its metadata."""
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n) for n in archive.namelist() if ".dist-info/" not in n}


def _differences(
    built: str, found: Mapping[str, bytes], wanted: Mapping[str, bytes]
) -> Iterator[str]:
    for name in sorted(found.keys() - wanted.keys()):
        yield f"{built}: {name} is in it, but not in git"
    for name in sorted(wanted.keys() - found.keys()):
        yield f"{built}: {name} is in git, but not in it"
    for name in sorted(found.keys() & wanted.keys()):
        if found[name] != wanted[name]:
            yield f"{built}: {name} is not as git has it"


if __name__ == "__main__":
    sys.exit(main())
