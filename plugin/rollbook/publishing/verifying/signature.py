"""Signature: one of those who may has signed the tag."""

from __future__ import annotations

from rollbook.publishing.names import tag_of
from rollbook.publishing.verifying.checking import checked
from rollbook.publishing.verifying.proof import Proof
from rollbook.publishing.verifying.signers import NOBODY, Signers
from rollbook.publishing.verifying.subject import Subject
from rollbook.publishing.verifying.tag import missing_tag
from rollbook.publishing.verifying.tag_object import tag_object


def signature(subject: Subject, signers: Signers | None) -> Proof:
    """Check who signed the tag; whoever names signers is told where none of them did."""
    lacking = Proof("signature", "not proven" if signers is None else "failed", ())
    if subject.around.repository is None:
        return _with(lacking, f"no signature is here: {subject.around.absent}")
    found = tag_object(subject.around.repository, subject.edition)
    if found is None:
        return _with(lacking, f"no signature is here: {missing_tag(subject)}")
    name = tag_of(subject.edition)
    if not found.signed:
        who = "" if signers else ", so whoever may push could have made it"
        return _with(lacking, f"the tag {name} is not signed{who}")
    result = checked(subject.around.repository, found, signers or NOBODY)
    if result.fault:
        return Proof("signature", "failed", (f"the signature of {name} is bad: {result.fault}",))
    if result.who:
        return Proof("signature", "proved", (f"{result.who} signed {name}, with {result.key}",))
    if signers is None:
        whose = "and nothing says whose it is: name those who may sign with --signers"
    else:
        whose = "which is of none of those who may"
    key = f"the key {result.key}" if result.key else "a key"
    return _with(lacking, f"{name} is signed with {key}, {whose}", *result.remarks)


def _with(proof: Proof, *says: str) -> Proof:
    return Proof(proof.name, proof.outcome, says)
