"""Raw figures as a file: what it says, to whom, and that it can be read in again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection

from goals.contents import FigureEntry
from goals.entry import record_figures
from goals.imports import import_figures
from goals.live_text import as_meant, harmless
from goals.models import Indicator, Origin
from goals.months import Month
from goals.numbers import Dialect, format_exact, rounded
from goals.refusals import Refused
from goals.series import Basis
from jobcentres.access import MINISTRY, OUTSIDER, Reader
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import Area, User
from reporting.exports.copying import can_copy
from reporting.exports.extract import FIGURES, RAW, Extract, Extracted
from reporting.exports.figures import FigureRow
from reporting.exports.files import FORMATS
from reporting.exports.shapes import shape_of
from reporting.summaries import Choice
from tests.builders import make_area, make_figure, make_goal, make_indicator
from tests.cast import Cast

AS_OF = Month(2014, 4)
SEPARATORS = {"csv": ",", "csv-dk": ";"}
COMPARED = ("indicator", "area", "month", "value", "numerator", "denominator", "state")
READERS = {"outsider": "sys", "clerk": "vibe", "officer": "bo", "ministry": "mette"}


@dataclass(frozen=True)
class World:
    cast: Cast
    pensions: Indicator
    education: Indicator
    unemployed: Indicator
    areas: list[Area]


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    """Of the three counts and shares the first two have small numbers: on Fanø, and in By 3."""
    places = cast.places
    more = [make_area(f"900{n}", f"By {n}", parent=places.sd) for n in range(6)]
    made = World(
        cast,
        pensions=make_indicator("foertidspension"),
        education=make_indicator("uddannelsesgrad", unit="percent"),
        unemployed=make_indicator("langtidsledige", direction="up"),
        areas=[places.soroe, places.aalborg, places.esbjerg, places.fanoe, *more],
    )
    for number, indicator in enumerate((made.pensions, made.education, made.unemployed), start=1):
        make_goal(indicator, number=number)
    with standing_at(june(2)):
        record_figures(entries=_entries(made), by=None, origin=Origin.OFFICIAL)
    with standing_at(june(10)):
        yield made


def june(day: int, hour: int = 9) -> datetime:
    return datetime(2014, 6, day, hour, tzinfo=COPENHAGEN)


def _entries(world: World) -> Iterator[FigureEntry]:
    for number, area in enumerate(world.areas):
        for month in (Month(2009, 3), Month(2013, 4), Month(2014, 3), AS_OF):
            small = area.code == "0563" and month == Month(2014, 3)
            yield FigureEntry(world.pensions, area, month, value=Decimal(3 if small else 30 + number))
            parts: dict[str, Any] = {
                "numerator": Decimal(2 if area.code == "9003" else 40),
                "denominator": Decimal(130 + number),
            }
            yield FigureEntry(world.education, area, month, **parts)
            yield FigureEntry(world.unemployed, area, month, value=Decimal(1000 + number))
    total: dict[str, Any] = {
        "value": Decimal("31.123456789"),
        "source": "Måltal, årgang 2014",
        "note": "=1+1",
    }
    yield FigureEntry(world.education, world.cast.places.hs, AS_OF, **total)


def extracted(reader: Reader, shape: str = RAW, **choice: Any) -> Extracted:
    chosen = Choice.of(2014, as_of=AS_OF, **choice)
    return Extract(chosen, figures_since=Month(2009, 1), shape=shape).read(reader)


def content(reader: Reader, kind: str = "csv", **choice: Any) -> bytes:
    return b"".join(FORMATS[kind].write(extracted(reader, **choice)))


def rows_of(file: bytes, kind: str = "csv") -> list[dict[str, str]]:
    text = io.StringIO(file.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=SEPARATORS[kind]))


def record(area: Area, indicator: Indicator, **content: Any) -> None:
    said: dict[str, Any] = {"month": AS_OF, "value": Decimal(77)} | content
    record_figures(entries=[FigureEntry(indicator, area, **said)], by=None, origin=Origin.OFFICIAL)


@pytest.mark.parametrize("kind", SEPARATORS)
def test_every_file_is_read_in_again_as_it_was(kind: str, world: World) -> None:
    soroe = world.cast.places.soroe
    record(soroe, world.unemployed, source_kind="own_count", note='Talt "i hånden";\nto gange')
    record(soroe, world.pensions, month=Month(2013, 1), value=None, state="suppressed")
    for month, source in enumerate(("=A1", "'=A1", "''-2", "'citat", "-", "@a;b,c", ' "x"'), start=1):
        record(soroe, world.unemployed, month=Month(2012, month), source=source, source_kind="jobindsats")

    file = content(MINISTRY, kind)

    told = import_figures(io.BytesIO(file), is_rehearsal=True)
    assert (told.new, told.changed, told.refused) == (0, 0, 0)
    assert told.unchanged == len(rows_of(file, kind)) == shape_of(raw := extracted(MINISTRY)).count(raw)


@pytest.mark.parametrize("kind", SEPARATORS)
def test_a_number_stands_there_in_full_and_in_the_words_of_the_dialect(kind: str, world: World) -> None:
    (row,) = (row for row in rows_of(content(MINISTRY, kind), kind) if row["area"] == "HS")

    assert row["value"] == ("31.123456789" if kind == "csv" else "31,123456789")
    assert (row["source"], row["note"], row["source_kind"]) == ("Måltal, årgang 2014", "'=1+1", "jobindsats")
    assert content(MINISTRY, kind).endswith(b"\r\n" if kind == "csv-dk" else b"jobindsats\n")


@pytest.mark.parametrize("basis", Basis)
@pytest.mark.parametrize("name", READERS.values(), ids=READERS)
def test_the_raw_figures_are_those_of_all_figures(name: str, basis: Basis, world: World) -> None:
    reader = reader_of(world.cast[name])
    make_figure(world.areas[1], world.unemployed, "2014-02", 55, approved=False, by=world.cast.ole)
    make_figure(world.areas[3], world.pensions, "2014-02", 4, approved=False, by=world.cast.vibe)

    raw = [[row[name] for name in COMPARED] for row in rows_of(content(reader, basis=basis))]

    figures = extracted(reader, FIGURES, basis=basis).figures()
    assert raw == [_as_raw(row) for row in figures if row.told.source_kind not in {"", "sum"}]
    assert len(raw) > 100


def _as_raw(row: FigureRow) -> list[str]:
    """A percentage stands only where its parts do not."""
    cell, hidden = row.cell, row.hidden
    has_parts = cell.numerator is not None and "numerator" not in hidden
    numbers = {
        "value": None if has_parts else row.value,
        "numerator": cell.numerator,
        "denominator": cell.denominator,
    }
    written = [
        ".." if name in hidden else "" if number is None else format_exact(number, Dialect.MACHINE_FILE)
        for name, number in numbers.items()
    ]
    return [row.goal.indicator.code, row.area.code, str(row.month), *written, cell.state]


def reader_of(person: User | None) -> Reader:
    return OUTSIDER if person is None else person.reader


def test_no_hidden_number_leaves_and_nobody_takes_it_for_one(world: World) -> None:
    file = content(OUTSIDER)

    hidden = [row for row in rows_of(file) if ".." in row.values()]
    small = next(row for row in hidden if row["area"] == "0563" and row["indicator"] == "foertidspension")
    shares = [row for row in hidden if row["indicator"] == "uddannelsesgrad"]
    assert (small["value"], small["state"]) == ("..", "reported")
    assert {(row["numerator"], row["denominator"]) for row in shares if row["area"] != "HS"} == {("..", "..")}
    assert next(row["value"] for row in shares if row["area"] == "9000") == str(
        rounded(Decimal(4000) / 134, 1)
    )
    with pytest.raises(Refused) as refused:
        import_figures(io.BytesIO(file), is_rehearsal=True)
    assert {one.written for one in refused.value.refusals} == {".."}


def test_the_database_copies_what_has_nothing_to_hide(world: World) -> None:
    is_postgresql = connection.vendor == "postgresql"

    for reader, expected in ((OUTSIDER, [False, False, is_postgresql]), (MINISTRY, [is_postgresql] * 3)):
        raw = extracted(reader)
        assert [can_copy(raw, goal) for goal in raw.book.goals] == expected


def test_notes_are_for_those_inside(world: World) -> None:
    record(world.cast.places.soroe, world.unemployed, note="Talt i hånden")

    for name, seen in (("anna", True), ("bo", True), ("mette", True), ("ole", False), ("karl", False)):
        notes = {row["note"] for row in rows_of(content(reader_of(world.cast[name])))}
        assert ("Talt i hånden" in notes) is seen, name


@pytest.mark.parametrize("reader", [OUTSIDER, MINISTRY])
def test_what_was_known_then_is_the_same_file_later(reader: Reader, world: World) -> None:
    before = content(reader, known_on=june(8))
    for area in world.areas:
        make_figure(area, world.unemployed, "2014-04", 5)
        make_figure(area, world.pensions, "2014-03", state="not_measurable")
        record(area, world.education, value=None, state="not_reported", note="fejl")

    assert content(reader, known_on=june(8)) == before
    assert content(reader) != before
    assert not [row for row in rows_of(content(MINISTRY)) if row["state"] == "not_reported"]


def test_preliminary_figures_are_marked_and_not_taken_for_final(world: World) -> None:
    make_figure(world.areas[0], world.unemployed, "2014-02", 55, approved=False, by=world.cast.anna)

    file = content(MINISTRY, basis="preliminary")

    marked = [row for row in rows_of(file) if row["preliminary"] == "true"]
    assert [(row["area"], row["value"]) for row in marked] == [("0340", "55")]
    with pytest.raises(Refused) as refused:
        import_figures(io.BytesIO(file), is_rehearsal=True)
    assert [one.field for one in refused.value.refusals] == ["preliminary"]


def test_an_unknown_kind_of_source_is_refused(world: World) -> None:
    file = b"indicator,area,month,value,source_kind\nlangtidsledige,0340,2014-05,7,avis\n"

    with pytest.raises(Refused) as refused:
        import_figures(io.BytesIO(file), is_rehearsal=True)

    (refusal,) = refused.value.refusals
    assert (refusal.field, refusal.written) == ("source_kind", "avis")
    assert "jobindsats, own_count, other" in refusal.message


@pytest.mark.parametrize(
    "text", ["", "a", "'", "''", "=", "'=", "''=x", "-1", "'a=", "\t", "'\n", "@", " =", "'\ufeff-", "＝"]
)
def test_a_text_made_harmless_can_be_read_again(text: str) -> None:
    assert as_meant(harmless(text)) == text
    assert harmless(text).lstrip("\ufeff ")[:1] not in {*"=+-@\t\r\n＝"}
