"""The blocks `/// sop | ID` and `/// handbook` for Python-Markdown."""

from __future__ import annotations

import functools
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from markdown import Markdown
from markupsafe import Markup
from pymdownx.blocks import BlocksExtension
from pymdownx.blocks.block import Block, type_string

from rollbook.hosts.inspecting import inspection
from rollbook.hosts.today import today
from rollbook.loading.earlier import Earlier
from rollbook.loading.folder import load
from rollbook.rules.finding import findings
from rollbook.views import linking
from rollbook.views.addresses import url
from rollbook.views.blocks import handbook_block, sop_block
from rollbook.views.library import Library
from rollbook.views.marks import QUIET

Options = dict[str, tuple[Any, Callable[[Any], Any]]]
"""Each option with its default and what reads it."""

Source = Callable[[], Library | None]
"""Gives the library; asked when a block is met, since the handbook may be read after the set-up."""


class _RollbookBlock(Block):
    """A block whose HTML is put in behind Markdown, so that Markdown never reads it."""

    def on_create(self, parent: etree.Element) -> etree.Element:
        return etree.SubElement(parent, "p")

    def on_markdown(self) -> str:
        return "raw"

    def on_end(self, block: etree.Element) -> None:
        library = self.config["library"]()
        html = self.html(library) if library else Markup("")
        block.text = self.md.htmlStash.store(self.config["linked"](str(html)) or "<!-- -->")

    def html(self, library: Library) -> Markup:
        """The HTML of the block."""
        raise NotImplementedError

    @property
    def settings(self) -> Mapping[str, str]:
        """The options that the author wrote."""
        return {name: value for name, value in self.options.items() if isinstance(value, str)}


class SopBlock(_RollbookBlock):
    """A part of an SOP: `/// sop | home-feed-ranking`."""

    NAME = "sop"
    ARGUMENT = True
    OPTIONS: Options = {"view": ("header", type_string), "example": ("", type_string)}

    def html(self, library: Library) -> Markup:
        return sop_block(library, self.argument.strip(), self.options["view"], self.settings)


class HandbookBlock(_RollbookBlock):
    """A part of the handbook: `/// handbook`."""

    NAME = "handbook"
    ARGUMENT = False
    OPTIONS: Options = {
        "view": ("home", type_string),
        "team": ("", type_string),
        "incident": ("", type_string),
        "system": ("", type_string),
    }

    def html(self, library: Library) -> Markup:
        return handbook_block(library, self.options["view"], self.settings)


class RollbookExtension(BlocksExtension):
    """Python-Markdown's way to the blocks; without a `library` it reads the folders itself."""

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "library": [_nothing_read, "gives the library, where a host has read it already"],
            "sops": ["sops", "the folder of the SOPs, or a list of them"],
            "site": [
                "",
                "the address of the handbook, where links lead; else they stay on the page",
            ],
        }
        super().__init__(**settings)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: Any) -> None:
        settings = self.getConfigs()
        library: Source = settings["library"]
        linked: Callable[[str], str] = str
        if library is _nothing_read:
            library = _read_once(settings["sops"], settings["site"])
            linked = functools.partial(_linked, settings["site"])
        for block in (SopBlock, HandbookBlock):
            block_mgr.register(block, {"library": library, "linked": linked})


def _nothing_read() -> None:
    """Stand for a library that no host gives; Python-Markdown would take None for a switch."""


def _read_once(sops: str | list[str], site: str) -> Source:
    folders = [Path(folder) for folder in ([sops] if isinstance(sops, str) else sops)]
    loaded = load(folders, Path())
    if loaded.handbook is None:
        return _nothing_read
    faults = findings(loaded, inspection({}, None, folders))
    there = bool(site)
    library = Library(
        loaded.handbook,
        today(),
        downloads=there,
        faults=faults,
        alerts=there,
        site=site,
        earlier=Earlier.of(loaded),
    )
    return lambda: library


def _linked(site: str, html: str) -> str:
    """Make links lead to the handbook's site, since nobody else knows where its pages are."""
    shown = html.replace(QUIET, "")
    return linking.resolved(shown, lambda path: f"{site.rstrip('/')}/{url(path)}" if site else "")


def makeExtension(**settings: Any) -> RollbookExtension:
    """Make the extension; Python-Markdown looks for this name."""
    return RollbookExtension(**settings)
