"""`/rapporter/`: the reports of all municipalities in one file, made by a process of its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jobcentres.clock import standing_at
from jobcentres.models import AccessLogEntry, Area, User
from reporting.bundles.making import READ_ME, write
from reporting.bundles.models import SILENCE, PaperBundle, State, bundles_folder
from reporting.bundles.running import Busy, run, start, tidy
from reporting.places import NotThere
from tests.cast import Cast, ClientOf
from tests.reporting.municipality_world import World, make_world
from tests.reporting.papers import NOON, choice_of, paper_of, squeezed, text_of

ADDRESS = "/rapporter/"
MAY = {"maaned": "2014-05", "key": "one"}


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.VAR_DIR = tmp_path
    return tmp_path / "reports"


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    with standing_at(NOON - timedelta(hours=1)):
        made = make_world(cast.places)
    with standing_at(NOON):
        yield made


def asked(by: User, area: Area, key: str = "one") -> PaperBundle:
    return start(by=by, area=area, choice=choice_of(), key=key)


def made(by: User, area: Area) -> PaperBundle:
    bundle = run(asked(by, area).pk)
    assert bundle is not None
    return bundle


def archive_of(bundle: PaperBundle) -> ZipFile:
    return ZipFile(BytesIO(bundle.file.read_bytes()))


def test_the_file_holds_a_paper_of_each_municipality_and_one_of_all(world: World, cast: Cast) -> None:
    bundle = made(cast.mette, world.places.country)

    archive = archive_of(bundle)
    names = [name for name in archive.namelist() if "Kommune" in name]
    assert [name.split()[2] for name in names] == ["Esbjerg", "Fanø", "Sorø", "Aalborg"]
    assert archive.namelist()[0] == "Maaltal 2014-05 Hele landet kendt 2014-06-12.pdf"
    soroe = paper_of(world.places.soroe)
    assert archive.read(soroe.name) == soroe.parts
    assert "Kun frigivne tal" in archive.read(READ_ME).decode()


def test_an_official_gets_what_a_reader_outside_sees(world: World, cast: Cast) -> None:
    archive = archive_of(made(cast.mette, world.places.country))

    [fanoe] = [name for name in archive.namelist() if "Fanø" in name]
    text = text_of(archive.read(fanoe))
    assert squeezed("2 Førtidspension .. jun. 2013–maj 2014") in text
    assert "Lukket" not in text


def test_the_same_choice_is_the_same_file(world: World) -> None:
    first, second = BytesIO(), BytesIO()

    for file in (first, second):
        write(file, choice_of(), "DK", lambda done, total: None)

    assert first.getvalue() == second.getvalue()


def test_a_bundle_says_how_far_it_is_and_what_it_is(world: World, cast: Cast) -> None:
    bundle = asked(cast.mette, world.places.country)
    assert bundle.state(NOON) is State.WAITING

    run(bundle.pk)

    bundle.refresh_from_db()
    assert bundle.state(NOON) is State.READY
    assert bundle.done == bundle.total == 5
    content = bundle.file.read_bytes()
    assert (bundle.size, bundle.digest) == (len(content), hashlib.sha256(content).hexdigest())
    assert [file.name for file in bundles_folder().iterdir()] == [f"{bundle.pk}.zip"]


def test_a_bundle_is_made_once(world: World, cast: Cast) -> None:
    bundle = made(cast.mette, world.places.country)

    assert run(bundle.pk) is None
    assert run(10**9) is None


def test_a_fault_is_noted_and_leaves_no_half_file(world: World, cast: Cast) -> None:
    bundle = asked(cast.mette, world.places.country)
    PaperBundle.objects.filter(pk=bundle.pk).update(year=1914)

    with pytest.raises(NotThere):
        run(bundle.pk)

    bundle.refresh_from_db()
    assert bundle.state(NOON) is State.FAILED
    assert list(bundles_folder().iterdir()) == []


def test_a_killed_process_is_told_and_its_bundle_can_be_made_again(world: World, cast: Cast) -> None:
    bundle = asked(cast.mette, world.places.country)
    PaperBundle.objects.filter(pk=bundle.pk).update(began_at=NOON, seen_at=NOON, done=2, total=5)
    bundle.refresh_from_db()
    later = NOON + SILENCE + timedelta(seconds=1)

    assert bundle.state(NOON + SILENCE) is State.RUNNING
    assert bundle.state(later) is State.LOST
    with standing_at(later):
        assert asked(cast.mette, world.places.country, "two").pk != bundle.pk


def test_one_at_a_time_for_each_person_and_two_in_all(world: World, cast: Cast) -> None:
    first = asked(cast.mette, world.places.country)

    assert asked(cast.mette, world.places.country) == first
    with pytest.raises(Busy, match="ikke færdige endnu"):
        asked(cast.mette, world.places.country, "two")
    asked(cast.bo, world.places.hs)
    with pytest.raises(Busy, match="for andre"):
        asked(cast.karl, world.places.nj)


def test_files_and_rows_of_yesterday_are_deleted(world: World, cast: Cast, folder: Path) -> None:
    old = made(cast.mette, world.places.country)
    (folder / "9999.part").write_bytes(b"left by a killed process")

    with standing_at(NOON + timedelta(days=1, seconds=1)):
        tidy()

    assert not PaperBundle.objects.filter(pk=old.pk).exists()
    assert list(folder.iterdir()) == []


def test_a_press_on_the_button_leads_to_the_page_that_says_how_far_it_is(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    client = client_of(cast.mette)

    answer = client.post(ADDRESS, MAY | {"omraade": "DK"}, follow=True)

    page = answer.content.decode()
    assert "Rapporter for hele landet, data til og med maj 2014" in page
    assert "Rapporterne går i gang om et øjeblik." in page
    assert "Hent filen" not in page
    again = client.post(ADDRESS, MAY | {"omraade": "DK"})
    assert [one.get_absolute_url() for one in PaperBundle.objects.all()] == [again.headers["Location"]]


def test_the_page_tells_the_pace(world: World, cast: Cast, client_of: ClientOf) -> None:
    bundle = asked(cast.mette, world.places.country)
    began = NOON - timedelta(seconds=20)
    PaperBundle.objects.filter(pk=bundle.pk).update(began_at=began, seen_at=NOON, done=40, total=99)

    page = client_of(cast.mette).get(bundle.get_absolute_url()).content.decode()

    assert "40 af 99 rapporter er færdige." in page
    assert '<progress class="bundle-progress" max="99" value="40"' in page
    assert "Ca. 30 sekunder endnu." in page
    assert "Se, hvor langt de er nu" in page


def test_the_file_leaves_by_the_gateway(world: World, cast: Cast, client_of: ClientOf) -> None:
    bundle = made(cast.mette, world.places.country)
    client = client_of(cast.mette)

    page = client.get(bundle.get_absolute_url()).content.decode()
    answer: Any = client.post(f"{bundle.get_absolute_url()}hent/")

    assert bundle.digest in page
    assert answer.getvalue() == bundle.file.read_bytes()
    assert "Maaltal 2014-05 rapporter Hele landet" in answer.headers["Content-Disposition"]
    entry = AccessLogEntry.objects.get()
    assert (entry.what, entry.user, entry.digest) == ("rapporter/zip", cast.mette, bundle.digest)


def test_nobody_else_sees_a_bundle(world: World, cast: Cast, client_of: ClientOf) -> None:
    bundle = made(cast.mette, world.places.country)

    for person in (cast.bo, cast.anna, cast.sys):
        client = client_of(person)
        assert client.get(bundle.get_absolute_url()).status_code == 404
        assert client.post(f"{bundle.get_absolute_url()}hent/").status_code == 404


def test_an_officer_gets_the_own_region_and_no_other(world: World, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.bo)

    assert client.post(ADDRESS, MAY | {"omraade": "HS"}).status_code == 302
    refused = client.post(ADDRESS, MAY | {"omraade": "NJ", "key": "two"})

    assert "Vælg et område på listen." in refused.content.decode()
    assert [one.area for one in PaperBundle.objects.all()] == [world.places.hs]


def test_a_file_that_is_gone_leads_back_to_its_page(world: World, cast: Cast, client_of: ClientOf) -> None:
    bundle = made(cast.mette, world.places.country)
    bundle.file.unlink()
    client = client_of(cast.mette)

    answer = client.post(f"{bundle.get_absolute_url()}hent/", follow=True)

    assert "Filen er slettet." in answer.content.decode()
    assert "Lav rapporterne igen" in answer.content.decode()


def test_the_pages_take_few_queries(world: World, cast: Cast, client_of: ClientOf) -> None:
    bundle = asked(cast.mette, world.places.country)
    client = client_of(cast.mette)

    for address in (ADDRESS, bundle.get_absolute_url()):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        assert len(queries) <= 12


def test_the_command_writes_a_file_by_itself(world: World, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"

    call_command("make_reports", area="DK", year=2014, as_of="2014-05", output=str(file), stderr=StringIO())

    assert len(ZipFile(file).namelist()) == 6
    with pytest.raises(CommandError):
        call_command("make_reports", str(10**9))


def test_the_pages_of_country_and_region_lead_there_with_their_choice(
    world: World, cast: Cast, client_of: ClientOf
) -> None:
    link = "/rapporter/?omraade=HS&amp;maaned=2014-04"

    assert link in client_of(cast.bo).get("/regioner/HS/?maaned=2014-04").content.decode()
    assert link not in client_of(cast.karl).get("/regioner/HS/?maaned=2014-04").content.decode()
    assert "/rapporter/?omraade=DK" not in client_of(cast.bo).get("/landet/").content.decode()
    assert "/rapporter/?omraade=DK" in client_of(cast.mette).get("/landet/").content.decode()
    page = client_of(cast.mette).get("/rapporter/?omraade=HS&maaned=2014-04").content.decode()
    assert '<option value="HS" selected>' in page
    assert '<option value="2014-04" selected>' in page
