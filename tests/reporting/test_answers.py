"""`/svar/`: answers to questions that give everybody the same, again and again."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from html import unescape
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from goals.models import Deadline
from jobcentres.clock import COPENHAGEN, standing_at
from jobcentres.models import AccessLogEntry
from reporting.models import Answer
from tests.builders import make_answer, make_figure
from tests.cast import Cast, ClientOf
from tests.reporting.known_world import june, make_history
from tests.reporting.municipality_world import World as Sketch
from tests.reporting.municipality_world import make_world as make_sketch
from tests.reporting.overview_world import World

ASKED = {"omraade": "0340", "aar": "2014", "maaned": "2014-04", "noegle": "n1"}
KINDS = ("pdf", "excel", "tekst", "samlet")


@pytest.fixture
def sketch(cast: Cast) -> Iterator[Sketch]:
    with standing_at(june(2)):
        made = make_sketch(cast.places)
    with standing_at(june(12, 15)):
        yield made


@pytest.fixture
def world(cast: Cast) -> Iterator[World]:
    made = make_history(cast)
    with standing_at(june(12, 15)):
        yield made


def made_by(client: Client, **asked: object) -> Answer:
    response = client.post("/svar/", ASKED | asked)
    assert response.status_code == 302, response.content.decode()
    return Answer.objects.get(key=response.headers["Location"].removeprefix("/svar/").replace("-", "")[:-1])


def text_of(client: Client, answer: Answer) -> str:
    response = client.get(answer.get_absolute_url())
    assert response.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def fetched(client: Client, answer: Answer, kind: str) -> bytes:
    response: Any = client.post(f"{answer.get_absolute_url()}{kind}/")
    assert response.status_code == 200
    content: bytes = response.getvalue()
    return content


def text_file(client: Client, answer: Answer) -> str:
    return fetched(client, answer, "tekst").decode("utf-8-sig").replace("\xa0", " ")


def test_one_click_on_the_page_makes_the_answer(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    page = client.get("/kommuner/0340/?maaned=2014-04").content.decode()
    [tools] = re.findall(r'<form method="post" action="/hent/.*?</form>', page, re.DOTALL)
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', tools))

    answer = client.post("/svar/", sent, follow=True)

    assert answer.status_code == 200
    assert "Svar om ministermålene 2014: Sorø Kommune" in answer.content.decode()


def test_the_answer_is_plain_danish_with_footnotes(sketch: Sketch, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)

    told = text_file(client, made_by(client, maaned="2014-05"))

    assert (
        "Der var 143 langtidsledige i Sorø Kommune i april 2014, 25 færre end i april 2013 (−14,9 pct.).["
        in told
    )
    assert (
        "Måltallet for december 2014 er højst 128; på vej dertil skulle tallet for april være højst" in told
    )
    assert "37,0 pct. i 2013 mod 39,5 pct. i 2012.[" in told
    assert "Foreløbige tal: Svaret bygger på de tal, der var frigivet 12. juni 2014 kl. 15.00." in told
    assert "pejlemærke" not in told.lower()


def test_the_notes_are_numbered_as_they_are_met(sketch: Sketch, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)

    answer, _heading, notes = text_file(client, made_by(client)).partition("\r\nNoter\r\n")

    met = list(dict.fromkeys(re.findall(r"\[(\d+)\]", answer)))
    assert met == re.findall(r"^\[(\d+)\] ", notes, re.MULTILINE) == [str(n + 1) for n in range(len(met))]
    assert len(met) > 5


def test_a_changed_figure_has_a_footnote(sketch: Sketch, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)
    with standing_at(june(5)):
        make_figure(cast.places.soroe, sketch.unemployed, "2014-04", 150)

    told = text_file(client, made_by(client))

    assert (
        "Ændret tal: Tallet for langtidsledige i april 2014 blev opdateret i kilden 5. juni (før: 143)"
        in told
    )


def test_a_missing_figure_has_a_footnote(sketch: Sketch, cast: Cast, client_of: ClientOf) -> None:
    client = client_of(cast.mette)

    with standing_at(datetime(2014, 7, 20, 9, tzinfo=COPENHAGEN)):
        told = text_file(client, made_by(client, maaned="2014-06"))

    missing = "Manglende tal: Tallet for maj 2014 var ikke indberettet og frigivet 20. juli 2014 kl. 9.00"
    assert f"{missing} (frist 10. juli 2014)." in told


@pytest.mark.parametrize(("area", "is_told"), [("0340", False), ("HS", True), ("DK", True)])
def test_signs_without_words_have_their_key(
    area: str, is_told: bool, world: World, client_of: ClientOf
) -> None:
    client = client_of(world.cast.mette)

    pdf = PdfReader(BytesIO(fetched(client, made_by(client, omraade=area), "pdf")))

    assert ("Tegn: ●" in "".join(page.extract_text() for page in pdf.pages)) is is_told


def test_a_total_that_lacks_municipalities_names_them(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)

    told = text_file(client, made_by(client, omraade="HS"))

    assert (
        "var tallene fra 3 af de 4 kommuner frigivet, så der er ikke noget samlet tal. Mangler: Lejre."
        in told
    )


def test_small_numbers_are_hidden_from_everybody(world: World, client_of: ClientOf) -> None:
    answer = made_by(client_of(world.cast.bo), omraade="9001")

    told = text_file(client_of(world.cast.bo), answer)

    assert "vises ikke af diskretionshensyn" in told
    assert "Tal om færre end 5 personer vises ikke" in told
    assert "4 personer" not in told


def test_preliminary_figures_are_left_out(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.bo)

    told = text_file(client, made_by(client, omraade="9002", maaned="2014-05"))

    assert "12 " in told
    assert "11 " not in told.replace("2011", "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("area", ["0340", "HS", "DK"])
def test_the_link_gives_the_same_bytes_after_later_changes(
    area: str, kind: str, world: World, client_of: ClientOf
) -> None:
    answer = made_by(client_of(world.cast.mette), omraade=area)
    with standing_at(june(13)):
        for number, place in enumerate((world.cast.places.soroe, world.lejre, world.aarre)):
            make_figure(place, world.pensions, "2014-04", 200 + number)
            make_figure(place, world.pensions, "2013-04", 300 + number)

    with standing_at(june(20)):
        content = fetched(client_of(world.cast.ole), answer, kind)

    assert hashlib.sha256(content).hexdigest() == answer.digests[kind]["sha256"]
    assert len(content) == answer.digests[kind]["size"]


def test_everybody_gets_the_same_bytes_in_danish(world: World, client_of: ClientOf) -> None:
    answer = made_by(client_of(world.cast.bo), omraade="HS")
    english = client_of(world.cast.sys)
    english.post("/sprog/", {"language": "en", "next": "/"})

    files = {fetched(client, answer, "samlet") for client in (english, client_of(world.cast.anna))}

    assert len(files) == 1
    assert "The figures" not in text_file(english, answer)


def test_the_zip_holds_the_other_three(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    answer = made_by(client)

    archive = ZipFile(BytesIO(fetched(client, answer, "samlet")))

    names = archive.namelist()
    assert [name.rpartition(".")[2] for name in names] == ["pdf", "xlsx", "txt"]
    assert all(f"Sorø Kommune svar {answer.key} kendt 2014-06-12" in name for name in names)
    assert [archive.read(name) for name in names] == [fetched(client, answer, kind) for kind in KINDS[:3]]


def test_the_pdf_says_the_same_as_the_text(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    answer = made_by(client, spoergsmaal="Hvordan går det?")

    pdf = PdfReader(BytesIO(fetched(client, answer, "pdf")))
    read = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())

    for sentence in re.split(
        r"(?:\[\d+\])+\s*", text_file(client, answer).partition("Svaret")[2].partition("Noter")[0]
    ):
        assert sentence.strip().removesuffix(".") in re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹·]+", "", read)
    assert "Hvordan går det?" in read
    assert "Mette Skov" not in str(pdf.metadata)


def test_chosen_goals_have_no_verdict_on_all(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)

    page = text_of(client, made_by(client, indikator=["samarbejdsgrad"]))

    assert "Svar om samarbejdsgrad i 2014: Sorø Kommune" in page
    assert "ministermål, der kan vurderes nu" not in page
    assert "ørtidspension" not in page


def test_the_page_says_whether_figures_have_changed(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    answer = made_by(client)
    assert "Ingen af de frigivne tal bag svaret er ændret siden." in text_of(client, answer)

    with standing_at(june(13)):
        make_figure(world.cast.places.soroe, world.pensions, "2014-04", 77)

    with standing_at(june(14)):
        response = client.get(answer.get_absolute_url()).content.decode()
    assert "1 frigivet tal bag svaret er ændret siden." in response
    address = "/aendringer/0340/?aar=2014&amp;maaned=2014-04&amp;siden=2014-06-12T15:00"
    assert f'href="{address}"' in response


def test_a_file_that_comes_out_otherwise_is_not_passed_off_as_the_same(
    world: World, client_of: ClientOf
) -> None:
    client = client_of(world.cast.mette)
    answer = make_answer(world.cast.places.soroe, world.cast.mette)

    refused = client.post(f"{answer.get_absolute_url()}tekst/")
    anyhow: Any = client.post(f"{answer.get_absolute_url()}tekst/", {"alligevel": "1"})

    assert refused.status_code == 409
    assert "Filen bliver anderledes nu" in refused.content.decode()
    assert b"Sor\xc3\xb8 Kommune" in anyhow.getvalue()


def test_a_form_sent_twice_makes_one_answer(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)

    first, again, other = made_by(client), made_by(client), made_by(client, noegle="n2")

    assert first == again
    assert other != first


def test_an_answer_is_made_once_by_constraint(world: World) -> None:
    make_answer(world.cast.places.soroe, world.cast.mette)
    row = Answer.objects.get()
    row.pk, row.key = None, "another12345"

    with pytest.raises(IntegrityError, match=r"answer_made_once|made_by_id"):
        row.save()


def test_making_it_is_written_down(world: World, client_of: ClientOf) -> None:
    answer = made_by(client_of(world.cast.mette))

    entry = AccessLogEntry.objects.get()

    assert (entry.user, entry.what) == (world.cast.mette, f"svar/{answer.key}")
    assert (entry.digest, entry.is_complete) == (answer.digests["samlet"]["sha256"], True)


def test_a_key_is_read_with_or_without_its_dashes(world: World, client_of: ClientOf) -> None:
    answer = make_answer(world.cast.places.soroe, world.cast.mette)

    answers = {
        client_of(world.cast.ole).get(f"/svar/{key}/").status_code
        for key in (answer.address, answer.key, answer.key.upper())
    }

    assert answers == {200}


@pytest.mark.parametrize("address", ["%00", "aaaa-bbbb-cccc", "k3j9-x2mp-7qr%00", "x" * 500, "æøå"])
def test_an_address_of_nothing_is_not_found(address: str, world: World, client_of: ClientOf) -> None:
    make_answer(world.cast.places.soroe, world.cast.mette)
    client = client_of(world.cast.mette)

    answers = [
        client.get(path) for path in (f"/svar/{address}/", f"/svar/{address}/pdf/", f"/svar/?fra={address}")
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert "Svaret findes ikke." in answers[0].content.decode()


@pytest.mark.parametrize(("person", "code"), [("mads", "0340"), ("bo", "HS"), ("mette", "DK")])
def test_the_form_begins_with_the_own_place(
    person: str, code: str, world: World, client_of: ClientOf
) -> None:
    page = client_of(world.cast[person]).get("/svar/").content.decode()

    chosen = re.findall(r'<option value="(\w+)" selected', page.partition('name="omraade"')[2])
    assert chosen[:1] == ([code] if code != "DK" else ["2014"])  # the first of the list needs no mark


def test_an_answer_can_be_made_again_with_another_question(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    answer = made_by(client, spoergsmaal="Første")

    page = client.get(f"/svar/?fra={answer.address}").content.decode()

    assert 'value="12-6-2014 15.00"' in page
    assert re.search(r"<textarea[^>]*>\s*Første</textarea>", page)
    assert re.search(r'<option value="0340" selected', page)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"omraade": "0999"}, "Vælg et område på listen."),
        ({"omraade": ""}, "Vælg et område."),
        ({"aar": "1914"}, "Vælg et målår på listen."),
        ({"maaned": "2014-13"}, "Vælg en måned på listen."),
        ({"kendt": "i går"}, "Skriv dag og klokkeslæt"),
        ({"spoergsmaal": "x" * 4001}, "Skriv højst 4000 tegn."),
    ],
)
def test_what_cannot_be_answered_is_refused_at_its_field(
    asked: dict[str, str], told: str, world: World, client_of: ClientOf
) -> None:
    answer = client_of(world.cast.mette).post("/svar/", ASKED | asked)

    assert answer.status_code == 200
    assert told in unescape(answer.content.decode())
    assert not Answer.objects.exists()


def test_a_question_is_never_markup(world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    answer = made_by(client, spoergsmaal="<script>alert(1)</script> #set text(1pt) =1+1")

    page = client.get(answer.get_absolute_url()).content.decode()
    pdf = PdfReader(BytesIO(fetched(client, answer, "pdf")))

    assert "<script>alert(1)" not in page
    assert "#set text(1pt)" in pdf.pages[0].extract_text()


@pytest.mark.parametrize("area", ["0340", "HS", "DK"])
def test_the_page_takes_few_queries(area: str, world: World, client_of: ClientOf) -> None:
    client = client_of(world.cast.mette)
    answer = made_by(client, omraade=area)
    client.get(answer.get_absolute_url())

    with CaptureQueriesContext(connection) as captured:
        client.get(answer.get_absolute_url())

    assert len(captured) <= 12


def test_a_deadline_moved_later_shows_as_another_file(world: World, client_of: ClientOf) -> None:
    """Reference data has no past: the checksum tells."""
    client = client_of(world.cast.mette)
    answer = made_by(client, omraade="9003", maaned="2014-05")
    Deadline.objects.update(due_at=june(11))

    assert client.post(f"{answer.get_absolute_url()}tekst/").status_code == 409
