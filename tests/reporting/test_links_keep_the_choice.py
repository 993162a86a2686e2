"""From a page of results to the next the reader keeps year, month, basis and moment."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest

from tests.cast import Cast, ClientOf
from tests.reporting.overview_world import COUNTRY, REGION, make_world

CHOICE = "?aar=2014&maaned=2014-04&grundlag=frigivet&kendt=2014-06-01T08:00"
LINK = CHOICE.replace("&", "&amp;")


@pytest.mark.parametrize(
    ("page", "links"),
    [
        ("/kommuner/0340/", ["/jobcentre/soroe/", REGION]),
        ("/jobcentre/soroe/", ["/kommuner/0340/", REGION]),
        (REGION, ["/kommuner/0340/", "/kommuner/9003/"]),
        (COUNTRY, ["/kommuner/0340/", REGION]),
    ],
)
def test_links_between_dashboards_carry_what_was_chosen(
    page: str, links: list[str], cast: Cast, client_of: ClientOf
) -> None:
    make_world(cast)

    shown = client_of(cast.mette).get(page + CHOICE).content.decode()

    assert [link for link in links if f'href="{link}{LINK}"' not in shown] == []


@pytest.mark.parametrize("page", [REGION, COUNTRY])
def test_another_month_or_moment_keeps_what_the_table_shows(
    page: str, cast: Cast, client_of: ClientOf
) -> None:
    make_world(cast)
    table = {"vis": "aendring", "maal": "1", "sorter": "navn", "status": "bagud"}

    shown = client_of(cast.mette).get(page + "?" + urlencode(table)).content.decode()

    forms = re.findall(r'<form method="get" class="chooser".*?</form>', shown, re.DOTALL)
    kept = [dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form)) for form in forms[:2]]
    assert kept == [table, table]
    assert f'href="?{urlencode(table)}&grundlag=forelobig"'.replace("&", "&amp;") in shown
