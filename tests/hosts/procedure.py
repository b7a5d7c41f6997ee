"""A small procedure for sites of other people; its commands look like templates, as some do."""

from __future__ import annotations

COMMANDS = {
    "show": "kubectl get deploy -o go-template='{{ .spec.replicas }} {{range .items}}{{end}}'",
    "render": "helm template filter --set tag='{% if x %}y{% endif %}' # {# not a comment #}",
    "revert": "mlctl deploy spam-filter/12 --note '{% raw %}{{ 7*7 }}' && echo {{",
}
"""Command → what its author wrote, which is what has to stand on the page."""

HANDBOOK = """\
title: Mail handbook
teams:
  mail: {name: Mail team, contact: "https://acme.example/mail"}
components:
  model: {name: Spam model, kind: model, owner: mail}
metrics:
  caught: {name: Spam that is caught}
"""

SOP = f"""\
title: Roll back the spam filter
version: 1
status: effective
effective: 2026-10-01
owner: mail
system: mail
covers: Mail that is lost after a release.
rto: 30m
roles:
  initiator: {{who: mail}}
  approver: {{who: mail}}
  executor: {{who: mail}}
  verifier: {{who: mail}}
triggers:
  lost: {{symptom: accuracy, metric: caught, when: "< 0.9", for: 10m}}
targets:
  model: {{ref: "mlflow:spam-filter/12"}}
steps:
  show:
    run: "{COMMANDS["show"]}"
    by: executor
    takes: 1m
    undo: none
  agree: {{approve: approver, takes: 2m}}
  render:
    run: "{COMMANDS["render"]}"
    by: executor
    takes: 1m
    undo: none
  revert:
    run: "{COMMANDS["revert"]}"
    by: executor
    takes: 3m
    restores: model
    undo: none
  verify: {{check: caught-again, by: verifier, takes: 10m}}
checks:
  caught-again: {{metric: caught, expect: ">= 0.95", over: 10m}}
examples:
  october:
    title: "Half of the mail is spam {{{{ 7*7 }}}}"
    trigger: lost
    story: The filter let everything through after release 13.
    times: {{show: 1m, agree: 1m, revert: 2m}}
    outcome: Model 12 filtered again.
    lessons: ["Try `{{{{ 7*7 }}}}` first."]
faq:
  - {{q: "What does `{{{{ 7*7 }}}}` print?", a: "`{{% raw %}}` prints nothing."}}
"""

BROKEN = (
    "approval-without-limit",
    "duties-not-separated",
    "logs-not-checked",
    "metric-without-no-data",
    "mutable-target",
    "restored-not-checked",
    "role-without-deputy",
    "stale-target",
    "step-without-expect",
    "target-without-fallback",
    "trigger-without-alert",
    "unapproved",
    "users-not-asked",
    "version-beside-target",
)
"""The rules that so small a procedure breaks."""

IGNORE = "ignore:\n" + "".join(f"  {rule}: It is only an example.\n" for rule in BROKEN)

SOPS = {"sops/handbook.yml": HANDBOOK, "sops/spam-filter.yml": SOP + IGNORE}
"""The files of a handbook with one procedure."""
