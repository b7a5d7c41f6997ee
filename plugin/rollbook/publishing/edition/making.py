"""Making a manifest: what stands in a built site, and what it was built from."""

from __future__ import annotations

import datetime
import hashlib
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rollbook.loading.files import Key
from rollbook.loading.folder import load
from rollbook.model.handbook import Handbook
from rollbook.model.measures import Duration
from rollbook.model.standing import standing
from rollbook.publishing.edition.manifest import (
    MANIFEST,
    Approved,
    Manifest,
    PublishedSop,
    Since,
    Source,
    digest_of,
)
from rollbook.publishing.edition.order import Order
from rollbook.views.words import title_case


@dataclass(frozen=True, slots=True)
class Origin:
    """What an edition is made from.

    `top` is a copy of the repository with `commit` checked out, `folder` that of `mkdocs.yml` from
    there, and `sops` those of the SOPs from `folder`. `epoch` is the moment that it speaks of.
    """

    top: Path
    commit: str
    folder: str
    sops: Sequence[str]
    epoch: int

    @property
    def project(self) -> Path:
        """The folder of `mkdocs.yml`."""
        return self.top / self.folder


class NoHandbook(Exception):
    """There is no handbook to publish; the text says why."""


def manifest_of(
    site: Path,
    origin: Origin,
    order: Order,
    retention: Duration | None,
    tools: Mapping[str, str],
) -> Manifest:
    """The manifest of a site that was built from an origin."""
    handbook, sops = published_sops(origin)
    since = Since(edition=order.since, commit=order.since_commit) if order.since else None
    return Manifest(
        edition=order.edition,
        title=handbook.shared.title,
        day=_day(origin),
        source=Source(
            commit=origin.commit, folder=origin.folder, sops=tuple(origin.sops), epoch=origin.epoch
        ),
        since=since,
        retention=retention,
        tools=dict(tools),
        sops=sops,
        files=dict(files_of(site)),
    )


def published_sops(origin: Origin) -> tuple[Handbook, dict[str, PublishedSop]]:
    """The handbook of an origin, and what a manifest says of each SOP; else `NoHandbook`."""
    folders = [origin.project / name for name in origin.sops]
    loaded = load(folders, origin.top)
    handbook = loaded.handbook
    if handbook is None:
        raise NoHandbook("handbook.yml has faults, or is missing: 'rollbook check' names them")
    faulty = sorted(set(loaded.sops) - handbook.sops.keys())
    if faulty:
        said = f"'{faulty[0]}' cannot be read: 'rollbook check' says why"
        raise NoHandbook(loaded.veil.text(said))
    return handbook, {name: _sop(handbook, name, loaded.files, origin) for name in handbook.sops}


def _day(origin: Origin) -> datetime.date:
    return datetime.datetime.fromtimestamp(origin.epoch, datetime.UTC).date()


def _sop(handbook: Handbook, name: str, files: Mapping[Key, Path], origin: Origin) -> PublishedSop:
    sop = handbook.sops[name]
    stands = standing(handbook, name, _day(origin))
    path = files["sop", name]
    return PublishedSop(
        title=sop.title,
        status=sop.status,
        version=sop.version,
        effective=sop.effective,
        file=posixpath.normpath(path.relative_to(origin.top).as_posix()),
        source=digest_of(path.read_bytes()),
        procedure=stands.digest,
        approvals=tuple(
            Approved(role=a.role, who=a.who, date=a.date, version=a.version)
            for a in stands.approvals
        ),
        triggers={trigger: title_case(trigger) for trigger in sop.triggers},
        steps=tuple(sop.all_steps),
    )


def files_of(site: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder but its manifest, by its path from there, and its digest."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_file() and name != MANIFEST:
            with path.open("rb") as stream:
                yield name, f"sha256:{hashlib.file_digest(stream, 'sha256').hexdigest()}"
