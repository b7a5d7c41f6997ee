"""What can be downloaded: the drawings of the handbook as files, beside the pages they are on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rollbook.diagrams import MOST_LINES, Picture, Store, TimePicture
from rollbook.diagrams.exporting import Form, Wish, exported
from rollbook.views.addresses import HOME, SOPS, sop_page
from rollbook.views.dossier import Dossier
from rollbook.views.files import FORMS, file
from rollbook.views.library import Library
from rollbook.views.pictures import (
    case_timeline_picture,
    components_picture,
    concerned,
    flow_picture,
    imprint,
    long,
    path_on_page,
    phase_pictures,
    timeline_picture,
)
from rollbook.views.told import Told, example_told, incident_told
from rollbook.views.trees import triggers_picture_of


@dataclass(frozen=True)
class Download:
    """A file of the site, without what it holds: that is drawn when it is written."""

    path: str
    form: Form
    picture: Picture | TimePicture
    note: str

    def content(self, store: Store) -> bytes:
        """What the file holds."""
        return exported(self.picture, self.form, Wish(note=self.note), store)


def downloads(library: Library) -> Iterator[Download]:
    """Every file that a page of the handbook offers."""
    for dossier in library.dossiers.values():
        note = imprint(dossier)
        for picture in _of_sop(dossier):
            yield from _each(sop_page(dossier.id), picture, note)
        for told in _cases(dossier):
            for case in (case_timeline_picture(dossier, told), path_on_page(dossier, told)):
                yield from _each(told.page, case, note)
    yield from _each(HOME, triggers_picture_of(library), library.handbook.shared.title)
    for system in library.systems:
        tree = triggers_picture_of(library, system)
        yield from _each(SOPS, tree, library.handbook.shared.title)


def _of_sop(dossier: Dossier) -> Iterator[Picture | TimePicture]:
    yield flow_picture(dossier)
    if long(dossier):
        yield from (picture for _, picture in phase_pictures(dossier))
    if dossier.schedule:
        yield timeline_picture(dossier)
    if concerned(dossier):
        yield components_picture(dossier)


def _cases(dossier: Dossier) -> Iterator[Told]:
    yield from (example_told(dossier, name) for name in dossier.sop.examples)
    yield from (incident_told(dossier, i) for i in dossier.handbook.incidents(dossier.id))


def _each(page: str, picture: Picture | TimePicture | None, note: str) -> Iterator[Download]:
    if picture is not None and picture.size <= MOST_LINES:
        for _, form in FORMS:
            yield Download(file(page, picture.name, form), form, picture, note)
