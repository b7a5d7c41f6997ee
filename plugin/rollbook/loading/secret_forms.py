"""The forms that secrets have: how keys and tokens begin, and what passwords are called."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

_GAP = re.compile(
    r"""
    (?: [$<{%@/~*(\[…] | \.{1,2}/ | https?: | arn: | sha\d+: | op:// | file: | env: | vault: ) .*
    | (?: your | my | the | some | insert | enter | replace | new | old )[_-] .*
    | [x*._?-]+ | (?: [a-z_]+\.)+[a-z_]+
    | none | null | true | false | yes | required | optional | unset | empty | hidden | masked
    | removed | pass(?:word|wd|phrase)? | passwd | pwd | secret | token | api-?key
    | user(?:name)? | prompt | interactive | stdin | keyring | keychain | vault | env(?:ironment)?
    | file | 1password | lastpass | bitwarden | keepass\w* | string | value | same | from | with
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
"""What stands in the place of a secret: a variable, a path, a word for it, what is struck out."""
_GAP_INSIDE = re.compile(
    r"\$[\w({]|\{\{|\(|\[|/secrets/|\*\*\*|xxxx|\.\.\.|…|example|redacted|change-?me|placeholder|dummy",
    re.IGNORECASE,
)
"""What is in such a one, wherever it is."""

_CLASSES = bytes(
    ord("0" if 48 <= byte < 58 else "A" if 65 <= byte < 91 else "a" if 97 <= byte < 123 else " ")
    for byte in range(256)
)
"""Byte → the class of its character: `a`, `A`, `0` or a blank."""

_PARTS = re.compile(r"[-._:/]")
_NAME_LIKE = re.compile(r"(?:[A-Z][a-z]+)+|[A-Za-z]+\d{1,8}|\d+[A-Za-z]{1,3}")


@dataclass(frozen=True, slots=True)
class Form:
    """How one sort of secret is written.

    `form` fits where one of the `signs` stands; its first group is the secret, unless `real`
    denies it. The first `shown` characters are the same in each of them.
    """

    sort: str
    signs: tuple[str, ...]
    form: re.Pattern[str]
    real: Callable[[str], bool]
    shown: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """A secret that a word such as `password` names: what stands before the `sign`, and behind.

    `real` says whether a value is one; it is told whether a sentence gives it, or an assignment.
    """

    sort: str
    sign: str
    before: re.Pattern[str]
    form: re.Pattern[str]
    real: Callable[[str, bool], bool]


def classes(text: str) -> bytes:
    """The class of each character of a text: `a`, `A`, `0` or a blank."""
    return text.encode("utf-8", "replace").translate(_CLASSES)


def _printed(token: str) -> bool:
    """Whether a token is none of a manual: `AKIA…EXAMPLE`, or the same sign again and again."""
    return "example" not in token.lower() and len(set(token[-12:])) > 3


def _literal(value: str) -> bool:
    return not (_GAP_INSIDE.search(value) or _GAP.fullmatch(value))


def _always(value: str) -> bool:
    """Whatever stands there is a secret."""
    return True


def _by_chance(value: str) -> bool:
    """Whether a value looks drawn by lot, and not like the name of something."""
    return any(map(_is_random, _PARTS.split(value))) and _literal(value)


def _is_random(part: str) -> bool:
    if len(part) < 8:
        return False
    digits, capitals, small = map(classes(part).count, (b"0", b"A", b"a"))
    mixed = (digits > 1 and capitals + small > 1) or min(capitals, small) > 3
    return mixed and not _NAME_LIKE.fullmatch(part)


def _password(value: str, told: bool) -> bool:
    """In a sentence a word behind a colon is a word, unless it has what passwords have."""
    if not told:
        return _literal(value)
    odd = any(character.isdigit() or character in "!@#$%^&*+=" for character in value)
    return odd and len(value) > 5 and any(map(str.isalpha, value)) and _literal(value)


def _key(value: str, told: bool) -> bool:
    return _by_chance(value)


def _token(sort: str, signs: str, form: str, shown: int = 4) -> Form:
    """A token that its beginning gives away, and that is no part of a longer word."""
    whole = re.compile(rf"(?<![A-Za-z0-9_])({form})(?![A-Za-z0-9])")
    return Form(sort, tuple(signs.split()), whole, _printed, shown)


def _value(sort: str, signs: str, form: str, real: Callable[[str], bool] = _literal) -> Form:
    """A value whose place gives it away; `_` in the form is the value."""
    value = r"[\"']?([^\s\"'`;|&<>\0]{4,400})"
    return Form(sort, tuple(signs.split()), re.compile(form.replace("VALUE", value)), real)


_OPTIONS = r"[^\n\0;|]{0,200}?\s"

MIXED = (
    _token("an AWS access key", "AKIA ASIA ABIA ACCA", r"A[A-Z]{3}[A-Z0-9]{16}"),
    _value(
        *("an AWS secret key", "secret_access_key SECRET_ACCESS_KEY SecretAccessKey"),
        r"[A-Za-z_]{15,17}\w{0,20}[\"']?\s{0,3}(?:[=:]\s{0,3}|\s)[\"']?([A-Za-z0-9/+]{40})"
        r"(?![A-Za-z0-9/+=])",
    ),
    _token("a GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[a-z]_[A-Za-z0-9_]{36,255}"),
    _token("a GitHub token", "github_pat_", r"github_pat_[A-Za-z0-9_]{22,255}"),
    _token(
        *("a GitLab token", "gldt- glft- glsoat- glrt- glcbt- glimt- glptt- glagent- gloas-"),
        r"gl[a-z]+-[A-Za-z0-9_.-]{20,1024}",
    ),
    _token("a GitLab token", "GR1348941", r"GR1348941[A-Za-z0-9_-]{20,50}"),
    _token("a Slack token", "xox xapp-", r"x[a-z]{3}-(?:\d{1,20}-){1,5}[A-Za-z0-9-]{6,255}"),
    _token(
        *("a Slack webhook", "https://hooks.slack.com/"),
        r"https://hooks\.slack\.com/[a-z]{4,12}/[A-Z][A-Z0-9]{5,15}/[A-Z0-9]{6,20}/\w{16,40}",
        0,
    ),
    _token("a Stripe key", "sk_live_ rk_live_", r"[rs]k_live_[A-Za-z0-9]{16,255}"),
    _token("a Google key", "AIza", r"AIza[A-Za-z0-9_-]{35}"),
    _token("a Google secret", "GOCSPX-", r"GOCSPX-[A-Za-z0-9_-]{28}"),
    _token("an npm token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    _token("a PyPI token", "pypi-Ag", r"pypi-Ag[A-Za-z0-9_-]{50,1024}"),
    _token("an Anthropic key", "sk-ant-", r"sk-ant-[a-z]{2,8}\d\d-[A-Za-z0-9_-]{20,255}"),
    _token("an OpenAI key", "sk-", r"sk-(?=[A-Za-z_-]{0,99}\d)[A-Za-z0-9_-]{32,255}", 3),
    _token("a Hugging Face token", "hf_", r"hf_[A-Za-z0-9]{30,64}", 3),
    _token("a Groq key", "gsk_", r"gsk_[A-Za-z0-9]{40,64}"),
    _token("a Replicate token", "r8_", r"r8_[A-Za-z0-9]{37,40}", 3),
    _token("an NVIDIA key", "nvapi-", r"nvapi-[A-Za-z0-9_-]{40,255}"),
    _token("a SendGrid key", "SG.", r"SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}", 3),
    _token("a Twilio key", "SK AC", r"(?:SK|AC)[0-9a-f]{32}", 2),
    _token("a Vault token", "hvs. hvb. hvr.", r"hv[a-z]\.[A-Za-z0-9_-]{24,255}"),
    _token("a Docker token", "dckr_", r"dckr_[a-z]{3}_[A-Za-z0-9_-]{20,64}"),
    _token("a Grafana token", "glsa_ glc_", r"gl[a-z]+_[A-Za-z0-9+/=_]{32,400}"),
    _token("a JSON web token", "eyJ", r"eyJ[\w=-]{8,4096}\.eyJ[\w=-]{2,4096}(?:\.[\w=-]*+)?", 3),
    _value("an Azure storage key", "AccountKey=", r"AccountKey=([A-Za-z0-9+/]{86}==)"),
    _value("an Azure signature", "&sig= ?sig=", r".sig=([A-Za-z0-9%+/_-]{40,128})"),
    _value("a Telegram token", "telegram.org/bot", r"telegram\.org/bot(\d{8,10}:[\w-]{35})"),
)
"""Tokens in which capitals abound; the more exact of two forms stands first."""

PLAIN = (
    _token("a GitLab token", "glpat-", r"glpat-[A-Za-z0-9_.-]{20,1024}"),
    _token("a Databricks token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
    _token("a DigitalOcean token", "dop_v1_", r"dop_v1_[0-9a-f]{64}"),
    _value(
        *("a private key", "-----BEGIN "),
        r"-----BEGIN ((?:[A-Z0-9]{2,10} ){0,2}PRIVATE KEY"
        r"(?:-----(?:\s{0,40}[\w+/=]{16,})*(?:\s{0,40}[\w+/=]{1,15}(?=\s{0,40}-----END))?)?)",
        _always,
    ),
    _value(
        "a password in a URL", "://", r"://[^\s/?#:@\"'\0]{0,100}:([^\s/?#@\"'\0]{1,400})@(?!sha\d)"
    ),
    _value(
        *("an Authorization header", "uthorization"),
        r"uthorization[\"']?\s{0,2}[:=]?\s{0,2}[\"']?[A-Za-z]{3,10}\s{1,2}VALUE",
        _by_chance,
    ),
    _value("a bearer token", "earer ", r"earer\s{1,2}VALUE", _by_chance),
    _value("a password", "mysql", rf"mysql\w{{0,20}}\s{_OPTIONS}-p(?!\s)VALUE"),
    _value("a password", "sshpass", r"sshpass\s+-p\s?VALUE"),
    _value("a password", "redis-cli", rf"redis-cli{_OPTIONS}-a\s+VALUE"),
    _value("a password", "login", rf"login{_OPTIONS}-p\s+VALUE"),
    _value(
        "a password", "curl", rf"curl{_OPTIONS}(?:-u\s?|--user[\s=])[\"']?[^\s:\"'$]{{1,60}}:VALUE"
    ),
)
"""The other forms."""

_IS = r"""
    ["'\])]{0,2} (?: \s{0,3} (?: :=|=>|={1,3} ) \s{0,3} | (?P<told> \s{0,2} : \s{0,3} | \s+is\s+ )
                   | (?P<flag> \s{1,3} ) )
    ["'`]? (?P<value> [^\s"'`;|&<>\0]{4,400} )
"""


def _named(
    sort: str, sign: str, before: str, words: str, real: Callable[[str, bool], bool]
) -> Named:
    form = re.compile(rf"(?:{words}){_IS}", re.VERBOSE | re.IGNORECASE)
    return Named(sort, sign, re.compile(rf"(?:{before})\Z", re.IGNORECASE), form, real)


_OF = r"(?:api|access|auth|account|priv|private|client|service|encryption|signing|db|database)[_-]?"

NAMED = (
    _named("a password", "pass", "", r"pass(?:word|wd|phrase|code|wort)|(?<=[_-])pass", _password),
    _named("a password", "pwd", "", "pwd", _password),
    _named("a secret", "secret", "", r"secret(?:[_-]?(?:access[_-]?)?key)?", _key),
    _named("a token", "token", "", "token", _key),
    _named("a key", "key", _OF, "key", _key),
)
"""The words that name secrets, in small letters."""
