"""The calendar file, read back by a reader of the standard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from icalendar import Calendar

from goals.models import GoalYear
from goals.months import Month
from goals.year_dates import edit_deadline, remove_date, save_date, seen_of
from jobcentres.clock import COPENHAGEN
from tests.builders import make_sample_installation
from tests.cast import Cast, ClientOf
from tests.goals.calendar_year import FILE, make_date, make_year


@pytest.fixture
def anna(cast: Cast, client_of: ClientOf) -> Client:
    make_year()
    return client_of(cast.anna)


def fetched(client: Client) -> bytes:
    return client.get(FILE).content


def events(content: bytes) -> dict[str, Any]:
    return {str(event["summary"]): event for event in Calendar.from_ical(content).walk("VEVENT")}


@pytest.mark.parametrize(
    ("what", "day", "utc_hour"),
    [
        ("Foertidspension, april 2014", date(2014, 5, 12), 10),
        ("Langtidsledige, april 2014", date(2014, 6, 10), 10),
        ("Foertidspension, januar 2014", date(2014, 2, 10), 11),
        ("Foertidspension, oktober 2014", date(2014, 11, 10), 11),
    ],
)
def test_a_deadline_is_at_noon_in_copenhagen_summer_and_winter(
    anna: Client, what: str, day: date, utc_hour: int
) -> None:
    begins = events(fetched(anna))[f"Frist: {what}"]["dtstart"].dt

    assert begins == datetime(day.year, day.month, day.day, utc_hour, tzinfo=UTC)
    assert begins == datetime(day.year, day.month, day.day, 12, tzinfo=COPENHAGEN)


def test_an_edited_deadline_keeps_its_name_and_is_the_newer_of_the_two(cast: Cast, anna: Client) -> None:
    before = events(fetched(anna))["Frist: Langtidsledige, april 2014"]
    goal = GoalYear.objects.get().goals.get(number=2)
    due_at = datetime(2014, 6, 12, 14, tzinfo=COPENHAGEN)

    edit_deadline(
        indicator=goal.indicator,
        month=Month(2014, 4),
        expected_on=date(2014, 6, 2),
        due_at=due_at,
        seen="",
        by=cast.mette,
    )

    after = events(fetched(anna))["Frist: Langtidsledige, april 2014"]
    assert after["dtstart"].dt == due_at
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["last-modified"].dt > before["last-modified"].dt


def test_a_renamed_date_keeps_its_name_too(cast: Cast, anna: Client) -> None:
    row = make_date()
    before = events(fetched(anna))[row.name]
    seen, row.name = seen_of(row), "Høring"

    save_date(row=row, seen=seen, by=cast.mette)

    after = events(fetched(anna))["Høring"]
    assert (after["uid"], after["sequence"] > before["sequence"]) == (before["uid"], True)


def test_a_removed_date_is_called_off(cast: Cast, anna: Client) -> None:
    kept, removed = make_date("Møde"), make_date("Høring", date(2014, 8, 15), date(2014, 9, 12))
    before = events(fetched(anna))["Høring"]

    remove_date(row=removed, seen=seen_of(removed), by=cast.mette)

    after = events(fetched(anna))
    assert (after["Høring"]["uid"], after["Høring"]["dtend"]) == (before["uid"], before["dtend"])
    assert str(after["Høring"]["status"]) == "CANCELLED"
    assert after["Høring"]["sequence"] > before["sequence"]
    assert "status" not in after[kept.name]


def test_days_are_whole_days_and_the_end_is_the_day_after(anna: Client) -> None:
    make_date("Høring", date(2014, 8, 15), date(2014, 9, 12))
    make_date("Møde", date(2014, 8, 20))

    found = events(fetched(anna))

    assert (found["Høring"]["dtstart"].dt, found["Høring"]["dtend"].dt) == (
        date(2014, 8, 15),
        date(2014, 9, 13),
    )
    assert found["Møde"]["dtend"].dt == date(2014, 8, 21)


def test_every_line_is_folded_and_every_text_escaped(anna: Client) -> None:
    note = "Om æøå; med komma, skråstreg \\ og BEGIN:VEVENT " * 5
    make_date("Høring, LBR; og region", note=note.strip())

    content = fetched(anna)

    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert str(events(content)["Høring, LBR; og region"]["description"]).startswith(note.strip())


def test_names_are_given_once_and_the_file_stays_the_same_until_something_is_edited(anna: Client) -> None:
    make_date()

    content = fetched(anna)

    names = [str(event["uid"]) for event in events(content).values()]
    assert len(names) == len(set(names)) == 25
    assert fetched(anna) == content


def test_a_sample_says_so_and_never_takes_the_place_of_the_real_calendar(anna: Client) -> None:
    real = {str(event["uid"]) for event in events(fetched(anna)).values()}
    make_sample_installation()

    content = fetched(anna)

    assert "(eksempeldata)" in content.decode()
    assert real.isdisjoint(str(event["uid"]) for event in events(content).values())


def test_it_is_a_calendar_to_be_saved(anna: Client) -> None:
    answer = anna.get(FILE)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="aarshjul-2014.ics"'


def test_the_file_takes_few_queries_however_much_there_is(
    anna: Client, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(40):
        make_date(f"Møde {number}", date(2014, 1, 1) + timedelta(days=number))

    with django_assert_max_num_queries(12):
        fetched(anna)
