"""Destruction: the commands that destroy data, of the tools that people roll back with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

_SIGNS = (
    *("delet", "destroy", "drop", "truncate", "rm ", "-rm", " rb ", "uninstall", "prune", "flush"),
    *("purge", "terminate-", "teardown", "mkfs", "of=/dev", "wipefs", "shred ", "remove", "reset"),
    *(" push", "pg_restore", "compose", " gc", " del ", "secrets disable"),
)
_RECURSIVE = r"-[A-Za-z]*[rR][A-Za-z]*|--recursive"
_KUBECTL = (r"delete",)
_TERRAFORM = ("destroy", "apply -destroy", "apply --destroy")
_DOCKER = ("prune", "volume rm|remove", r"compose down -v|--volumes", r"rm -[a-z]*v[a-z]*")

_FORMS: Mapping[str, Sequence[str]] = {
    "rm": (_RECURSIVE,),
    "find": ("-delete",),
    "rsync": (r"--delete\S*",),
    "shred": (r"\S+",),
    "wipefs": ("-a|--all",),
    "dd": (r"of=/dev/\S+",),
    "hdfs": (rf"dfs -rm {_RECURSIVE}", "dfs -rmr"),
    "hadoop": (rf"fs -rm {_RECURSIVE}", "fs -rmr"),
    "zfs": ("destroy",),
    "lvremove": (r"\S+",),
    "rclone": ("delete|purge",),
    "mc": ("rm --recursive", "rb --force"),
    "git": (r"push --force|-f|--mirror|--delete",),
    "dropdb": (r"\S+",),
    "mysqladmin": ("drop",),
    "redis-cli": ("(?i:flushall|flushdb)",),
    "pg_restore": ("--clean|-c",),
    "etcdctl": ("del",),
    "consul": ("kv delete",),
    "vault": ("delete", "kv destroy", "secrets disable"),
    "kafka-topics": ("--delete",),
    "kafka-topics.sh": ("--delete",),
    "kafka-delete-records": (r"\S+",),
    "kafka-delete-records.sh": (r"\S+",),
    "rabbitmqctl": ("purge_queue|delete_queue|reset|force_reset",),
    "influx": ("delete",),
    "feast": ("teardown",),
    "mlflow": ("delete|gc",),
    "dvc": ("gc",),
    "aws": (
        *("s3 rm --recursive", "s3 rb --force", "s3 sync --delete"),
        r"delete-[a-z-]+|terminate-instances",
    ),
    "gsutil": (rf"rm {_RECURSIVE}|-a", "rb"),
    "gcloud": ("delete", rf"storage rm {_RECURSIVE}"),
    "bq": ("rm",),
    "az": ("delete|delete-batch|purge",),
    "azcopy": ("rm|remove",),
    "databricks": (r"delete|rm|permanent-delete",),
    "kubectl": _KUBECTL,
    "oc": _KUBECTL,
    "helm": ("uninstall|delete",),
    "argocd": ("app|appset delete",),
    "terraform": _TERRAFORM,
    "tofu": _TERRAFORM,
    "terragrunt": _TERRAFORM,
    "pulumi": ("destroy",),
    "docker": _DOCKER,
    "podman": _DOCKER,
    "docker-compose": (r"down -v|--volumes",),
    "nomad": ("stop -purge",),
    "curl": (r"-X|--request [\"']?DELETE", r"-XDELETE|--request=DELETE"),
    "http": ("DELETE",),
}
"""Program → what the words behind it are, in this order, with others between them."""

_PATTERNS = {
    program: [[re.compile(word) for word in form.split(" ")] for form in forms]
    for program, forms in _FORMS.items()
}
_SQL = re.compile(
    r"""
      \bdrop\s+(?:table|database|schema|collection|keyspace|column|materialized\s+view)\b
    | (?:(?<=["'`;(\n])|(?<=["'`;(\n][ ])|\A) truncate\s+(?:table\s+|only\s+)?["`]?[\w.$]++
    | \bdelete\s+from\s+[^\s;"')]++ (?=\s*+(?:[;"')]|\Z))
    | \bdropDatabase\(\s*\) | \.(?:deleteMany|remove)\(\s*\{\s*\}\s*\)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"(?P<end>[;|&\n]+)|[^\s;|&\"'`()]+")
_COMMENT = re.compile(r"(?:^|(?<=\s))\#[^\n]*|^[ \t]*--\s[^\n]*", re.MULTILINE)
_HARMLESS = re.compile(r"--dry-?run\S*|--what-?if|-whatif")
_PASSING = re.compile(r"(?:pods?|po|jobs?)(?:/\S*)?|(?:pods?|po|jobs?),\S*")
"""What Kubernetes makes anew, or what is over when it has run."""
_THROWAWAY = re.compile(r"(?i)/tmp/|/var/tmp/|\$\{?TMP|\S*(?:cache|node_modules|/tmp|\.venv)")
_MENTIONS = ("echo ", "printf ", "grep ", "rg ")
_FAR = 40
"""How many words of a command are looked at, and how many behind a program."""


def may_destroy(text: str) -> bool:
    """Whether a text has to be looked at: a quick first look."""
    small = text.lower()
    return any(sign in small for sign in _SIGNS)


def destruction(text: str) -> str:
    """The words that destroy data, as they stand in a command line; nothing where it does not."""
    plain = _COMMENT.sub("", text.replace("\\\n", " \r"))
    done = "\n".join(line for line in plain.split("\n") if not _mentions(line))
    if match := _SQL.search(done):
        return _shown(match[0], match[0].split()[0])
    return next(_programs(done), "")


def _mentions(line: str) -> bool:
    """Whether a command only searches for words or prints them."""
    return line.lstrip().startswith(_MENTIONS) and "|" not in line


def _programs(text: str) -> Iterator[str]:
    words: list[re.Match[str]] = []
    for match in _WORD.finditer(text + "\n"):
        if not match["end"]:
            words.append(match)
            continue
        for index, word in enumerate(words[:_FAR]):
            program = word[0].rpartition("/")[2]
            if program in _PATTERNS:
                yield from _destroying(text, program, words[index : index + _FAR])
        words = []


def _destroying(text: str, program: str, words: Sequence[re.Match[str]]) -> Iterator[str]:
    behind = [word[0] for word in words[1:]]
    if not _spared(program, behind):
        for form in _PATTERNS[program]:
            if last := _last(form, words[1:]):
                yield _shown(text[words[0].start() : last.end()], last[0])


def _last(form: Sequence[re.Pattern[str]], words: Sequence[re.Match[str]]) -> re.Match[str] | None:
    """The word that completes a form, if all of it is there."""
    rest = iter(words)
    found = None
    for pattern in form:
        found = next((word for word in rest if pattern.fullmatch(word[0])), None)
        if found is None:
            return None
    return found


def _spared(program: str, behind: Sequence[str]) -> bool:
    if any(_HARMLESS.fullmatch(word) for word in behind):
        return True
    if program in ("kubectl", "oc"):
        return any(_PASSING.fullmatch(word) for word in behind)
    named = [word for word in behind if not word.startswith("-")]
    return program == "rm" and bool(named) and all(map(_THROWAWAY.match, named))


def _shown(words: str, short: str) -> str:
    """The words if they stand in one line and are not too long to be shown, else only some."""
    return words if len(words) <= 60 and "\n" not in words and "\r" not in words else short[:60]
