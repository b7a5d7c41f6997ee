"""Addresses: where each page of the handbook stands, and the anchors on it.

A page is named by its source path, such as `sops/home-feed-ranking.md`. In a block, a link is
written `SCHEME` + `PATH#ANCHOR`; the host turns it into one that works from the page it is on.
"""

from __future__ import annotations

from rollbook.views.marks import SCHEME

HOME = "index.md"
SOPS = "sops/index.md"
ROLES = "roles/index.md"
EXAMPLES = "examples/index.md"
INCIDENTS = "incidents/index.md"
FAQ = "faq.md"
HEALTH = "health.md"
CHANGES = "changes.md"
SCHEMA = "schema.json"
DIFF_SCHEMA = "diff-1.schema.json"
LLMS = "llms.txt"
SITEMAP = "sitemap.xml"
SOP_SCHEMA = "sop-1.schema.json"
PRACTICE = "practice/index.md"
ASSETS = "assets/rollbook"
EDITION = "edition"
"""The names of what marks an edition: a script and its style."""


def sop_page(sop: str) -> str:
    """The page of an SOP; its system is not in it, so that the address survives a move."""
    return f"sops/{sop}.md"


def run_page(sop: str) -> str:
    """The page on which an SOP is acted on."""
    return f"sops/{sop}/run.md"


def sop_json(sop: str) -> str:
    """An SOP as data for other tools."""
    return f"sops/{sop}/sop.json"


def trigger_page(sop: str, trigger: str) -> str:
    """The permanent address of a trigger, which alerts link to: it leads to where one acts."""
    return f"t/{sop}/{trigger}/index.html"


def quiz_page(sop: str) -> str:
    """The questions about an SOP."""
    return f"practice/{sop}.md"


def tabletop_page(sop: str, example: str) -> str:
    """An example, to be talked through at a table."""
    return f"practice/{sop}/{example}.md"


def example_page(sop: str, example: str) -> str:
    """The page of an example."""
    return f"sops/{sop}/examples/{example}.md"


def team_page(team: str) -> str:
    """The page of a team."""
    return f"roles/{team}.md"


def incident_page(incident: str) -> str:
    """The page of an incident."""
    return f"incidents/{incident}.md"


def link(page: str, kind: str = "", name: str = "") -> str:
    """A link to a page, or to the step, trigger, check, … of that name on it."""
    return f"{SCHEME}{page}" + (f"#{anchor(kind, name)}" if kind else "")


def root_link(page: str) -> str:
    """A link to a page at the root of the site, where that holds several editions."""
    return f"{SCHEME}/{page}"


def anchor(kind: str, name: str) -> str:
    """The permanent anchor of a thing: `step-revert-model`."""
    return f"{kind}-{name}"


def beside(page: str, name: str) -> str:
    """Where a file stands that belongs to a page: `flow.svg` of `sops/a.md` in `sops/a/`."""
    return url(page) + name


def url(path: str) -> str:
    """The address of a page or file on the handbook's site: `sops/a.md` is at `sops/a/`."""
    if not path.endswith(".md"):
        return path.removesuffix("index.html")
    folder, slash, name = path.rpartition("/")
    return folder + slash + ("" if name == "index.md" else name.removesuffix(".md") + "/")
