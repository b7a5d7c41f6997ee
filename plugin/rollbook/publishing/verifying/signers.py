"""Signers: who may sign editions, from one file, for ssh and for OpenPGP."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.links import LEADS_OUT, leads_out

_OPENPGP = re.compile(
    rb"^-----BEGIN PGP PUBLIC KEY BLOCK-----.*?^-----END PGP PUBLIC KEY BLOCK-----[^\n]*\n?",
    re.MULTILINE | re.DOTALL,
)
_GNUPG = "trust-model always\nno-autostart\nno-auto-key-retrieve\nno-auto-key-locate\n\
disable-dirmngr\n"


class NoSigners(Exception):
    """The file of signers is of no use; the text says why."""


@dataclass(frozen=True, slots=True)
class Signers:
    """Those who may sign: the text of a file of git's allowed signers, and OpenPGP keys."""

    ssh: bytes
    openpgp: bytes

    @classmethod
    def read(cls, file: Path) -> Signers:
        """Read a file with lines of allowed signers, armoured OpenPGP keys, or both."""
        if leads_out(file):
            raise NoSigners(f"the file of signers {file} {LEADS_OUT}: put the file itself there")
        try:
            data = file.read_bytes()
        except OSError as error:
            raise NoSigners(f"the signers in {file} cannot be read: {error.strerror}") from None
        keys = b"".join(match[0] for match in _OPENPGP.finditer(data))
        # The lines that are left keep their numbers, which ssh-keygen names.
        return cls(_OPENPGP.sub(lambda match: b"#\n" * match[0].count(b"\n"), data), keys)

    @contextlib.contextmanager
    def laid_out(self) -> Iterator[Laid]:
        """Files that git and GnuPG read them from; they are gone afterwards."""
        with tempfile.TemporaryDirectory(prefix="rollbook-", ignore_cleanup_errors=True) as folder:
            laid = Laid(Path(folder))
            laid.allowed.write_bytes(self.ssh)
            laid.keys.mkdir(mode=0o700)
            (laid.keys / "gpg.conf").write_text(_GNUPG, "ascii")
            gpg = shutil.which("gpg")
            if self.openpgp and gpg:
                subprocess.run(
                    [gpg, "--batch", "--quiet", "--import"],
                    input=self.openpgp,
                    env={**os.environ, "GNUPGHOME": str(laid.keys)},
                    capture_output=True,
                )
            yield laid


@dataclass(frozen=True, slots=True)
class Laid:
    """The folder with these files."""

    folder: Path

    @property
    def allowed(self) -> Path:
        """The allowed signers of ssh."""
        return self.folder / "allowed_signers"

    @property
    def keys(self) -> Path:
        """The home of GnuPG, with no other keys than theirs."""
        return self.folder / "gnupg"


NOBODY = Signers(b"", b"")
