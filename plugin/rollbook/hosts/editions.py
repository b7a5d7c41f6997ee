"""A build that was ordered as an edition: it speaks of the site in which it will be a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils import get_relative_url

from rollbook.hosts.comparing import NoChanges
from rollbook.hosts.today import today
from rollbook.publishing.edition.order import Order
from rollbook.publishing.names import LATEST
from rollbook.review.change import Review
from rollbook.review.comparing import NoEdition, compare_with_git
from rollbook.views.addresses import ASSETS, EDITION
from rollbook.views.edition_mark import edition_mark


def prepare(config: MkDocsConfig, site: str) -> None:
    """Let search engines find the edition in force, and readers choose another."""
    if site:
        config.site_url = f"{site.rstrip('/')}/{LATEST}/"
    config.extra.setdefault("version", {"provider": "mike", "default": LATEST})
    style = f"{ASSETS}/{EDITION}.css"
    config.extra_css = [*(name for name in config.extra_css if name != style), style]


def to_root(page: str) -> str:
    """The way from a page's address to the root of the site, which is above the edition."""
    return "../" + get_relative_url("/", page)


def marked(html: str, page: str) -> str:
    """A page with the mark of its edition."""
    script = get_relative_url(f"{ASSETS}/{EDITION}.js", page)
    return str(edition_mark(to_root(page), script)) + html


def changes_of(order: Order, folders: Sequence[Path]) -> Review | None:
    """What an edition says otherwise than the one before it, if there is one."""
    if not order.since_commit:
        return None
    try:
        return compare_with_git(folders, order.since_commit, None, today())[0]
    except NoEdition as error:
        raise NoChanges(
            f"what has changed since edition {order.since} cannot be told: {error}; "
            "fetch the whole history, in a workflow with 'fetch-depth: 0'"
        ) from None
