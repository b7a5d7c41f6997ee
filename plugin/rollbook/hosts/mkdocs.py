"""The MkDocs plugin: hands pages, blocks and assets to MkDocs, and findings to its log."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.config import config_options as c
from mkdocs.config.base import Config, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import File, Files, file_sort_key
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url, nest_paths
from mkdocs.utils.templates import TemplateContext

from rollbook.diagrams import NOWHERE, Store
from rollbook.hosts import editions
from rollbook.hosts.comparing import NoChanges, changes_since
from rollbook.hosts.inspecting import BadSettings, inspection
from rollbook.hosts.log import fault, stopped, warn
from rollbook.hosts.site_files import (
    STYLES,
    add,
    asset_files,
    leave_out,
    page_file,
    places,
    text_file,
    write_alert_pages,
    write_downloads,
    write_for_tools,
)
from rollbook.hosts.today import NoMoment, today
from rollbook.loading.earlier import Earlier
from rollbook.loading.finding import Finding
from rollbook.loading.folder import Loaded, load
from rollbook.loading.schema import schema_text
from rollbook.loading.settings import DEFAULT
from rollbook.publishing.edition.order import Order
from rollbook.review.change import Review
from rollbook.rules.finding import Inspection, findings
from rollbook.views import addresses, linking, navigation
from rollbook.views.changes.as_json import diff_schema_text
from rollbook.views.library import Library
from rollbook.views.marks import QUIET
from rollbook.views.pages import Page, navigation_of, pages
from rollbook.views.report import reports, summary
from rollbook.views.report_page import report_pages
from rollbook.views.searching import searched
from rollbook.views.sop_json import sop_schema_text

CACHE = ".cache/rollbook"
"""Where drawings are kept, beside `mkdocs.yml`."""

WRITERS_OF_NAV = ("awesome-nav",)
"""Plugins that place every page themselves, and warn where the navigation is set before them."""


BLOCKS = ("rollbook.hosts.markdown", "rollbook")
"""The blocks as a Markdown extension: as the plugin names it, and as an author may beside it."""


class _Folders(c.Type[Any]):
    """A folder, or a list of them."""

    def run_validation(self, value: object) -> list[str]:
        said = super().run_validation(value)
        named: list[object] = said if isinstance(said, list) else [said]
        if not all(isinstance(name, str) and name and "\0" not in name for name in named):
            raise ValidationError("Name a folder, or a list of folders.")
        return [str(name) for name in named] or [DEFAULT]


class RollbookConfig(Config):
    """The plugin's options in `mkdocs.yml`."""

    sops = _Folders((str, list), default=[DEFAULT])
    downloads = c.Type(bool, default=True)
    rules = c.Type((dict, bool, str), default={})
    baseline = c.Type(str, default="")
    changes_since = c.Type(str, default="")
    retention = c.Type(str, default="")
    signers = c.Type(str, default="")


class RollbookPlugin(BasePlugin[RollbookConfig]):
    """Reads the SOPs once a build and adds the handbook to the site."""

    serving = False
    order: Order | None = None
    """What is to be an edition of the handbook; other builds have none."""
    site: str = ""
    """The address of the whole site, where that is known: an edition is a folder in it."""
    told: str | None = None
    """The address that the last build was told to have."""
    store = NOWHERE
    library: Library | None = None
    loaded: Loaded
    mistakes: tuple[Finding, ...]
    """What keeps SOPs from being read."""
    made: dict[str, Page]
    """The pages that are added to the site, by their paths."""
    whole: str = ""
    """The page that is being built, while a search reads less of it."""
    places: dict[str, File]
    """By a generated page's path, where it is on the site: it, or the author's at its address."""
    written: tempfile.TemporaryDirectory[str] | None = None
    """Where the sources of pages stand, which other plugins read later."""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Note whether someone is writing: a mistake is then shown on a page and stops nothing."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Name what to watch, the blocks and the styles; nothing is read yet."""
        if sum(isinstance(plugin, RollbookPlugin) for plugin in config.plugins.values()) > 1:
            raise stopped(
                "mkdocs.yml names the plugin more than once: keep one of them, and name every "
                "folder of SOPs in its option 'sops'"
            )
        # Plugins for several languages build one configuration several times.
        if config.site_url != self.told:
            self.site = config.site_url or ""
        self.order = Order.given()
        config.watch = _with(config.watch, map(str, self._folders(config)))
        others = [name for name in config.markdown_extensions if name not in BLOCKS]
        config.markdown_extensions = [*others, BLOCKS[0]]
        config.mdx_configs[BLOCKS[0]] = {"library": lambda: self.library}
        styles = [f"{addresses.ASSETS}/{name}" for name in STYLES]
        config.extra_css = _with(styles, config.extra_css)
        if self.order:
            editions.prepare(config, self.site)
        self.told = config.site_url
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read the SOPs; where they stop the build, the site of the last one is still there."""
        try:
            self._read(config, today())
        except NoMoment as error:
            raise stopped(str(error)) from None
        except OSError as error:
            raise stopped(f"'{error.filename}': {error.strerror}") from None

    def _read(self, config: MkDocsConfig, day: datetime.date) -> None:
        folders = self._there(config)
        wanted = self._inspection(config, folders)
        self.loaded = load(folders, Path.cwd())
        self.mistakes = self.loaded.findings
        faults = wanted.policy.baseline.new(findings(self.loaded, wanted))
        self._tell(sorted((*self.mistakes, *faults)))
        handbook = self.loaded.handbook
        self.store = Store(self._root(config) / CACHE)
        given = (day, self.store, self.config.downloads, tuple(faults))
        if handbook is None:
            self.library = None
            return
        self.library = Library(
            handbook,
            *given,
            alerts=True,
            site=self._site(config),
            changes=self._changes(folders),
            since=self.order.since if self.order and not self.config.changes_since else "",
            edition=self.order.edition if self.order else "",
            veil=self.loaded.veil,
            earlier=Earlier.of(self.loaded),
        )

    @event_priority(100)
    def _add_pages(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every page that the author has not written."""
        sources = self.loaded.files
        leave_out(files, sources.values())
        self.on_shutdown()
        self.written = tempfile.TemporaryDirectory(prefix="rollbook-")
        folder = Path(self.written.name)
        wanted = [*report_pages(self.loaded, self.mistakes), *self._pages()]
        found = {page.path: page_file(page, folder, sources, config) for page in wanted}
        self.places = places(found, files)
        self.made = {p.path: p for p in wanted if self.places[p.path] is found[p.path]}
        add(files, (found[path] for path in self.made))
        schemas = {
            addresses.SCHEMA: schema_text(),
            addresses.DIFF_SCHEMA: diff_schema_text(),
            addresses.SOP_SCHEMA: sop_schema_text(),
        }
        add(files, (text_file(name, text, folder, config) for name, text in schemas.items()))
        add(files, asset_files(config, edition=self.order is not None))
        return files

    @event_priority(-100)
    def _add_navigation(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Place the pages, once every other plugin has said which of its own are to be listed."""
        if config.nav is not None or not any(name in config.plugins for name in WRITERS_OF_NAV):
            listed = [f for f in files.documentation_pages() if f.inclusion.is_in_nav()]
            listed.sort(key=file_sort_key)
            own = nest_paths(file.src_uri for file in listed if file.src_uri not in self.made)
            config.nav = navigation.merged(config.nav, navigation_of(list(self.made.values())), own)
        return files

    on_files = CombinedEvent(_add_pages, _add_navigation)

    def on_page_content(
        self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make the links of the blocks work from this page, and say which blocks are mistaken."""
        for problem in linking.problems(html):
            warn(f"{page.file.src_uri}: {problem}")
        if page.present_anchor_ids is not None:
            page.present_anchor_ids |= linking.anchors(html)
        return linking.resolved(html, lambda path: self._url(path, page))

    @event_priority(100)
    def _show_to_search(
        self, context: TemplateContext, /, *, page: MkDocsPage, **_: Any
    ) -> TemplateContext:
        """Give a search the little that it needs of a generated page."""
        if page.file.src_uri in self.made:
            self.whole = page.content or ""
            page.content = searched(self.whole)
        return context

    @event_priority(-100)
    def _show_to_readers(
        self, context: TemplateContext, /, *, page: MkDocsPage, **_: Any
    ) -> TemplateContext:
        """Bring the whole page back; what others did to the bare one in between is not for it."""
        page.content, self.whole = (self.whole or page.content or "").replace(QUIET, ""), ""
        if self.order:
            page.content = editions.marked(page.content, page.url)
        return context

    on_page_context = CombinedEvent(_show_to_search, _show_to_readers)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page of MkDocs, and let drawings go that were not used for long."""
        if self.library:
            write_downloads(self.library, Path(config.site_dir))
            write_alert_pages(self.library, Path(config.site_dir), self.places)
            write_for_tools(self.library, Path(config.site_dir), self.places, self._base())
        self.store.tidy()

    def on_shutdown(self) -> None:
        """Remove the sources of the pages."""
        if self.written:
            self.written.cleanup()

    def _folders(self, config: MkDocsConfig) -> list[Path]:
        """The folders of SOPs that the options name."""
        root = self._root(config)
        return [root / folder for folder in self.config.sops]

    def _root(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or "mkdocs.yml").parent

    def _site(self, config: MkDocsConfig) -> str:
        """Where permanent addresses begin; nowhere if pages of this build are, with endings."""
        return self.site if config.use_directory_urls or self.order else ""

    def _base(self) -> str:
        """The address of these pages, where that is known."""
        return f"{self.site}{self.order.edition}/" if self.site and self.order else self.site

    def _changes(self, folders: list[Path]) -> Review | None:
        named = self.config.changes_since
        try:
            if self.order and not named:
                return editions.changes_of(self.order, folders)
            return changes_since(named, folders)
        except NoChanges as error:
            raise stopped(str(error)) from None

    def _there(self, config: MkDocsConfig) -> list[Path]:
        """The folders, each of which has to be there."""
        folders = self._folders(config)
        for folder in folders:
            if not folder.is_dir():
                raise stopped(
                    f"there is no folder '{folder.name}' for the SOPs beside mkdocs.yml: "
                    "make one with 'rollbook init', or name yours with the plugin's option 'sops'"
                )
        return folders

    def _inspection(self, config: MkDocsConfig, folders: list[Path]) -> Inspection:
        baseline = self._root(config) / self.config.baseline if self.config.baseline else None
        try:
            return inspection(self.config.rules, baseline, folders)
        except BadSettings as error:
            raise stopped(str(error)) from None

    def _tell(self, found: list[Finding]) -> None:
        """Log what is wrong; unless someone is writing, what cannot be read stops the build."""
        sources = self.loaded.sources({finding.file for finding in found})
        for report in reports(found, sources):
            tell = fault if report.finding in self.mistakes else warn
            tell(*report.lines())
        if self.mistakes and not self.serving:
            raise stopped(f"{summary(self.mistakes)}; nothing was built")

    def _pages(self) -> list[Page]:
        return pages(self.library) if self.library else []

    def _url(self, path: str, page: MkDocsPage) -> str:
        if not path.endswith(".md"):
            above, own = ("../", path[1:]) if path.startswith("/") else ("", path)
            at = addresses.url(own) if page.file.use_directory_urls else own
            return above + get_relative_url(at, page.url)
        target = self.places.get(path)
        if target is None:
            warn(f"{page.file.src_uri}: there is no page '{path}' to link to")
            return ""
        return target.url_relative_to(page.file)


def _with(first: Iterable[str], others: Iterable[str]) -> list[str]:
    """Both lists in one, each thing once."""
    return list(dict.fromkeys((*first, *others)))
