"""Verifying: every proof is attempted, whatever came of the others."""

from __future__ import annotations

from collections.abc import Callable

from rollbook.loading.git import GitFailed, git
from rollbook.loading.repository import NoEdition, Repository
from rollbook.publishing.verifying.files import files
from rollbook.publishing.verifying.history import history
from rollbook.publishing.verifying.ledger import ledger
from rollbook.publishing.verifying.proof import Proof, Verdict
from rollbook.publishing.verifying.rebuilt import rebuilt
from rollbook.publishing.verifying.signature import signature
from rollbook.publishing.verifying.signers import Signers
from rollbook.publishing.verifying.site import site
from rollbook.publishing.verifying.sources import sources
from rollbook.publishing.verifying.subject import Subject
from rollbook.publishing.verifying.tag import tag

Tell = Callable[[str], None]
"""Says what is being done, while it is."""


def verify(subject: Subject, signers: Signers | None, *, rebuild: bool, tell: Tell) -> Verdict:
    """Attempt every proof; to build it again takes long, and is done where that is wanted."""
    repository = subject.around.repository
    again: list[Proof] = []
    if rebuild:
        tell(f"Building {subject.edition} again")
        again.append(_attempted("rebuild", lambda: rebuilt(subject), repository))
    is_rebuilt = any(proof.outcome == "proved" for proof in again)
    proofs: dict[str, Callable[[], Proof]] = {
        "files": lambda: files(subject),
        "ledger": lambda: ledger(subject),
        "history": lambda: history(subject),
        "tag": lambda: tag(subject, is_rebuilt=is_rebuilt),
        "signature": lambda: signature(subject, signers),
        "sources": lambda: sources(subject),
        "site": lambda: site(subject),
    }
    done = [_attempted(name, proof, repository) for name, proof in proofs.items()]
    return Verdict(subject.edition, [*done, *again])


def _attempted(name: str, proof: Callable[[], Proof], repository: Repository | None) -> Proof:
    try:
        return proof()
    except (GitFailed, NoEdition) as error:
        if repository is not None and _is_partial(repository):
            said = "this clone is partial, and lacks some of it: make one without --filter"
            return Proof(name, "not proven", (said, str(error)))
        return Proof(name, "failed", ("git cannot read what is to be proved", str(error)))


def _is_partial(repository: Repository) -> bool:
    try:
        return bool(git(repository.top, "config", "--get-regexp", r"^remote\..*\.promisor$"))
    except GitFailed:
        return False
