"""When a reader was here before: a visit ends with a pause of more than an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from jobcentres.clock import standing_at
from jobcentres.models import User
from reporting.visits import last_visit, remembers_visits
from tests.cast import Cast
from tests.reporting.known_world import june

NAME = settings.VISIT_COOKIE_NAME


class Browser:
    """Keeps the cookie from request to request."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.cookie = ""

    def visit(self, moment: datetime) -> datetime | None:
        """Open a page at `moment`; what it knows of the visit before."""
        request = RequestFactory().get("/landet/")
        request.user = self.user
        if self.cookie:
            request.COOKIES[NAME] = self.cookie
        found: list[datetime | None] = []

        @remembers_visits
        def page(request: HttpRequest) -> HttpResponse:
            found.append(last_visit(request))
            return HttpResponse()

        with standing_at(moment):
            answer = page(request)
        if NAME in answer.cookies:
            self.cookie = answer.cookies[NAME].value
        return found[0]


def test_the_first_visit_has_none_before_it(cast: Cast) -> None:
    browser = Browser(cast.anna)

    assert browser.visit(june(2, 9)) is None
    assert browser.visit(june(2, 9) + timedelta(minutes=59)) is None


def test_after_a_pause_the_visit_before_ended_with_its_last_request(cast: Cast) -> None:
    browser = Browser(cast.anna)
    for hour in (9, 10, 11):
        browser.visit(june(2, hour))

    assert browser.visit(june(3, 9)) == june(2, 11)
    assert browser.visit(june(3, 10)) == june(2, 11)
    assert browser.visit(june(4, 9)) == june(3, 10)


def test_a_clock_set_back_begins_another_visit(cast: Cast) -> None:
    browser = Browser(cast.anna)
    browser.visit(june(2, 15))

    assert browser.visit(june(2, 9)) == june(2, 9)


def test_another_person_in_the_same_browser_has_no_visit_before(cast: Cast) -> None:
    browser = Browser(cast.anna)
    browser.visit(june(2))
    browser.user = cast.bo

    assert browser.visit(june(3)) is None


@pytest.mark.parametrize("forged", ["1", "[1, 2]", "WzEsMl0:1abc:xyz", "é"])
def test_a_forged_cookie_is_none(cast: Cast, forged: str) -> None:
    browser = Browser(cast.anna)
    browser.cookie = forged

    assert browser.visit(june(3)) is None


def test_the_cookie_is_for_this_site_and_no_script(cast: Cast) -> None:
    request = RequestFactory().get("/landet/")
    request.user = cast.anna

    cookie = remembers_visits(lambda request: HttpResponse())(request).cookies[NAME]

    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "Lax", True)
    assert bool(cookie["secure"]) is settings.SESSION_COOKIE_SECURE


def test_it_is_kept_anew_once_a_minute_at_most(cast: Cast) -> None:
    browser = Browser(cast.anna)
    browser.visit(june(2))
    kept = browser.cookie

    browser.visit(june(2) + timedelta(seconds=59))
    assert browser.cookie == kept
    browser.visit(june(2) + timedelta(seconds=60))
    assert browser.cookie != kept
