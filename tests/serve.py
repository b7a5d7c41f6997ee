"""Serve this repository's handbook with live preview, at the first free port from 8000 on."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
from pathlib import Path


def free_port(first: int = 8000, last: int = 8100) -> int:
    """The first port that nobody listens on."""
    for port in range(first, last):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port
    sys.exit(f"every port from {first} to {last} is taken")


def main() -> int:
    """Run `mkdocs serve` until someone ends it."""
    address = f"127.0.0.1:{free_port()}"
    print(f"The handbook will be at http://{address}/ in a moment; Ctrl-C ends it.", flush=True)
    mkdocs = Path(sys.executable).with_name("mkdocs")
    with contextlib.suppress(KeyboardInterrupt):
        return subprocess.run(
            [mkdocs, "serve", "--quiet", "--livereload", "--dev-addr", address]
        ).returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
