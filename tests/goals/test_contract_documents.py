"""The signed documents of a contract: what is kept, who gets it, and whether it still is what it was."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from goals import contracts
from goals.contracts.documents import cleaned_name, forget
from goals.contracts.pdf import LARGEST, problems_of_pdf
from goals.models import ContractDocument
from goals.refusals import StepRefused
from goals.verification import History, first_fault
from tests.cast import ClientOf
from tests.goals.contract_files import a_pdf, a_stream, packed
from tests.goals.contract_pages import CONTRACT, EDIT, approved, drafted, negotiated, signed, the_contract
from tests.goals.entry_page import Office, Page, opened
from tests.goals.test_contract_edit import shown

ACTION = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    return tmp_path / "documents"


def send(client: Client, content: bytes, name: str = "Kontrakt 2014.pdf", **more: str) -> Page:
    file = SimpleUploadedFile(name, content, content_type="text/html")
    sent = shown(client, "attach") | more | {"document": file}
    return Page(client, EDIT, client.post(EDIT, sent, follow=True))


def address(office: Office) -> str:
    return f"{CONTRACT}dokument/{ContractDocument.objects.get().pk}/"


@pytest.mark.parametrize("person", ["bo", "mette"])
def test_a_signed_document_is_attached_and_kept(
    office: Office, client_of: ClientOf, folder: Path, person: str
) -> None:
    signed(office)

    page = send(client_of(office.cast[person]), a_pdf())

    assert "Dokumentet er vedhæftet." in page.text
    assert (
        f"Kontrakt 2014.pdf PDF, 1 kB, vedlagt 3. juni 2014 kl. 14.02 af {office.cast[person]}" in page.text
    )
    kept = folder / hashlib.sha256(a_pdf()).hexdigest()
    assert kept.read_bytes() == a_pdf()
    assert kept.stat().st_mode & 0o077 == 0 and list(folder.iterdir()) == [kept]
    assert first_fault(History.now()) is None


def test_everybody_gets_the_document_of_a_signed_contract(office: Office, client_of: ClientOf) -> None:
    contracts.attach(signed(office), "Kontrakt ærø.pdf", a_pdf(), by=office.cast.mette)

    response = client_of(office.cast.anna).get(address(office))

    assert response.content == a_pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == "attachment; filename*=utf-8''Kontrakt%20%C3%A6r%C3%B8.pdf"


def test_the_document_of_a_draft_is_its_parties_alone(office: Office, client_of: ClientOf) -> None:
    contracts.attach(approved(office), "kontrakt.pdf", a_pdf(), by=office.cast.bo)

    answers = {
        person: client_of(office.cast[person]).get(address(office)).status_code
        for person in ("bo", "rikke", "mette", "anna", "karl", "lis", "sys")
    }

    assert answers == {
        "bo": 200, "rikke": 200, "mette": 200, "anna": 404, "karl": 404, "lis": 404, "sys": 404,
    }  # fmt: skip


@pytest.mark.parametrize("other", ["/kontrakter/2014/NJ/", "/kontrakter/2013/HS/"])
def test_a_document_is_not_found_below_another_contract(
    office: Office, client_of: ClientOf, other: str
) -> None:
    contracts.attach(signed(office), "kontrakt.pdf", a_pdf(), by=office.cast.mette)

    document = ContractDocument.objects.get()

    assert client_of(office.cast.mette).get(f"{other}dokument/{document.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Filen er tom."),
        (b"<html><script>alert(1)</script></html>", "Det er ikke en PDF-fil."),
        (b"MZ\x90" + a_pdf(), "Det er ikke en PDF-fil."),
        (a_pdf()[:-8], "PDF-filen er ikke hel"),
        (a_pdf() + b"PK\x03\x04", "PDF-filen er ikke hel"),
        (a_pdf(ACTION), "PDF-filen indeholder scripts"),
        (a_pdf(b"<< /S /J#61vaScript /JS (x) >>"), "PDF-filen indeholder scripts"),
        (a_pdf(packed(b"4 0 " + ACTION)), "PDF-filen indeholder scripts"),
        (a_pdf(packed(b"4 0 " + ACTION, b"/Type/Obj#53tm")), "PDF-filen indeholder scripts"),
        (a_pdf(b"(% >>\nstream\n)", packed(b"4 0 " + ACTION)), "PDF-filen indeholder scripts"),
        (a_pdf(b"<< /S /Launch /F (cmd.exe) >>"), "PDF-filen indeholder scripts"),
        (a_pdf(b"<< /Type /EmbeddedFile >>"), "PDF-filen indeholder scripts"),
        (a_pdf(a_stream(b"<SCRIPT >alert(1)</SCRIPT>")), "PDF-filen indeholder scripts"),
        (a_pdf(b"<< /Encrypt 9 0 R >>"), "PDF-filen er beskyttet"),
        (a_pdf(a_stream(b"abc", b"/Type /ObjStm /Filter /LZWDecode")), "PDF-filen er beskyttet"),
        (a_pdf(a_stream(b"no zlib", b"/Type /ObjStm /Filter /FlateDecode")), "PDF-filen er beskyttet"),
    ],
    ids=range(16),
)
def test_what_is_no_plain_pdf_is_refused_at_the_field(
    office: Office, client_of: ClientOf, folder: Path, content: bytes, told: str
) -> None:
    signed(office)

    page = send(client_of(office.cast.mette), content)

    assert told in page.text
    assert 'id="attach-document_error"' in page.html
    assert not ContractDocument.objects.exists() and not folder.exists()


def test_a_file_must_be_chosen(office: Office, client_of: ClientOf) -> None:
    signed(office)
    mette = client_of(office.cast.mette)

    page = Page(mette, EDIT, mette.post(EDIT, shown(mette, "attach")))

    assert "Vælg en PDF-fil." in page.text


def test_a_large_file_is_refused(office: Office, client_of: ClientOf) -> None:
    signed(office)

    page = send(client_of(office.cast.mette), a_pdf(a_stream(b"0" * LARGEST)))

    assert "Den må højst fylde 10 MB." in page.text


def test_what_unfolds_without_end_is_refused_quickly() -> None:
    bomb = a_stream(zlib.compress(b" " * 60_000_000), b"/Type /ObjStm /Filter /FlateDecode")

    assert [problem.code for problem in problems_of_pdf(a_pdf(bomb))] == ["unreadable"]


def test_pictures_and_plain_object_streams_are_fine() -> None:
    picture = a_stream(bytes(range(256)) * 400, b"/Subtype /Image")

    assert not list(problems_of_pdf(a_pdf(picture, packed(b"4 0 << /Type /Font >>"))))


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Kontrakt 2014 (endelig).PDF", "Kontrakt 2014 (endelig).pdf"),
        ("..\\..\\etc/passwd", "passwd.pdf"),
        ('kon"tra\r\nkt;.pdf', "kon tra kt.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        (".pdf", "kontrakt.pdf"),
        ("Å" * 300 + ".pdf", "Å" * 116 + ".pdf"),
    ],
)
def test_the_name_of_a_file_is_cleaned(given: str, kept: str) -> None:
    assert cleaned_name(given) == kept


def test_a_name_with_a_cpr_number_is_refused() -> None:
    with pytest.raises(StepRefused, match="cpr-nummer"):
        cleaned_name("Kontrakt 010190-1234.pdf")


def test_the_same_file_is_attached_once(office: Office, client_of: ClientOf) -> None:
    signed(office)
    mette = client_of(office.cast.mette)
    send(mette, a_pdf())

    assert "Netop denne fil er allerede vedhæftet." in send(mette, a_pdf()).text
    assert ContractDocument.objects.count() == 1


@pytest.mark.parametrize("state", [drafted, negotiated])
def test_nothing_is_attached_before_the_approval(office: Office, state: Any) -> None:
    with pytest.raises(StepRefused):
        contracts.attach(state(office), "kontrakt.pdf", a_pdf(), by=office.cast.mette)


def test_the_council_attaches_nothing(office: Office) -> None:
    with pytest.raises(StepRefused, match="ministeriet"):
        contracts.attach(signed(office), "kontrakt.pdf", a_pdf(), by=office.cast.rikke)


@pytest.mark.parametrize("damage", ["altered", "gone"])
def test_a_file_that_is_not_what_was_attached_is_found_and_not_given_out(
    office: Office, client_of: ClientOf, folder: Path, damage: str
) -> None:
    document = contracts.attach(signed(office), "kontrakt.pdf", a_pdf(), by=office.cast.mette)
    file = folder / document.sha256
    if damage == "altered":
        file.write_bytes(a_pdf(b"<< /Changed true >>"))
    else:
        file.unlink()

    fault = first_fault(History.now())

    assert fault and fault.code == "document" and "kontrakt.pdf" in fault.message
    assert client_of(office.cast.mette).get(address(office)).status_code == 404


def test_files_that_nobody_names_are_forgotten(office: Office, folder: Path) -> None:
    kept = contracts.attach(signed(office), "a.pdf", a_pdf(), by=office.cast.mette)
    (folder / ("f" * 64)).write_bytes(b"old")

    forget([kept.sha256, "f" * 64])

    assert [file.name for file in folder.iterdir()] == [kept.sha256]


def test_documents_stand_on_the_page_and_the_contract_stays_its_own(
    office: Office, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    contract = signed(office)
    for number in range(3):
        contracts.attach(contract, f"{number}.pdf", a_pdf(b"%d" % number), by=office.cast.mette)
    assert the_contract(office).documents.count() == 3
    client = client_of(office.cast.bo)

    with django_assert_max_num_queries(12):
        text = opened(client, CONTRACT).text

    assert all(f"{number}.pdf PDF, 1 kB" in text for number in range(3))
