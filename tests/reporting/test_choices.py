"""What an address chooses, and how links from page to page keep it."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import RequestFactory

from jobcentres.clock import COPENHAGEN, standing_at
from reporting.choices import NothingThere, choice_query, known_asked

TODAY = datetime(2014, 6, 10, 12, tzinfo=COPENHAGEN)


def query(written: str, **other: object) -> str:
    with standing_at(TODAY):
        return choice_query(RequestFactory().get(f"/landet/{written}"), **other)


def known(written: str) -> datetime | None:
    with standing_at(TODAY):
        return known_asked(RequestFactory().get("/landet/", {"kendt": written}))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("?aar=2014&maaned=2014-04", "?aar=2014&maaned=2014-04"),
        ("?grundlag=frigivet&sorter=navn", "?grundlag=frigivet"),
        ("?kendt=1-6-2014+kl.+8.00", "?kendt=2014-06-01T08:00"),
        ("?aar=&kendt=", ""),
    ],
)
def test_a_link_keeps_what_the_address_chooses(written: str, kept: str) -> None:
    assert query(written) == kept


def test_a_link_may_choose_otherwise_and_let_go() -> None:
    written = "?maaned=2014-04&kendt=2014-06-01T08:00"
    assert query(written, kendt=None, grundlag="forelobig") == "?maaned=2014-04&grundlag=forelobig"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2014-06-01T08:00", datetime(2014, 6, 1, 8, tzinfo=COPENHAGEN)),
        ("2014-06-01T08:00:30", datetime(2014, 6, 1, 8, 0, 30, tzinfo=COPENHAGEN)),
        ("1-6-2014 8.00", datetime(2014, 6, 1, 8, tzinfo=COPENHAGEN)),
        ("1.6.2014 kl. 8.00", datetime(2014, 6, 1, 8, tzinfo=COPENHAGEN)),
        ("2014-06-01", datetime(2014, 6, 1, tzinfo=COPENHAGEN)),
        ("", None),
    ],
)
def test_a_moment_is_read_in_danish_time(written: str, moment: datetime | None) -> None:
    assert known(written) == moment


@pytest.mark.parametrize(
    "written",
    ["i går", "1-6-2014", "2014-13-01T08:00", "2014-06-10T12:01", "9999-12-31T23:59", "0001-01-01T00:00"],
)
def test_what_is_no_moment_of_the_past_is_refused(written: str) -> None:
    with pytest.raises(NothingThere):
        known(written)
