from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from goals.models import Figure, FigureRevision, FigureState, Origin
from jobcentres.models import Change
from tests.builders import make_figure
from tests.cast import ClientOf
from tests.goals.entry_page import UNEMPLOYED, Office, Page, the_figure
from tests.goals.malformed_cells import CELLS, TEXTS
from tests.goals.malformed_files import FILES
from tests.goals.workbooks import HEADING, number, text, workbook

ADDRESS = "/indberetning/soroe/2014-04/indsaet/"
REFUSED = "Intet er gemt: Filen kunne ikke læses"
ESBJERG = "/indberetning/esbjerg/2014-04/indsaet/"


def row(place: int, *cells: str) -> str:
    return f'<row r="{place}">{"".join(cells)}</row>'


def with_number(value: object, area: str = "Sorø") -> bytes:
    """Long-term unemployed in April, as a number or as a text."""
    cell = text("B2", value) if isinstance(value, str) else number("B2", value)
    header = row(1, text("A1", "Kommune"), text("B1", "Langtidsledige"))
    return workbook(header + row(2, text("A2", area), cell))


def sent(client: Client, content: bytes, name: str = "tal.xlsx", address: str = ADDRESS) -> Page:
    """The page after a file has been sent to it."""
    answer = client.post(address, {"send_fil": "1", "fil": SimpleUploadedFile(name, content)})
    return Page(client, address, answer)


def confirmed(page: Page) -> HttpResponse:
    """Press the button under the preview."""
    fields = page.html.partition('class="paste-confirm"')[2].partition("</form>")[0]
    hidden = {name: _value(fields, name) for name in ("tekst", "tal", "segl", "fra_fil")}
    return page.client.post(page.address, {**hidden, "gem": "1"})


def _value(fields: str, name: str) -> str:
    tag = next(tag for tag in fields.split("<") if f'name="{name}"' in tag)
    return tag.partition('value="')[2].partition('"')[0]


def everything() -> tuple[int, int, int]:
    return Figure.objects.count(), FigureRevision.objects.count(), Change.objects.count()


def test_no_malformed_file_breaks_the_page_or_writes_a_row(office: Office, anna: Client) -> None:
    before = everything()

    pages = {
        malformed.name: sent(anna, malformed.make(), f"tal.{malformed.ending}")
        for malformed in (*FILES, *CELLS, *TEXTS)
    }

    assert [name for name, page in pages.items() if page.status != 200] == []
    assert [name for name, page in pages.items() if REFUSED not in page.html] == []
    assert [name for name, page in pages.items() if 'class="paste-confirm"' in page.html] == []
    assert everything() == before


IMPLAUSIBLE = [
    "1,234",
    "12.5",
    "-",
    ".",
    "..",
    "x",
    "−5",
    "5‰",
    "1 234",
    "143*",
    "'143",
    "=cmd|x",
    "a_x000A_b",
]


@pytest.mark.parametrize("cell", [-5, 1.5, 0.1 + 0.2, 1e308, *IMPLAUSIBLE], ids=str)
def test_what_is_no_count_cannot_be_confirmed(office: Office, anna: Client, cell: str | float) -> None:
    page = sent(anna, with_number(cell))

    assert page.status == 200
    assert 'name="gem"' not in page.html


@pytest.mark.parametrize(
    "month, area",
    [("Juni 2014", "Sorø"), ("April 2009", "Sorø"), ("April 2014", "Soröe"), ("April 2014", "Kbh.")],
)
def test_other_times_and_places_cannot_be_confirmed(
    office: Office, anna: Client, month: str, area: str
) -> None:
    header = row(1, text("A1", "Kommune"), text("B1", f"Langtidsledige, {month}"))

    page = sent(anna, workbook(header + row(2, text("A2", area), number("B2", 143))))

    assert page.status == 200
    assert 'name="gem"' not in page.html


@pytest.mark.parametrize("code", [340, "340", "0340", "Sorø Kommune", "SOROE"])
def test_a_municipality_has_several_names(office: Office, anna: Client, code: str | int) -> None:
    header = row(1, text("A1", "Kommune"), text("B1", "Langtidsledige"))
    named = text("A2", code) if isinstance(code, str) else number("A2", code)

    confirmed(sent(anna, workbook(header + row(2, named, number("B2", "-0")))))

    assert the_figure(UNEMPLOYED).value == 0


def test_a_file_is_shown_first_and_saved_when_confirmed(office: Office, anna: Client) -> None:
    page = sent(anna, with_number(143))
    before = everything()

    answer = confirmed(page)

    assert (page.status, before, answer.status_code) == (200, (0, 0, before[2]), 302)
    assert the_figure(UNEMPLOYED).value == 143


def test_one_file_too_many_in_an_hour_waits_and_what_is_pasted_does_not(
    office: Office, anna: Client, settings: Settings
) -> None:
    settings.UPLOADS_PER_HOUR = 2
    for _file in range(2):
        assert sent(anna, with_number(143)).status == 200

    refused = anna.post(ADDRESS, {"send_fil": "1", "fil": SimpleUploadedFile("tal.xlsx", with_number(143))})
    pasted = anna.post(ADDRESS, {"tekst": "Kommune\tLangtidsledige\nSorø\t143"})

    assert refused.status_code == 429
    assert 3500 < int(refused["Retry-After"]) <= 3600
    assert "Der kan højst sendes 2 filer på en time." in refused.content.decode()
    assert (pasted.status_code, b'class="paste-confirm"' in pasted.content) == (200, True)


def test_what_a_file_brought_counts_as_entered_by_who_sent_it(office: Office, anna: Client) -> None:
    confirmed(sent(anna, with_number(143)))

    figure = the_figure(UNEMPLOYED)
    revision = figure.revisions.get()
    assert (revision.origin, revision.change.by) == (Origin.FILE, office.cast.anna)
    assert (figure.approved_version, figure.state) == (0, FigureState.REPORTED)


def test_a_confirmed_file_says_when_it_was_saved_and_can_be_undone(office: Office, anna: Client) -> None:
    answer = confirmed(sent(anna, with_number(143)))

    page = anna.get(answer["Location"]).content.decode()
    assert "Læst fra filen og gemt kl. 14.02: 1 tal." in page
    assert "/fortryd/" in page


def test_a_file_confirmed_twice_is_saved_once(office: Office, anna: Client) -> None:
    page = sent(anna, with_number(143))

    answers = [confirmed(page).status_code for _press in range(2)]

    assert answers == [302, 302]
    assert FigureRevision.objects.count() == 1


def test_numbers_of_other_places_are_left_out(office: Office, anna: Client) -> None:
    page = sent(anna, with_number(143, area="Aalborg"))

    assert "Aalborg" in page.text
    assert 'name="gem"' not in page.html
    assert not Figure.objects.exists()


@pytest.mark.parametrize("person", ["ole", "vibe", "bo", "mette", "sys", "lis"])
def test_only_who_enters_the_month_sends_files(office: Office, client_of: ClientOf, person: str) -> None:
    assert sent(client_of(office.cast[person]), with_number(143)).status == 404


def test_released_numbers_stay_as_they_are(office: Office, anna: Client) -> None:
    make_figure(office.cast.places.soroe, office.unemployed, "2014-04", 150)

    page = sent(anna, with_number(143))

    assert 'name="gem"' not in page.html
    assert the_figure(UNEMPLOYED).value == 150


def test_a_template_is_filled_in_and_sent_back(office: Office, client_of: ClientOf) -> None:
    vibe = client_of(office.cast.vibe)
    template = vibe.get("/indberetning/esbjerg/2014-04/skabelon.csv").content.decode("utf-8-sig")
    lines = [f"{line}{step}" if step else line for step, line in enumerate(template.splitlines())]

    answer = confirmed(sent(vibe, "\r\n".join(lines).encode("cp1252"), "Ærø.csv", ESBJERG))

    assert answer.status_code == 302
    assert sorted(Figure.objects.values_list("value", flat=True)) == list(range(1, len(lines)))


def test_hidden_sheets_are_told(office: Office, anna: Client) -> None:
    sheets = {"Ark1": HEADING + row(2, text("A2", "x")), "Gamle <tal>": HEADING}
    content = workbook(sheets={"Ark1": sheets["Ark1"], "Gamle": HEADING}, states={"Gamle": "hidden"})

    assert "Det, der står på skjulte faner, er ikke læst: Gamle." in sent(anna, content).text


def test_what_a_file_is_called_and_says_is_shown_as_text(office: Office, anna: Client) -> None:
    script = "<script>alert(1)</script>"
    content = workbook(
        row(1, text("A1", script), text("B1", script)) + row(2, text("A2", script), number("B2", 1))
    )

    page = sent(anna, content, f"{script}.xlsx")

    assert page.status == 200
    assert script not in page.html


def test_the_field_says_what_it_takes(office: Office, anna: Client) -> None:
    page = anna.get(ADDRESS).content.decode()

    field = page.partition('type="file"')[2].partition(">")[0]
    assert 'accept=".xlsx,.csv"' in field
    assert "på højst 5 MB" in page
    assert "/indberetning/soroe/2014-04/skabelon.xlsx" in page


def test_nothing_chosen_is_asked_for(office: Office, anna: Client) -> None:
    assert "Vælg filen først." in anna.post(ADDRESS, {"send_fil": "1"}).content.decode()


def test_a_body_far_too_large_is_refused_unread(office: Office, anna: Client) -> None:
    answer = anna.post(ADDRESS, {"send_fil": "1", "fil": BytesIO(bytes(21 * 1024 * 1024))})

    assert answer.status_code == 400
