"""The ministry's officials prepare a year and announce it; indicators and their dated definitions."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.management import call_command

from goals import years
from goals.models import (
    Deadline,
    Goal,
    GoalYear,
    Indicator,
    IndicatorDefinition,
    SavingPrice,
    SeriesBreak,
    YearDate,
)
from goals.months import Month
from goals.reference import load_reference
from goals.year_dates import EditRefused, seen_of
from goals.years import Break, NotReady
from jobcentres.changes import AlreadyRecorded
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Change, RecordEdit, User
from tests.builders import make_figure, make_target
from tests.cast import Cast
from tests.goals.goal_year_world import (
    announced,
    copied,
    make_2014,
    new_indicator,
    refusal_of,
)


@pytest.fixture
def mette(cast: Cast) -> User:
    make_2014()
    return cast.mette


def test_a_copy_is_a_draft_with_the_goals_and_the_dates_a_year_later(mette: User) -> None:
    made = years.copy_year(source=GoalYear.objects.get(), year=2015, by=mette, idempotency_key="a")

    assert made.state == GoalYear.State.DRAFT
    assert [goal.indicator.code for goal in made.goals.all()] == ["foertidspension", "langtidsledige"]
    shifted = made.dates.get()
    assert (shifted.name, shifted.first_day) == ("Opfølgning, 4. kvartal 2015", date(2016, 2, 1))
    assert shifted.is_assumption
    assert Change.objects.filter(by=mette, kind=Change.Kind.REFERENCE).count() == 1
    with pytest.raises(AlreadyRecorded):
        years.copy_year(source=GoalYear.objects.get(year=2014), year=2015, by=mette, idempotency_key="a")


@pytest.mark.parametrize("year", [2014, 1999, 2100])
def test_a_year_that_is_there_or_far_away_is_not_made(mette: User, year: int) -> None:
    said = refusal_of(lambda: years.copy_year(source=GoalYear.objects.get(), year=year, by=mette))

    assert "2014 findes allerede" in said or "mellem 2000 og 2099" in said
    assert GoalYear.objects.count() == 1


def test_a_leap_day_is_copied_as_the_day_before(mette: User) -> None:
    YearDate.objects.update(first_day=date(2016, 2, 29))

    made = years.copy_year(source=GoalYear.objects.get(), year=2015, by=mette)

    assert made.dates.get().first_day == date(2017, 2, 28)


def test_the_prices_of_possible_savings_are_copied_as_assumptions(mette: User) -> None:
    year, indicator = GoalYear.objects.get(), Indicator.objects.get(code="langtidsledige")
    SavingPrice.objects.create(goal_year=year, indicator=indicator, kroner=120_000, is_assumption=False)

    made = years.copy_year(source=year, year=2015, by=mette)

    price = made.saving_prices.get()
    assert (price.indicator, price.kroner, price.is_assumption) == (indicator, 120_000, True)


def test_what_is_missing_is_told_before_a_year_is_announced(mette: User) -> None:
    made = years.copy_year(source=GoalYear.objects.get(), year=2015, by=mette)
    Goal.objects.filter(goal_year=made, number=2).update(wording="", number=3)
    IndicatorDefinition.objects.filter(indicator__code="foertidspension").update(valid_to=date(2015, 6, 30))

    with pytest.raises(NotReady) as refused:
        years.announce_year(row=made, seen=seen_of(made), by=mette)

    told = " ".join(one.text for one in refused.value.missing)
    for words in ("minister", "dagen", "brev", "Nummerér", "Mål 3", "gælder i hele 2015"):
        assert words in told
    assert GoalYear.objects.get(year=2015).state == GoalYear.State.DRAFT


def test_an_announced_year_has_deadlines_by_the_rule_where_none_were_set(mette: User) -> None:
    indicator = Indicator.objects.get(code="langtidsledige")
    moved = datetime(2015, 4, 1, 12, tzinfo=COPENHAGEN)
    Deadline.objects.create(indicator=indicator, month="2015-01", expected_on=date(2015, 3, 1), due_at=moved)

    announced(mette)

    assert Deadline.objects.filter(month__year=2015).count() == 24
    due = Deadline.objects.get(indicator=indicator, month="2015-02").due_at
    assert due == datetime(2015, 4, 10, 12, tzinfo=COPENHAGEN)
    assert Deadline.objects.get(indicator=indicator, month="2015-01").due_at == moved
    call_command("verify_history")


def test_an_announced_year_keeps_its_goals_but_their_words_can_be_put_right(mette: User) -> None:
    goal = announced(mette).goals.get(number=2)
    seen = seen_of(goal)

    goal.corrected_wording = "Jobcentrene skal …"
    years.save_goal(row=goal, seen=seen, by=mette)
    goal.number = 7

    assert "udmeldt" in refusal_of(lambda: years.save_goal(row=goal, seen=seen_of(_stored(goal)), by=mette))
    assert "udmeldt" in refusal_of(lambda: years.remove_goal(row=goal, seen=seen_of(goal), by=mette))
    assert _stored(goal).corrected_wording == "Jobcentrene skal …"


def _stored(goal: Goal) -> Goal:
    return Goal.objects.get(pk=goal.pk)


def test_a_draft_gains_changes_and_loses_goals(mette: User) -> None:
    draft = copied(mette)
    years.save_indicator(row=new_indicator(), seen="", by=mette)
    goal = Goal(goal_year=draft, number=2, short_name="Langvarige", title="Langvarige modtagere")
    goal.indicator = Indicator.objects.get(code="langvarige")

    taken = refusal_of(lambda: years.save_goal(row=goal, seen="", by=mette))
    old = draft.goals.get(number=2)
    years.remove_goal(row=old, seen=seen_of(old), by=mette)
    years.save_goal(row=goal, seen="", by=mette)

    assert "allerede" in taken
    assert [one.indicator.code for one in draft.goals.all()] == ["foertidspension", "langvarige"]
    assert RecordEdit.objects.filter(record="goals.Goal", field="title", new="").count() == 1


def test_a_goal_with_targets_is_neither_removed_nor_measured_otherwise(mette: User, cast: Cast) -> None:
    goal = copied(mette).goals.get(number=2)
    make_target(cast.places.soroe, goal.indicator, 100, year=2015)
    seen = seen_of(goal)

    removed = refusal_of(lambda: years.remove_goal(row=goal, seen=seen, by=mette))
    goal.indicator = new_indicator()
    goal.indicator.save()

    assert "måltal" in removed
    assert "måltal" in refusal_of(lambda: years.save_goal(row=goal, seen=seen, by=mette))


def test_nobody_edits_what_somebody_else_has_changed(mette: User) -> None:
    draft = copied(mette)
    seen = seen_of(draft)
    draft.note = "Første"
    years.save_year(row=draft, seen=seen, by=mette)

    said = refusal_of(lambda: years.save_year(row=draft, seen=seen, by=mette))

    assert "En anden har ændret det imens" in said


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"unit": "percent", "decimals": 1}, "numerator_name"),
        ({"numerator_name": "Del"}, "numerator_name"),
        ({"decimals": 1}, "decimals"),
        ({"discretion_threshold": 2}, "discretion_threshold"),
        ({"code": "langtidsledige"}, "code"),
    ],
)
def test_an_indicator_that_cannot_be_counted_is_refused_at_its_field(
    mette: User, fields: dict[str, object], field: str
) -> None:
    with pytest.raises(EditRefused) as refused:
        years.save_indicator(row=new_indicator(**fields), seen="", by=mette)

    assert refused.value.field == field
    assert Indicator.objects.count() == 2


def test_what_figures_mean_is_fixed_once_there_are_some(mette: User, cast: Cast) -> None:
    years.save_indicator(row=new_indicator(), seen="", by=mette)
    row = Indicator.objects.get(code="langvarige")
    row.window = "rolling_12"
    years.save_indicator(row=row, seen=seen_of(Indicator.objects.get(pk=row.pk)), by=mette)
    make_figure(cast.places.soroe, row, "2014-01", 7)
    seen = seen_of(row)

    row.tolerance = Decimal("0.03")
    years.save_indicator(row=row, seen=seen, by=mette)
    row.window = "month"

    assert "bliver" in refusal_of(lambda: years.save_indicator(row=row, seen=seen_of(_kept(row)), by=mette))
    assert (_kept(row).window, _kept(row).tolerance) == ("rolling_12", Decimal("0.03"))


def _kept(row: Indicator) -> Indicator:
    return Indicator.objects.get(pk=row.pk)


def add(by: User, day: date, breaks: Break | None, seen: str | None = None) -> None:
    indicator = Indicator.objects.get(code="langtidsledige")
    row = IndicatorDefinition(indicator=indicator, text="Nye personer", valid_from=day)
    newest = indicator.definitions.latest("valid_from")
    years.add_definition(
        row=row,
        breaks=breaks,
        seen=seen_of(newest) if seen is None else seen,
        by=by,
        idempotency_key=str(day),
    )


def test_a_new_definition_ends_the_one_before_and_breaks_the_series(mette: User) -> None:
    add(mette, date(2015, 1, 1), Break("Ny opgørelse", "Flere tælles med."))

    before, after = IndicatorDefinition.objects.filter(indicator__code="langtidsledige")
    assert (before.valid_to, after.valid_from) == (date(2014, 12, 31), date(2015, 1, 1))
    mark = SeriesBreak.objects.get()
    assert (mark.month, mark.name, mark.is_break) == (Month(2015, 1), "Ny opgørelse", True)


def test_a_definition_that_breaks_nothing_leaves_no_mark(mette: User) -> None:
    add(mette, date(2015, 1, 1), None)

    assert not SeriesBreak.objects.exists()


@pytest.mark.parametrize(
    ("day", "told"), [(date(2015, 1, 2), "01-01-2015"), (date(2012, 1, 1), "senere dag")]
)
def test_a_definition_begins_with_a_month_and_after_the_newest(mette: User, day: date, told: str) -> None:
    assert told in refusal_of(lambda: add(mette, day, None))


def test_the_newest_definition_is_taken_back_with_its_break(mette: User) -> None:
    add(mette, date(2015, 1, 1), Break("Ny opgørelse", ""))
    before, after = IndicatorDefinition.objects.filter(indicator__code="langtidsledige")

    kept = refusal_of(lambda: years.remove_definition(row=before, seen=seen_of(before), by=mette))
    years.remove_definition(row=after, seen=seen_of(after), by=mette)

    before.refresh_from_db()
    assert "nyeste" in kept
    assert before.valid_to is None
    assert not SeriesBreak.objects.exists()


def test_a_reforms_mark_stays_when_a_definition_is_taken_back(mette: User) -> None:
    indicator = Indicator.objects.get(code="langtidsledige")
    SeriesBreak.objects.create(indicator=indicator, month=Month(2015, 1), name="Reform")
    add(mette, date(2015, 1, 1), None)
    row = indicator.definitions.latest("valid_from")

    years.remove_definition(row=row, seen=seen_of(row), by=mette)

    assert SeriesBreak.objects.get().name == "Reform"


def test_loading_again_leaves_what_an_official_has_edited_and_made(cast: Cast) -> None:
    load_reference()
    year, goal = GoalYear.objects.get(year=2014), Goal.objects.get(goal_year__year=2014, number=2)
    year.note, goal.short_name = "Ny note", "Pension"
    years.save_year(row=year, seen=seen_of(GoalYear.objects.get(year=2014)), by=cast.mette)
    years.save_goal(row=goal, seen=seen_of(Goal.objects.get(pk=goal.pk)), by=cast.mette)
    add(cast.mette, date(2015, 1, 1), Break("Ny opgørelse", ""))
    announced(cast.mette)

    again = load_reference()

    assert (again.created, again.changed) == (0, 0)
    assert GoalYear.objects.get(year=2014).note == "Ny note"
    assert GoalYear.objects.get(year=2015).goals.count() == 4
    call_command("verify_history")


def test_a_file_adds_nothing_to_a_year_that_an_official_has_made(cast: Cast) -> None:
    """As when the ministry prepares a year before the installation brings its file."""
    years.copy_year(source=GoalYear.objects.create(year=2020), year=2013, by=cast.mette)

    load_reference()

    assert [year.goals.count() for year in GoalYear.objects.order_by("year")] == [0, 4, 0]
    assert not YearDate.objects.filter(goal_year__year=2013).exists()
