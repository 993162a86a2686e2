from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from goals.models import (
    Contract,
    ContractStep,
    Deadline,
    Figure,
    GoalYear,
    Indicator,
    RegionalGoal,
    SentMail,
    TargetStep,
    TargetVersion,
)
from goals.reference import load_reference
from goals.sample import loading
from goals.sample.loading import SampleRefused, load_sample
from goals.sample.removal import remove_sample
from goals.verification import History, first_fault
from jobcentres.access_log import record_access
from jobcentres.clock import now
from jobcentres.models import (
    AccessLogEntry,
    AccessToken,
    Area,
    Assignment,
    Change,
    ClusterScheme,
    Installation,
    RecordEdit,
    User,
)
from tests.builders import make_figure, make_sample_installation, make_user
from tests.goals.sample_contents import digest

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def development_machine() -> Iterator[None]:
    with override_settings(DEBUG=True):
        yield


def test_a_removed_sample_leaves_the_reference_data_alone_and_comes_back_the_same() -> None:
    load_reference()
    reference = _reference()
    load_sample()
    first = digest()
    call_command("send_reminders", stdout=StringIO())

    assert remove_sample()

    assert _reference() == reference
    for model in (
        Figure,
        TargetStep,
        TargetVersion,
        Contract,
        ContractStep,
        RegionalGoal,
        User,
        Assignment,
        ClusterScheme,
        SentMail,
    ):
        assert not model._default_manager.exists()
    assert not Installation.read().is_sample
    assert first_fault(History.now()) is None
    load_reference()
    assert _reference() == reference
    load_sample()
    assert digest() == first


def test_what_people_of_the_sample_took_out_goes_with_them() -> None:
    make_sample_installation()
    person = make_user()
    User.objects.update(is_sample=True)
    token = AccessToken.objects.create(
        owner=person, name="Excel", scope="own", made_at=now(), expires_on=now().date()
    )
    record_access(by=person, kind="api", what="api/figures", query="", token=token)

    assert remove_sample()

    assert not (AccessLogEntry.objects.exists() or AccessToken.objects.exists() or User.objects.exists())


def test_no_sample_beside_real_figures() -> None:
    load_reference()
    make_figure(Area.objects.get(code="0340"), Indicator.objects.get(code="langtidsledige"))

    with pytest.raises(CommandError, match="DATABASE_URL"):
        call_command("load_sample")

    assert Figure.objects.count() == 1
    assert now().year > 2014


def test_no_sample_beside_real_people() -> None:
    load_reference()
    make_user("Sys Andersen")

    with pytest.raises(SampleRefused):
        load_sample()


def test_no_sample_without_reference_data() -> None:
    with pytest.raises(SampleRefused, match="load_reference"):
        load_sample()


def test_no_sample_where_debug_is_off() -> None:
    with override_settings(DEBUG=False), pytest.raises(SampleRefused, match="DEBUG"):
        load_sample()


def test_nothing_to_remove_where_no_sample_is() -> None:
    load_reference()
    make_user("Sys Andersen")

    assert not remove_sample()

    assert User.objects.exists()


def test_a_sample_is_not_removed_with_the_real_people_who_came_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "steps", lambda figures, team: [])  # the people alone are enough
    load_reference()
    load_sample()
    make_user("Ida Rask")

    with pytest.raises(SampleRefused):
        remove_sample()

    assert Installation.read().is_sample
    assert User.objects.filter(is_sample=True).exists()


def _reference() -> tuple[object, ...]:
    counts = [model._default_manager.count() for model in (Area, Indicator, GoalYear, Deadline, RecordEdit)]
    return *counts, list(Change.objects.values_list("number", "recorded_at", "hash"))
