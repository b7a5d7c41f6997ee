"""`rollbook verify`: who signed the tag of an edition, and whether they may."""

from __future__ import annotations

import dataclasses
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.publishing.auditing import EDITION, TAG, Audit, cloned, plumbing, published, verify
from tests.publishing.repositories import Clone, Remote

MESSAGE = ("-m", f"Edition {EDITION}")


@dataclasses.dataclass(frozen=True)
class Keys:
    """People with keys of ssh: `ada` may sign, and `eve` would like to."""

    folder: Path

    def private(self, name: str) -> str:
        """The file of the key."""
        return str(self.folder / name)

    def line(self, name: str, options: str = "") -> str:
        """The line of an allowed signer."""
        public = (self.folder / f"{name}.pub").read_text("ascii")
        return " ".join(filter(None, (f"{name}@acme.example", options, public)))


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    """A key for each."""
    folder = tmp_path_factory.mktemp("keys")
    for name in ("ada", "eve"):
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", folder / name]
        subprocess.run(command, check=True)
    return Keys(folder)


@pytest.fixture(scope="module")
def remote(keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Remote:
    """An edition that Ada published and signed."""
    settings = {"gpg_format": "ssh", "user_signingKey": keys.private("ada")}
    return published(tmp_path_factory.mktemp("signed"), "--sign", **settings)


@pytest.fixture
def clone(remote: Remote, tmp_path: Path) -> Clone:
    """A clone that may be tampered with."""
    return cloned(remote, tmp_path / "clone")


def signed_by(clone: Clone, *lines: str, name: str = "signers") -> Audit:
    """What is said where these may sign."""
    signers = clone.folder.parent / name
    signers.write_text("\n".join(lines), "utf-8")
    return verify(clone.folder, "--signers", str(signers))


def signature(found: Audit) -> tuple[int, str, str]:
    """The exit code, and what came of the signature."""
    return found.code, *found.proofs["signature"]


# Keys of ssh


def test_with_the_signature_of_one_who_may_everything_is_proved(clone: Clone, keys: Keys) -> None:
    """Nothing is left open, and the last line says it without a condition."""
    found = signed_by(clone, "# Who may sign", keys.line("eve"), keys.line("ada"))
    assert (found.code, found.verdict) == (0, "proved"), found.output
    assert found.summary == f"{EDITION} is as it was published."
    form = rf"ada@acme\.example signed {TAG}, with SHA256:\S+"
    assert re.fullmatch(form, found.says("signature"))


def test_mkdocs_yml_can_name_who_may_sign(clone: Clone, keys: Keys) -> None:
    """With the plugin's option, as a file beside it."""
    config = (clone.folder / "mkdocs.yml").read_text("utf-8")
    clone.write(
        {
            "mkdocs.yml": config.replace("downloads: false", "signers: who"),
            "who": keys.line("ada"),
        }
    )
    assert verify(clone.folder).verdict == "proved"
    clone.write({"who": keys.line("eve")})
    assert verify(clone.folder).outcomes("failed") == ["signature"]


def test_without_signers_a_signature_is_only_told(clone: Clone) -> None:
    """Whoever made it had a key, and whose it is nobody says."""
    code, outcome, said = signature(verify(clone.folder))
    assert (code, outcome) == (0, "not proven")
    assert f"{TAG} is signed with the key SHA256:" in said
    assert said.endswith("name those who may sign with --signers")


def test_somebody_else_may_not_sign(clone: Clone, keys: Keys) -> None:
    """The key is named; an empty list allows nobody."""
    for lines in ([keys.line("eve")], []):
        code, outcome, said = signature(signed_by(clone, *lines))
        assert (code, outcome) == (1, "failed")
        assert re.search(r"signed with the key SHA256:\S+, which is of none of those who may", said)


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ('valid-before="20200101"', "line 1 of the signers: key has expired"),
        ('valid-after="21000101"', "line 1 of the signers: key is not yet valid"),
        ('namespaces="file"', "line 1 of the signers: key is not permitted for use"),
    ],
)
def test_a_key_is_good_for_its_time_and_purpose(
    clone: Clone, keys: Keys, option: str, said: str
) -> None:
    """The time is that of the tag."""
    code, outcome, says = signature(signed_by(clone, keys.line("ada", option)))
    assert (code, outcome, said in says) == (1, "failed", True), says


def test_a_key_that_expired_later_has_signed_well(clone: Clone, keys: Keys) -> None:
    year = int(clone.git("for-each-ref", "--format=%(taggerdate:format:%Y)", f"refs/tags/{TAG}"))
    option = f'valid-before="{year + 1}1231"'
    assert signed_by(clone, keys.line("ada", option)).verdict == "proved"


def test_a_line_that_is_no_signer_is_named(clone: Clone, keys: Keys) -> None:
    """Also where a key of another kind stands before it."""
    block = "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n=\n-----END PGP PUBLIC KEY BLOCK-----"
    found = signed_by(clone, block, "nonsense", keys.line("eve"))
    assert found.says("signature").splitlines()[1:] == ["line 5 of the signers: missing key"]


def test_an_unsigned_tag_is_named(clone: Clone, keys: Keys) -> None:
    """Where signers are named, a signature has to be there; so has the tag."""
    clone.git("tag", "--force", "--annotate", *MESSAGE, TAG)
    assert signature(signed_by(clone, keys.line("ada"))) == (
        *(1, "failed"),
        f"the tag {TAG} is not signed",
    )
    clone.git("tag", "--force", TAG)
    assert signature(signed_by(clone, keys.line("ada")))[:2] == (1, "failed")
    clone.git("tag", "--delete", TAG)
    code, outcome, said = signature(signed_by(clone, keys.line("ada")))
    assert (code, outcome, f"git fetch origin tag {TAG}" in said) == (1, "failed", True)


def forged(clone: Clone, old: str, new: str) -> None:
    """The tag with its signature, and other words."""
    text = clone.git("cat-file", "tag", TAG)
    assert old in text
    tag = plumbing(
        clone, "hash-object -t tag -w --stdin", f"{text.replace(old, new, 1)}\n".encode()
    )
    clone.git("update-ref", f"refs/tags/{TAG}", tag)


def test_a_signature_of_something_else_is_bad(clone: Clone, keys: Keys) -> None:
    """With and without signers."""
    forged(clone, "Manifest: sha256:", "Manifest: sha256:0")
    for found in (signed_by(clone, keys.line("ada")), verify(clone.folder)):
        assert signature(found) == (
            *(1, "failed"),
            f"the signature of {TAG} is bad: what was signed is not this tag",
        )


def test_what_stands_before_a_second_signature_is_what_was_signed(clone: Clone, keys: Keys) -> None:
    """As git reads it: the last one counts, and covers all that is before."""
    first = "-----BEGIN SSH SIGNATURE-----\nZm9v\n-----END SSH SIGNATURE-----\nManifest: none\n"
    forged(clone, "-----BEGIN SSH", f"{first}-----BEGIN SSH")
    found = signed_by(clone, keys.line("ada"))
    assert found.outcomes("failed") == ["tag", "signature"]
    assert f"the tag {TAG} is for the manifest none, and this one is" in found.says("tag")


def test_a_signature_that_no_program_can_check_is_no_proof(clone: Clone, keys: Keys) -> None:
    forged(clone, "-----BEGIN SSH SIGNATURE-----", "-----BEGIN SIGNED MESSAGE-----")
    assert (
        "no program is here that can check a signature of X.509"
        in signature(signed_by(clone, keys.line("ada")))[2]
    )


def test_no_program_of_the_repository_checks_a_signature(clone: Clone, keys: Keys) -> None:
    """It would find every signature good, and could do anything else."""
    trap = clone.folder.parent / "trap"
    trap.write_text(
        f"#!/bin/sh\ntouch {trap}.run\necho 'Good \"git\" signature for ada with X key SHA256:x'\n"
    )
    trap.chmod(0o755)
    for key in ("gpg.program", "gpg.ssh.program", "gpg.openpgp.program", "gpg.x509.program"):
        clone.git("config", key, str(trap))
    (clone.folder.parent / "all").write_text(keys.line("ada"), "ascii")
    clone.git("config", "gpg.ssh.allowedSignersFile", str(clone.folder.parent / "all"))
    forged(clone, "Manifest: sha256:", "Manifest: sha256:0")
    assert signed_by(clone, keys.line("ada")).outcomes("failed") == ["tag", "signature"]
    assert verify(clone.folder).outcomes("failed") == ["tag", "signature"]
    assert not Path(f"{trap}.run").exists()


# Keys of OpenPGP


@dataclasses.dataclass(frozen=True)
class Ring:
    """The keys of somebody's GnuPG."""

    home: Path

    def gpg(self, *arguments: str) -> str:
        """Run it."""
        command = ["gpg", "--batch", "--quiet", "--yes", "--passphrase", "", *arguments]
        environment = {**os.environ, "GNUPGHOME": str(self.home)}
        done = subprocess.run(command, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def add(self, name: str, until: str) -> None:
        """Make a key, on New Year's Day of 2020."""
        user = f"{name} <{name}@acme.example>"
        self.gpg(
            "--faked-system-time=20200101T000000", "--quick-gen-key", user, "ed25519", "sign", until
        )

    def sign(self, clone: Clone, name: str, day: str = "20260101T000000") -> None:
        """Make the tag anew, with a signature of that day."""
        (self.home / "gpg.conf").write_text(f"faked-system-time {day}!\n", "ascii")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GNUPGHOME", str(self.home))
            key = f"{name}@acme.example"
            clone.git("-c", "gpg.format=openpgp", "tag", "--force", "-u", key, *MESSAGE, TAG)

    def public(self, name: str) -> str:
        """The key, to be given to others."""
        return self.gpg("--armor", "--export", f"{name}@acme.example")


@pytest.fixture(scope="module")
def ring() -> Iterator[Ring]:
    """Keys of Ada and Eve, and of Ida, whose key was good for a year."""
    if shutil.which("gpg") is None:
        pytest.skip("there is no gpg")
    # The path of a socket in it may not be long.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o700)
        found = Ring(Path(home))
        for name in ("ada", "eve"):
            found.add(name, "never")
        found.add("ida", "1y")
        yield found
        subprocess.run(
            ["gpgconf", "--kill", "all"], env={**os.environ, "GNUPGHOME": home}, check=True
        )


def test_openpgp_keys_may_stand_beside_those_of_ssh(clone: Clone, keys: Keys, ring: Ring) -> None:
    """In one file, and no other keys than those are asked."""
    ring.sign(clone, "ada")
    found = signed_by(clone, keys.line("eve"), ring.public("ada"), ring.public("eve"))
    assert found.proofs["signature"][0] == "proved", found.output
    assert re.fullmatch(
        rf"ada <ada@acme\.example> signed {TAG}, with [0-9A-F]{{40}}", found.says("signature")
    )


def test_an_openpgp_key_of_somebody_else_may_not_sign(clone: Clone, ring: Ring) -> None:
    """Even where the key is in one's own keyring, which is not asked."""
    ring.sign(clone, "eve")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GNUPGHOME", str(ring.home))
        code, outcome, said = signature(signed_by(clone, ring.public("ada")))
        assert (code, outcome) == (1, "failed")
        assert re.search(r"signed with the key [0-9A-F]{40}, which is of none of those who", said)
        code, outcome, said = signature(verify(clone.folder))
        assert outcome == "not proven"
        assert "nothing says whose it is" in said


def test_a_bad_openpgp_signature_is_named(clone: Clone, ring: Ring) -> None:
    ring.sign(clone, "ada")
    forged(clone, "Edition", "edition")
    code, outcome, said = signature(signed_by(clone, ring.public("ada")))
    assert (code, outcome) == (1, "failed")
    assert said == f"the signature of {TAG} is bad: what was signed is not this tag"


def test_an_openpgp_key_that_expired_later_has_signed_well(clone: Clone, ring: Ring) -> None:
    """One that had expired before has not."""
    ring.sign(clone, "ida", "20200601T000000")
    assert signed_by(clone, ring.public("ida")).proofs["signature"][0] == "proved"
    forged(clone, "Edition", "edition")
    assert signed_by(clone, ring.public("ida")).proofs["signature"][0] == "failed"
