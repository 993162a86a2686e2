"""Papers as files: tagged and Danish, the same bytes each time, and no text in them read as markup."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from reporting import papers
from reporting.papers.blocks import LEFT, Box, Cell, Column, Document, Heading, Prose, Row, Table, cells
from reporting.papers.typesetting import UNKNOWN_SIGN, many, typeset

MOMENT = datetime(2014, 6, 12, 6, 30, tzinfo=UTC)
LIVE = (
    "#panic()",
    "$x^2$ *b* _i_ `c`",
    "<label> @ref",
    '\\ "quoted" // /* -- ~',
    "#set text(fill: red)\n= Heading",
)
MAKE_A_PAPER = """
import sys, django
django.setup()
import config.urls
from datetime import UTC, datetime
from reporting.papers.blocks import Document
from reporting.papers.typesetting import typeset
made = typeset(Document("", "Sorø", "", "", "", (), datetime(2014, 6, 12, tzinfo=UTC), ()))
print(made[:5].decode(), sorted({"typst"} & set(sys.modules)))
"""


def document(*blocks: Prose | Table | Heading | Box, name: str = "Sorø") -> Document:
    return Document(
        lead="Opfølgning i",
        name=name,
        kicker="Ministermål 2014",
        state="Data til og med maj 2014",
        origin="Kendt 12. juni 2014",
        facts=("Jobcenter Sorø",),
        made_at=MOMENT,
        blocks=blocks,
        marks=("Opdigtet.",),
    )


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def text_of(content: bytes) -> str:
    """All pages in single blanks."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def test_a_paper_is_tagged_danish_and_says_what_it_is() -> None:
    made = read(typeset(document(Heading("Status"))))

    catalog = made.root_object
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"] == "da"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.metadata is not None
    assert made.metadata.title == "Opfølgning i Sorø"
    assert b"pdfuaid" in made.xmp_metadata.stream.get_data() if made.xmp_metadata else False


def test_its_metadata_are_the_product_and_the_moment_of_knowledge() -> None:
    content = typeset(document())

    metadata = read(content).metadata
    assert metadata is not None
    assert metadata.author == "Måltal"
    assert metadata.creation_date == metadata.modification_date == MOMENT
    assert str(Path.home()).encode() not in content
    assert str(Path(papers.__file__).parents[1]).encode() not in content


def test_the_same_document_is_the_same_bytes() -> None:
    assert typeset(document(Prose("Æ"))) == typeset(document(Prose("Æ")))


@pytest.mark.parametrize("text", LIVE)
def test_no_text_is_markup(text: str) -> None:
    table = Table(text, (Column(text, LEFT),), (Row(cells(Cell(text, (text,)))),))

    content = typeset(document(Heading(text), Prose(text, label=text), table, name=text))

    shown = text_of(content)
    assert shown.count(" ".join(text.split())) == 8


def test_endless_words_stay_on_the_page() -> None:
    made = read(typeset(document(Prose("x" * 2000))))

    [page] = made.pages
    places: list[float] = []
    page.extract_text(visitor_text=lambda _text, _cm, at, _font, _size: places.append(float(at[4])))
    assert text_of(typeset(document(Prose("x" * 2000)))).count("x") == 2000
    assert page.extract_text().count("\n") > 20


def test_signs_without_a_glyph_and_signs_that_turn_the_direction_do_no_harm() -> None:
    shown = text_of(typeset(document(Prose("før 漢😀\x01\u202eefter"))))

    assert f"før {UNKNOWN_SIGN * 2}efter" in shown


def test_every_page_has_its_number_and_its_marks() -> None:
    made = read(typeset(document(*(Prose("ord " * 400) for _ in range(6)))))

    for number, page in enumerate(made.pages, start=1):
        assert f"side {number} af {len(made.pages)}" in page.extract_text()
        assert "Opdigtet." in page.extract_text()


def test_a_table_has_its_head_and_is_tagged() -> None:
    table = Table("Status", (Column("Mål", LEFT, 1), Column("Tal")), (Row(cells("1 Unge", "34,0")),))

    kinds = _kinds(read(typeset(document(table))).root_object["/StructTreeRoot"])

    assert {"/Table", "/Caption", "/TH", "/TD", "/THead"} <= kinds


def test_a_paper_set_among_many_is_the_same_as_one_set_alone() -> None:
    apart = typeset(document(Prose("Ærø 漢")))

    with many():
        assert typeset(document(Prose("Ærø 漢"))) == apart


def test_a_worker_that_makes_a_paper_does_not_load_typst() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", MAKE_A_PAPER],
        cwd=Path(papers.__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )

    assert loaded.stdout.strip() == "%PDF- []"


def _kinds(node: object) -> set[str]:
    """The names of all parts of the tree of tags."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(_kinds, node))
    if not isinstance(node, dict):
        return set()
    own = {str(node["/S"])} if "/S" in node else set()
    return own | (_kinds(node["/K"]) if "/K" in node else set())
