"""The way of a return: submitted by the manager, released or sent back by the region."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from goals import returns
from goals.models import Figure, FigureRevision, FigureState, ReturnEvent, SubmittedLine
from goals.refusals import Refused
from jobcentres.changes import AlreadyRecorded, contents_hash, recording
from jobcentres.models import Change
from tests.builders import make_assignment
from tests.goals.figure_builders import World, an_entry, make_user, record
from tests.goals.return_builders import april_of, comment, enter, state, submitted


def test_the_manager_submits_what_is_entered_as_the_first_submission(world: World) -> None:
    pensions, unemployed = enter(world, world.pensions, 35), enter(world, world.unemployed)

    submission = submitted(world)

    lines = list(submission.lines.values_list("figure", "figure_version", "outcome"))
    assert (submission.number, submission.change.by) == (1, world.manager)
    assert submission.change.assignment == world.manager.assignments.get()
    assert lines == [(pensions, 1, "waiting"), (unemployed, 1, "waiting")]
    assert state(world) == "submitted"


def test_the_change_of_a_submission_covers_its_lines(world: World) -> None:
    enter(world, world.unemployed)

    submission = submitted(world)

    with recording(by=None, kind=Change.Kind.RETURN) as expected:
        for rows in ([submission], submission.lines.all(), ReturnEvent.objects.all()):
            for row in rows:
                expected.include(row._meta.label, row.canonical())
        digest = expected.contents_hash()
    submission.change.refresh_from_db()
    assert submission.change.contents_hash == digest != contents_hash(iter(()))


def test_a_late_figure_forms_a_further_submission(world: World) -> None:
    enter(world, world.unemployed)
    first = submitted(world)
    returns.approve(submission=first, by=world.officer)
    late = enter(world, world.education, None, numerator=19, denominator=201)

    second = submitted(world)

    assert (first.number, second.number) == (1, 2)
    assert list(second.lines.values_list("figure", flat=True)) == [late]


def test_the_same_key_submits_once(world: World) -> None:
    enter(world, world.unemployed)
    first = submitted(world, key="one")

    with pytest.raises(AlreadyRecorded) as repeated:
        submitted(world, key="one")

    assert repeated.value.change == first.change
    assert april_of(world).submissions.count() == 1


def test_nothing_is_submitted_twice(world: World) -> None:
    enter(world, world.unemployed)
    submitted(world)

    with pytest.raises(returns.ReturnRefused, match="Alle tal er allerede indsendt"):
        submitted(world)

    assert Change.objects.filter(kind="return").count() == 1


def test_an_empty_month_cannot_be_submitted(world: World) -> None:
    record(an_entry(world.unemployed, world.soroe, value=143))
    record(an_entry(world.pensions, world.slagelse, value=35))

    with pytest.raises(returns.ReturnRefused, match="Der er ingen tal at indsende"):
        submitted(world)


def test_a_withdrawn_figure_is_not_submitted(world: World) -> None:
    enter(world, world.unemployed)
    enter(world, world.pensions, None, state=FigureState.NOT_MEASURABLE)
    enter(world, world.unemployed, None, state=FigureState.NOT_REPORTED, note="Forkert måned")

    submission = submitted(world)

    assert submission.lines.get().figure.indicator == world.pensions


@pytest.mark.parametrize("role", ["clerk", "outsider", "officer", "official"])
def test_nobody_but_the_manager_submits(world: World, role: str) -> None:
    enter(world, world.unemployed)

    with pytest.raises(PermissionDenied):
        submitted(world, by=getattr(world, role))

    assert not SubmittedLine.objects.exists()


def test_the_region_releases_all_that_waits(world: World) -> None:
    enter(world, world.unemployed)
    submission = submitted(world)

    returns.approve(submission=submission, by=world.officer)

    figure, line = Figure.objects.get(), submission.lines.get()
    revision = figure.revisions.get(version=2)
    assert (figure.version, figure.approved_version, figure.value) == (2, 2, 143)
    assert (revision.origin, revision.is_approved, revision.value) == ("approval", True, 143)
    assert (line.outcome, line.outcome_change) == ("approved", revision.change)
    assert (revision.change.by, state(world)) == (world.officer, "approved")


def test_the_region_releases_single_figures(world: World) -> None:
    pensions, unemployed = enter(world, world.pensions, 35), enter(world, world.unemployed)
    submission = submitted(world)

    returns.approve(submission=submission, by=world.officer, figure_ids=[unemployed])

    assert set(Figure.objects.filter(approved_version__gt=0).values_list("pk", flat=True)) == {unemployed}
    assert submission.lines.get(figure=pensions).outcome == "waiting"
    assert state(world) == "submitted"


@pytest.mark.parametrize("role", ["clerk", "manager", "outsider", "official"])
def test_nobody_but_the_regions_officer_answers(world: World, role: str) -> None:
    figure = enter(world, world.unemployed)
    submission, person = submitted(world), getattr(world, role)

    with pytest.raises(PermissionDenied):
        returns.approve(submission=submission, by=person)
    with pytest.raises(PermissionDenied):
        returns.send_back(submission=submission, reasons={figure: "Er det rigtigt?"}, by=person)


def test_the_officer_of_another_region_does_not_answer(world: World) -> None:
    enter(world, world.unemployed)
    submission = submitted(world)
    karl = make_user("Karl Mikkelsen", "officer", area=world.aalborg.parent)

    with pytest.raises(PermissionDenied):
        returns.approve(submission=submission, by=karl)


def test_nobody_releases_what_they_have_submitted_themselves(world: World) -> None:
    make_assignment(world.manager, "officer", world.region)
    enter(world, world.unemployed)
    submission = submitted(world)

    with pytest.raises(returns.ReturnRefused, match="En anden end dig skal frigive"):
        returns.approve(submission=submission, by=world.manager)


def test_a_figure_changed_after_its_submission_is_not_released(world: World) -> None:
    stale, _sound = enter(world, world.unemployed), enter(world, world.pensions, 35)
    submission = submitted(world)
    enter(world, world.unemployed, 134)

    with pytest.raises(returns.ReturnRefused, match="Langtidsledige for Sorø Kommune er ændret"):
        returns.approve(submission=submission, by=world.officer, figure_ids=[stale])
    returns.approve(submission=submission, by=world.officer)

    assert Figure.objects.get(pk=stale).approved_version == 0
    assert list(submitted(world).lines.values_list("figure", "figure_version")) == [(stale, 2)]


def test_the_writer_of_figures_releases_no_version_that_has_passed(world: World) -> None:
    figure = enter(world, world.unemployed)
    enter(world, world.unemployed, 134)

    with pytest.raises(Refused), recording(by=world.officer, kind=Change.Kind.RETURN) as change:
        returns.review.release_figures(change, {figure: 1}, "approval")

    assert FigureRevision.objects.filter(is_approved=True).count() == 0


def test_a_figure_goes_back_with_the_reason(world: World) -> None:
    back, _other = enter(world, world.unemployed), enter(world, world.pensions, 35)
    submission = submitted(world)

    returns.send_back(submission=submission, reasons={back: " Er det kun april? "}, by=world.officer)

    line, event = submission.lines.get(figure=back), ReturnEvent.objects.get(kind="sent_back")
    assert (line.outcome, line.outcome_reason) == ("sent_back", "Er det kun april?")
    assert (event.indicator, event.municipality, event.new) == (
        world.unemployed,
        world.soroe,
        line.outcome_reason,
    )
    assert state(world) == "sent_back"


@pytest.mark.parametrize(
    ("reason", "message"),
    [
        (" ", "Skriv, hvorfor tallet sendes tilbage."),
        ("Gælder det 010203-1234?", "ligner et cpr-nummer"),
        ("x" * 2001, "højst 2000"),
    ],
)
def test_a_reason_must_be_fit_to_read(world: World, reason: str, message: str) -> None:
    figure = enter(world, world.unemployed)
    submission = submitted(world)

    with pytest.raises(returns.ReturnRefused, match=message):
        returns.send_back(submission=submission, reasons={figure: reason}, by=world.officer)


def test_a_figure_is_answered_once(world: World) -> None:
    figure = enter(world, world.unemployed)
    submission = submitted(world)
    returns.approve(submission=submission, by=world.officer)

    with pytest.raises(returns.ReturnRefused, match="Ingen tal i indsendelsen venter"):
        returns.approve(submission=submission, by=world.officer)
    with pytest.raises(returns.ReturnRefused, match="er allerede besvaret"):
        returns.send_back(submission=submission, reasons={figure: "Hvorfor?"}, by=world.officer)


def test_only_figures_of_the_submission_are_answered(world: World) -> None:
    enter(world, world.unemployed)
    submission = submitted(world)
    late = enter(world, world.pensions, 35)

    for chosen in ([], [late]):
        with pytest.raises(returns.ReturnRefused, match="Vælg mellem tallene"):
            returns.approve(submission=submission, by=world.officer, figure_ids=chosen)


def test_a_question_is_met_by_a_corrected_figure(world: World) -> None:
    figure = enter(world, world.unemployed, 14)
    returns.send_back(submission=submitted(world), reasons={figure: "14?"}, by=world.officer)
    with pytest.raises(returns.ReturnRefused, match="Ret tallet, der er sendt tilbage"):
        submitted(world)

    enter(world, world.unemployed, 143)
    assert state(world) == "sent_back"
    second = submitted(world)

    assert list(second.lines.values_list("figure", "figure_version")) == [(figure, 2)]
    assert state(world) == "submitted"


def test_a_question_is_met_by_an_answer_given_after_it(world: World) -> None:
    figure = enter(world, world.unemployed)
    comment(world, world.unemployed, "Ferie")
    returns.send_back(submission=submitted(world), reasons={figure: "143?"}, by=world.officer)
    with pytest.raises(returns.ReturnRefused, match="eller svar i bemærkningen"):
        submitted(world)

    comment(world, world.unemployed, "Ja, et nyt hold begyndte.")

    assert submitted(world).number == 2
