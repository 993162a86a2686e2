"""What the jobcentre and its region say to each other about a line, and who may."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from goals import returns
from goals.models import Figure, FigureRevision, ReturnEvent
from jobcentres.changes import AlreadyRecorded, contents_hash, recording
from jobcentres.models import Change, User
from tests.goals.figure_builders import World
from tests.goals.return_builders import april_of, comment, enter, state, submitted

HIRED = "Et nyt team har behandlet sagerne, der lå."


def explain(world: World, version: int, text: str = HIRED, *, by: User | None = None) -> None:
    with recording(by=by or world.clerk, kind=Change.Kind.RETURN) as change:
        returns.explain(change, april_of(world), world.unemployed, world.soroe, version, text)


def say(world: World, text: str, *, by: User | None = None, key: str = "") -> None:
    place = (world.unemployed, world.soroe)
    returns.say(april_of(world), *place, text, by=by or world.clerk, idempotency_key=key)


def settle(world: World, *, by: User | None = None) -> None:
    returns.settle(april_of(world), world.unemployed, world.soroe, by=by or world.officer)


def said() -> list[tuple[str, str, str]]:
    return list(ReturnEvent.objects.values_list("kind", "old", "new"))


def test_an_explanation_is_kept_with_the_version_it_was_given_for(world: World) -> None:
    enter(world, world.unemployed, 143)
    enter(world, world.unemployed, 163)

    explain(world, 2, f"  {HIRED}\n")

    assert said() == [("explanation", "2", HIRED)]
    assert FigureRevision.objects.count() == 2


def test_the_same_explanation_counts_once(world: World) -> None:
    enter(world, world.unemployed)

    explain(world, 1)
    explain(world, 1)

    assert len(said()) == 1
    explain(world, 1, "Flyttet fra en anden kommune.")
    assert len(said()) == 2


@pytest.mark.parametrize(("version", "text", "code"), [(2, HIRED, "stale"), (1, " \n", "text_missing")])
def test_an_explanation_needs_words_and_the_version_that_stands(
    world: World, version: int, text: str, code: str
) -> None:
    enter(world, world.unemployed)

    with pytest.raises(returns.ReturnRefused) as refused:
        explain(world, version, text)

    assert (refused.value.code, said()) == (code, [])


def test_the_change_of_an_explanation_and_of_a_message_covers_it(world: World) -> None:
    enter(world, world.unemployed)
    explain(world, 1)
    say(world, "Hvornår kommer marts?", by=world.officer)
    events = list(ReturnEvent.objects.select_related("change"))

    for event in events:
        with recording(by=None, kind=Change.Kind.RETURN) as expected:
            expected.include(event._meta.label, event.canonical())
            digest = expected.contents_hash()
        assert event.change.contents_hash == digest != contents_hash(iter(()))
    assert [event.change.by for event in events] == [world.clerk, world.officer]


def test_the_two_sides_write_and_either_settles(world: World) -> None:
    say(world, "Hvorfor er tallet så højt?", by=world.officer)
    say(world, HIRED, by=world.manager)
    settle(world, by=world.officer)
    say(world, "Tak.", by=world.clerk)
    settle(world, by=world.clerk)

    assert [kind for kind, _old, _new in said()] == ["message", "message", "settled", "message", "settled"]
    held = ReturnEvent.objects.values_list("change__assignment__user__name", "change__by__name")
    assert all(holder == author for holder, author in held)


def test_what_is_settled_is_settled_once_and_nothing_is_settled_unsaid(world: World) -> None:
    settle(world)
    assert said() == []

    say(world, HIRED)
    settle(world)
    settle(world, by=world.clerk)

    assert [kind for kind, _old, _new in said()] == ["message", "settled"]


def test_a_message_sent_twice_counts_once(world: World) -> None:
    say(world, HIRED, key="one")

    with pytest.raises(AlreadyRecorded):
        say(world, HIRED, key="one")

    assert len(said()) == 1


@pytest.mark.parametrize(
    ("text", "code"), [("", "text_missing"), ("010190-1234", "cpr"), ("x" * 2001, "too_long")]
)
def test_a_message_says_something_and_nothing_about_single_persons(
    world: World, text: str, code: str
) -> None:
    with pytest.raises(returns.ReturnRefused) as refused:
        say(world, text)

    assert (refused.value.code, said()) == (code, [])


@pytest.mark.parametrize("name", ["outsider", "official"])
def test_others_neither_write_nor_settle(world: World, name: str) -> None:
    person = getattr(world, name)
    enter(world, world.unemployed)
    say(world, HIRED)

    with pytest.raises(PermissionDenied):
        say(world, "Hej", by=person)
    with pytest.raises(PermissionDenied):
        settle(world, by=person)
    with pytest.raises(PermissionDenied):
        explain(world, 1, by=person)

    assert len(said()) == 1


def test_the_region_asks_and_the_jobcentre_explains(world: World) -> None:
    enter(world, world.unemployed)

    with pytest.raises(PermissionDenied):
        explain(world, 1, by=world.officer)


def test_nobody_writes_about_a_municipality_that_the_jobcentre_does_not_serve(world: World) -> None:
    with pytest.raises(returns.ReturnRefused, match="betjener ikke"):
        returns.say(april_of(world), world.unemployed, world.slagelse, HIRED, by=world.officer)


@pytest.mark.parametrize("answer", ["message", "explanation", "comment"])
def test_the_jobcentres_words_answer_a_figure_that_was_sent_back(world: World, answer: str) -> None:
    figure = enter(world, world.unemployed)
    returns.send_back(submission=submitted(world), reasons={figure: "143?"}, by=world.officer)
    with pytest.raises(returns.ReturnRefused, match="sendt tilbage"):
        submitted(world)

    if answer == "message":
        say(world, HIRED)
    elif answer == "explanation":
        explain(world, 1)
    else:
        comment(world, world.unemployed, HIRED)

    assert submitted(world).number == 2
    assert state(world) == "submitted"


def test_the_regions_own_words_answer_nothing(world: World) -> None:
    figure = enter(world, world.unemployed)
    returns.send_back(submission=submitted(world), reasons={figure: "143?"}, by=world.officer)

    say(world, "Det haster.", by=world.officer)

    with pytest.raises(returns.ReturnRefused, match="sendt tilbage"):
        submitted(world)
    assert Figure.objects.get(pk=figure).version == 1
