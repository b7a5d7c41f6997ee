"""Pages and assets of the handbook as files of a MkDocs site."""

from __future__ import annotations

import html
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.utils import get_relative_url

from rollbook.loading.files import Key
from rollbook.views.addresses import ASSETS as AT
from rollbook.views.addresses import EDITION, LLMS, url
from rollbook.views.addresses import sop_json as sop_json_path
from rollbook.views.alert_pages import alert_pages
from rollbook.views.downloads import downloads
from rollbook.views.library import Library
from rollbook.views.pages import Page
from rollbook.views.site_llms import site_llms
from rollbook.views.sop_json import sop_json

ASSETS = Path(__file__).parent.parent / "assets"
STYLES = (
    *("rollbook.css", "overview.css", "diagrams.css", "timeline.css", "figure.css"),
    *("find.css", "run.css", "practice.css", "changes.css"),
)
OFFLINE = "rollbook-offline.js"
"""At the root of the site, since a browser lets such a script answer for what is below it."""

SCRIPTS = (
    *(
        "figures.js",
        "pattern.js",
        "markdown.js",
        "record.js",
        "find.js",
        "run.js",
        "run-entries.js",
        "run-meaning.js",
        "run-state.js",
        "run-texts.js",
        "run-values.js",
        "run-ways.js",
    ),
    *("quiz.js", "tabletop.js", "checklist.js"),
    *("characters.js", "storage.js", "typed.js"),
)
"""Scripts that the blocks load which need them."""


def page_file(page: Page, folder: Path, sources: Mapping[Key, Path], config: MkDocsConfig) -> File:
    """Write a page into the folder, and make its edit button open the YAML that it comes from."""
    path = folder / page.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_front_matter(page, config) + page.markdown, encoding="utf-8")
    listed = InclusionLevel.UNDEFINED if page.listed else InclusionLevel.NOT_IN_NAV
    file = File.generated(config, page.path, abs_src_path=str(path), inclusion=listed)
    source = sources.get(page.source) if page.source else None
    if source is not None:
        file.edit_uri = _edit_uri(source, config)
    return file


def _edit_uri(source: Path, config: MkDocsConfig) -> str:
    """The way to a source from the docs; themes put it into an address as it is.

    A template that says `!q` quotes it itself.
    """
    path = Path(os.path.relpath(source, config.docs_dir)).as_posix()
    return path if "!q}" in (config.edit_uri_template or "") else quote(path)


def text_file(path: str, text: str, folder: Path, config: MkDocsConfig) -> File:
    """A file that is handed to the reader as it is."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text, encoding="utf-8")
    return File.generated(config, path, abs_src_path=str(target))


def write_downloads(library: Library, site: Path) -> None:
    """Write the files of the drawings; thousands of them are no business of other plugins."""
    if library.downloads:
        for download in downloads(library):
            path = site / download.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(download.content(library.store))


def write_alert_pages(library: Library, site: Path, places: Mapping[str, File]) -> None:
    """Write the permanent addresses of the triggers, but none where the author has a page."""
    for page in alert_pages(library, places):
        urls = {name: get_relative_url(places[name].url, page.path) for name in page.to}
        _write_new(site / page.path, page.html(urls))


def write_for_tools(library: Library, site: Path, places: Mapping[str, File], base: str) -> None:
    """Write each SOP as data, and `llms.txt`.

    `base` is the address of these pages, where that is known. An edition has permanent addresses
    above it; else the pages are at them.
    """
    known = {name: file.url for name, file in places.items()}

    def here(path: str) -> str:
        return base + known.get(path, url(path))

    def root(path: str) -> str:
        return library.site + url(path)

    for dossier in library.dossiers.values():
        text = sop_json(dossier, root if library.edition else here)
        _write_new(site / sop_json_path(dossier.id), text)
    _write_new(site / LLMS, site_llms(library, here))


def _write_new(path: Path, text: str) -> None:
    """Write a file that is no page of MkDocs, unless the author has one there."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def asset_files(config: MkDocsConfig, edition: bool) -> list[File]:
    """The styles and scripts of the handbook, and those that only an edition needs."""
    mark = (f"{EDITION}.css", f"{EDITION}.js") if edition else ()
    named = {f"{AT}/{name}": name for name in (*STYLES, *SCRIPTS, *mark)}
    return [
        File.generated(config, path, abs_src_path=str(ASSETS / name))
        for path, name in {**named, OFFLINE: "offline.js"}.items()
    ]


def add(files: Files, made: Iterable[File]) -> None:
    """Add files to the site, but none that the author has."""
    for file in made:
        if file.src_uri not in files.src_uris:
            files.append(file)


def places(made: Mapping[str, File], files: Files) -> dict[str, File]:
    """A generated page's path → where it is on the site: it, or the author's at its address."""
    own = {file.dest_uri: file for file in files.documentation_pages()}
    return {path: own.get(file.dest_uri, file) for path, file in made.items()}


def leave_out(files: Files, sources: Iterable[Path]) -> None:
    """SOPs that stand inside the docs are sources of pages, not files to hand out."""
    hidden = {str(path.resolve()) for path in sources}
    for file in list(files):
        if file.abs_src_path and str(Path(file.abs_src_path).resolve()) in hidden:
            files.remove(file)


def _front_matter(page: Page, config: MkDocsConfig) -> str:
    """What has to stand above a page, and no more: Material asks all of it of every page it lists.

    A title reaches the page's own through the front matter, where no theme escapes it.
    """
    lines = []
    title = html.escape(page.title)
    if title != page.title:
        lines.append(f"title: {json.dumps(title, ensure_ascii=False)}")
    if any("macros" in plugin for plugin in config.plugins):
        lines.append("render_macros: false")
    return "\n".join(["---", *lines, "---", "", ""]) if lines else ""
