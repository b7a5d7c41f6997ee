"""Checking a signature: git does it, with programs that no repository chooses."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass

from rollbook.loading.git import GitFailed, git
from rollbook.loading.repository import Repository
from rollbook.publishing.verifying.signers import Signers
from rollbook.publishing.verifying.tag_object import Kind, Tag

_PROGRAMS: dict[Kind, str] = {"ssh": "ssh-keygen", "OpenPGP": "gpg"}
_CHOICES = ("gpg.program", "gpg.openpgp.program", "gpg.ssh.program", "gpg.x509.program")
_SSH = re.compile(r'^Good "git" signature (?:for (.+) )?with \S+ key (\S+)$', re.MULTILINE)
_SSH_REMARK = re.compile(r"^.*?allowed_signers:(\d+): (.+)$", re.MULTILINE)
_OPENPGP_NAME = re.compile(r"^\[GNUPG:\] (GOODSIG|EXPKEYSIG) \S+ (.+)$", re.MULTILINE)
_OPENPGP_KEY = re.compile(r"^\[GNUPG:\] VALIDSIG \S+ \S+ (\d+) .*?(\S+)$", re.MULTILINE)
_OPENPGP_END = re.compile(r"^\[GNUPG:\] KEYEXPIRED (\d+)$", re.MULTILINE)
_OPENPGP_STRANGER = re.compile(r"^\[GNUPG:\] ERRSIG (\S+) (?:\S+ ){4}9(?: (\S+))?$", re.MULTILINE)
_OPENPGP_FAULTS = {
    "EXPSIG": "the signature has expired",
    "EXPKEYSIG": "the key had expired when it signed",
    "REVKEYSIG": "the key was revoked",
    "BADSIG": "what was signed is not this tag",
}


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it.

    `who` signed, with `key`; nobody where the key is of none of the signers, and `remarks` say more
    of that. Where there is a `fault`, the signature itself is bad, or could not be checked.
    """

    who: str = ""
    key: str = ""
    fault: str = ""
    remarks: tuple[str, ...] = ()


def checked(repository: Repository, tag: Tag, signers: Signers) -> Checked:
    """Who signed a tag, if it was one of these."""
    program = shutil.which(_PROGRAMS.get(tag.signed, ""))
    if program is None:
        return Checked(fault=f"no program is here that can check a signature of {tag.signed}")
    with signers.laid_out() as laid:
        settings = [
            *(f"{choice}={program}" for choice in _CHOICES),
            f"gpg.ssh.allowedSignersFile={laid.allowed}",
            "gpg.minTrustLevel=undefined",
        ]
        command = [word for setting in settings for word in ("-c", setting)]
        command += ["verify-tag", "--raw", tag.object]
        try:
            said = git(repository.top, *command, with_remarks=True, GNUPGHOME=str(laid.keys))
        except GitFailed as error:
            return _read(tag, False, str(error))
    return _read(tag, True, said.decode("utf-8", "replace"))


def _read(tag: Tag, is_good: bool, said: str) -> Checked:
    return (_ssh if tag.signed == "ssh" else _openpgp)(is_good, said)


def _ssh(is_good: bool, said: str) -> Checked:
    found = _SSH.search(said)
    if is_good and found and found[1]:
        return Checked(found[1], found[2])
    remarks = tuple(f"line {line} of the signers: {why}" for line, why in _SSH_REMARK.findall(said))
    if found is None and "incorrect signature" in said:
        return Checked(fault="what was signed is not this tag")
    if found is None and not remarks:
        return Checked(fault="ssh-keygen cannot read it")
    return Checked(key=found[2] if found else "", remarks=remarks)


def _openpgp(is_good: bool, said: str) -> Checked:
    name, key = _OPENPGP_NAME.search(said), _OPENPGP_KEY.search(said)
    if name and key and (is_good or (name[1] == "EXPKEYSIG" and _was_in_time(said, int(key[1])))):
        return Checked(name[2], key[2])
    stranger = _OPENPGP_STRANGER.search(said)
    if stranger is not None:
        return Checked(key=stranger[2] or stranger[1])
    faults = (why for word, why in _OPENPGP_FAULTS.items() if f"[GNUPG:] {word} " in said)
    return Checked(fault=next(faults, "gpg cannot read it"))


def _was_in_time(said: str, signed: int) -> bool:
    """Whether a key that has expired since signed before that, as git judges keys of ssh."""
    ends = [int(end) for end in _OPENPGP_END.findall(said)]
    return bool(ends) and signed < min(ends)
