"""The generated handbook as a person would write it in Markdown: the same content, no plugin.

Drawings are images that somebody has drawn; they are copied, not made.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Data = dict[str, Any]

DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 700 1600">{}</svg>'


def write(folder: Path) -> None:
    """Turn the SOPs of a folder into pages in its `docs`, with a `mkdocs.yml` for Material."""
    sops = {
        path.stem: json.loads(path.read_text("utf-8"))
        for path in sorted((folder / "sops").glob("*.yml"))
    }
    shared = sops.pop("handbook")
    docs = folder / "docs"
    pages = {"index.md": _home(sops), "sops/index.md": _home(sops), "faq.md": _faq(sops)}
    pages |= {"roles/index.md": _roles(sops, shared), "examples/index.md": _examples(sops)}
    pages |= {"incidents/index.md": _incidents(sops)}
    for team in shared["teams"]:
        pages[f"roles/{team}.md"] = _team(team, sops)
    for name, sop in sops.items():
        incident = json.loads((folder / "sops/records" / f"{name}-incident.yml").read_text())
        pages[f"sops/{name}.md"] = _sop(name, sop, shared)
        pages[f"sops/{name}/examples/case.md"] = _case(sop, incident)
        pages[f"incidents/{incident['id']}.md"] = _case(sop, incident)
    for path, text in pages.items():
        (docs / path).parent.mkdir(parents=True, exist_ok=True)
        (docs / path).write_text(text, encoding="utf-8")
    (docs / "drawings").mkdir()
    for name in sops:
        boxes = "".join(f'<rect x="{i}" y="{i}" width="118" height="60"/>' for i in range(400))
        (docs / "drawings" / f"{name}.svg").write_text(DRAWING.format(boxes), encoding="utf-8")
    (folder / "mkdocs.yml").write_text(json.dumps(_config(sops, shared)), encoding="utf-8")


def _config(sops: dict[str, Data], shared: Data) -> Data:
    systems: dict[str, list[Data]] = {}
    cases: dict[str, list[Data]] = {}
    incidents: dict[str, list[str]] = {}
    for number, (name, sop) in enumerate(sops.items()):
        system, title = sop["system"], sop["title"]
        systems.setdefault(system, []).append({title: f"sops/{name}.md"})
        cases.setdefault(system, []).append({title: f"sops/{name}/examples/case.md"})
        incidents.setdefault(system, []).append(f"incidents/INC-{number:04d}.md")
    return {
        "site_name": "Generated handbook",
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.prune", "navigation.indexes", "navigation.tabs"],
        },
        "plugins": ["search"],
        "markdown_extensions": ["admonition", "attr_list", "tables", {"toc": {"permalink": True}}],
        "nav": [
            "index.md",
            {"SOPs": ["sops/index.md", *_sections(systems)]},
            {"Roles": ["roles/index.md", *(f"roles/{team}.md" for team in shared["teams"])]},
            {"Examples": ["examples/index.md", *_sections(cases)]},
            {"FAQ": "faq.md"},
            {"Incidents": ["incidents/index.md", *_sections(incidents)]},
        ],
    }


def _sections(pages: dict[str, list[Any]]) -> list[Data]:
    return [{title: inside} for title, inside in pages.items()]


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _home(sops: dict[str, Data]) -> str:
    rows = [
        [
            trigger["symptom"],
            str(trigger["severity"]),
            f"[{trigger['metric']} {trigger['when']}](/sops/{name}/#trigger-{key})",
            sop["title"],
        ]
        for name, sop in sops.items()
        for key, trigger in sop["triggers"].items()
    ]
    systems = [[s["system"], s["title"], s["status"], s["rto"], s["owner"]] for s in sops.values()]
    return "\n".join(
        [
            "# What is wrong?\n",
            _table(["Symptom", "Severity", "Trigger", "SOP"], rows),
            "\n## Systems\n",
            _table(["System", "SOP", "Status", "RTO", "Owner"], systems),
        ]
    )


def _faq(sops: dict[str, Data]) -> str:
    parts = ["# FAQ\n"]
    for sop in sops.values():
        parts.append(f"\n## {sop['title']}\n")
        parts += [f"\n**{entry['q']}**\n\n{entry['a']}\n" for entry in sop["faq"]]
    return "\n".join(parts)


def _roles(sops: dict[str, Data], shared: Data) -> str:
    teams = list(shared["teams"])
    rows = []
    for name, sop in sops.items():
        cells = [", ".join(r for r, v in sop["roles"].items() if v["who"] == t) for t in teams]
        rows.append([f"[{sop['title']}](/sops/{name}/)", *cells])
    return "# Roles\n\n" + _table(["SOP", *teams], rows)


def _team(team: str, sops: dict[str, Data]) -> str:
    parts = [f"# Team {team}\n"]
    for name, sop in sops.items():
        mine = [r for r, v in sop["roles"].items() if team in (v["who"], v["deputy"])]
        steps = [
            [str(number), f"[{_said(step)}](/sops/{name}/#step-{key})", step.get("takes", "")]
            for number, (key, step) in enumerate(sop["steps"].items(), 1)
            if step.get("by", step.get("approve")) in mine
        ]
        if steps:
            parts += [f"\n## {sop['title']}\n", _table(["Step", "What", "Takes"], steps)]
    return "\n".join(parts)


def _examples(sops: dict[str, Data]) -> str:
    lines = [
        f"- [{s['examples']['case']['title']}](/sops/{n}/examples/case/)" for n, s in sops.items()
    ]
    return "# Examples\n\n" + "\n".join(lines)


def _incidents(sops: dict[str, Data]) -> str:
    rows = [[f"INC-{i:04d}", "2026-09-30", sop["title"]] for i, sop in enumerate(sops.values())]
    return "# Incidents\n\n" + _table(["Incident", "Day", "SOP"], rows)


def _case(sop: Data, incident: Data) -> str:
    rows = [
        [_said(sop["steps"][key]), took, sop["steps"][key].get("takes", "")]
        for key, took in incident["times"].items()
    ]
    return "\n".join(
        [
            f"# {sop['examples']['case']['title']}\n",
            sop["examples"]["case"]["story"],
            "\n## What was done\n",
            _table(["Step", "Took", "Planned"], rows),
            f"\n## Outcome\n\n{incident['outcome']}\n",
            f"\n## Root cause\n\n{incident['root_cause']}\n",
            "\n## Lessons\n",
            *[f"- {lesson['text']}" for lesson in incident["lessons"]],
        ]
    )


def _said(step: Data) -> str:
    verbs = ("do", "run", "decide", "approve", "notify", "wait", "check")
    value = next(step[verb] for verb in verbs if verb in step)
    return ", ".join(value) if isinstance(value, list) else str(value)


def _step(number: int, key: str, step: Data) -> str:
    said = _said(step)
    verb = next(
        verb
        for verb in step
        if verb in ("do", "run", "decide", "approve", "notify", "wait", "check")
    )
    what = f"```sh\n{said}\n```\n" if verb == "run" else f"{said}\n"
    facts = [
        f"- {name}: {step[name]}"
        for name in ("by", "takes", "expect", "otherwise", "on_fail")
        if name in step
    ]
    undo = f"\nUndo:\n\n```sh\n{step['undo']}\n```\n" if "undo" in step else ""
    return f"\n### {number}. {verb} {{ #step-{key} }}\n\n{what}\n" + "\n".join(facts) + "\n" + undo


def _sop(name: str, sop: Data, shared: Data) -> str:
    all_steps = {**sop["steps"], **sop["fallback"]}
    triggers = [
        [t["symptom"], f"{t['metric']} {t['when']} for {t['for']}", str(t["severity"]), t["alert"]]
        for t in sop["triggers"].values()
    ]
    targets = [[part, f"`{t['ref']}`", t["proven"]] for part, t in sop["targets"].items()]
    components = [
        [c["name"], c["kind"], c["owner"], ", ".join(c["needs"]), f"`{c['live']}`"]
        for c in shared["components"].values()
    ]
    roles = [
        [r, v["who"], v["deputy"], ", ".join(v.get("needs", []))] for r, v in sop["roles"].items()
    ]
    matrix = [
        [
            _said(step),
            *("R" if step.get("by", step.get("approve")) == role else "" for role in sop["roles"]),
        ]
        for step in all_steps.values()
    ]
    checks = [
        [
            k,
            str(c.get("metric", c.get("run", c.get("logs", "")))),
            c.get("expect", c.get("ask", "")),
        ]
        for k, c in sop["checks"].items()
    ]
    history = [
        [kind, "2026-10-12", "Ada Example"] for kind in ("approval", "review", "drill", "incident")
    ]
    return "\n".join(
        [
            f"# {sop['title']}\n",
            _table(
                ["Status", "Edition", "Effective", "Owner", "RTO"],
                [[sop["status"], str(sop["version"]), sop["effective"], sop["owner"], sop["rto"]]],
            ),
            f"\n{sop['covers']}\n\n**Not for:** {sop['not_for']}\n",
            "\n## When to use it\n",
            _table(["Symptom", "Trigger", "Severity", "Alert"], triggers),
            f"\n## The flow\n\n![The flow](/drawings/{name}.svg)\n",
            "\n## Components\n",
            _table(["Component", "Kind", "Owner", "Needs", "Live"], components),
            "\n## Where it goes back to\n",
            _table(["Component", "Reference", "Proven"], targets),
            "\n## Steps\n",
            *[_step(n, key, step) for n, (key, step) in enumerate(all_steps.items(), 1)],
            "\n## Who does what\n",
            _table(["Role", "Team", "Deputy", "Access"], roles),
            "\n",
            _table(["Step", *sop["roles"]], matrix),
            "\n## How you know that it worked\n",
            _table(["Check", "What", "Expect"], checks),
            "\n## Who is told\n",
            *[
                f"- {', '.join(n['to'])} within {n['within']}: {n['say']}"
                for n in sop["notices"].values()
            ],
            *[f"- If {e['if']}: {e['to']}" for e in sop["escalation"]],
            "\n## Examples\n",
            f"- [{sop['examples']['case']['title']}](/sops/{name}/examples/case/)",
            "\n## Questions\n",
            *[f"\n**{entry['q']}**\n\n{entry['a']}\n" for entry in sop["faq"]],
            "\n## Sources and obligations\n",
            *[f"- {clause}: {', '.join(steps)}" for clause, steps in sop["satisfies"].items()],
            "\n## History\n",
            _table(["Record", "Day", "Who"], history),
        ]
    )
