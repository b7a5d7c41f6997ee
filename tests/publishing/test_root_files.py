"""The root of the site: no address is ever lost, and each leads to where people can act."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rollbook.publishing.branch.known import Known, known
from rollbook.publishing.branch.ledger import Ledger
from rollbook.publishing.edition.manifest import Manifest
from rollbook.publishing.root.site_root import root_files

SITE = "https://mail.acme.example/handbook/"
NAMES = ("2026.1", "2026.2", "2026.3", "2026.10")
HOSTILE = "<script>alert(1)</script> \"' {{ 7*7 }} \u202e\x1b[31m"
_DIGEST = f"sha256:{'b' * 64}"
_COMMIT = "a" * 40
_WAY = re.compile(r'(?:href|data-to)="([^"]*)"|content="0; url=([^"]*)"')


@dataclass(frozen=True)
class Branch:
    """What the root is made from, and the files of the editions that stand beside it."""

    ledger: Ledger
    known: Known
    home: Manifest | None
    beside: frozenset[str]

    @property
    def files(self) -> dict[str, str]:
        """The root as text."""
        made = root_files(self.ledger, self.known, SITE, self.home)
        return {path: data.decode() for path, data in made.items()}


def manifest(edition: str, sops: dict[str, dict[str, Any]], *, flat: bool = False) -> Manifest:
    """An edition with these SOPs: their status, triggers and steps."""
    files = {"index.html", "sitemap.xml", "llms.txt"}
    for name, sop in sops.items():
        pages = [f"sops/{name}", *([f"sops/{name}/run"] if sop["status"] != "retired" else [])]
        files |= {page + (".html" if flat else "/index.html") for page in pages}
        files |= {f"t/{name}/{trigger}/index.html" for trigger in sop["triggers"]}
        files.add(f"sops/{name}/sop.json")
    published = {
        name: {
            "title": sop.get("title", name),
            "status": sop["status"],
            "version": 1,
            "effective": "2026-01-01",
            "file": f"sops/{name}.yml",
            "source": _DIGEST,
            "procedure": _DIGEST,
            "approvals": [],
            "triggers": {trigger: sop.get("title", trigger) for trigger in sop["triggers"]},
            "steps": list(sop["steps"]),
        }
        for name, sop in sops.items()
    }
    return Manifest.model_validate(
        {
            "edition": edition,
            "title": "Mail",
            "day": "2026-01-01",
            "source": {"commit": _COMMIT, "folder": "", "sops": ["sops"], "epoch": 0},
            "since": None,
            "retention": None,
            "tools": {},
            "sops": published,
            "files": dict.fromkeys(files, _DIGEST),
        }
    )


def entry(edition: str, **more: Any) -> dict[str, Any]:
    """An edition in the ledger."""
    return {
        "edition": edition,
        "published": "2026-01-01T00:00:00Z",
        "commit": _COMMIT,
        "manifest": _DIGEST,
        "tag": None,
        "in_force": [{"since": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z"}],
        "retention": None,
        "retracted": None,
        "pruned": None,
        **more,
    }


def branch(
    manifests: list[Manifest],
    current: str | None = None,
    pruned: frozenset[str] = frozenset(),
    retracted: dict[str, str] | None = None,
) -> Branch:
    """A branch that holds these editions, the oldest first."""
    entries = [
        entry(
            one.edition,
            pruned="2026-03-01" if one.edition in pruned else None,
            retracted={"day": "2026-02-01", "reason": said}
            if (said := (retracted or {}).get(one.edition))
            else None,
        )
        for one in reversed(manifests)
    ]
    at = "latest" if current else None
    ledger = Ledger.model_validate({"current": current, "at": at, "editions": entries})
    home = next((one for one in manifests if one.edition == current), None)
    there = [(one.edition, one) for one in manifests if one.edition not in pruned]
    there += [("latest", home)] if home else []
    beside = frozenset(f"{folder}/{file}" for folder, one in there for file in one.files)
    return Branch(ledger, known(Known(), manifests), home, beside | {"index.html"})


_WORDS = st.sets(st.sampled_from(("a", "b", "lost")), min_size=1)
_SOP = st.fixed_dictionaries(
    {"status": st.sampled_from(("effective", "retired")), "triggers": _WORDS, "steps": _WORDS}
)


@st.composite
def branches(draw: st.DrawFn) -> Branch:
    flat = draw(st.booleans())
    sops = st.dictionaries(st.sampled_from(("one", "two", "three")), _SOP)
    count = draw(st.integers(1, len(NAMES)))
    made = [manifest(name, draw(sops), flat=flat) for name in NAMES[:count]]
    current = draw(st.sampled_from([None, *NAMES[:count]]))
    others = [name for name in NAMES[:count] if name != current]
    pruned = draw(st.sets(st.sampled_from(others))) if others else set()
    gone = draw(st.sets(st.sampled_from(others))) if others else set()
    return branch(made, current, frozenset(pruned), dict.fromkeys(gone, HOSTILE))


def ways(page: str, text: str) -> set[str]:
    """Where a page of the root leads to: paths from the root of the site."""
    base = urljoin(SITE, page.removesuffix("index.html"))
    found = {html.unescape(one or other) for one, other in _WAY.findall(text)} - {"data:,"}
    return {
        urldefrag(urljoin(base, href))[0].removeprefix(SITE)
        for href in found
        if not urlsplit(href).scheme or href.startswith(SITE)
    }


def is_there(path: str, files: frozenset[str] | set[str]) -> bool:
    return (f"{path}index.html" if path.endswith("/") or not path else path) in files


@settings(deadline=None)
@given(branches())
def test_no_address_is_lost_and_no_page_leads_nowhere(made: Branch) -> None:
    """Whatever was published, retracted and removed, and however pages are named."""
    files = made.files
    for sop, about in made.known.sops.items():
        addresses = {f"sops/{sop}/index.html", f"sops/{sop}/run/index.html"}
        addresses |= {f"t/{sop}/{trigger}/index.html" for trigger in about.triggers}
        assert addresses <= files.keys()
    there = made.beside | files.keys()
    for page, text in files.items():
        if page.endswith(".html"):
            wrong = [way for way in ways(page, text) if not is_there(way, there)]
            assert wrong == [], page
    assert made.files == files


@settings(deadline=None)
@given(branches())
def test_an_address_leads_on_only_to_what_is_in_force(made: Branch) -> None:
    """A trigger to where one acts on it; one that is gone stays and says so."""
    for sop, about in made.known.sops.items():
        has = made.home.sops.get(sop) if made.home else None
        for trigger in about.triggers:
            text = made.files[f"t/{sop}/{trigger}/index.html"]
            leads = re.findall(r'data-to="\.\./\.\./\.\./(latest/[^"]*)"', text)
            if has is None or trigger not in has.triggers:
                assert leads == []
                assert about.triggers[trigger].edition in text
            else:
                act = "/run" if has.status != "retired" else ""
                assert re.sub(r"(\.html|/)#", "#", leads[0]) == (
                    f"latest/sops/{sop}{act}#trigger-{trigger}"
                )
        assert ("data-to" in made.files[f"sops/{sop}/index.html"]) == (has is not None)


def test_nothing_that_a_branch_says_can_act_on_a_page() -> None:
    """Titles, reasons and names are text, and no name leads out of the site."""
    sop = {"status": "effective", "triggers": ["lost"], "steps": ["a"], "title": HOSTILE}
    made = branch(
        [manifest("2026.1", {"one": sop}), manifest("2026.2", {})],
        "2026.2",
        retracted={"2026.1": HOSTILE},
    )
    evil = made.known.sops["one"]
    sops = {"../../evil": evil, "a/b": evil, "": evil, "one": evil}
    ledger = made.ledger.model_dump(mode="json")
    ledger["editions"].append(entry("../evil", pruned="2026-03-01"))
    ledger["at"] = "javascript:alert(1)"
    for at in ("latest", "javascript:alert(1)", "..", "//evil.example"):
        files = root_files(
            Ledger.model_validate({**ledger, "at": at}),
            Known(sops=sops),
            SITE,
            made.home,
        )
        assert not [path for path in files if ".." in path or "//" in path or "a/b" in path]
        for text in (data.decode() for path, data in files.items() if path.endswith(".html")):
            assert "<script>alert" not in text
            assert 'href="javascript' not in text
            assert "evil.example" not in text
            assert "{{ 7*7 }}" not in text or "&lt;script&gt;" in text
    for name, text in made.files.items():
        assert not {"\x1b", "\u202e"} & set(text), name
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in made.files["editions/2026.1/index.html"]


@pytest.mark.parametrize("site", ["", SITE, SITE.rstrip("/")])
def test_crawlers_and_models_find_the_edition_in_force(site: str) -> None:
    """The sitemap only where the address is known, since it has to be whole."""
    sop = {"status": "effective", "triggers": ["lost"], "steps": ["a"], "title": "Roll [b]ack"}
    made = branch([manifest("2026.1", {"one": sop})], "2026.1")
    files = root_files(made.ledger, made.known, site, made.home)
    base = SITE if site else ""
    assert ("sitemap.xml" in files) == bool(site)
    if site:
        assert f"<loc>{SITE}latest/sitemap.xml</loc>" in files["sitemap.xml"].decode()
    told = files["llms.txt"].decode()
    assert f"- [Roll \\[b\\]ack]({base}latest/sops/one/): effective, version 1" in told
    assert f"([JSON]({base}latest/sops/one/sop.json))" in told
    assert f"({base}latest/llms.txt)" in told


def test_where_no_edition_is_in_force_every_address_says_so() -> None:
    """It neither leads on nor names a sitemap."""
    sop = {"status": "effective", "triggers": ["lost"], "steps": ["a"]}
    made = branch([manifest("2026.1", {"one": sop})], None)
    for path, text in made.files.items():
        assert "data-to" not in text, path
        if path.startswith(("sops/", "t/", "editions/")):
            assert "No edition of the handbook is in force" in text, path
    assert not {"sitemap.xml", "llms.txt"} & made.files.keys()


def test_a_step_that_is_gone_keeps_its_anchor() -> None:
    """The page of the SOP stays there, says so, and knows who had it."""
    had = {"status": "effective", "triggers": ["lost", "odd"], "steps": ["a", "b"]}
    has = {"status": "effective", "triggers": ["lost"], "steps": ["a"]}
    made = branch([manifest("2026.1", {"one": had}), manifest("2026.2", {"one": has})], "2026.2")
    for page in ("sops/one/index.html", "sops/one/run/index.html"):
        text = made.files[page]
        assert 'data-gone="trigger-odd step-b"' in text
        assert 'id="step-b"' in text
        assert 'id="step-a"' not in text
        assert "2026.1/sops/one/#step-b" in text


def test_a_retired_sop_is_read_and_not_acted_on() -> None:
    """Even where its author has a page for acting on it."""
    sop = {"status": "retired", "triggers": ["lost"], "steps": ["a"]}
    home = manifest("2026.1", {"one": sop})
    files = {**home.files, "sops/one/run/index.html": _DIGEST}
    made = branch([home.model_copy(update={"files": files})], "2026.1")
    assert 'data-to="../../../latest/sops/one/#trigger-lost"' in made.files["t/one/lost/index.html"]
