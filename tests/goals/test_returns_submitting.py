"""Who submits: the manager, a clerk where the manager allows it, and nobody what they have entered themselves
where the jobcentre wants four eyes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from goals import returns
from goals.models import Submission
from jobcentres.models import Assignment, Jobcentre
from tests.builders import make_assignment
from tests.cast import ClientOf
from tests.goals.entry_page import PENSIONS, UNEMPLOYED, Office, opened
from tests.goals.figure_builders import World, an_entry, record
from tests.goals.return_builders import april_of, comment, enter, submitted
from tests.goals.test_line_page import APRIL
from tests.goals.test_review_page import seen, submit

DESK = "/indberetning/"


def setting(name: str, slug: str = "soroe") -> None:
    Jobcentre.objects.filter(slug__endswith=slug).update(**{name: True})


def sent_figures(submission: Submission) -> list[int]:
    return list(submission.lines.values_list("figure", flat=True))


def test_a_clerk_submits_where_the_manager_allows_it(world: World) -> None:
    setting("clerks_may_submit")
    enter(world, world.unemployed)

    submission = submitted(world, by=world.clerk)

    assert submission.change.by == world.clerk
    assert submission.change.assignment == world.clerk.assignments.get()


def test_leave_to_submit_is_of_the_own_jobcentre_alone(world: World) -> None:
    setting("clerks_may_submit")
    enter(world, world.unemployed)

    with pytest.raises(PermissionDenied):
        submitted(world, by=world.outsider)


@pytest.mark.parametrize("given", ["clerk", "manager", None])
def test_who_is_clerk_and_manager_submits_as_manager(world: World, given: str | None) -> None:
    setting("clerks_may_submit")
    make_assignment(world.clerk, "manager", world.jobcentre)
    enter(world, world.unemployed)
    assignment = world.clerk.assignments.get(role=given) if given else None

    submission = returns.submit(monthly_return=april_of(world), by=world.clerk, assignment=assignment)

    assert submission.change.assignment == world.clerk.assignments.get(role=Assignment.Role.MANAGER)


def test_with_four_eyes_the_own_figures_stay_out_and_are_named(world: World) -> None:
    setting("needs_four_eyes")
    pensions = enter(world, world.pensions, 35)
    record(an_entry(world.unemployed, world.soroe, value=143), by=world.manager)

    submission = submitted(world)

    assert sent_figures(submission) == [pensions]
    left = returns.left_for_others(submission.monthly_return, world.manager)
    assert returns.kept_text(left) == "Langtidsledige har du selv indtastet. En anden skal indsende det."


def test_with_four_eyes_nobody_submits_own_figures_alone(world: World) -> None:
    setting("needs_four_eyes")
    for indicator in (world.pensions, world.unemployed):
        record(an_entry(indicator, world.soroe, value=35), by=world.manager)

    with pytest.raises(
        returns.ReturnRefused,
        match=r"førtidspension og Langtidsledige har du selv indtastet. En anden skal indsende dem.",
    ):
        submitted(world)

    assert not Submission.objects.exists()


def test_four_eyes_see_every_hand_since_the_last_release(world: World) -> None:
    setting("needs_four_eyes")
    record(an_entry(world.unemployed, world.soroe, value=140), by=world.manager)
    enter(world, world.unemployed, 143)

    with pytest.raises(returns.ReturnRefused, match="Langtidsledige har du selv indtastet"):
        submitted(world)


def test_words_about_a_figure_are_no_hand_in_it(world: World) -> None:
    setting("needs_four_eyes")
    figure = enter(world, world.unemployed)
    comment(world, world.unemployed, "Talt to gange", by=world.manager)

    assert sent_figures(submitted(world)) == [figure]


def test_two_clerks_who_may_submit_are_four_eyes(world: World) -> None:
    setting("needs_four_eyes")
    setting("clerks_may_submit")
    make_assignment(world.outsider, "clerk", world.jobcentre)
    figure = enter(world, world.unemployed)

    assert sent_figures(submitted(world, by=world.outsider)) == [figure]


def test_two_eyes_suffice_where_nobody_wants_four(world: World) -> None:
    record(an_entry(world.unemployed, world.soroe, value=143), by=world.manager)

    assert submitted(world).lines.count() == 1
    assert returns.left_for_others(april_of(world), world.manager) == []


# The pages


def test_the_clerk_who_may_submit_has_the_managers_button(office: Office, anna: Client) -> None:
    setting("clerks_may_submit")
    page = opened(anna).send({f"{PENSIONS}-value": "35"})
    assert "Godkend og indsend" in page.text
    assert "Inden du indsender" in page.text
    assert "mangler kun, at du godkender og indsender" in opened(anna, DESK).text

    page = page.send({"submit": "1"})

    assert "Indsendt kl. 14.02." in page.text
    assert Submission.objects.get().change.by == office.cast.anna


def test_the_clerk_who_may_not_is_told_whose_turn_it_is(anna: Client) -> None:
    page = opened(anna).send({f"{PENSIONS}-value": "35"})

    assert "Din leder godkender og indsender de tal, der er gemt." in page.text
    assert "1 tal er gemt og venter på, at din leder godkender og indsender." in opened(anna, DESK).text


def test_the_month_names_what_somebody_else_must_submit(office: Office, anna: Client, mads: Client) -> None:
    setting("needs_four_eyes")
    opened(anna).send({f"{PENSIONS}-value": "35"})

    page = opened(mads).send({f"{UNEMPLOYED}-value": "143", "submit": "1"})

    assert "Indsendt kl. 14.02." in page.text
    assert "Langtidsledige har du selv indtastet. En anden skal indsende det." in page.text
    assert "Fire øjne: Tal, du selv har indtastet, skal en anden indsende." in page.text
    assert "Du har selv indtastet det, så en anden skal indsende det." in opened(mads, DESK).text


def test_the_month_refuses_what_the_person_has_entered_alone(office: Office, mads: Client) -> None:
    setting("needs_four_eyes")

    page = opened(mads).send({f"{UNEMPLOYED}-value": "143", "submit": "1"})

    assert "Gemt kl. 14.02: 1 tal." in page.text
    assert "Langtidsledige har du selv indtastet. En anden skal indsende det." in page.text
    assert not Submission.objects.exists()


def test_the_pages_with_four_eyes_need_few_queries(
    office: Office, client_of: ClientOf, anna: Client, django_assert_max_num_queries: object
) -> None:
    setting("needs_four_eyes")
    opened(anna).send({f"{PENSIONS}-value": "35", f"{UNEMPLOYED}-value": "143"})

    for address in (DESK, "/indberetning/soroe/2014-04/"):
        mads = client_of(office.cast.mads)
        with django_assert_max_num_queries(12):  # type: ignore[operator]
            assert seen(mads, address).status == 200


def test_the_start_page_says_whose_turn_it_is(office: Office, anna: Client, mads: Client) -> None:
    opened(anna).send({f"{PENSIONS}-value": "35"})
    assert "1 tal er gemt og mangler kun, at du godkender og indsender" in seen(mads, "/").text
    assert "1 tal er gemt og venter på, at din leder godkender og indsender." in seen(anna, "/").text
    setting("needs_four_eyes")
    assert "1 tal er gemt og mangler at blive godkendt og indsendt." in seen(mads, "/").text

    opened(mads).send({"submit": "1"})

    for client in (anna, mads):
        assert "er gemt og" not in seen(client, "/").text


def test_the_start_page_tells_of_a_reopened_figure_once_it_is_changed(
    office: Office, anna: Client, mads: Client
) -> None:
    filed = returns.return_for(office.cast.places.jobcentre_soroe, APRIL)
    returns.approve(submission=submit(office, unemployed=143), by=office.cast.bo)
    returns.reopen(monthly_return=filed, reason="Talt to gange", by=office.cast.bo)
    assert "er gemt og" not in seen(mads, "/").text

    opened(anna).send({f"{UNEMPLOYED}-value": "134"})
    assert "1 tal er gemt og mangler kun" in seen(mads, "/").text
    submission = returns.submit(monthly_return=filed, by=office.cast.mads)
    figure = submission.lines.get().figure_id
    returns.send_back(submission=submission, reasons={figure: "134?"}, by=office.cast.bo)

    assert "1 er sendt tilbage" in seen(mads, "/").text
