"""Choices of figures kept under a name, and files fetched once more."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import Any

import pytest
from django.db.models import F
from django.test import Client

from goals.models import Indicator
from jobcentres.access_log import FORGOTTEN_AFTER
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import AccessLogEntry, Area
from reporting.forms import FETCH
from reporting.models import SavedExtract
from reporting.views.saved_extracts import MOST
from tests.builders import make_figure, make_goal, make_indicator, make_own_goal, make_saved_extract
from tests.cast import Cast, ClientOf
from tests.injection.forms import forms_in
from tests.reporting.extracts import content_of, fetched, preview_of

NEW = "/udtraek/gem/"
CHOICE = "indhold=matrix&aar=2014&niveau=regioner&format=csv"


@pytest.fixture
def pensions(cast: Cast) -> Indicator:
    """Sorø has 35, and 34 not yet released; Fanø has 3, too few for readers outside. Recorded on 2 June."""
    indicator = make_indicator("foertidspension", window="rolling_12", name="Førtidspension")
    make_goal(indicator)
    with standing_at(june(2)):
        make_figure(cast.places.soroe, indicator, "2014-04", 35)
        make_figure(cast.places.soroe, indicator, "2014-05", 34, approved=False)
        make_figure(cast.places.fanoe, indicator, "2014-05", 3)
    return indicator


def june(day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2014, 6, day, hour, minute, tzinfo=COPENHAGEN)


def listed_on(client: Client) -> str:
    """What the page says of the files fetched lately."""
    page = client.get("/udtraek/").content.decode().partition('id="recent-files"')[2]
    return " ".join(re.sub(r"<[^>]+>", "", page).split())


def keep(client: Client, name: str = "Regioner til mødet", query: str = CHOICE) -> Any:
    return client.post(NEW, {"navn": name, "valg": query})


@pytest.mark.usefixtures("pensions")
def test_a_choice_is_kept_under_a_name_that_stands_in_its_address(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)

    response = keep(client)

    saved = SavedExtract.objects.get(owner=cast.mette)
    assert (saved.name, saved.query) == ("Regioner til mødet", CHOICE)
    assert response.headers["Location"] == f"/udtraek/gemt/regioner-til-moedet-{saved.key}/"
    page = client.get(response.headers["Location"]).content.decode()
    assert 'Udtrækket "Regioner til mødet" er gemt.' in page.replace("&quot;", '"')
    assert '<option value="regioner" selected>' in page
    assert 'value="matrix" checked' in page


@pytest.mark.usefixtures("pensions")
def test_the_file_of_a_kept_choice_is_fetched_from_its_own_page(cast: Cast, client_of: ClientOf) -> None:
    client, saved = client_of(cast.mette), make_saved_extract(cast.mette, query=CHOICE)
    page = client.get(saved.get_absolute_url()).content.decode()

    form = next(form for form in forms_in(page, saved.get_absolute_url()) if "indhold" in form.values)
    response = client.post(form.action, {**form.values, FETCH: "1"})

    assert response.status_code == 200
    assert response.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.usefixtures("pensions")
def test_somebody_else_opens_it_with_the_own_rights(cast: Cast, client_of: ClientOf) -> None:
    query = "indhold=oversigt&aar=2014&maaned=2014-05&grundlag=forelobig&niveau=kommuner"
    saved = make_saved_extract(cast.mette, query=query)

    seen = {
        name: client_of(cast[name]).get(saved.get_absolute_url()).content.decode()
        for name in ("mette", "vibe", "lis")
    }

    assert "Sorø maj 2014 34" in preview_of(seen["mette"])
    assert "Sorø apr. 2014 35" in preview_of(seen["vibe"])
    assert "Fanø maj 2014 3 " in preview_of(seen["vibe"])
    assert "Fanø maj 2014 .." in preview_of(seen["lis"])
    assert ["foreløbige tal, som du ikke må se" in page for page in seen.values()] == [False, False, True]


@pytest.mark.usefixtures("pensions")
def test_only_the_owner_is_offered_to_change_it(cast: Cast, client_of: ClientOf) -> None:
    saved = make_saved_extract(cast.mette)

    pages = [client_of(person).get(saved.get_absolute_url()).content for person in (cast.mette, cast.ole)]

    assert [f"{saved.get_absolute_url()}ret/".encode() in page for page in pages] == [True, False]


@pytest.mark.usefixtures("pensions")
def test_the_same_name_again_replaces_the_choice(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)
    first = keep(client)

    second = keep(client, query=CHOICE.replace("regioner", "landet"))

    assert second.headers["Location"] == first.headers["Location"]
    assert "niveau=landet" in SavedExtract.objects.get().query


@pytest.mark.usefixtures("pensions")
def test_a_renamed_extract_keeps_its_old_address(cast: Cast, client_of: ClientOf) -> None:
    saved = make_saved_extract(cast.mette)
    client, old = client_of(cast.mette), saved.get_absolute_url()

    response = client.post(f"{old}ret/", {"navn": "  Til   rådet "})

    assert response.headers["Location"].startswith("/udtraek/gemt/til-raadet-")
    assert client_of(cast.ole).get(old).status_code == 200


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Skriv, hvad udtrækket skal hedde."),
        ("x" * 81, "Skriv højst 80 tegn."),
        ("Til rådet", "Du har allerede et udtræk med det navn."),
    ],
)
def test_a_name_that_cannot_be_is_refused(name: str, said: str, cast: Cast, client_of: ClientOf) -> None:
    saved = make_saved_extract(cast.mette)
    SavedExtract.objects.create(owner=cast.mette, name="Til rådet", query="")

    page = client_of(cast.mette).post(f"{saved.get_absolute_url()}ret/", {"navn": name}).content.decode()

    assert page.count(said) == 2
    saved.refresh_from_db()
    assert saved.name == "Regioner til mødet"


@pytest.mark.usefixtures("pensions")
def test_without_a_name_the_choice_is_not_kept_and_the_page_stays(cast: Cast, client_of: ClientOf) -> None:
    page = keep(client_of(cast.mette), name=" ").content.decode()

    assert "Skriv, hvad udtrækket skal hedde." in page
    assert '<option value="regioner" selected>' in page
    assert not SavedExtract.objects.exists()


@pytest.mark.usefixtures("pensions")
def test_a_choice_that_cannot_be_is_not_kept(cast: Cast, client_of: ClientOf) -> None:
    page = keep(client_of(cast.mette), query="niveau=by").content.decode()

    assert "Vælg et niveau på listen." in page
    assert not SavedExtract.objects.exists()


@pytest.mark.usefixtures("pensions")
def test_nobody_keeps_more_than_fifty(cast: Cast, client_of: ClientOf) -> None:
    for number in range(MOST):
        SavedExtract.objects.create(owner=cast.mette, name=f"Nr. {number}", query="")

    page = keep(client_of(cast.mette)).content.decode()

    assert "Du kan højst have 50 gemte udtræk." in page
    assert SavedExtract.objects.count() == MOST


@pytest.mark.usefixtures("pensions")
def test_the_owner_deletes_it_and_nobody_else(cast: Cast, client_of: ClientOf) -> None:
    saved = make_saved_extract(cast.mette)
    address = f"{saved.get_absolute_url()}slet/"

    assert client_of(cast.ole).post(address).status_code == 404
    assert client_of(cast.mette).post(address).headers["Location"] == "/udtraek/"

    assert not SavedExtract.objects.exists()
    assert client_of(cast.mette).get(saved.get_absolute_url()).status_code == 404


def fetch_once(client: Client, kind: str, **choice: Any) -> bytes:
    with standing_at(june(3)):
        return fetched(client, kind, maaned="2014-05", **choice)


def again(client: Client, **more: str) -> Any:
    entry = AccessLogEntry.objects.order_by("pk")[0]
    with standing_at(june(9)):
        response = client.post(f"/udtraek/hentet/{entry.pk}/", more)
        return response, content_of(response) if response.streaming else response.content


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("shape", ["oversigt", "tal", "matrix", "revisioner"])
@pytest.mark.parametrize("kind", ["xlsx", "csv-dk"])
def test_a_file_fetched_again_has_the_same_bytes_whatever_has_changed_since(
    kind: str, shape: str, cast: Cast, client_of: ClientOf, pensions: Indicator
) -> None:
    client = client_of(cast.mette)
    first = fetch_once(client, kind, indhold=shape)
    for number in range(5):
        with standing_at(june(4 + number)):
            make_figure(cast.places.aalborg, pensions, "2014-05", 70 + number)

    response, content = again(client)

    assert content == first
    assert "kendt 2014-06-03" in response.headers["Content-Disposition"]
    newest, oldest = AccessLogEntry.objects.all()
    assert (newest.digest, newest.query, newest.rows) == (oldest.digest, oldest.query, oldest.rows)


@pytest.mark.usefixtures("pensions")
def test_a_file_that_would_be_another_one_is_said_to_be(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)
    fetch_once(client, "csv")
    Area.objects.filter(pk=cast.places.soroe.pk).update(name="Ny Sorø")

    response, page = again(client)

    assert response.status_code == 409
    assert "Filen ville ikke være den samme" in page.decode()
    assert AccessLogEntry.objects.get().digest in page.decode()
    _response, content = again(client, alligevel="1")
    assert "Ny Sorø" in content.decode()


@pytest.mark.usefixtures("pensions")
def test_a_file_fetched_again_shows_what_the_person_may_see_today(cast: Cast, client_of: ClientOf) -> None:
    fetch_once(client_of(cast.vibe), "csv")
    cast.vibe.assignments.all().delete()

    response, page = again(client_of(cast.vibe))
    assert response.status_code == 409
    assert "dine rettigheder" in page.decode()
    _response, content = again(client_of(cast.vibe), alligevel="1")

    rows = csv.DictReader(io.StringIO(content.decode()))
    assert next(row["latest"] for row in rows if row["area"] == "0563") == ".."


@pytest.mark.usefixtures("pensions")
def test_nobody_fetches_what_somebody_else_has_fetched(cast: Cast, client_of: ClientOf) -> None:
    fetch_once(client_of(cast.mette), "csv")

    response, _content = again(client_of(cast.ole))

    assert response.status_code == 404


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("query", ["", "aar=2014", "indhold=roman&aar=2014&maaned=2014-05&grundlag=frigivet"])
def test_a_file_that_is_no_longer_made_is_not_there(query: str, cast: Cast, client_of: ClientOf) -> None:
    fetch_once(client_of(cast.mette), "csv")
    AccessLogEntry.objects.update(query=query)

    response, page = again(client_of(cast.mette))

    assert response.status_code == 404
    assert "Denne fil laves ikke længere." in page.decode()
    assert client_of(cast.mette).get("/udtraek/").status_code == 200


@pytest.mark.usefixtures("pensions")
def test_the_page_lists_the_last_files_with_moment_rows_and_checksum(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)
    for minute in range(12):
        with standing_at(june(3, 9, minute)):
            fetched(client, "csv", maaned="2014-05", niveau="kommuner")
    fetch_once(client_of(cast.ole), "json")

    page = listed_on(client)

    assert page.count("Hent igen: Maaltal 2014-05 kommuner kendt 2014-06-03.csv") == 10
    assert page.index("3-6-2014 9.11") < page.index("3-6-2014 9.10")
    assert AccessLogEntry.objects.filter(user=cast.mette)[0].digest in page
    assert ".json" not in page


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize(
    ("seconds", "told"), [(0, "Filen er på vej."), (FORGOTTEN_AFTER, "Filen blev ikke hentet helt.")]
)
def test_a_file_without_an_end_is_on_its_way_for_a_while(
    seconds: int, told: str, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.mette)
    fetch_once(client, "csv")
    AccessLogEntry.objects.update(size=None, rows=None, digest="", is_complete=False)
    AccessLogEntry.objects.update(counted_at=F("counted_at") - seconds)

    page = listed_on(client)

    assert told in page


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("kind", ["excel", "rapport", "plancher"])
def test_a_file_from_the_page_of_an_area_is_listed_and_fetched_again(
    kind: str, cast: Cast, client_of: ClientOf, pensions: Indicator
) -> None:
    client = client_of(cast.mette)
    make_own_goal(cast.places.soroe)
    with standing_at(june(3)):
        first = content_of(client.post(f"/hent/{kind}/0340/", {"aar": "2014", "maaned": "2014-05"}))
    with standing_at(june(4)):
        make_figure(cast.places.soroe, pensions, "2014-05", 99)

    listed = listed_on(client)
    response, content = again(client)

    assert "Sorø Kommune 2014-05" in listed
    assert "3-6-2014 9.00" in listed
    assert content == first
    assert response.status_code == 200
    assert [entry.what for entry in AccessLogEntry.objects.all()] == [f"{kind}/0340", f"{kind}/0340"]


@pytest.mark.usefixtures("pensions")
def test_a_file_of_an_area_that_would_be_another_one_is_said_to_be(cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)
    with standing_at(june(3)):
        content_of(client.post("/hent/excel/0340/", {"aar": "2014", "maaned": "2014-05"}))
    Area.objects.filter(pk=cast.places.soroe.pk).update(name="Ny Sorø")

    response, _page = again(client)
    assert response.status_code == 409
    response, _content = again(client, alligevel="1")

    assert response.streaming


@pytest.mark.usefixtures("pensions")
@pytest.mark.parametrize("what", ["svar/k3j9x2mp7qra/pdf", "nothing/0340", "excel/0999", "api/figures"])
def test_what_has_its_own_page_or_none_is_not_made_again_here(
    what: str, cast: Cast, client_of: ClientOf
) -> None:
    fetch_once(client_of(cast.mette), "csv")
    AccessLogEntry.objects.update(what=what, query="aar=2014&maaned=2014-05&kendt=2014-06-03T09:00")

    response, _page = again(client_of(cast.mette))

    assert response.status_code == 404
    assert "Ingen endnu. Her står" in client_of(cast.mette).get("/udtraek/").content.decode()
