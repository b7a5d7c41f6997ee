"""Secrets, and words that look like them; what detect-secrets finds is the measure."""

from __future__ import annotations

import base64
import json
import random
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from detect_secrets.core.scan import scan_line
from detect_secrets.settings import transient_settings
from hypothesis import given
from hypothesis import strategies as st

from rollbook.loading.secrets import secrets
from tests.sites import REPOSITORY

_LOT = random.Random(4)
_MIXED = string.ascii_letters + string.digits
_UPPER = string.ascii_uppercase + string.digits
_HEX = "0123456789abcdef"
_URL = _MIXED + "-_"

MEASURE = (
    *("AWSKeyDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "GitHubTokenDetector"),
    *("GitLabTokenDetector", "JwtTokenDetector", "KeywordDetector", "NpmDetector"),
    *("OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector"),
    *("SlackDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector"),
)  # fmt: skip


def lot(length: int, of: str = _MIXED) -> str:
    """So many characters by lot; no test names a secret, so that no scanner finds one here."""
    return "".join(_LOT.choices(of, k=length))


def _jwt() -> str:
    head, body = ({"alg": "HS256", "typ": "JWT"}, {"sub": lot(9)})
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()) for part in (head, body)]
    return b".".join(part.rstrip(b"=") for part in parts).decode() + "." + lot(43, _URL)


def _lines() -> Iterator[tuple[str, str]]:
    """What a secret is called, and a line that holds one; several lots of each."""
    for _ in range(3):
        yield "an AWS access key", f"export ID=AKIA{lot(16, _UPPER)}"
        yield "an AWS secret key", f'aws_secret_access_key="{lot(40)}"'
        for sign in ("ghp", "gho", "ghu", "ghs", "ghr"):
            yield "a GitHub token", f"gh login {sign}_{lot(36)}"
        for sign in ("glpat", "gldt", "glft", "glsoat", "glrt"):
            yield "a GitLab token", f"git clone https://x.example {sign}-{lot(26)}"
        yield "a Slack token", f"notify xoxb-{lot(12, '123')}-{lot(12, '123')}-{lot(24)}"
        hook = f"T{lot(9, _UPPER)}/B{lot(9, _UPPER)}/{lot(24)}"
        yield "a Slack webhook", f"curl https://hooks.slack.com/services/{hook}"
        yield "a Stripe key", f"charge --key sk_live_{lot(24)}"
        yield "an npm token", f"//registry.acme.example/:_authToken=npm_{lot(36)}"
        yield "a PyPI token", f"twine upload pypi-AgEIcHlwaS5vcmc{lot(90, _URL)}"
        yield "an OpenAI key", f"ask sk-proj-{lot(20)}T3BlbkFJ{lot(20)}"
        yield "a SendGrid key", f"mail SG.{lot(22, _URL)}.{lot(43, _URL)}"
        yield "a Twilio key", f"call SK{lot(32, _HEX)}"
        yield "an Azure storage key", f"az x AccountKey={lot(86)}=="
        yield "a Telegram token", f"curl api.telegram.org/bot{lot(9, '123')}:AA{lot(33)}/send"
        yield "a JSON web token", f"ask --with {_jwt()}"
        yield "a private key", "-----BEGIN " + "RSA PRIVATE KEY-----"
        yield "a private key", "-----BEGIN " + "OPENSSH PRIVATE KEY-----"
        yield "a password in a URL", f"psql postgres://app:{lot(12)}@db.example/x"
        for name in ("password", "DB_PASS", "passwd", "pwd", "db_password"):
            yield "a password", f"{name} = '{lot(12)}'"
        yield "a secret", f'client_secret: "{lot(32)}"'
        yield "a key", f'api_key="{lot(32, _HEX)}"'


def _measured(line: str) -> bool:
    with transient_settings({"plugins_used": [{"name": name} for name in MEASURE]}):
        return bool(list(scan_line(line)))


LINES = list(_lines())


@pytest.mark.parametrize(
    ("sort", "line"), LINES, ids=[f"{sort} {place}" for place, (sort, _) in enumerate(LINES)]
)
def test_what_detect_secrets_finds_is_found(sort: str, line: str) -> None:
    """And called by its name, once."""
    assert _measured(line)
    assert [secret.sort for secret in secrets(line)] == [sort]


@pytest.mark.parametrize(
    ("sort", "line"),
    [
        ("an Anthropic key", f"ask sk-ant-api03-{lot(90, _URL)}7"),
        ("a Hugging Face token", f"hf auth hf_{lot(34)}"),
        ("a Databricks token", f"ask dapi{lot(32, _HEX)}"),
        ("a Vault token", f"vault login hvs.{lot(90, _URL)}"),
        ("a Google key", f"ask https://x.example?key=AIza{lot(35, _URL)}"),
        ("a Groq key", f"ask gsk_{lot(52)}"),
        ("a DigitalOcean token", f"doctl dop_v1_{lot(64, _HEX)}"),
        ("an AWS secret key", f"aws configure set aws_secret_access_key {lot(40)}"),
        ("an Authorization header", f"curl -H 'Authorization: Bearer {lot(30)}' x"),
        ("an Authorization header", f"curl -H 'Authorization: Basic {lot(30)}==' x"),
        ("a GitHub token", f"curl -H 'Authorization: token ghp_{lot(36)}' x"),
        ("a password", "ops/serve --password hunter2"),
        ("a password", "ops/serve --db-password=hunter2"),
        ("a password", "PGPASSWORD=hunter2 psql"),
        ("a password", "mysql -u root -phunter2 x"),
        ("a password", "sshpass -p hunter2 ssh x"),
        ("a password", "docker login -u x -p hunter2"),
        ("a password", "redis-cli -h x -a hunter2 ping"),
        ("a password", "curl -u ada:hunter2 https://x.example"),
        ("a password", "The password is hunter2."),
        ("a password", "Das Passwort: Sommer2026!"),
        ("a token", f"ops/serve --token {lot(24)}"),
        ("a token", f"curl 'https://x.example?token={lot(24)}'"),
        ("a key", f"curl -H 'X-Api-Key: {lot(32, _HEX)}' x"),
    ],
    ids=range(24),
)
def test_what_detect_secrets_does_not_know_is_found_too(sort: str, line: str) -> None:
    """Of the tools that AI systems are run with, and as people write in a command."""
    assert [secret.sort for secret in secrets(line)] == [sort]


@pytest.mark.parametrize(
    "line",
    [
        "--password $PW --token ${TOKEN} --secret \"$(vault read x)\"",
        "--password <password> --token ***",
        "--password xxxxxxxx",
        "password=changeme",
        "--password-stdin --token-file /run/secrets/token --password=/run/secrets/x",
        "password: ask the owner; Password: same as above; password: 1Password",
        "The token is refreshed each hour; rotate the secret, then the key.",
        "max_tokens=4096 max_token: 4096 eos_token=</s>",
        "kubectl create secret generic db --from-secret=db-credentials-v2",
        "secret_name=projects/x/secrets/y/versions/3",
        "token=gpt4all-13b-v2 secret=RankerCredentials2026",
        "oci:registry.example/x@sha256:" + lot(64, _HEX),
        "git:acme/x@" + lot(40, _HEX),
        "docker://ranker:1.2@sha256:" + lot(64, _HEX),
        "https://grafana.example:3000/d/x@y and git@github.com:acme/x",
        "AKIA" + "IOSFODNN7" + "EXAMPLE",
        "ghp_" + "x" * 36,
        'api_key=os.environ["X"] password=config.db.password',
        "task-aligned-model-evaluation-suite-2026-11-for-payments",
        "Authorization: Bearer $TOKEN",
        "curl -u ada https://x.example; curl -u \"$USER:$PW\" https://x.example",
        "mysql -p; mysql -u root -p x; mysql --port 3306; docker run -p 8080:80 x",
        "bypass=true; cd $(pwd); PWD=/srv x",
        "postgres://app:$PW@db/x postgres://app:${PW}@db/x postgres://user:password@db/x",
        "primary_key=abc123def456",
    ],
)  # fmt: skip
def test_what_looks_like_a_secret_is_none(line: str) -> None:
    """A variable, a gap, a path, the name of a secret, a digest."""
    assert list(secrets(line)) == []


@pytest.mark.parametrize("file", sorted((REPOSITORY / "sops").glob("*.yml")), ids=lambda f: f.name)
def test_the_handbook_holds_none(file: Path) -> None:
    """Neither by our measure, nor by that of detect-secrets."""
    text = file.read_text("utf-8")
    assert list(secrets(text)) == []
    assert not any(map(_measured, text.splitlines()))


@given(st.text(st.sampled_from('ab1A=:/@ -_.$"\n\0İ'), max_size=40), st.integers(0, 7))
def test_a_secret_stands_in_its_text(text: str, place: int) -> None:
    """Whatever stands around it, also a letter that becomes two when it is made small."""
    for sign in ("password=", "token: ", "://a:", "--pwd ", "İpassword="):
        whole = text[:place] + sign + text[place:]
        for secret in secrets(whole):
            assert 0 <= secret.start < secret.end <= len(whole)


@pytest.mark.parametrize("part", ["password ", "://a:b", "eyJa1B2C", "sk-", "curl ", "--token "])
def test_a_long_text_takes_no_longer_than_its_length(part: str) -> None:
    """A text of 100,000 characters that nearly fits at each of them is soon looked through."""
    list(secrets(part * (100_000 // len(part))))
