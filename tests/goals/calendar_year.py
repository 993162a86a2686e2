"""A year with two goals, and what the calendar's tests do with its pages."""

from __future__ import annotations

import re
from datetime import date, datetime
from html import unescape

from django.http import HttpResponse
from django.test import Client

from goals.models import Goal, GoalYear, YearDate
from jobcentres.clock import COPENHAGEN
from tests.builders import make_goal, make_indicator

PAGE, FILE, NEW_DATE = "/aarshjul/2014/", "/aarshjul/2014.ics", "/aarshjul/2014/datoer/ny/"
DEADLINE = "/aarshjul/2014/frister/langtidsledige/2014-04/"
MORNING = datetime(2014, 6, 10, 8, tzinfo=COPENHAGEN)


def make_year(year: int = 2014) -> list[Goal]:
    """Pensions are due a month after theirs, the unemployed two."""
    pensions = make_indicator("foertidspension", publication_lag_days=3, deadline_lag_months=1)
    unemployed = make_indicator("langtidsledige", publication_lag_days=33)
    return [make_goal(one, year=year, number=number) for number, one in enumerate([pensions, unemployed], 1)]


def make_date(
    name: str = "Høring om måltal",
    first: date = date(2014, 8, 15),
    last: date | None = None,
    **fields: object,
) -> YearDate:
    goal_year = GoalYear.objects.get(year=2014)
    values = {"kind": YearDate.Kind.HEARING, "name": name, "first_day": first, "last_day": last, **fields}
    return YearDate.objects.create(goal_year=goal_year, **values)


def words(answer: HttpResponse) -> str:
    """What the page says, without its tags."""
    text = re.sub(r"<[^>]*>", " ", answer.content.decode().partition("<main")[2])
    return " ".join(unescape(text).split())


def send(client: Client, address: str, **fields: str) -> str:
    """What the page says to its own form with these fields filled in."""
    page = client.get(address).content.decode()
    return words(client.post(address, hidden(page) | fields, follow=True))


def hidden(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(key|seen)"[^>]*? value="([^"]*)"', page))
