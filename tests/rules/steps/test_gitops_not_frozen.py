"""What has to be frozen before a component that a controller keeps in its state."""

from __future__ import annotations

from pathlib import Path

import pytest

from rollbook.loading.finding import Finding
from tests.rules.laying import found


def thawed(tmp_path: Path, sop: str, controller: str = "Argo CD") -> list[Finding]:
    """What the rule finds where the model and the index are managed."""
    shared = f"components: {{model: {{managed_by: {controller}}}, index: {{managed_by: Fleet}}}}"
    findings = found(tmp_path, shared, "handbook", f"{sop}\n")
    return [finding for finding in findings if finding.rule == "gitops-not-frozen"]


@pytest.mark.parametrize(
    ("controller", "is_one"),
    [
        ("Argo CD", True),
        ("ArgoCD", True),
        ("Flux v2", True),
        ("our GitOps controller", True),
        ("Kubernetes operator for search", True),
        ("the nightly index build", False),
        ("Cargo and InfluxDB", False),
        ("a cron job", False),
    ],
)
def test_a_controller_sets_back_within_minutes(
    tmp_path: Path, controller: str, is_one: bool
) -> None:
    """A nightly build does not."""
    findings = [f for f in thawed(tmp_path, "rto: 45m", controller) if "'model'" in f.message]
    assert bool(findings) == is_one


@pytest.mark.parametrize(
    ("sop", "is_safe"),
    [
        ("rto: 45m", False),
        ("steps: {save: {run: argocd app set search --sync-policy none}}", True),
        ("steps: {save: {run: flux suspend kustomization search}}", True),
        ("steps: {save: {run: argocd app set search --self-heal=false}}", True),
        ("steps: {save: {run: kubectl -n argocd scale deploy x --replicas=0}}", True),
        ("steps: {save: {run: kubectl scale deploy batch --replicas=0}}", False),
        ("steps: {save: {do: Pause the sync of the app, run: ~, undo: Resume it}}", True),
        ("steps: {save: {do: Pause the ranking model, run: ~, undo: Resume it}}", True),
        ("steps: {save: {do: Pause the ramp, run: ~, undo: Resume it}}", False),
        ("steps: {save: {note: Argo CD is on hold from here on.}}", True),
        ("steps: {inform: {note: Argo CD is on hold from here on.}}", False),
        ("steps: {close: {do: Suspend Argo CD}}", False),
        ("steps: {revert: {run: 'git revert ${inputs.incident} && git push'}}", True),
        ("steps: {revert: {run: gh pr merge --admin}}", True),
        ("steps: {revert: {run: 'docker push ${targets.model}'}}", False),
        ("steps: {revert: {run: ~, do: Merge the revert, undo: Revert it}}", True),
        ("steps: {revert: {run: ~, do: Revert the model in the console, undo: Revert it}}", False),
        ("steps: {revert: {undo: none}}", True),
        ("steps: {revert: {restores: ~, run: ops/search here}}", True),
        ("lang: ko\nsteps: {save: {do: 자동 동기화를 끕니다, run: ~, undo: 켭니다}}", True),
        ("lang: ko\nsteps: {save: {run: ops/x}}", False),
    ],
)
def test_git_is_kept_from_undoing_it(tmp_path: Path, sop: str, is_safe: bool) -> None:
    """By freezing what watches it in a step before, or because the step goes through git."""
    findings = [f for f in thawed(tmp_path, sop) if "'model'" in f.message]
    assert bool(findings) != is_safe


def test_it_is_said_once_for_each_controller(tmp_path: Path) -> None:
    """At what the first step puts back, or where its command names the target."""
    findings = thawed(tmp_path, "rto: 45m")
    assert [finding.path for finding in findings] == [
        ("steps", "revert", "restores"),
        ("steps", "revert-index", "restores"),
    ]
    (finding,) = thawed(tmp_path / "b", "steps: {revert: {restores: ~}}", "Fleet")
    assert finding.path == ("steps", "revert", "run")
    assert finding.width == len("${targets.model}")
    (finding,) = thawed(tmp_path / "c", "rto: 45m", "Fleet")
    assert finding.message == (
        "step 'revert' changes 'model', and nothing keeps Fleet from undoing it"
    )


def test_a_long_name_is_cut(tmp_path: Path) -> None:
    """A message stays one line."""
    (finding, _) = thawed(tmp_path, "rto: 45m", "Argo CD " + "x" * 200)
    assert len(finding.message) < 140
