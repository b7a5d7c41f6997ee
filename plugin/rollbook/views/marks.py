"""Marks that a block leaves in its HTML for the host, which takes them out again.

They hold a key that is drawn anew by each process, so no text of a file can spell one, whether it
is quoted or not; and since none is left in a finished page, two builds are still the same.
"""

from __future__ import annotations

import secrets

from markupsafe import Markup

_KEY = secrets.token_hex(8)

SCHEME = f"rollbook-{_KEY}:"
"""Begins a link to a page of the handbook, whose address depends on where it is shown."""

PROBLEM = f"data-rollbook-{_KEY}"
"""The attribute of an element in which a mistaken block says what is wrong."""

QUIET = Markup(f"<!--rollbook-{_KEY}-->")
"""Stands before and behind a part of a block that search leaves out."""
