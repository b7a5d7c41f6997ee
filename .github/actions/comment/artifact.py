"""The artifact of a review: a zip of one file, which a stranger may have made."""

from __future__ import annotations

import io
import zipfile

NAME = "diff.json"
ZIPPED = 1024 * 1024
"""How many bytes the zip may have."""
UNZIPPED = 4 * 1024 * 1024
"""How many bytes may come out of it."""

_ENCRYPTED = 0x1


class Refused(Exception):
    """What a review left is not what a review leaves."""


def diff_in(zipped: bytes) -> str:
    """The text of the one file in the zip; nothing is written anywhere."""
    if len(zipped) > ZIPPED:
        raise Refused(f"the artifact has more than {ZIPPED:,} bytes")
    try:
        return _text(zipped)
    except Refused:
        raise
    except Exception as error:  # whatever breaks in a stream that somebody broke
        raise Refused("the artifact is not a zip of text") from error


def _text(zipped: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(zipped)) as archive:
        entries = archive.infolist()
        if len(entries) != 1 or entries[0].filename != NAME or entries[0].orig_filename != NAME:
            raise Refused(f"the artifact holds something else than {NAME}")
        (entry,) = entries
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in (
            zipfile.ZIP_STORED,
            zipfile.ZIP_DEFLATED,
        ):
            raise Refused(f"{NAME} is packed in a way that no review uses")
        # What the zip says of sizes is the stranger's word too: no more than this is unpacked.
        with archive.open(entry) as stream:
            data = stream.read(UNZIPPED + 1)
    if len(data) > UNZIPPED:
        raise Refused(f"{NAME} has more than {UNZIPPED:,} bytes")
    return data.decode("utf-8")
