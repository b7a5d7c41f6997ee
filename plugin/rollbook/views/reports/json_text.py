"""JSON that does no harm wherever it is printed."""

from __future__ import annotations

import json


def json_text(value: object) -> str:
    r"""The value as JSON in ASCII, in which every control character is escaped.

    A second `#` is, too: `##[…]` is a command to GitHub wherever it stands in a line of a log, and
    `##vso[…]` to Azure Pipelines.
    """
    return json.dumps(value, indent=2).replace("##", r"#\u0023")
