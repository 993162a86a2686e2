"""`manage.py import_figures`: whose rights apply, what is told, and that all is written or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from goals.imports import import_figures
from goals.models import CorrectionRequest, Figure, FigureRevision, Origin
from goals.reference import DATA
from jobcentres import clock
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Change
from tests.goals.figure_builders import TENTH_OF_JUNE, World, an_entry, record, the_figure
from tests.goals.import_files import counts, figures, run, stored

TWO = figures("foertidspension;0340;2014-04;34", "langtidsledige;0340;2014-04;143")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "tal.csv"


def test_the_official_source_is_approved_at_once(world: World, path: Path) -> None:
    code, told = run("import_figures", path, TWO)

    figure = Figure.objects.get(indicator=world.pensions)
    change = Change.objects.get()
    assert (code, told) == (0, "Nye: 2. Ændrede: 0. Uændrede: 0. Afviste: 0.\n")
    assert figure.is_approved and figure.revisions.get().origin == Origin.OFFICIAL
    assert (change.by, change.kind, change.reason) == (None, Change.Kind.OFFICIAL, "tal.csv")


def test_the_same_file_again_is_unchanged(world: World, path: Path) -> None:
    run("import_figures", path, TWO)
    before = counts()

    code, told = run("import_figures", path, TWO)

    assert (code, told) == (0, "Nye: 0. Ændrede: 0. Uændrede: 2. Afviste: 0.\n")
    assert counts() == before


def test_where_the_official_source_changes_a_figure_it_is_an_update(world: World, path: Path) -> None:
    run("import_figures", path, TWO)

    _code, told = run("import_figures", path, TWO.replace(b"34\n", b"35\n").replace(b";34;", b";35;"))

    revision = FigureRevision.objects.get(version=2)
    assert "Nye: 0. Ændrede: 1. Uændrede: 1." in told
    assert (revision.value, revision.replaced_value, revision.is_source_update) == (35, 34, True)
    assert not CorrectionRequest.objects.exists()


def test_only_the_official_source_writes_for_a_region_or_the_country(world: World, path: Path) -> None:
    content = figures("foertidspension;HS;2014-04;2000", "foertidspension;DK;2014-04;9000")
    refused, told = run("import_figures", path, content, "--user", world.clerk.email)
    before = counts()

    taken, _told = run("import_figures", path, content)

    assert (refused, before, taken) == (1, (0, 0, 0), 0)
    assert 'Linje 3, kolonne area, "DK": Du kan ikke indberette tal for Hele landet.' in told
    assert Figure.objects.filter(approved_version=1).count() == 2


def test_a_persons_figures_are_preliminary_as_if_typed(world: World, path: Path) -> None:
    code, _told = run("import_figures", path, TWO, "--user", "Anna Holm")

    change = Change.objects.get()
    assert code == 0
    assert set(Figure.objects.values_list("approved_version", flat=True)) == {0}
    assert set(FigureRevision.objects.values_list("origin", flat=True)) == {Origin.FILE}
    assert (change.by, change.kind) == (world.clerk, Change.Kind.IMPORT)
    assert change.assignment == world.clerk.assignments.get()


def test_one_foreign_municipality_refuses_a_persons_whole_file(world: World, path: Path) -> None:
    content = figures("foertidspension;0340;2014-04;34", "foertidspension;Aalborg;2014-04;61")

    code, told = run("import_figures", path, content, "--user", world.clerk.email)

    assert (code, counts()) == (1, (0, 0, 0))
    assert 'Linje 3, kolonne area, "Aalborg": Du kan ikke indberette tal for Aalborg Kommune.' in told
    assert "Nye: 1. Ændrede: 0. Uændrede: 0. Afviste: 1." in told
    assert told.endswith("Intet er indlæst: 1 af 2 rækker skal rettes. Ret den i filen, og indlæs den igen.")


@pytest.mark.parametrize("name", ["officer", "official"])
def test_those_who_do_not_enter_figures_import_none(world: World, path: Path, name: str) -> None:
    code, _told = run("import_figures", path, TWO, "--user", getattr(world, name).email)

    assert (code, counts()) == (1, (0, 0, 0))


def test_an_approved_figure_is_closed_to_a_person(world: World, path: Path) -> None:
    record(an_entry(world.pensions, world.soroe, value=36))
    before = counts()

    code, told = run("import_figures", path, TWO, "--user", world.clerk.email)

    assert (code, counts()) == (1, before)
    assert 'Linje 2, kolonne value, "34": Tallet er frigivet. Anmod om rettelse i stedet.' in told


def test_with_a_reason_a_person_asks_for_a_correction(world: World, path: Path) -> None:
    approved = an_entry(world.pensions, world.soroe, value=36)
    record(approved)
    options = ("--user", world.clerk.email, "--correct", "Talt for marts")

    code, told = run("import_figures", path, TWO, *options)

    request = CorrectionRequest.objects.get()
    assert (code, told) == (0, "Nye: 1. Ændrede: 0. Uændrede: 0. Afviste: 0. Anmodninger om rettelse: 1.\n")
    assert (request.value, request.reason, the_figure(approved).value) == (34, "Talt for marts", 36)


def test_a_rehearsal_says_the_same_and_writes_nothing(world: World, path: Path) -> None:
    code, told = run("import_figures", path, TWO, "--dry-run")
    faulty, reasons = run("import_figures", path, TWO + b"x;0340;2014-04;1;;;;;\n", "--dry-run")

    assert (code, faulty, counts()) == (0, 1, (0, 0, 0))
    assert told == "Nye: 2. Ændrede: 0. Uændrede: 0. Afviste: 0.\nDet var en prøve: intet er skrevet.\n"
    assert 'Linje 4, kolonne indicator, "x": Indikatoren findes ikke.' in reasons
    assert "Intet er indlæst: 1 af 3 rækker skal rettes." in reasons


def many(indicators: str, value: str) -> list[str]:
    """A row for each indicator, six areas and every month of 2007–2013."""
    months = [f"{year}-{month:02}" for year in range(2007, 2014) for month in range(1, 13)]
    return [
        f"{indicator};{area};{month};{value}"
        for month in months
        for indicator in indicators.split()
        for area in ("0330", "0340", "0851", "HS", "NJ", "DK")
    ]


def test_a_fault_in_the_last_of_many_rows_leaves_nothing_behind(
    world: World, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goals.entry._AT_ONCE", 500)
    rows = many("foertidspension langtidsledige", "7")

    code, told = run("import_figures", path, figures(*rows, "foertidspension;0340;2014-04;x"))

    assert (code, counts()) == (1, (0, 0, 0))
    assert f"Nye: {len(rows)}. Ændrede: 0. Uændrede: 0. Afviste: 1." in told


def test_a_figure_twice_is_refused_however_far_apart(
    world: World, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goals.entry._AT_ONCE", 1)

    code, told = run("import_figures", path, TWO + b"foertidspension;340;2014-04;34;;;;;\n")

    assert (code, counts()) == (1, (0, 0, 0))
    assert 'Linje 4, kolonne area, "340": Det samme tal står her to gange.' in told


def test_the_source_of_the_rows_that_name_none(world: World, path: Path) -> None:
    run("import_figures", path, TWO, "--source", "jobindsats.dk, 3. juni 2014")

    assert set(Figure.objects.values_list("source", flat=True)) == {"jobindsats.dk, 3. juni 2014"}


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--user", "nobody@example.dk"], "Ingen aktiv bruger"),
        (["--user", "Bo Lund", "--correct", " "], "--correct: Skriv, hvorfor tallet skal rettes."),
        (["--correct", "Talt forkert"], "skriv også --user"),
        (["--source", "x" * 501], "--source: Teksten er på 501 tegn"),
    ],
)
def test_options_that_make_no_sense(world: World, path: Path, options: list[str], reason: str) -> None:
    code, told = run("import_figures", path, TWO, *options)

    assert (code, counts()) == (1, (0, 0, 0))
    assert reason in told


def test_two_people_of_one_name_are_told_apart_by_their_address(world: World, path: Path) -> None:
    world.outsider.name = "Anna Holm"
    world.outsider.save()

    code, told = run("import_figures", path, TWO, "--user", "Anna Holm")
    taken, _told = run("import_figures", path, TWO, "--user", world.clerk.email.upper())

    assert (code, taken) == (1, 0)
    assert 'Flere har navnet "Anna Holm". Skriv e-mailadressen.' in told


def test_somebody_deactivated_imports_nothing(world: World, path: Path) -> None:
    world.clerk.is_active = False
    world.clerk.save()

    code, _told = run("import_figures", path, TWO, "--user", world.clerk.email)

    assert (code, counts()) == (1, (0, 0, 0))


def test_a_file_that_is_not_there(world: World, tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(CommandError, match="kan ikke læses"):
            call_command("import_figures", str(path))


def test_an_empty_installation_is_told_what_to_do(db: None, path: Path) -> None:
    code, told = run("import_figures", path, TWO)

    assert (code, "load_reference" in told) == (1, True)


def test_nothing_in_a_file_moves_the_cursor_of_the_terminal(world: World, path: Path) -> None:
    content = figures("foertidspension;\x1b[2JSorø;\x1b[1A2014;\x07", "\x1b]0;x")

    _code, told = run("import_figures", path, content)

    assert all(sign.isprintable() or sign == "\n" for sign in told)


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is(world: World, path: Path) -> None:
    path.write_bytes(figures(*many("foertidspension langtidsledige", "7")))
    terminal = Terminal()

    call_command("import_figures", str(path), stdout=terminal)

    bars, _cleared, told = terminal.getvalue().rpartition("\r\x1b[K")
    assert bars.count("\r") == 2 and bars.endswith(" %")
    assert told == "Nye: 1008. Ændrede: 0. Uændrede: 0. Afviste: 0.\n"


@pytest.fixture
def today() -> Iterator[None]:
    with clock.standing_at(TENTH_OF_JUNE):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("today")
def test_the_published_figures_are_imported_and_imported_again() -> None:
    call_command("load_reference", stdout=StringIO())
    file = DATA / "published" / "published_figures.csv"
    told = StringIO()

    for _time in range(2):
        call_command("import_figures", str(file), stdout=told)

    assert told.getvalue() == (
        "Nye: 6. Ændrede: 0. Uændrede: 0. Afviste: 0.\nNye: 0. Ændrede: 0. Uændrede: 6. Afviste: 0.\n"
    )
    assert stored() == [
        ("foertidspension", "0340", "2013-05", "72"),
        ("foertidspension", "0340", "2014-05", "34"),
        ("samarbejdsgrad", "0340", "2012-12", "39.5"),
        ("samarbejdsgrad", "0340", "2013-12", "37"),
        ("uddannelsesgrad", "MJ", "2013-04", "8.9"),
        ("samarbejdsgrad", "MJ", "2013-09", "not_measurable"),
    ]
    assert FigureRevision.objects.filter(note='"Kan ikke opgøres pt."').count() == 1


def test_an_import_says_when_its_figures_were_known(world: World) -> None:
    evening = datetime(2014, 6, 11, 20, 0, tzinfo=COPENHAGEN)

    with clock.standing_at(evening):
        recorded = import_figures(BytesIO(TWO))

    assert recorded.change is not None and recorded.change.recorded_at == evening
