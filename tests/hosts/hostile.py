"""A handbook in which every text that an author may choose is hostile."""

from __future__ import annotations

import json
from typing import Any

LINE = (
    '<script>window.ran=1</script><img src="https://other.example/x.png" onerror="window.ran=2">'
    " </title></textarea></a><!-- --> {{ 7*7 }} {% raw %} {# x #} ${7*7} | pipes | `ticks`"
    " [x](javascript:window.ran=3) ## heading /// sop | x \"quotes' &amp; &lt;b&gt; *a* _b_ __c__"
    ' href="rollbook:x.md" src="rollbook:y" data-rollbook-problem="z" <!--rollbook:quiet-->'
    " ~~d~~ [TOC] :smile: {: #id } 👩‍🚒🔥 مرحبا بالعالم שלום עולם " + "W" * 120
)
"""Plain text: what stands here has to be what is read, character by character."""

_PROSE = {
    "`<script>window.ran=4</script>`": "<script>window.ran=4</script>",
    "{{ 7*7 }} {% raw %} {# x #} ${7+7}": "{{ 7*7 }} {% raw %} {# x #} ${7+7}",
    "| pipes | then ## heading /// sop | x": "| pipes | then ## heading /// sop | x",
    "[x](javascript:window.ran=5)": "[x](javascript:window.ran=5)",
    "[y](jAvAsCrIpT&colon;window.ran=6)": "[y](jAvAsCrIpT:window.ran=6)",
    "[z](data:text/html,x)": "[z](data:text/html,x)",
    "[own](rollbook:javascript:window.ran=14)": "own",
    "[own](./rollbook:javascript:window.ran=15)": "own",
    "[own](./rollbook:no-such-page.md)": "own",
    "[elsewhere](//other.example/x)": "elsewhere",
    "[elsewhere](/\\other.example/x)": "elsewhere",
    "[call](tel:+1555)": "call",
    'href="rollbook:x.md" src="rollbook:y" data-rollbook-problem="z" id="own"': (
        'href="rollbook:x.md" src="rollbook:y" data-rollbook-problem="z" id="own"'
    ),
    "[link](https://acme.example/?q=\"'&amp;x)": "link",
    "<https://acme.example/auto>": "https://acme.example/auto",
    "\"quotes' &amp; &lt;script&gt; \\<b>": "\"quotes' & <script> <b>",
    "*a* __b__ ~~c~~ [TOC] :smile: {: #id }": "a b c [TOC] :smile: {: #id }",
    "👩‍🚒🔥 مرحبا بالعالم שלום עולם " + "W" * 120: "👩‍🚒🔥 مرحبا بالعالم שלום עולם " + "W" * 120,
}
"""Prose as it is written, and as a reader of Markdown reads it."""

_BLOCKS = """\
A *second* paragraph.

- an item

  of two paragraphs
- another
  1. numbered

| a | b |
|---|---|
| c | [d](https://acme.example/) |

```
code <b> "x"
    of two lines
```

---

> quoted, at the"""
"""Behind it stands what follows in a text."""

COMMAND = (
    "echo \"<script>window.ran=7</script>\" '{{ 7*7 }}' {% raw %} \\\n"
    "    --flag=`id` | sed 's/&amp;/\\&/' <<-END  # ## not a heading\n"
    "\t/// sop | x\n"
    "\n"
    "    [x](javascript:window.ran=8) ${HOME} 🔥 مرحبا שלום -- -->\n"
    "END"
)
"""A command of several lines, with tabs, an empty line and spaces that mean something."""

FILE_NAME = "x'onmouseover='window.ran=16\"><img src=x onerror=window.ran=17> {{7*7}} %41 ü?#.yml"
"""The name of a record's file, which its page's edit button leads to."""

WORD = "<script>alert(9)</script>{{7*7}}|`x`[x](javascript:x)\"'&amp;🔥مرحبا"
"""Text without a space, for the name of a thing that a target refers to."""


def line(field: str) -> str:
    """Hostile plain text that says which field it stands in."""
    return f"«{field}» {LINE}"


def prose(field: str) -> str:
    """Hostile Markdown that says which field it stands in, with every kind of block behind it."""
    return f"«{field}» {' '.join(_PROSE)}\n\n{_BLOCKS}"


def reading(field: str) -> str:
    """What is read at the beginning of `prose` of this field."""
    return f"«{field}» {' '.join(_PROSE.values())} A second paragraph."


def command(field: str) -> str:
    """A hostile command that says which field it stands in."""
    return f": «{field}»; {COMMAND}"


def files() -> dict[str, str]:
    """The SOPs, in JSON, which is YAML too."""
    contents = {
        "handbook.yml": _handbook(),
        "hostile.yml": _sop(),
        f"records/{FILE_NAME}": _incident(),
        "records/drill.yml": _drill(),
        "records/approval.yml": _approval(),
        "records/review.yml": _review(),
    }
    return {
        f"sops/{name}": json.dumps(content, ensure_ascii=False, indent=1)
        for name, content in contents.items()
    }


def spoken(words: str, several: str) -> dict[str, str]:
    """The same SOPs with other words in every text, `several` where a text may have lines."""

    def said(value: Any) -> Any:
        if isinstance(value, dict):
            return {said(key): said(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [said(inner) for inner in value]
        if not isinstance(value, str) or "«" not in value:
            return value
        field = value.partition("«")[2].partition("»")[0]
        if field == "watched":
            return "**"
        if value.startswith(f": «{field}»"):
            return f": {several} «{field}»" + value.removeprefix(command(field))
        if value.startswith(prose(field)):
            return f"{several} «{field}»" + value.removeprefix(prose(field))
        return f"{words} «{field}»"

    return {
        name: json.dumps(said(json.loads(text)), ensure_ascii=False, indent=1)
        for name, text in files().items()
    }


PROCEDURE = "sha256:" + "0" * 64
"""Of an earlier procedure; the steps of a record are then whatever they were."""

_SOURCES = ("metrics", "changes", "access", "incidents", "obligations")

_FOR_ANYONE = {"by": "executor", "takes": "1m"}


def _handbook() -> dict[str, Any]:
    return {
        "title": line("handbook title"),
        "teams": {
            "attackers": {
                "name": line("team name"),
                "contact": line("team contact"),
                "members": [line("first member"), line("second member")],
            },
            "others": {
                "name": line("other team"),
                "contact": "https://acme.example/'onmouseover='window.ran=10",
            },
            "third": {"name": "Third", "contact": "javascript:window.ran=11"},
        },
        "components": {
            "model": {
                "name": line("component name"),
                "kind": "model",
                "owner": "attackers",
                "managed_by": line("managed by"),
                "live": command("component live"),
            },
            "service": {"name": line("other component"), "kind": "service", "needs": ["model"]},
        },
        "metrics": {
            "metric": {
                "name": line("metric name"),
                "query": line("metric query"),
                "unit": line("metric unit"),
                "dashboard": line("metric dashboard"),
            }
        },
        "values": {"value": line("value"), "link": "javascript:window.ran=12"},
        "notices": {"notice": {"to": ["attackers", line("notice to")], "say": prose("notice say")}},
    }


def _sop() -> dict[str, Any]:
    return {
        "title": line("sop title"),
        "version": 1,
        "status": "effective",
        "effective": "2026-10-01",
        "owner": "attackers",
        "system": "system",
        "covers": prose("covers"),
        "not_for": prose("not for"),
        "rto": "30m",
        "roles": {
            "initiator": {"who": "attackers", "deputy": "others", "needs": [line("role needs")]},
            "approver": {"who": "others"},
            "executor": {"who": "attackers", "deputy": "third"},
            "verifier": {"who": "third", "needs": [line("right"), line("other right")]},
        },
        "triggers": {
            "measured": {
                "symptom": "bias",
                "metric": "metric",
                "when": "> 1",
                "for": "5m",
                "alert": line("alert"),
            },
            "judged": {
                "symptom": "safety",
                "judgement": prose("judgement"),
                "by": "initiator",
                "evidence": prose("evidence"),
            },
        },
        "targets": {
            "model": [
                {"ref": f"model:registry/{WORD}@1"},
                {"ref": f"url:https://acme.example/{WORD}", "digest": "sha256:" + "a" * 64},
            ]
        },
        "inputs": {
            "answer": {
                "ask": prose("input ask"),
                "find": command("input find"),
                "example": line("input example"),
                "pattern": ".*",
            }
        },
        "steps": _steps(),
        "fallback": {
            "rescue": {"do": prose("fallback do"), "undo": "none", "then": "settle", **_FOR_ANYONE}
        },
        "checks": {
            "by-metric": {"metric": "metric", "expect": "< 1"},
            "by-run": {"run": command("check run"), "expect": line("check expect")},
            "by-logs": {"logs": line("check logs"), "expect": "== 0"},
            "by-asking": {"ask": prose("check ask"), "by": "verifier"},
        },
        "escalation": [{"if": line("escalation if"), "to": line("escalation to")}],
        "satisfies": {line("clause"): ["act"]},
        "sources": {
            "models": line("source"),
            "datasets": ["javascript:window.ran=13", "https://acme.example/\u00a0'x", line("data")],
            **{name: line(f"sources {name}") for name in _SOURCES},
        },
        "values": {"own": line("own value")},
        "review": {"every": "180d", "watch": [line("watched")]},
        "examples": {
            "own": {
                "title": line("example title"),
                "trigger": "measured",
                "story": prose("story") + "\n\n/// sop | hostile\n    view: flow\n///",
                "times": {"act": "1m"},
                "answers": {"act": line("example answer")},
                "outcome": prose("outcome"),
                "lessons": [prose("own lesson")],
            },
            "recorded": {
                "title": line("other example"),
                "trigger": "judged",
                "story": prose("other story"),
                "incident": "INC-1",
            },
        },
        "faq": [{"q": prose("question"), "a": prose("answer")}],
        "ignore": {"unresolved-placeholder": prose("ignored")},
    }


def _steps() -> dict[str, Any]:
    """Each step has every text that a step can have."""
    return {name: {**_common(name), **step} for name, step in _own_texts().items()}


def _common(name: str) -> dict[str, Any]:
    return {
        "expect": prose(f"{name} expect"),
        "undo": prose(f"{name} undo"),
        "note": prose(f"{name} note"),
        "each": line(f"{name} each"),
        "point_of_no_return": prose(f"{name} no return"),
    }


def _own_texts() -> dict[str, Any]:
    return {
        "choose": {
            "decide": prose("decide"),
            "cases": {line("case"): "act", line("other case"): "by-hand"},
            "note": prose("note"),
            **_FOR_ANYONE,
        },
        "act": {
            "run": command("step run")
            + "\n${inputs.answer} ${values.value} ${values.own} ${targets.model}",
            "expect": prose("step expect")
            + " ${values.value} [v](${values.link}) ${inputs.answer}",
            "undo": command("step undo"),
            "each": line("each"),
            "reprocess": {"from": line("reprocess from"), "then": ["service"]},
            "restores": "model",
            "on_fail": "rescue",
            "then": "settle",
            **_FOR_ANYONE,
        },
        "by-hand": {
            "do": prose("do"),
            "undo": prose("undo by hand"),
            "point_of_no_return": prose("no return"),
            **_FOR_ANYONE,
        },
        "settle": {"wait": prose("wait"), **_FOR_ANYONE},
        "agree": {"approve": "approver", "takes": "1m"},
        "tell": {"notify": "notice", **_FOR_ANYONE},
        "verify": {
            "check": ["by-metric", "by-run", "by-logs", "by-asking"],
            "by": "verifier",
            "takes": "1m",
        },
    }


def _incident() -> dict[str, Any]:
    lesson = {"step": "act", "action": line("lesson action"), "owner": "attackers"}
    return {
        "record": "incident",
        "id": "INC-1",
        "sop": "hostile",
        "procedure": PROCEDURE,
        "trigger": "judged",
        "started": "2026-11-01",
        "times": {"act": "2m"},
        "answers": {"act": line("incident answer")},
        "outcome": prose("incident outcome"),
        "root_cause": prose("root cause"),
        "lessons": [{"text": prose("lesson"), "due": "2026-12-01", **lesson}],
    }


def _drill() -> dict[str, Any]:
    return {
        "record": "drill",
        "sop": "hostile",
        "procedure": PROCEDURE,
        "date": "2026-11-02",
        "kind": "tabletop",
        "people": [line("drill person")],
        "times": {"act": "2m"},
        "answers": {"act": line("drill answer")},
        "result": "passed",
        "findings": [prose("drill finding")],
    }


def _approval() -> dict[str, Any]:
    return {
        "record": "approval",
        "sop": "hostile",
        "version": 1,
        "procedure": PROCEDURE,
        "role": line("approval role"),
        "who": line("approval who"),
        "date": "2026-11-03",
        "meaning": prose("approval meaning"),
    }


def _review() -> dict[str, Any]:
    return {
        "record": "review",
        "sop": "hostile",
        "procedure": PROCEDURE,
        "who": line("review who"),
        "date": "2026-11-04",
        "result": "changed",
        "reason": prose("review reason"),
    }
