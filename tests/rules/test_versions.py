"""Versions that a text types out, and what only looks like one."""

from __future__ import annotations

import pytest

from rollbook.model.reference import Reference
from rollbook.rules.words.versions import Artifact

COMMIT = "9f3c1e7d2b6a4c58e0d1f2a3b4c5d6e7f8091a2b"
OTHER_COMMIT = "e07b3c5d9a1f28460d2b4c6e8f1a3d5c7b9e0f24"
SHA256 = "7c0e54ab91c24fd0f3a4f1c8a2a6f0b9d7e0c3b15d8c9a1f66e2b7d4c0a19b91"
IMAGE = f"oci:registry.acme.example/api@sha256:{SHA256}"


def _typed(reference: str, text: str) -> tuple[str, str] | None:
    """The words, and what would stand there instead; `other` for another version."""
    typed = Artifact(Reference.parse(reference)).typed(text)
    if typed is None:
        return None
    assert text[typed.start :].startswith(typed.words)
    if typed.instead is None:
        return typed.words, "other"
    return typed.words, f"{typed.words[: typed.kept]}$T{typed.instead}"


@pytest.mark.parametrize(
    ("reference", "text", "words", "instead"),
    [
        ("mlflow:ranker/17", "serve ranker/17", "ranker/17", "$T"),
        ("mlflow:ranker/17", "serve models:/ranker/17/files", "ranker/17", "$T"),
        ("mlflow:ranker/17", "It reports ranker/17.", "ranker/17", "$T"),
        ("mlflow:ranker/17", "serve ranker:17 --now", "ranker:17", "ranker:$T.id"),
        ("mlflow:ranker/17", "serve ranker --version 17", "ranker --version 17", None),
        ("mlflow:ranker/17", "serve ranker@16; serve ranker/17", "ranker/17", "$T"),
        ("helm:gpu-pool#57", "helm rollback gpu-pool 57 --wait", "gpu-pool 57", None),
        ("flag:mode=people", "flagctl set mode=people", "mode=people", "$T"),
        ("flag:mode=people", "flagctl set mode people", "mode people", "mode $T.id"),
        ("model:reg/scorer@2026.7.3", "deploy scorer 2026.7.3", "scorer 2026.7.3", None),
        ("model:reg/scorer@2026.7.3", "deploy --to 2026.7.3", "2026.7.3", "$T.id"),
        ("model:reg/scorer@2026.7.3", "deploy reg/scorer@2026.7.3", "reg/scorer@2026.7.3", "$T"),
        ("index:search@2026-10-20", "use --snapshot=2026-10-20", "2026-10-20", "$T.id"),
        (f"git:acme/f@{COMMIT}", f"deploy {COMMIT}", COMMIT, "$T.id"),
        (IMAGE, f"run api@sha256:{SHA256}", f"api@sha256:{SHA256}", "api@$T.id"),
    ],
)
def test_its_own_version_has_a_placeholder_that_stands_for_the_same(
    reference: str, text: str, words: str, instead: str | None
) -> None:
    """Short ones only behind the artifact's name, long ones everywhere."""
    head = words.rpartition(" ")[0]
    assert _typed(reference, text) == (words, instead or f"{head} $T.id")


@pytest.mark.parametrize(
    ("reference", "text", "words"),
    [
        ("mlflow:ranker/17", "serve ranker/16", "ranker/16"),
        ("mlflow:ranker/17", "serve ranker:16", "ranker:16"),
        ("mlflow:ranker/17", "serve ranker@v16", "ranker@v16"),
        ("mlflow:ranker/17", "serve ranker@champion", "ranker@champion"),
        ("helm:gpu-pool#57", "undo gpu-pool#56", "gpu-pool#56"),
        ("llm:north/harbor-2-2026-08-19", "use north/harbor-1-2026-02-11", None),
        ("index:search@2026-10-20", "use search@2026-10-21", "search@2026-10-21"),
        (f"git:acme/f@{COMMIT}", f"deploy f@{OTHER_COMMIT}", f"f@{OTHER_COMMIT}"),
        (f"git:acme/f@{COMMIT}", "deploy 9f3c1e7d2b", "9f3c1e7d2b"),
        (IMAGE, "run registry.acme.example/api:1.4.2", "registry.acme.example/api:1.4.2"),
        (IMAGE, "run api:latest", "api:latest"),
        (IMAGE, "run api@sha256:91b3d5f7", "api@sha256:91b3d5f7"),
    ],
)
def test_another_version_of_the_same_artifact_has_none(
    reference: str, text: str, words: str | None
) -> None:
    """An abbreviated commit neither: the placeholder stands for all of it."""
    assert _typed(reference, text) == (words or text.split()[1], "other")


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("mlflow:ranker/17", "serve ${targets.model}; sleep 17"),
        ("mlflow:ranker/17", "serve other-ranker/17 ranker-2/17 ranker/17b"),
        ("mlflow:ranker/17", "curl http://ranker:81/health ranker:8080 https://ranker:443"),
        ("mlflow:ranker/17", "aws s3 ls s3://logs/ranker/2026/11 ranker/main.py"),
        ("mlflow:ranker/17", "watch ranker:5m ranker --replicas 17"),
        ("index:search@2026-10-20", "ssh search@10.0.0.1; ssh search@web1.acme.example"),
        ("index:search@2026-10-20", "ops/log --since 2026-10-20 s3://logs/search/2026-11-20"),
        ("index:search@2026-10-20", "drain node-2026-10-20 2026-10-20T10:00Z"),
        ("llm:north/harbor-2-2026-08-19", "embed with north/embed-3 and judge-2026-08-19"),
        ("flag:mode=people", "flagctl set mode assistant; tell people"),
        (f"git:acme/f@{COMMIT}", "clone git@github.com:acme/f f@main2 9f3c1e7d2b7 f/2"),
        (f"file:a/rules.yml@sha256:{SHA256}", "vim a/rules.yml:12"),
        (f"file:a/rules.yml@sha256:{SHA256}", f"echo '{SHA256}  rules.yml' | sha256sum -c"),
        ("url:https://a.example/rules", "curl https://a.example/other"),
        (IMAGE, "kubectl set image api=${targets.api} --replicas 3"),
    ],
)
def test_what_looks_like_a_version_is_none(reference: str, text: str) -> None:
    """Ports, paths, hosts, durations, days on which something else began."""
    assert _typed(reference, text) is None


@pytest.mark.parametrize("words", ["ranker/", "ranker:1", "17", "ranker ", "9f3c1e7", "a@a"])
def test_a_long_text_takes_no_longer_for_each_of_its_characters(words: str) -> None:
    """Near misses are looked through in one go."""
    text = words * (2**16 // len(words))
    for reference in ("mlflow:ranker/17", f"git:a@{COMMIT}", "index:a@2026-10-20"):
        Artifact(Reference.parse(reference)).typed(text)
