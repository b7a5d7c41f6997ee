"""What is kept beside the pages as JSON, written one way only and read without trust."""

from __future__ import annotations

import json
import re
from typing import Self

from pydantic import ValidationError

from rollbook.model.value import Value

MAX_BYTES = 64 * 1024 * 1024
_SHOWN = 3
_HALF = re.compile("[\ud800-\udfff]")


class NotReadable(Exception):
    """A file that should be one of ours is not; the text says what is wrong with it."""


class Kept(Value):
    """A value that is a file of the site."""

    @property
    def data(self) -> bytes:
        """The file: the same value is always the same bytes."""
        value = self.model_dump(mode="json", by_alias=True)
        return f"{json.dumps(value, indent=1, sort_keys=True, ensure_ascii=False)}\n".encode()

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Read such a file; where it is none, raise `NotReadable`."""
        if len(data) > MAX_BYTES:
            raise NotReadable(f"it is longer than {MAX_BYTES} bytes")
        try:
            return cls.model_validate(json_value(data))
        except ValidationError as error:
            said = [
                f"{'.'.join(str(part) for part in fault['loc']) or 'it'}: {fault['msg']}"
                for fault in error.errors(include_url=False, include_input=False)[:_SHOWN]
            ]
            raise NotReadable("; ".join(said)) from None
        except (ValueError, RecursionError) as error:
            raise NotReadable(f"it is no JSON: {error}") from None


def json_value(data: bytes) -> object:
    """What JSON holds; where it is none, raise `ValueError` or `RecursionError`."""
    text = data.decode("utf-8")
    value: object = json.loads(text)
    # An escape can spell half of a character, which no text can hold that is written.
    if "\\u" in text and _HALF.search(json.dumps(value, ensure_ascii=False)):
        raise ValueError("it holds half of a character")
    return value
