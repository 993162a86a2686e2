"""What the parameters of a call may say. Whatever else they say is answered by 422."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal

from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import BeforeValidator, Field, PlainValidator, WithJsonSchema

from goals.months import Month
from reporting.api.moments import MOMENT, read_moment

MOST_ROWS, USUAL_ROWS = 5_000, 1_000
MOST_NAMED = 200
FURTHEST = 10_000_000

AREA, INDICATOR = r"^([A-Z]{2}|[0-9]{4})$", r"^[a-z0-9][a-z0-9-]{0,39}$"
MONTH = r"^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$"


def _read_month(value: object) -> Month:
    month = Month.parse(str(value))
    if str(month) != value:
        raise ValueError(_("Write the month like this: 2014-04."))
    return month


def _read_whole(value: object) -> object:
    """Digits alone: no sign, point or space that somebody may have meant otherwise."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise ValueError(_("Write a whole number with digits."))
    return value


if TYPE_CHECKING:
    AMonth = Month
    AMoment = datetime
    Whole = int
else:
    AMonth = Annotated[Any, PlainValidator(_read_month), WithJsonSchema({"type": "string", "pattern": MONTH})]
    AMoment = Annotated[
        Any,
        PlainValidator(lambda value: read_moment(str(value))),
        WithJsonSchema({"type": "string", "pattern": MOMENT}),
    ]
    Whole = Annotated[int, BeforeValidator(_read_whole)]

Year = Annotated[int, Field(ge=1900, le=2199), BeforeValidator(_read_whole)]
AreaCode = Annotated[str, Field(pattern=AREA)]
IndicatorCode = Annotated[str, Field(pattern=INDICATOR)]
Level = Literal["country", "region", "municipality"]
Text = Literal["json", "csv"]
Cube = Literal["json", "csv", "json-stat"]


class Asked(Schema):
    """Of every list: which part of it."""

    limit: Whole = Field(USUAL_ROWS, ge=1, le=MOST_ROWS)
    offset: Whole = Field(0, ge=0, le=FURTHEST)


LAST = ("format", "limit", "offset")


def names_of(asked: type[Schema]) -> list[str]:
    """The parameters in the order of an address: what is chosen, then how it is told."""
    names = list(asked.model_fields)
    return [name for name in names if name not in LAST] + [name for name in LAST if name in names]


class OfYear(Asked):
    year: Year | None = None


class AreasAsked(Asked):
    as_of: AMonth | None = None
    level: Level | None = None
    area: list[AreaCode] = Field([], max_length=MOST_NAMED)
    format: Text | None = None


class IndicatorsAsked(OfYear):
    indicator: list[IndicatorCode] = Field([], max_length=MOST_NAMED)
    format: Text | None = None


class ResultsAsked(OfYear):
    """As a page of results is chosen."""

    as_of: AMonth | None = None
    known_on: AMoment | None = None
    basis: Literal["approved", "preliminary"] = "approved"
    level: Level | None = None
    area: list[AreaCode] = Field([], max_length=MOST_NAMED)
    within: AreaCode | None = None
    indicator: list[IndicatorCode] = Field([], max_length=MOST_NAMED)


class SummaryAsked(ResultsAsked):
    format: Cube | None = None


class FiguresAsked(ResultsAsked):
    since: AMonth | None = None
    format: Cube | None = None


class RevisionsAsked(ResultsAsked):
    since: AMonth | None = None
    format: Text | None = None


class CoverageAsked(ResultsAsked):
    format: Text | None = None


class TargetsAsked(OfYear):
    known_on: AMoment | None = None
    level: Literal["region", "municipality"] | None = None
    area: list[AreaCode] = Field([], max_length=MOST_NAMED)
    indicator: list[IndicatorCode] = Field([], max_length=MOST_NAMED)
    versions: Literal["in_force", "all"] = "in_force"
    format: Text | None = None


class ContractsAsked(OfYear):
    known_on: AMoment | None = None
    area: list[AreaCode] = Field([], max_length=MOST_NAMED)
    format: Text | None = None


class OneFigureAsked(Schema):
    known_on: AMoment | None = None
    basis: Literal["approved", "preliminary"] = "approved"
    format: Literal["json"] | None = None


class OneContractAsked(Schema):
    known_on: AMoment | None = None
    format: Literal["json"] | None = None
