"""What files of figures may look like, and that they are never held as a whole."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from goals.imports import FigureFile, import_figures
from goals.models import Figure, FigureRevision, SourceKind
from tests.goals.figure_builders import World
from tests.goals.import_files import FIGURE_COLUMNS, figures, stored

pytestmark = pytest.mark.usefixtures("world")

SOROE = ("foertidspension", "0340", "2014-04")

SPELLINGS = [
    "0340",
    "340",
    "340.0",
    "340,0",
    " 0340 ",
    "Sorø",
    "SORØ",
    "Soroe",
    "Sorø Kommune",
    "soroe kommune",
]


def imported(content: bytes) -> list[tuple[str, str, str, str]]:
    import_figures(BytesIO(content))
    return stored()


@pytest.mark.parametrize("area", SPELLINGS)
def test_a_municipality_is_known_by_its_code_and_its_names(area: str) -> None:
    assert imported(figures(f"foertidspension;{area};2014-04;34")) == [(*SOROE, "34")]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("HS", "HS"),
        ("hs", "HS"),
        ("Hovedstaden & Sjælland", "HS"),
        ("Hovedstaden og Sjaelland", "HS"),
        ("Beskæftigelsesregion Nordjylland", "NJ"),
        ("DK", "DK"),
        ("Hele landet", "DK"),
        ("Ålborg", "0851"),
    ],
)
def test_every_other_area_is_known_too(written: str, code: str) -> None:
    assert imported(figures(f"foertidspension;{written};2014-04;34")) == [
        ("foertidspension", code, "2014-04", "34")
    ]


@pytest.mark.parametrize("month", ["2014-04", "2014M04", " 2014-04"])
def test_months_are_written_in_two_ways(month: str) -> None:
    assert imported(figures(f"foertidspension;0340;{month};34")) == [(*SOROE, "34")]


@pytest.mark.parametrize("name", ["foertidspension", "Foertidspension", "Tilgang til førtidspension"])
def test_an_indicator_is_known_by_its_code_and_its_name(name: str) -> None:
    assert imported(figures(f"{name};0340;2014-04;34")) == [(*SOROE, "34")]


def test_a_file_with_semicolons_is_danish() -> None:
    content = figures(
        "langtidsledige;0851;2014-04;1.234",
        "uddannelsesgrad;0340;2014-04;33,25",
        "samarbejdsgrad;0340;2013-12;37",
    )

    assert [row[3] for row in imported(content)] == ["1234", "33.25", "37"]


def test_a_file_with_commas_is_the_machines() -> None:
    content = figures(
        "langtidsledige,0851,2014-04,1234,,,,,",
        "uddannelsesgrad,0340,2014-04,33.25,,,,,",
        'samarbejdsgrad,0340,2013-12,,10,40,reported,"Egen, lokal","i ""dag"""',
        columns=FIGURE_COLUMNS.replace(";", ","),
    )

    assert [row[3] for row in imported(content)] == ["1234", "33.25", "10/40"]
    assert Figure.objects.get(indicator__code="samarbejdsgrad").source == "Egen, lokal"
    assert FigureRevision.objects.get(figure__indicator__code="samarbejdsgrad").note == 'i "dag"'


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + figures("foertidspension;Sorø;2014-04;34"),
        figures("foertidspension;Sorø;2014-04;34").replace(b"\n", b"\r\n"),
        figures("foertidspension;Sorø;2014-04;34").removesuffix(b"\n"),
        figures("", "foertidspension;Sorø;2014-04;34").replace(b";;;;;;;;\n", b"\n"),
        figures('"foertidspension";"Sorø";"2014-04";"34"'),
        b"value;month;area;indicator\n34;2014-04;0340;foertidspension\n",
        b'"Indicator"; AREA ;month;value\nfoertidspension;0340;2014-04;34\n',
    ],
    ids=["BOM", "CRLF", "no last line feed", "blank lines", "quoted", "columns in any order", "column names"],
)
def test_files_of_many_programs_are_read(content: bytes) -> None:
    assert imported(content) == [(*SOROE, "34")]


def test_states_have_no_numbers(world: World) -> None:
    import_figures(BytesIO(figures("foertidspension;0340;2014-03;34")))
    content = figures(
        "foertidspension;0340;2014-01;;;;not_measurable",
        "foertidspension;0340;2014-02;;;;suppressed",
        "foertidspension;0340;2014-03;;;;not_reported;;Forkert kommune",
        "foertidspension;0340;2014-04;34;;;reported",
    )

    assert [row[3] for row in imported(content)] == ["not_reported", "not_measurable", "suppressed", "34"]


def test_a_percentage_that_agrees_with_its_parts_is_left_to_them() -> None:
    content = figures("uddannelsesgrad;0340;2014-04;9,5;19;201", "uddannelsesgrad;0340;2014-03;;19;201")

    assert [row[3] for row in imported(content)] == ["19/201", "19/201"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("", SourceKind.JOBINDSATS),
        ("jobindsats.dk, hentet 3. juni", SourceKind.JOBINDSATS),
        ("Egen opgørelse", SourceKind.OWN_COUNT),
        ("https://docplayer.dk/28222018", SourceKind.OTHER),
    ],
)
def test_the_source_says_what_kind_it_is(written: str, kind: str) -> None:
    import_figures(BytesIO(figures(f"foertidspension;0340;2014-04;34;;;;{written}")))

    figure = Figure.objects.get()
    assert (figure.source, figure.source_kind) == (written, kind)


def test_rows_without_a_source_get_the_files(world: World) -> None:
    content = figures("foertidspension;0340;2014-04;34", "foertidspension;0340;2014-03;35;;;;Avisen")

    import_figures(BytesIO(content), source="Kvartalsrapport")

    sources = Figure.objects.order_by("month").values_list("source", flat=True)
    assert list(sources) == ["Avisen", "Kvartalsrapport"]


def long_file(months: int) -> bytes:
    """Two series of two municipalities, as many months back as are asked for."""
    written = [f"{2014 - number // 12 - 1}-{number % 12 + 1:02}" for number in range(months)]
    return figures(
        *(
            f"{code};{area};{month};{number % 99}"
            for number, month in enumerate(written)
            for code in ("foertidspension", "langtidsledige")
            for area in ("0340", "0851")
        )
    )


def test_the_number_of_queries_does_not_grow_with_the_rows(world: World) -> None:
    needed = []
    for months in (12, 72):
        with CaptureQueriesContext(connection) as queries:
            recorded = import_figures(BytesIO(long_file(months)), is_rehearsal=True)
        assert recorded.new == 4 * months
        needed.append(len(queries))

    assert needed[0] == needed[1] <= 6


def test_a_file_of_many_rows_is_never_held_as_a_whole(world: World) -> None:
    def peak_of(rows: int) -> int:
        content = figures(
            *(f"foertidspension;0340;19{n % 100:02}-01;{n};;;;;{'n' * 400}" for n in range(rows))
        )
        file = FigureFile(BytesIO(content))
        tracemalloc.start()
        read = sum(1 for _entry in file)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert read == rows
        return peak

    peak_of(10)
    assert peak_of(10_000) < peak_of(100) + 100_000


def test_a_file_can_be_read_again() -> None:
    file = FigureFile(BytesIO(figures("foertidspension;0340;2014-04;34")))

    assert list(file) == list(file) != []


def test_the_progress_tells_how_far_the_reading_is() -> None:
    told: list[tuple[int, int]] = []
    content = long_file(300)

    list(FigureFile(BytesIO(content), progress=lambda done, size: told.append((done, size))))

    assert len(told) == 2
    assert all(0 < done <= size == len(content) for done, size in told)


@pytest.fixture
def two_files() -> Iterator[tuple[bytes, bytes]]:
    yield figures("foertidspension;0340;2014-04;34"), figures("foertidspension;0340;2014-04;35")


def test_the_same_file_again_changes_nothing(two_files: tuple[bytes, bytes]) -> None:
    first, second = two_files

    recorded = [import_figures(BytesIO(content)) for content in (first, first, second)]

    assert [(r.new, r.changed, r.unchanged) for r in recorded] == [(1, 0, 0), (0, 0, 1), (0, 1, 0)]
