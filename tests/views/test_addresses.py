"""Addresses: no two pages or files of a handbook have the same, on any machine."""

from __future__ import annotations

import datetime
from pathlib import Path

from rollbook.loading.folder import load
from rollbook.views import addresses
from rollbook.views.alert_pages import alert_pages
from rollbook.views.downloads import downloads
from rollbook.views.library import Library
from rollbook.views.pages import pages
from tests.command.everything import HANDBOOK, RECORDS, SOP, yaml_of
from tests.sites import Project

NAMES = (
    "run",
    "examples",
    "flow",
    "path",
    "sop",
    "t",
    "sops",
    "roles",
    "edition",
    "search",
    "x-md",
)
"""Ids that are words of ours elsewhere in addresses."""


def test_every_page_and_file_has_an_address_of_its_own(tmp_path: Path) -> None:
    """Whatever SOPs, teams, triggers, examples and incidents are called."""
    teams = {name: {"name": name} for name in NAMES}
    files = {"sops/handbook.yml": yaml_of({**HANDBOOK, "teams": {**HANDBOOK["teams"], **teams}})}
    for number, sop in enumerate((*NAMES, "ranker")):
        case = {**SOP["examples"]["night"], "incident": f"{sop}.{number}"}
        examples = dict.fromkeys(NAMES, SOP["examples"]["noon"]) | {"night": case}
        triggers = dict.fromkeys((*NAMES, "index"), SOP["triggers"]["odd"])
        triggers |= SOP["triggers"]
        files[f"sops/{sop}.yml"] = yaml_of({**SOP, "examples": examples, "triggers": triggers})
        record = {**RECORDS["incident"], "sop": sop, "id": f"{sop}.{number}"}
        files[f"sops/records/{sop}.yml"] = yaml_of(record)
    Project(tmp_path).write(files)
    loaded = load([tmp_path / "sops"], tmp_path)
    assert loaded.findings == ()
    assert loaded.handbook is not None
    library = Library(loaded.handbook, datetime.date(2026, 11, 20), alerts=True, downloads=True)
    made = pages(library)
    found = [addresses.url(page.path) + "index.html" for page in made]
    found += [download.path for download in downloads(library)]
    found += [page.path for page in alert_pages(library, {page.path: page for page in made})]
    found += [addresses.sop_json(sop) for sop in library.dossiers]
    small = [address.lower() for address in found]
    assert len(small) > 300
    assert sorted(small) == sorted(set(small))
