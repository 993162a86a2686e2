"""`manage.py import_targets`: binding versions from a file, all or none."""

from __future__ import annotations

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from goals.imports import import_targets
from goals.models import TargetVersion
from goals.months import Month
from goals.reference import DATA
from jobcentres import clock
from jobcentres.models import Change
from tests.goals.figure_builders import TENTH_OF_JUNE, World
from tests.goals.import_files import TARGET_COLUMNS, run, targets

TWO = targets("2014;foertidspension;0340;38;2012-12;86;Byrådet", "2014;uddannelsesgrad;HS;25,5")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "maaltal.csv"


def versions() -> list[tuple[str, str, int, str, float]]:
    """(indicator, area, number, kind, value) in the order in which they were written."""
    rows = TargetVersion.objects.select_related("target__indicator", "target__area").order_by("pk")
    return [
        (row.target.indicator.code, row.target.area.code, row.number, row.kind, float(row.value))
        for row in rows
    ]


def test_a_municipality_adopts_and_a_region_has_a_contract(world: World, path: Path) -> None:
    code, told = run("import_targets", path, TWO)

    assert (code, told) == (0, "Nye: 2. Ændrede: 0. Uændrede: 0. Afviste: 0.\n")
    assert versions() == [
        ("foertidspension", "0340", 1, "adopted", 38),
        ("uddannelsesgrad", "HS", 1, "contract", 25.5),
    ]
    assert (Change.objects.get().kind, Change.objects.get().reason) == (Change.Kind.TARGETS, "maaltal.csv")


def test_the_same_file_again_is_unchanged_and_another_value_a_new_version(world: World, path: Path) -> None:
    run("import_targets", path, TWO)

    _code, again = run("import_targets", path, TWO)
    _code, other = run("import_targets", path, TWO.replace(b"25,5", b"26"))

    assert again == "Nye: 0. Ændrede: 0. Uændrede: 2. Afviste: 0.\n"
    assert other == "Nye: 0. Ændrede: 1. Uændrede: 1. Afviste: 0.\n"
    assert versions()[2:] == [("uddannelsesgrad", "HS", 2, "amendment", 26)]


def test_a_file_with_commas_has_points_in_its_numbers(world: World) -> None:
    content = targets(
        "2014,uddannelsesgrad,Sorø,25.5,2013-12,20.25,", columns=TARGET_COLUMNS.replace(";", ",")
    )

    import_targets(BytesIO(b"\xef\xbb\xbf" + content))

    version = TargetVersion.objects.get()
    assert (float(version.value), version.baseline_month) == (25.5, Month(2013, 12))


def test_columns_that_are_empty_may_be_missing(world: World) -> None:
    import_targets(BytesIO(targets("38;0340;foertidspension;2014", columns="value;area;indicator;year")))

    assert versions() == [("foertidspension", "0340", 1, "adopted", 38)]


def test_the_country_is_refused_and_nothing_is_written(world: World, path: Path) -> None:
    code, told = run("import_targets", path, TWO + b"2014;foertidspension;DK;9000;;;\n")

    assert (code, versions()) == (1, [])
    assert 'Linje 4, kolonne area, "DK": Hele landet har intet måltal.' in told
    assert "Nye: 2. Ændrede: 0. Uændrede: 0. Afviste: 1." in told


def test_a_rehearsal_writes_nothing(world: World, path: Path) -> None:
    code, told = run("import_targets", path, TWO, "--dry-run")

    assert (code, versions(), Change.objects.count()) == (0, [], 0)
    assert told.startswith("Nye: 2.") and "intet er skrevet" in told


def test_a_managers_rights_end_at_the_own_municipality(world: World, path: Path) -> None:
    refused, told = run("import_targets", path, TWO, "--user", world.manager.email)
    taken, _told = run("import_targets", path, TWO.rsplit(b"\n", 2)[0], "--user", "Mads Holm")

    assert (refused, taken) == (1, 0)
    assert "Du kan ikke indføre måltal for Beskæftigelsesregion Hovedstaden & Sjælland." in told
    assert Change.objects.get().assignment == world.manager.assignments.get()


def test_a_clerk_enters_no_targets(world: World, path: Path) -> None:
    code, _told = run("import_targets", path, TWO, "--user", world.clerk.email)

    assert (code, versions()) == (1, [])


def test_a_target_twice_is_refused_however_far_apart(
    world: World, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("goals.targets._AT_ONCE", 1)

    code, told = run("import_targets", path, TWO + b"2014;foertidspension;Soroe;38;;;\n")

    assert (code, versions()) == (1, [])
    assert 'Linje 4, kolonne area, "Soroe": Det samme måltal står her to gange.' in told


@pytest.mark.django_db
def test_the_published_targets_are_imported_and_imported_again() -> None:
    told = StringIO()
    with clock.standing_at(TENTH_OF_JUNE):
        call_command("load_reference", stdout=StringIO())

        for _time in range(2):
            call_command("import_targets", str(DATA / "published" / "published_targets.csv"), stdout=told)

    assert told.getvalue() == (
        "Nye: 3. Ændrede: 0. Uændrede: 0. Afviste: 0.\nNye: 0. Ændrede: 0. Uændrede: 3. Afviste: 0.\n"
    )
    assert versions() == [
        ("foertidspension", "0340", 1, "adopted", 38),
        ("uddannelsesgrad", "MJ", 1, "contract", 25),
        ("samarbejdsgrad", "MJ", 1, "contract", 25),
    ]
