"""What the loader says of each mistake."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loading.cases import FOLDER, findings, parse

CASES = sorted(FOLDER.glob("*.txt"))


@pytest.mark.parametrize("path", CASES, ids=[path.stem for path in CASES])
def test_a_mistake_has_its_place_and_its_remedy(path: Path, tmp_path: Path) -> None:
    """Each case reads as its file says."""
    case = parse(path.read_text("utf-8"))
    assert findings(case, tmp_path) == case.expected


def test_the_base_of_the_cases_is_valid(tmp_path: Path) -> None:
    """What a case finds comes from its edit."""
    assert findings(parse("# nothing is edited"), tmp_path) == ""
