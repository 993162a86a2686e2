"""The sample, loaded once for all tests of this file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db.models import Count
from django.test import Client, override_settings
from pytest_django.plugin import DjangoDbBlocker

from goals.contracts import read_agreements
from goals.dialogue import current_state
from goals.forms.news import news_of
from goals.forms.reading import read_line
from goals.models import (
    CorrectionRequest,
    Figure,
    FigureState,
    GoalYear,
    MonthlyReturn,
    Report,
    ReportText,
    Target,
    TargetVersion,
)
from goals.months import Month
from goals.reference import load_reference
from goals.reports import content_in
from goals.returns import states_of
from goals.sample.loading import load_sample
from goals.sample.who import CAST, SIGN_IN_WORDS
from goals.series import read_promises
from goals.verification import History, first_fault
from jobcentres import clock
from jobcentres.models import Area, Change, Cluster, ClusterScheme, User
from tests.goals.sample_contents import figure_of, lines_of

State = MonthlyReturn.State


@pytest.fixture(scope="module", autouse=True)
def sample(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The sample stands while these tests run, each of which takes back what it does."""
    with django_db_blocker.unblock(), override_settings(DEBUG=True):
        load_reference()
        load_sample()
        yield
    with django_db_blocker.unblock():
        call_command("flush", verbosity=0, interactive=False)


pytestmark = pytest.mark.django_db


def test_every_municipality_has_figures_of_all_four_goals() -> None:
    found = Figure.objects.filter(area__level=Area.Level.MUNICIPALITY)

    assert found.values("area").distinct().count() == 98
    assert found.values("area", "indicator").distinct().count() == 4 * 98


def test_figures_lie_between_january_2012_and_may_2014() -> None:
    months = Figure.objects.order_by("month").values_list("month", flat=True)

    assert (str(months.first()), str(months.last())) == ("2012-01", "2014-05")


def test_what_real_reports_said_stands_as_they_said_it() -> None:
    assert figure_of("foertidspension", "0340", "2014-05").value == 34
    assert figure_of("foertidspension", "0340", "2013-05").value == 72
    assert str(figure_of("samarbejdsgrad", "0340", "2013-12").value).startswith("37.0")
    assert str(figure_of("samarbejdsgrad", "0340", "2012-12").value).startswith("39.5")
    assert str(figure_of("uddannelsesgrad", "MJ", "2013-04").value).startswith("8.9")


def test_soroe_has_the_long_term_unemployed_of_the_sketches() -> None:
    assert figure_of("langtidsledige", "0340", "2014-04").value == 143
    assert figure_of("langtidsledige", "0340", "2013-04").value == 168
    target = TargetVersion.objects.get(
        kind="adopted",
        target__area__code="0340",
        target__indicator__code="langtidsledige",
        target__goal_year__year=2014,
    )
    assert target.value == 128


@pytest.mark.parametrize("slug", ["lemvig", "struer"])
def test_lemvig_and_struer_miss_the_pensions_of_may(slug: str) -> None:
    assert lines_of(slug)["foertidspension", "2014-05"] == "missing"


def test_soroes_newest_figures_are_on_different_steps_of_their_way() -> None:
    assert lines_of("soroe") == {
        ("langtidsledige", "2014-04"): "waiting",
        ("foertidspension", "2014-05"): "sent_back",
    }


def test_returns_stand_in_every_state() -> None:
    assert set(states_of(MonthlyReturn.objects.all()).values()) == set(State)


def test_there_are_figures_in_every_state() -> None:
    assert set(Figure.objects.values_list("state", flat=True)) == set(FigureState.values)


def test_an_unusual_figure_is_explained_and_a_conversation_is_settled() -> None:
    manager = User.objects.get(email="leder.slagelse@eksempel.dk")
    explained = read_line(manager, "slagelse", Month(2014, 5), "0330", "foertidspension")
    talked = read_line(
        User.objects.get(email="bo@eksempel.dk"), "soroe", Month(2014, 4), "0340", "langtidsledige"
    )

    assert explained and explained.usual and explained.figure
    assert explained.figure.value not in explained.usual
    assert (bool(explained.explanation), explained.soft_question) == (True, "")
    assert talked and (talked.talk_is_open, talked.talk_count) == (False, 3)


def test_some_small_counts_and_one_missing_contract_or_target() -> None:
    assert 0 < (figure_of("foertidspension", "0741", "2014-04").value or 0) < 5
    assert not TargetVersion.objects.filter(
        target__area__code="0741",
        target__indicator__code="foertidspension",
        target__goal_year__year=2014,
    ).exists()


def test_all_four_regions_have_contracts_for_both_years() -> None:
    contracts = TargetVersion.objects.filter(kind="contract")

    for year in (2013, 2014):
        of_year = contracts.filter(target__goal_year__year=year)
        assert of_year.values("target__area", "target__indicator").distinct().count() == 16


def test_contracts_stand_in_different_states() -> None:
    agreements = [
        one
        for year in GoalYear.objects.order_by("year")
        for one in read_agreements(year, Area.objects.regions().order_by("code")).values()
    ]

    assert [(str(one.goal_year), one.region.code, one.state) for one in agreements] == [
        *(("2013", code, "signed" if code == "MJ" else "closed") for code in ("HS", "MJ", "NJ", "SD")),
        *(("2014", code, "signed") for code in ("HS", "MJ", "NJ", "SD")),
    ]
    amended = {one.region.code: one.amendments for one in agreements if one.amendments}
    assert list(amended) == ["MJ"]
    assert TargetVersion.objects.get(kind="amendment").value == 1150
    assert agreements[4].own_goals.keys() == {5, 6}


def test_clusters_are_general_until_2013_and_by_indicator_in_2014() -> None:
    before = ClusterScheme.objects.valid_on(date(2013, 6, 1))
    after = ClusterScheme.objects.valid_on(date(2014, 6, 1))

    assert [scheme.indicator_code for scheme in before] == [""]
    assert len({scheme.indicator_code for scheme in after} - {""}) == 4
    assert all(scheme.is_sample for scheme in ClusterScheme.objects.all())
    assert Cluster.objects.filter(scheme__in=after, members__municipality__code="0340").count() == 4


def test_follow_ups_stand_in_every_state_and_soroe_has_its_yearly_result() -> None:
    reports = Report.objects.filter(goal_year__year=2013)
    decided = reports.filter(texts__kind=ReportText.Kind.DECISION)
    third = reports.get(area__code="MJ", quarter=3)

    assert dict(decided.values_list("area__code").annotate(Count("pk")).order_by()) == {
        "MJ": 3, "HS": 3, "NJ": 2, "SD": 2,
    }  # fmt: skip
    assert reports.filter(area__code="HS", quarter=3).count() == 2
    assert [goal["status"] for goal in content_in(third)["goals"]] == [
        "behind", "behind", "on_track", "awaiting",
    ]  # fmt: skip
    kinds = reports.get(kind=Report.Kind.RESULT).texts.values_list("kind", flat=True)
    assert set(kinds) == {"comment", "lbr", "region"}


def test_a_correction_waits_one_was_accepted_and_one_declined() -> None:
    outcomes = CorrectionRequest.objects.order_by("pk").values_list("figure__area__code", "decision__outcome")

    assert list(outcomes) == [("0340", "accepted"), ("0851", "declined"), ("0561", None)]


def test_soroe_hears_of_its_correction_and_of_its_source() -> None:
    anna = User.objects.get(email="anna@eksempel.dk")

    told = [one.text for one in news_of(anna)]

    assert told == [
        "Opdateret i kilden: Langtidsledige, februar 2014: var 154, er nu 152.",
        "Rettelsen af Tilgang til førtidspension, marts 2014, er godkendt.",
    ]
    assert figure_of("foertidspension", "0340", "2014-03").value == 36


def test_the_cast_signs_in_with_the_words_of_the_sample() -> None:
    for person in CAST:
        user = authenticate(username=person.email, password=SIGN_IN_WORDS)
        assert (user is not None) == (person.until is None), person.name


def test_nobody_signs_in_as_the_other_managers() -> None:
    others = User.objects.exclude(email__in=[person.email for person in CAST])

    assert others.exists()
    assert not any(other.has_usable_password() for other in others)


def test_today_is_the_tenth_of_june_2014() -> None:
    assert clock.today() == date(2014, 6, 10)


def test_nothing_was_recorded_after_the_samples_day() -> None:
    moments = Change.objects.order_by("recorded_at").values_list("recorded_at", flat=True)

    assert moments.first().year == 2012
    assert moments.last().date() < date(2014, 6, 10)


def test_soroes_targets_stand_in_different_states_of_their_dialogues() -> None:
    targets = Target.objects.filter(area__code="0340", goal_year__year=2014).select_related("indicator")

    states = {target.indicator.code: current_state(target) for target in targets}
    binding = read_promises(2014, area_ids={target.area_id for target in targets})

    assert states == {
        "0340-virksomhedspraktik": "draft",
        "foertidspension": "adopted",
        "langtidsledige": "adopted",
        "samarbejdsgrad": "draft",
        "uddannelsesgrad": "hearing",
    }
    assert sorted(promise.value for promise in binding.values()) == [24, 38, 128]


def test_its_history_holds() -> None:
    assert first_fault(History.now()) is None


def test_pages_say_that_it_is_sample_data(client: Client) -> None:
    client.force_login(User.objects.get(email="anna@eksempel.dk"))

    assert "Eksempeldata" in client.get("/adgangskode/").content.decode()
    assert "Eksempeldata" in Client().get("/log-ind/").content.decode()


def test_loading_again_changes_nothing() -> None:
    before, out = Change.objects.count(), StringIO()

    call_command("load_sample", stdout=out)

    assert Change.objects.count() == before
    assert "ind i forvejen" in out.getvalue()


def test_each_of_the_cast_is_printed_with_role_place_and_words() -> None:
    out = StringIO()

    call_command("load_sample", stdout=out)

    (line,) = [line for line in out.getvalue().splitlines() if "Anna Friis" in line]
    for part in ("indberetter", "Jobcenter Sorø", "anna@eksempel.dk", SIGN_IN_WORDS):
        assert part in line
