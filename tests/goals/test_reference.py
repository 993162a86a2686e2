"""Reference data: what is loaded, that loading again changes nothing, and that people's edits stay."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command

from goals.models import (
    Deadline,
    Goal,
    GoalYear,
    Indicator,
    IndicatorDefinition,
    SeriesBreak,
    YearDate,
)
from goals.months import Month
from goals.reference import load_reference
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Change, Jobcentre, RecordEdit, ServedMunicipality, User

pytestmark = pytest.mark.django_db

TABLES = (
    Area,
    Jobcentre,
    ServedMunicipality,
    GoalYear,
    Goal,
    Indicator,
    IndicatorDefinition,
    SeriesBreak,
    YearDate,
)

LETTER_2014 = {
    1: (
        "Flere unge skal have en uddannelse",
        "Jobcentrene skal sikre, at flere unge uden uddannelse"
        " starter på en erhvervskompetencegivende uddannelse",
    ),
    2: (
        "Bedre og mere helhedsorienteret hjælp til ledige på kanten af arbejdsmarkedet"
        " – færre personer på førtidspension",
        "Jobcentrene skal forebygge, at så mange personer fortidspensioneres.",
    ),
    3: (
        "Langtidsledigheden skal bekæmpes",
        "Jobcentrene skal sikre, at antallet af langtidsledige personer begrænses mest muligt",
    ),
    4: (
        "En tættere kontakt og styrket dialog med de lokale virksomheder",
        "Jobcentrene skal styrke samarbejdet med virksomhederne om beskæftigelsesindsatsen",
    ),
}

PRINTED_2014 = [
    "Udmelding af beskæftigelsespolitiske mål for 2014",
    "J.nr. 2012-0019954",
    "0 1 MRS. 2013",
    "Jeg har valgt at fastholde de beskæftigelsespolitiske mål fra 2013 i 2014.",
    '"Jobcentrene skal sikre, at flere unge uden uddannelse',
    ' starter på en erhvervskompetencegivende uddannelse".',
    '"Jobcentrene skal forebygge, at så mange personer fortidspensioneres."',
    '"Jobcentrene skal sikre, at antallet af langtidsledige personer begrænses mest muligt"\n',
    '"Jobcentrene skal styrke samarbejdet med virksomhederne om beskæftigelsesindsatsen"\n',
    "Der vedlægges et uddybende notat om de fire beskæftigelsespolitiske mål for 2014.",
]


@pytest.fixture(autouse=True)
def _loaded() -> None:
    load_reference()


def everything() -> list[dict[str, object]]:
    return [fields_of(row) for table in (*TABLES, Deadline) for row in table._default_manager.order_by("pk")]


def test_the_country_has_four_regions_98_municipalities_and_94_jobcentres():
    regions = Counter(Area.objects.municipalities().values_list("parent__code", flat=True))

    assert Area.objects.countries().get().name == "Hele landet"
    assert regions == {"NJ": 11, "MJ": 19, "SD": 22, "HS": 46}
    assert Jobcentre.objects.count() == 94
    assert ServedMunicipality.objects.count() == 98


def test_a_jobcentre_serves_its_host_first():
    served = Jobcentre.objects.get(slug="vallensbaek").municipalities_on(date(2014, 6, 10))

    assert [area.code for area in served] == ["0187", "0183"]


def test_danish_order_ends_with_aa():
    names = [area.name for area in Area.objects.municipalities().in_danish_order()]

    assert names[0] == "Albertslund"
    assert names[-4:] == ["Ærø", "Aabenraa", "Aalborg", "Aarhus"]


@pytest.mark.parametrize("number", LETTER_2014)
def test_the_letters_wording_is_verbatim(number):
    goal = Goal.objects.get(goal_year__year=2014, number=number)

    assert (goal.title, goal.wording) == LETTER_2014[number]


@pytest.mark.parametrize("words", PRINTED_2014)
def test_the_whole_letter_is_kept_as_printed(words):
    assert words in GoalYear.objects.get(year=2014).letter


def test_the_slip_is_put_right_in_the_second_field_only():
    goal = Goal.objects.get(goal_year__year=2014, number=2)

    assert goal.corrected_wording == goal.wording.replace("fortids", "førtids")


def test_2013_has_the_titles_and_says_that_the_wording_is_not_known():
    goals = Goal.objects.filter(goal_year__year=2013)

    assert {goal.number: goal.title for goal in goals} == {n: title for n, (title, _) in LETTER_2014.items()}
    assert {(goal.wording, goal.note) for goal in goals} == {("", "ordlyd for 2013 ikke fremskaffet")}


def test_the_letter_has_its_date_number_and_minister():
    year = GoalYear.objects.get(year=2014)

    assert year.announced_on == date(2013, 3, 1)
    assert year.file_number == "2012-0019954"
    assert year.minister == "Mette Frederiksen"


@pytest.mark.parametrize(
    ("code", "unit", "direction", "window", "decimals"),
    [
        ("uddannelsesgrad", "percent", "up", "year_to_date", 1),
        ("foertidspension", "persons", "down", "rolling_12", 0),
        ("langtidsledige", "persons", "down", "month", 0),
        ("samarbejdsgrad", "percent", "up", "calendar_year", 1),
    ],
)
def test_an_indicator_has_the_properties_of_the_arithmetic(code, unit, direction, window, decimals):
    indicator = Indicator.objects.get(code=code)

    assert (indicator.unit, indicator.direction, indicator.window) == (unit, direction, window)
    assert (indicator.decimals, indicator.tolerance, indicator.is_summable) == (
        decimals,
        Decimal("0.02"),
        True,
    )
    assert (indicator.small_denominator, indicator.small_base, indicator.discretion_threshold) == (10, 10, 5)


@pytest.mark.parametrize("day", [date(2012, 1, 1), date(2013, 12, 31), date(2014, 1, 1), date(2014, 12, 31)])
def test_every_indicator_has_one_definition_on_every_day_with_its_source(day):
    definitions = IndicatorDefinition.objects.valid_on(day)

    assert Counter(definitions.values_list("indicator__code", flat=True)) == Counter(
        Indicator.objects.values_list("code", flat=True)
    )
    assert all(row.is_assumption and "http" in row.source for row in definitions)


def test_the_break_of_2014_is_a_break_and_the_reform_of_2013_a_mark():
    marks = SeriesBreak.objects.values_list("indicator__code", "month", "is_break")

    assert set(marks) == {
        ("uddannelsesgrad", Month(2014, 1), True),
        ("foertidspension", Month(2013, 1), False),
    }


@pytest.mark.parametrize(
    ("code", "month", "due"),
    [
        ("foertidspension", "2014-04", (2014, 5, 12)),  # the 10th is a Saturday
        ("foertidspension", "2014-05", (2014, 6, 10)),
        ("langtidsledige", "2014-04", (2014, 6, 10)),
        ("uddannelsesgrad", "2014-01", (2014, 9, 10)),  # the first figures after the break come together
        ("uddannelsesgrad", "2014-04", (2014, 9, 10)),
        ("uddannelsesgrad", "2013-12", (2014, 5, 12)),
        ("samarbejdsgrad", "2013-12", (2014, 4, 10)),
        ("samarbejdsgrad", "2014-12", (2015, 4, 10)),
    ],
)
def test_a_figure_is_due_at_noon_of_a_working_day_about_the_tenth(code, month, due):
    deadline = Deadline.objects.get(indicator__code=code, month=Month.parse(month))

    assert deadline.due_at == datetime(*due, 12, tzinfo=COPENHAGEN)
    assert deadline.expected_on <= deadline.due_at.date()


def test_a_yearly_figure_has_deadlines_for_december_only():
    months = Deadline.objects.filter(indicator__code="samarbejdsgrad").values_list("month", flat=True)

    assert sorted(months) == [Month(year, 12) for year in (2012, 2013, 2014, 2015)]


def test_loading_is_one_change_that_logs_every_row():
    change = Change.objects.get()

    assert (change.number, change.kind, change.by) == (1, Change.Kind.REFERENCE, None)
    assert RecordEdit.objects.filter(record="jobcentres.Area", field="code").count() == 103


def test_a_second_run_changes_nothing_and_records_nothing():
    before = everything()

    again = load_reference()

    assert (again.created, again.changed, again.kept) == (0, 0, [])
    assert everything() == before
    assert Change.objects.count() == 1


def test_a_row_that_a_person_edited_is_kept_even_when_put_back():
    goal = Goal.objects.get(goal_year__year=2014, number=4)
    with recording(by=a_person(), kind=Change.Kind.REFERENCE) as change:
        before = fields_of(goal)
        goal.short_name = "Virksomheder"
        goal.save()
        record_edits(change, goal, "2014 4", before)

    again = load_reference()

    goal.refresh_from_db()
    assert goal.short_name == "Virksomheder"
    assert again.kept == ["goals.Goal 2014 4"]


def test_a_row_that_was_edited_past_the_log_is_kept():
    Deadline.objects.filter(month=Month(2014, 5)).update(expected_on=date(2014, 6, 6))

    again = load_reference()

    assert set(Deadline.objects.filter(month=Month(2014, 5)).values_list("expected_on", flat=True)) == {
        date(2014, 6, 6)
    }
    assert len(again.kept) == 3


def test_a_row_that_was_removed_or_renamed_is_not_made_again():
    SeriesBreak.objects.all().delete()
    Jobcentre.objects.filter(slug="soroe").update(slug="vestsjaelland", name="Jobcenter Vestsjælland")

    again = load_reference()

    assert SeriesBreak.objects.count() == 0
    assert (Jobcentre.objects.count(), ServedMunicipality.objects.count()) == (94, 98)
    assert again.created == 0


def test_a_row_that_nobody_edited_follows_the_file(monkeypatch):
    monkeypatch.setattr("jobcentres.reference.COUNTRY", ("DK", "Danmark"))

    again = load_reference()

    assert Area.objects.countries().get().name == "Danmark"
    assert again.changed == 1
    edit = Change.objects.get(number=2).edits.get(field="name")
    assert (edit.old, edit.new) == ("Hele landet", "Danmark")


def test_the_command_says_what_it_did():
    out = StringIO()

    call_command("load_reference", stdout=out)

    assert "487" in out.getvalue()


def a_person() -> User:
    return User.objects.create(
        email="mette@eksempel.dk",
        name="Mette",
        sort_key="mette",
        created_at=datetime(2014, 1, 1, tzinfo=COPENHAGEN),
    )
