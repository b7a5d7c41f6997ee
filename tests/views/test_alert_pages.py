"""Pages at the addresses of triggers: where they lead to while there is a page to act on."""

from __future__ import annotations

import dataclasses
import re

from rollbook.views.addresses import run_page, sop_page
from rollbook.views.alert_pages import alert_pages
from rollbook.views.library import Library
from tests.diagrams.dossiers import TODAY, own

SOP = "home-feed-ranking"
URLS = {run_page(SOP): "../run/", sop_page(SOP): "../sop/"}
HREF = re.compile(r'<a href="([^"]*)">([^<]*)</a>')


def page(status: str) -> str:
    """The page of a trigger of an SOP that is in use or retired."""
    handbook = own()[SOP].handbook
    sop = handbook.sops[SOP].model_copy(update={"status": status})
    library = Library(dataclasses.replace(handbook, sops={SOP: sop}), TODAY)
    found = {page.sign.id: page for page in alert_pages(library, URLS)}
    return found["complaints"].html(URLS)


def test_an_alert_leads_to_the_page_on_which_people_act() -> None:
    """Whoever is not led there can act or read first."""
    html = page("effective")
    assert 'content="0; url=../run/#trigger-complaints"' in html
    assert HREF.findall(html) == [
        ("../run/#trigger-complaints", "Act now"),
        ("../sop/#trigger-complaints", "Read the SOP"),
    ]


def test_nobody_acts_by_an_sop_that_is_retired() -> None:
    """Its addresses lead to what it says."""
    html = page("retired")
    assert 'content="0; url=../sop/#trigger-complaints"' in html
    assert HREF.findall(html) == [("../sop/#trigger-complaints", "Read the SOP")]
    assert "This SOP is retired" in html
