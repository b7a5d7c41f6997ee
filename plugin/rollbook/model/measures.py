"""Quantities that are written as text: durations, bounds, ranges and dates."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Self, cast

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError, core_schema

Operator = Literal["<", "<=", ">", ">=", "==", "!="]

LAST_SECOND = 253_402_300_799
"""The last second that the calendar has, in seconds since 1970: that of the year 9999."""

_NUMBER = r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{1,15})?"


@dataclass(frozen=True, slots=True)
class Written:
    """A quantity that keeps the text in which its author wrote it."""

    text: str

    PATTERN: ClassVar[str]
    FORM: ClassVar[str]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read the text; a value that does not fit raises `ValueError` with the reason."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(
            cls._validate,
            serialization=core_schema.plain_serializer_function_ser_schema(str),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, core: Any, handler: Any) -> dict[str, Any]:
        return {"type": "string", "pattern": rf"^\s*(?:{cls.PATTERN})\s*$"}

    @classmethod
    def _validate(cls, value: object) -> Self:
        if isinstance(value, cls):
            return value
        reason = ""
        if isinstance(value, str):
            try:
                return cls.parse(value.strip())
            except ValueError as error:
                reason = str(error)
        raise PydanticCustomError(
            "form", "{reason}", {"reason": reason or cls.FORM, "form": cls.FORM}
        )

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Duration(Written):
    """A whole number and one unit: `90s`, `15m`, `2h` or `180d`."""

    seconds: int

    PATTERN = r"(?:0|[1-9][0-9]{0,6})[smhd]"
    FORM = "a duration is a whole number and one unit, such as 90s, 15m, 2h or 180d"
    _UNITS: ClassVar[dict[str, int]] = {"s": 1, "m": 60, "h": 3600, "d": 86400}

    # The same few stand in every file: to read each anew took a fifth of the making of an SOP.
    @classmethod
    @lru_cache(1024)
    def parse(cls, text: str) -> Self:
        """Read `15m`."""
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(cls.FORM)
        return cls(text, int(text[:-1]) * cls._UNITS[text[-1]])


@dataclass(frozen=True, slots=True)
class Bound(Written):
    """An operator and a number, in the unit of the metric: `< 0.92`."""

    operator: Operator
    number: float

    PATTERN = rf"(?:[<>]=?|==|!=)\s*{_NUMBER}"
    FORM = 'a bound is an operator and a number, such as "< 0.92" or ">= 0.98"'

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `< 0.92`."""
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(cls.FORM)
        operator = text[:2] if text[1] == "=" else text[:1]
        return cls(text, cast(Operator, operator), float(text[len(operator) :]))


@dataclass(frozen=True, slots=True)
class Range(Written):
    """The values that a metric can take, both ends included: `0..2`."""

    low: float
    high: float

    PATTERN = rf"{_NUMBER}\.\.{_NUMBER}"
    FORM = 'a range is its lowest and its highest value, such as "0..2"'

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `0..2`."""
        if not re.fullmatch(cls.PATTERN, text):
            raise ValueError(cls.FORM)
        low, high = (float(end) for end in text.split(".."))
        if low >= high:
            raise ValueError("the lowest value of a range stands before the highest")
        return cls(text, low, high)


def _date(value: object) -> datetime.date:
    if type(value) is datetime.date:
        return value
    if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value.strip()):
        try:
            return datetime.date.fromisoformat(value.strip())
        except ValueError:
            raise PydanticCustomError("date", "the calendar has no such day") from None
    raise PydanticCustomError("date", "a date is written as 2026-10-12")


Date = Annotated[
    datetime.date,
    BeforeValidator(_date),
    PlainSerializer(lambda day: day.isoformat(), return_type=str),
    WithJsonSchema({"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
]
"""A day, written as `2026-10-12`."""
