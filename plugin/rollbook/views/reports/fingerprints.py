"""Fingerprints: by which a service knows a finding again when its line has moved."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator

from rollbook.loading.baseline import entry_of
from rollbook.loading.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with its fingerprint.

    It is the same wherever the line stands; what is found twice is told apart by its order.
    """
    seen: Counter[str] = Counter()
    for finding in findings:
        known_by = hashlib.sha256(json.dumps(entry_of(finding)).encode()).hexdigest()[:32]
        seen[known_by] += 1
        yield finding, f"{known_by}:{seen[known_by]}"
