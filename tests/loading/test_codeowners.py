"""`CODEOWNERS`, as GitHub reads it."""

from __future__ import annotations

import pytest

from rollbook.loading.codeowners import code_owners

TEXT = """\
# Everybody's
*                 @acme/all   # the rest
*.yml             @yaml
/sops/            @acme/sre @ada
docs/*            docs@acme.example
**/records        @records
sops/secret\\ one.yml @space
sops/nobody.yml
!sops/ranker.yml  @never
sops/[ab].yml     @never
[Section]         @never
apps/             @apps
"""


@pytest.mark.parametrize(
    ("file", "owners"),
    [
        ("README.md", ["@acme/all"]),
        ("mkdocs.yml", ["@yaml"]),
        ("sops/ranker.yml", ["@acme/sre", "@ada"]),
        ("team/sops/ranker.yml", ["@yaml"]),
        ("docs/a.md", ["docs@acme.example"]),
        ("docs/guide/a.md", ["@acme/all"]),
        ("sops/records/a.yml", ["@records"]),
        ("sops/secret one.yml", ["@space"]),
        ("sops/nobody.yml", []),
        ("sops/a.yml", ["@acme/sre", "@ada"]),
        ("deep/apps/x", ["@apps"]),
    ],
)
def test_the_last_entry_that_fits_counts(file: str, owners: list[str]) -> None:
    """What GitHub does not act on is left out."""
    assert list(code_owners(TEXT).of(file)) == owners


def test_without_an_entry_nobody_is_asked() -> None:
    assert code_owners("# nothing\n\n").of("a") == ()
