"""A handbook in two editions: the second has neither an SOP, a trigger nor a step of the first."""

from __future__ import annotations

import tarfile
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.procedure import IGNORE, SOP
from tests.publishing.repositories import FILES, Clone, Remote, new_remote, rollbook

OLD, NEW = "2026.3", "2026.11"
_MARCH, _NOVEMBER = "1772442000", "1795392000"
_ODD = '  odd: {symptom: errors, metric: caught, when: "< 0.5", for: 10m}\n'
_RENDER = SOP[SOP.index("  render:\n") : SOP.index("  revert:\n")]
_WITH_ODD = SOP.replace("targets:\n", f"{_ODD}targets:\n").replace("2026-10-01", "2026-02-01")
_CONFIG = FILES["mkdocs.yml"].replace(
    "theme: {name: material, font: false}",
    "theme: {name: material, font: false, features: [navigation.instant], palette: [\n"
    '  {media: "(prefers-color-scheme: light)", scheme: default},\n'
    '  {media: "(prefers-color-scheme: dark)", scheme: slate}]}',
)

FIRST = {
    **FILES,
    "mkdocs.yml": _CONFIG,
    "docs/gone.md": "# Gone\n",
    "sops/spam-filter.yml": _WITH_ODD + IGNORE,
    "sops/old-filter.yml": _WITH_ODD.replace("spam filter", "old filter") + IGNORE,
}
SECOND = {
    "sops/spam-filter.yml": SOP.replace(_RENDER, "").replace("version: 1", "version: 2") + IGNORE
}


@dataclass(frozen=True)
class Published:
    """The remote, a clone that publishes to it, and a folder to put the site in."""

    remote: Remote
    clone: Clone
    folder: Path

    def publish(self, edition: str, epoch: str) -> None:
        """Publish what is committed."""
        self.rollbook("publish", edition, "--push", SOURCE_DATE_EPOCH=epoch)

    def rollbook(self, *arguments: str, **environment: str) -> None:
        """Run a command that has to do it."""
        done = rollbook(self.clone, *arguments, **environment)
        assert done.code == 0, done.output

    def site(self, name: str) -> Path:
        """The site as a web server gets it, in a folder of its own."""
        packed = self.folder / f"{name}.tar"
        self.remote.git("archive", "--output", str(packed), "gh-pages")
        target = self.folder / name / "handbook"
        with tarfile.open(packed) as archive:
            archive.extractall(target, filter="data")
        return target.parent


def two_editions(folder: Path) -> Published:
    """Publish both."""
    remote, clone = new_remote(folder, FIRST)
    published = Published(remote, clone, folder)
    published.publish(OLD, _MARCH)
    (clone.folder / "sops/old-filter.yml").unlink()
    (clone.folder / "docs/gone.md").unlink()
    clone.commit(SECOND, "Change")
    published.publish(NEW, _NOVEMBER)
    return published
