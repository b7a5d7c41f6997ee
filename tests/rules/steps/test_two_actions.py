"""Steps that do two things, and steps that only look as if they did."""

from __future__ import annotations

from pathlib import Path

import yaml

from tests.rules.laying import found

RUNS_TWO = (
    "ops/search 16; flagctl set cache off",
    "ops/search 16 && flagctl set cache off",
    "ops/search 16\nflagctl set cache off",
    "kubectl scale deploy ranker --replicas 0\nkubectl delete pvc ranker",
    "systemctl stop ranker; systemctl start ranker",
    "cd /srv && ops/search 16 && flagctl set cache off",
    "flagctl set cache off; flagctl set ramp 0",
    "ops/search 16 & ops/index use 3",
    "helm rollback ranker 3\ncurl -X POST https://x.example/warm",
    "for shard in 1 2; do ops/restart $shard; done\nflagctl set cache off",
)
RUNS_ONE = (
    "ops/search 16 \\\n  --wait",
    "cd /srv/search && ops/search 16",
    "export MODEL=16; set -e\nops/search $MODEL",
    "MODEL=16\nops/search $MODEL",
    "ops/dump ranker | ops/load --as 16 || exit 1",
    "psql search <<EOF\nBEGIN;\nUPDATE live SET model = 16;\nCOMMIT;\nEOF",
    "psql search -c 'UPDATE a SET b = 1; UPDATE c SET d = 2'",
    "for shard in 1 2; do\n  ops/drain $shard\n  ops/restart $shard\ndone",
    "argocd app set runtime --sync-policy none\nargocd app set batching --sync-policy none",
    "kubectl rollout undo deploy/ranker && kubectl rollout status deploy/ranker",
    "aws sso login; aws ecs update-service --service ranker",
    "gcloud config set project acme\ngcloud run services update ranker",
    "git revert --no-edit HEAD && git push",
    "curl -s https://x.example/version; ops/search 16",
    "# the model first\nops/search 16  # then look",
)
DOES_TWO = (
    "Close the old index, then open the new one.",
    "Close the old index and then open the new one.",
    "Close the old index. After that, open the new one.",
    "Close the old index; afterwards open the new one.",
    "1. Close the old index.\n2. Open the new one.",
    "- Close the old index.\n- Open the new one.",
    "Alten Index schließen:\n\n1) schließen\n2) öffnen",
)
DOES_ONE = (
    "Set the release to *blocked* in the registry and link the incident.",
    "If the index is still closed, then open it.",
    "Wait until the queue is empty, then open the index.",
    "Open these indexes:\n\n- news\n- shops",
    "Open the index that was live then, by its name.",
    "Open the index, so that nobody has to do it afterwards.",
    "Open the index.\n- It takes a minute.",
    "Rather close one index than two.",
)


def _flagged(tmp_path: Path, verb: str, texts: tuple[str, ...]) -> list[str]:
    """The texts in which the rule finds two actions, when each is a step."""
    step = {"by": "executor", "takes": "1s", "expect": "It is so", "undo": "Undo it"}
    steps = {f"extra-{place}": {verb: text, **step} for place, text in enumerate(texts)}
    findings = found(tmp_path, yaml.safe_dump({"steps": steps}))
    places = [f.path for f in findings if f.rule == "two-actions"]
    assert all(path[2] == verb for path in places)
    return [texts[int(str(path[1]).removeprefix("extra-"))] for path in places]


def test_several_commands_are_found(tmp_path: Path) -> None:
    """However they are joined."""
    assert _flagged(tmp_path, "run", RUNS_TWO) == list(RUNS_TWO)


def test_one_command_is_passed(tmp_path: Path) -> None:
    """With what prepares it, what looks at it, and for more than one object."""
    assert _flagged(tmp_path, "run", RUNS_ONE) == []


def test_several_things_to_do_are_found(tmp_path: Path) -> None:
    """By a list in any language, or by the word that joins them."""
    assert _flagged(tmp_path, "do", DOES_TWO) == list(DOES_TWO)


def test_one_thing_to_do_is_passed(tmp_path: Path) -> None:
    """With its condition and its objects; `and` alone joins no two actions."""
    assert _flagged(tmp_path, "do", DOES_ONE) == []


def test_the_second_command_is_shown(tmp_path: Path) -> None:
    """It is the one that needs a step of its own."""
    text = "ops/search ${targets.model}\nflagctl set cache off"
    (finding,) = found(tmp_path, yaml.safe_dump({"steps": {"revert": {"run": text}}}))
    line = (tmp_path / "sops/ranker.yml").read_text().splitlines()[finding.line - 1]
    assert line[finding.column - 1 :][: finding.width] == "flagctl set cache off"
