"""The history recomputed: honest changes leave no fault, and every other one has its name."""

from __future__ import annotations

import random
from datetime import datetime
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client

from goals.verification import History, first_fault
from goals.verification.contents import TABLES
from jobcentres import clock
from jobcentres.models import Change, Installation
from tests.builders import make_figure, make_indicator
from tests.cast import Cast, ClientOf
from tests.goals.figure_builders import World
from tests.goals.history_builders import change_honestly, make_history


@pytest.fixture
def history(world: World) -> World:
    make_history(world)
    return world


def fault_code() -> str:
    fault = first_fault(History.now())
    return fault.code if fault else ""


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_honest_history_holds(history: World) -> None:
    assert all(model._default_manager.exists() for model in TABLES)

    assert first_fault(History.now()) is None


def test_nothing_at_all_holds(db: None) -> None:
    assert first_fault(History.now()) is None


def test_a_thousand_honest_changes_raise_no_alarm(history: World) -> None:
    drawn = random.Random(2014)
    for _change in range(1000):
        change_honestly(history, drawn)

    assert Change.objects.count() > 900
    assert first_fault(History.now()) is None


@pytest.mark.parametrize(
    ("code", "statement"),
    [
        ("contents", "UPDATE goals_figurerevision SET value = 1 WHERE version = 2"),
        ("contents", "UPDATE goals_figurerevision SET note = 'x' WHERE version = 1"),
        ("contents", "UPDATE goals_targetversion SET value = 1 WHERE number = 1"),
        ("contents", "UPDATE goals_returnevent SET new = 'x' WHERE kind = 'comment'"),
        ("contents", "UPDATE goals_correctionrequest SET value = 1"),
        ("contents", "UPDATE goals_submittedline SET figure_version = 7"),
        ("contents", "UPDATE goals_correctionrequest SET reason = 'x'"),
        ("contents", "DELETE FROM goals_correctiondecision"),
        ("contents", "DELETE FROM jobcentres_recordedit"),
        ("change", "UPDATE jobcentres_change SET reason = 'x' WHERE number = 2"),
        ("change", "UPDATE jobcentres_change SET recorded_at = '2014-06-01' WHERE number = 2"),
        ("order", "UPDATE jobcentres_change SET previous_hash = hash WHERE number = 2"),
        ("head", "UPDATE jobcentres_installation SET last_number = last_number - 1"),
        ("missing", "UPDATE jobcentres_installation SET last_number = last_number + 1"),
        ("head", "UPDATE jobcentres_installation SET last_hash = 'x'"),
        ("beyond", "INSERT INTO jobcentres_change (number, kind, reason, idempotency_key, contents_hash,"
                   " previous_hash, hash) VALUES (1000, 'figures', '', '', '', '', '')"),
        ("unnumbered", "INSERT INTO jobcentres_change (kind, reason, idempotency_key, contents_hash,"
                       " previous_hash, hash) VALUES ('figures', '', '', '', '', '')"),
        ("figure", "UPDATE goals_figure SET value = 1 WHERE version = 2"),
        ("figure", "UPDATE goals_figure SET source = 'x' WHERE version = 1"),
        ("figure", "UPDATE goals_figure SET version = 1, approved_version = 1 WHERE version = 2"),
        ("figure", "UPDATE goals_figure SET approved_version = 0 WHERE version = 2"),
        ("figure", "INSERT INTO goals_figure (indicator_id, area_id, month, state, value, source_kind,"
                   " source, version, approved_version, is_reopened) SELECT indicator_id, area_id,"
                   " '2010-01-01', state, value, source_kind, source, 1, 1, FALSE FROM goals_figure"
                   " WHERE version = 2"),
        ("answer", "UPDATE goals_submittedline SET outcome_reason = 'x' WHERE outcome = 'sent_back'"),
        ("answer", "UPDATE goals_submittedline SET outcome = 'waiting', outcome_change_id = NULL"),
        ("remark", "UPDATE goals_monthlyreturn SET remark = 'x'"),
        ("comment", "UPDATE goals_returnline SET comment = 'x'"),
        ("line_state", "UPDATE goals_returnline SET state = 'open'"),
        ("reopened", "UPDATE goals_figure SET is_reopened = FALSE WHERE is_reopened"),
        ("reopened", "UPDATE goals_figure SET is_reopened = TRUE WHERE version > 4"),
        ("reopened", "UPDATE goals_figure SET is_reopened = TRUE WHERE version = 1"),
        ("contents", "DELETE FROM goals_returnevent WHERE kind = 'closed'"),
        ("contents", "UPDATE goals_returnevent SET old = '9' WHERE kind = 'reopened' AND old <> ''"),
    ],
)  # fmt: skip
def test_what_was_written_past_the_writers_is_named(history: World, code: str, statement: str) -> None:
    tamper(statement)

    assert fault_code() == code


def test_a_change_that_is_gone_is_missed(history: World) -> None:
    last = Change.objects.filter(kind="users").latest("number")
    tamper("DELETE FROM jobcentres_recordedit WHERE change_id = %s", last.pk)
    tamper("DELETE FROM jobcentres_change WHERE id = %s", last.pk)

    assert fault_code() == "missing"


def test_rows_that_changed_places_are_found(history: World) -> None:
    change = Change.objects.filter(kind="official").latest("number")
    first, second = change.figure_revisions.order_by("pk").values_list("pk", flat=True)

    for old, new in ((first, -1), (second, first), (-1, second)):
        tamper("UPDATE goals_figurerevision SET id = %s WHERE id = %s", new, old)

    assert fault_code() == "contents"


def test_every_table_that_a_change_covers_is_read() -> None:
    covered = {model for model in apps.get_models() if hasattr(model, "canonical")}

    assert covered == set(TABLES)


def test_the_command_says_that_the_history_holds(history: World) -> None:
    said = StringIO()

    call_command("verify_history", stdout=said)

    number = Installation.read().last_number
    assert said.getvalue() == f"Historikken holder: {number} ændringer.\n"


def test_the_command_names_the_first_fault_and_fails(history: World) -> None:
    tamper("UPDATE goals_figure SET value = 1 WHERE area_id = %s", history.slagelse.pk)

    with pytest.raises(CommandError) as told:
        call_command("verify_history")

    assert str(told.value) == (
        "Historikken holder ikke. Tallet for Slagelse Kommune, Tilgang til førtidspension, april 2014 siger "
        "ikke det, der sidst blev gemt om det."
    )


def footer(client_of: ClientOf, cast: Cast) -> str:
    page = client_of(cast.anna).get("/was").content.decode()
    return " ".join(page.partition("<footer>")[2].split())


def test_the_footer_tells_when_the_history_was_last_verified(cast: Cast, client_of: ClientOf) -> None:
    assert "Historikken er ikke efterprøvet endnu." in footer(client_of, cast)

    with clock.standing_at(datetime(2014, 6, 10, 2, 15, tzinfo=clock.COPENHAGEN)):
        call_command("verify_history", stdout=StringIO())

    assert "efterprøvet 10. juni 2014 kl. 02.15: Den holder." in footer(client_of, cast)


def test_the_footer_tells_that_the_history_does_not_hold(cast: Cast, client_of: ClientOf) -> None:
    make_figure(cast.places.soroe, make_indicator())
    tamper("UPDATE goals_figure SET value = 1")

    with pytest.raises(CommandError):
        call_command("verify_history")

    assert "<strong>Historikken er efterprøvet" in footer(client_of, cast)
    assert "Den holder ikke." in footer(client_of, cast)


def test_visitors_are_not_told_about_the_history(db: None, client: Client) -> None:
    assert "Historikken" not in client.get("/log-ind/").content.decode()
