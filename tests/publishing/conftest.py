"""A remote on which two editions are published, for every test to copy."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.repositories import Clone, Remote, copied, new_remote, publish


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Remote:
    """A remote with editions 2026.1 and 2026.2, the second of which is in force."""
    remote, clone = new_remote(tmp_path_factory.mktemp("published"))
    first = publish(clone, "2026.1", "--push", SOURCE_DATE_EPOCH="1767258000")
    assert first.code == 0, first.output
    clone.commit({"docs/more.md": "# More\n"})
    clone.git("push", "--quiet", "origin", "HEAD:main")
    second = publish(clone, "2026.2", "--push", SOURCE_DATE_EPOCH="1769936400")
    assert second.code == 0, second.output
    return remote


@pytest.fixture
def mail(published: Remote, tmp_path: Path) -> tuple[Remote, Clone]:
    """That remote once more, and a clone of it."""
    return copied(published, tmp_path)
