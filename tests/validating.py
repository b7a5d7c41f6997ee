"""What the Nu HTML checker, the W3C's own, says of the pages of a site."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.sites import REPOSITORY

CHECKER = REPOSITORY / "tests/npm/node_modules/vnu-jar/build/dist/vnu.jar"


def invalid(site: Path) -> list[str]:
    """Every error on every page below a folder, but those of Material's own elements.

    Those have its classes: `autocomplete` on a check box, `tabindex=""`, and a label for a table of
    contents that is not there. Of styles the checker knows fewer than browsers do.
    """
    command = ["java", "-jar", CHECKER, "--errors-only", "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, "--stdout", "--skip-non-html", site], capture_output=True, check=True, text=True
    )
    return [
        f"{message.get('url', '').partition(str(site))[2]}: {message['message']}: {extract.strip()}"
        for message in json.loads(done.stdout)["messages"]
        if 'class="md-' not in (extract := message.get("extract", ""))
        and not message["message"].startswith("CSS: ")
    ]
