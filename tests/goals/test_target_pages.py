"""A municipality's targets of a year, and the dialogue about each, as people read and write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from goals.dialogue import State, current_state
from goals.models import GoalYear, Target, TargetStep, TargetVersion
from goals.verification import History, first_fault
from jobcentres.models import Change
from tests.builders import make_figure, make_target
from tests.cast import ClientOf
from tests.goals.entry_page import Office, Page, opened
from tests.goals.target_desk import ADOPTION, DRAFT, OVERVIEW, TARGET, in_hearing, read, seen_on, take


@pytest.fixture
def lis(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.lis)


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


@pytest.fixture
def ole(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.ole)


@pytest.fixture
def mette(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.mette)


def test_a_target_goes_from_draft_to_adoption_and_every_page_says_whose_turn_it_is(
    mads: Client, lis: Client, bo: Client
) -> None:
    told = [read(mads)]
    take(mads, "draft", **DRAFT)
    told.append(read(mads))
    take(mads, "send")
    told.append(read(lis))
    take(lis, "answer_lbr", text="Vi støtter målet.", met_on="20-05-2014", agenda_item="punkt 3")
    told.append(read(bo))
    take(bo, "answer_region", text="Kommunen kan nå længere.", value="36")
    told.append(read(mads))
    take(mads, "adopt", **ADOPTION)

    for page, words in zip(
        told,
        (
            "Intet måltal endnu · Jeres tur: Jobcentrets leder skriver udkastet",
            "Udkast · Jeres tur: Jobcentrets leder sender udkastet i høring",
            "I høring · Jeres tur: Venter på LBR og beskæftigelsesregionen",
            "I høring · Jeres tur: Venter på beskæftigelsesregionen",
            "Høring afsluttet · Jeres tur: Kommunalbestyrelsen skal vedtage: lederen indfører det",
        ),
        strict=True,
    ):
        assert words in page
    assert "Vedtaget og låst" in read(mads)
    assert first_fault(History.now()) is None


def test_every_step_tells_its_number_author_role_time_and_meeting(
    office: Office, client_of: ClientOf, lis: Client, ole: Client
) -> None:
    in_hearing(office, client_of)
    take(lis, "answer_lbr", text="Vi støtter målet.", met_on="20-05-2014", agenda_item="punkt 3")

    page = read(ole)

    assert "1 Udkast: højst 40 −53,5 pct. fra dec. 2012 (86)" in page
    assert "Rehabiliteringsteamet virker. Mads Holm, leder · kl. 14.02" in page
    assert "3 Høringssvar fra LBR Møde 20. maj 2014, punkt 3 Vi støtter målet." in page
    assert "Lis Damgaard, LBR" in page


def test_a_draft_is_private_until_its_hearing(
    office: Office, client_of: ClientOf, mads: Client, ole: Client
) -> None:
    take(mads, "draft", **DRAFT)
    outside = read(ole, OVERVIEW) + read(ole)
    inside = [read(client_of(office.cast[name]), OVERVIEW) for name in ("anna", "lis", "bo", "mette")]
    others = [read(client_of(office.cast[name]), OVERVIEW) for name in ("karl", "rikke", "vibe", "sys")]

    take(mads, "send")

    assert "højst 40" not in outside + "".join(others)
    assert "intet måltal endnu" in outside
    assert all("højst 40" in page and "udkast" in page for page in inside)
    assert "højst 40" in read(ole, OVERVIEW)
    assert "i høring" in read(ole, OVERVIEW)


def test_a_draft_after_a_reopening_is_private_too(
    office: Office, client_of: ClientOf, mads: Client, mette: Client, ole: Client
) -> None:
    make_target(office.cast.places.soroe, office.pensions, 38, baseline=86, baseline_month="2012-12")
    take(mette, "reopen", text="Ny budgetaftale")
    take(mads, "draft", **DRAFT)

    assert "højst 40" not in read(ole)
    assert "Genåbnet" in read(ole)
    assert "højst 38" in read(ole)
    assert "højst 40" in read(mads)


def test_the_baseline_is_filled_in_from_the_figures(office: Office, mads: Client) -> None:
    soroe = office.cast.places.soroe
    make_figure(soroe, office.pensions, "2012-12", 86)
    make_figure(soroe, office.pensions, "2013-12", 43)
    make_figure(soroe, office.unemployed, "2013-12", 156)

    pensions = opened(mads, TARGET).html
    unemployed = opened(mads, "/maaltal/2014/0340/langtidsledige/").html

    assert 'value="december 2012"' in pensions
    assert 'value="86"' in pensions
    assert 'value="december 2013"' in unemployed
    assert 'value="156"' in unemployed


def test_a_percentage_gives_the_value_and_stays_beside_it(mads: Client) -> None:
    page = take(mads, "draft", percent="−56", baseline_month="12-2012", baseline_value="86")

    version = TargetVersion.objects.get()
    assert (version.value, version.adopted_percent) == (38, -56)
    assert "højst 38 −55,8 pct. fra dec. 2012 (86), skrevet som −56,0 pct." in page.text


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ({"value": "12.5"}, "Skriv antallet uden punktum"),
        ({"value": "−3"}, "kan ikke være negativ"),
        ({"value": "40,5"}, "helt tal"),
        ({"percent": "18"}, "Skriv −18 for et fald eller +18 for en stigning."),
        ({"percent": "−18,55"}, "højst én decimal"),
        ({"percent": "−101"}, "Skriv en procent fra −100"),
        ({"percent": "−18", "value": "40"}, "ikke begge"),
        ({"percent": "−18", "baseline_value": ""}, "Skriv udgangspunktets værdi"),
        ({"value": "40", "baseline_month": "for længst"}, "Skriv måneden sådan"),
        ({"value": "40", "baseline_month": "12-2014"}, "før december 2014"),
        ({}, "Skriv måltallet, eller procent fra udgangspunktet."),
    ],
)
def test_what_cannot_be_read_or_promised_is_told_at_its_field_and_kept(
    mads: Client, written: dict[str, str], words: str
) -> None:
    given = {"baseline_month": "12-2012", "baseline_value": "86", "text": "En begrundelse"} | written

    page = take(mads, "draft", **given)

    assert words in page.text
    assert "En begrundelse" in page.html
    assert not Target.objects.exists()
    assert not Change.objects.filter(kind=Change.Kind.TARGETS).exists()


@pytest.mark.parametrize(
    ("met_on", "words"),
    [("", "Skriv datoen for vedtagelsen."), ("01-01-2015", "ikke holdt endnu"), ("i går", "31-12-2014")],
)
def test_an_adoption_needs_the_day_of_a_meeting_that_was_held(
    office: Office, client_of: ClientOf, mads: Client, met_on: str, words: str
) -> None:
    in_hearing(office, client_of)

    page = take(mads, "adopt", **(ADOPTION | {"met_on": met_on}))

    assert words in page.text
    assert "I høring" in page.text


@pytest.mark.parametrize("link", ["javascript:alert(1)", "referat", "ftp:/x"])
def test_only_a_whole_link_to_the_web_is_kept(mads: Client, link: str) -> None:
    page = take(mads, "adopt_on_paper", **(ADOPTION | {"link": link}))

    assert "Skriv hele linket" in page.text
    assert not TargetVersion.objects.exists()


def test_a_target_adopted_on_paper_is_entered_in_one_step(mads: Client) -> None:
    page = take(mads, "adopt_on_paper", **ADOPTION)

    assert "Vedtaget og låst" in page.text
    assert "Vedtaget 28. maj 2014, punkt 7" in page.text
    assert 'href="https://soroe.dk/referat"' in page.html
    assert TargetStep.objects.get().kind == "adopted"


def test_the_form_of_the_adoption_holds_what_the_draft_says(
    office: Office, client_of: ClientOf, mads: Client
) -> None:
    in_hearing(office, client_of)

    html = opened(mads, TARGET).html

    form = html[html.index('id="step-adopt"') :]
    assert 'name="value" value="40"' in form
    assert 'value="december 2012"' in form


@pytest.mark.parametrize(
    ("who", "action", "words"),
    [
        ("anna", "draft", "Jobcentrets leder skriver udkastet."),
        ("ole", "draft", "Jobcentrets leder skriver udkastet."),
        ("karl", "answer_region", "Det er beskæftigelsesregionen, der giver dette svar."),
        ("rikke", "answer_region", "Det er beskæftigelsesregionen, der giver dette svar."),
        ("bo", "reopen", "Kun ministeriet kan genåbne et vedtaget måltal."),
        ("mette", "reopen", "Måltallet er i høring nu."),
        ("mads", "send", "Måltallet er i høring nu."),
        ("mads", "nothing", "Vælg et skridt på siden."),
    ],
)
def test_a_step_that_somebody_may_not_take_says_why(
    office: Office, client_of: ClientOf, who: str, action: str, words: str
) -> None:
    in_hearing(office, client_of)

    page = take(client_of(office.cast[who]), action, text="Vi mener noget", seen="2.1")

    assert words in page.text
    assert TargetStep.objects.count() == 2


def test_a_step_sent_twice_is_taken_once(mads: Client) -> None:
    content = {"action": "draft", "key": "one", "seen": seen_on(mads), **DRAFT}

    answers = [mads.post(TARGET, content).status_code for _press in range(2)]

    assert answers == [302, 302]
    assert TargetStep.objects.count() == 1


def test_who_writes_while_somebody_else_takes_a_step_is_told_and_keeps_the_text(
    office: Office, client_of: ClientOf, lis: Client, mads: Client
) -> None:
    in_hearing(office, client_of)
    seen = seen_on(lis)
    take(mads, "draft", **(DRAFT | {"value": "39"}))

    page = take(lis, "answer_lbr", text="Vi støtter 40.", seen=seen)

    assert "Der er taget et skridt i mellemtiden (Mads Holm, leder: Udkast)" in page.text
    assert "Vi støtter 40." in page.html
    assert TargetStep.objects.count() == 3
    assert "Høringssvar fra LBR" in take(lis, "answer_lbr", text="Vi støtter 39.").text


def test_the_text_of_a_step_that_is_no_longer_possible_is_shown(
    office: Office, client_of: ClientOf, lis: Client, mads: Client
) -> None:
    in_hearing(office, client_of)
    seen = seen_on(lis)
    take(mads, "adopt", **ADOPTION)

    page = take(lis, "answer_lbr", text="Vi støtter 40.", seen=seen)

    assert "Der er taget et skridt i mellemtiden (Mads Holm, leder: Vedtaget)" in page.text
    assert "Du havde skrevet: “Vi støtter 40.”" in page.text


def test_all_drafts_are_sent_to_hearing_at_once(mads: Client) -> None:
    for code in ("foertidspension", "langtidsledige"):
        take(mads, "draft", f"/maaltal/2014/0340/{code}/", **DRAFT)
    before = opened(mads, OVERVIEW)

    after = Page(mads, OVERVIEW, mads.post(OVERVIEW, {"key": "one", "send": "all"}, follow=True))

    assert "Send alle 2 udkast i høring" in before.text
    assert "2 udkast er sendt i høring." in after.text
    assert {current_state(target) for target in Target.objects.all()} == {State.HEARING}
    assert "0 af 4 måltal er vedtaget. 2 er i høring, 2 er ikke begyndt." in after.text


def test_who_is_not_the_manager_sends_no_drafts(mads: Client, bo: Client) -> None:
    take(mads, "draft", **DRAFT)

    page = Page(bo, OVERVIEW, bo.post(OVERVIEW, {"key": "one"}, follow=True))

    assert "Der var intet udkast, som du kan sende i høring." in page.text
    assert current_state(Target.objects.get()) == State.DRAFT


def test_a_target_from_a_file_reads_as_such(office: Office, ole: Client) -> None:
    make_target(office.cast.places.soroe, office.pensions, 38, baseline=86, baseline_month="2012-12")

    page = read(ole)

    assert "Vedtaget, indlæst fra fil: højst 38 −55,8 pct. fra dec. 2012 (86)" in page
    assert "(86) · intet ✓ vedtaget og låst ingens" in read(ole, OVERVIEW)


def test_a_baseline_without_a_value_counts_from_the_figure_unless_that_is_small(
    office: Office, mads: Client, ole: Client
) -> None:
    soroe = office.cast.places.soroe
    make_target(soroe, office.pensions, 2, baseline_month="2012-12")
    make_figure(soroe, office.pensions, "2012-12", 4)

    assert "−50,0 pct. fra dec. 2012 (4)" in read(mads, OVERVIEW)
    assert "fra dec. 2012" not in read(ole, OVERVIEW)


@pytest.mark.parametrize(
    "address",
    [
        "/maaltal/2014/0999/",
        "/maaltal/1914/0340/",
        "/maaltal/2014/DK/",
        "/maaltal/2014/0340/nothing/",
        "/maaltal/2015/0340/",
    ],
)
def test_there_is_no_page_for_an_unknown_place_or_a_year_in_draft(mette: Client, address: str) -> None:
    GoalYear.objects.create(year=2015, state=GoalYear.State.DRAFT)

    assert mette.get(address).status_code == 404


@pytest.mark.parametrize("address", [OVERVIEW, TARGET])
def test_the_pages_take_twelve_queries_at_most(
    office: Office,
    client_of: ClientOf,
    mads: Client,
    lis: Client,
    address: str,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    in_hearing(office, client_of)
    for number in range(5):
        take(lis, "answer_lbr", text=f"Svar {number}", key=str(number))
    make_target(office.cast.places.soroe, office.unemployed, 90, baseline_month="2012-12")

    with django_assert_max_num_queries(12):
        assert mads.get(address).status_code == 200


def test_the_step_that_is_awaited_stands_open_and_the_others_are_folded(
    office: Office, client_of: ClientOf, mads: Client, lis: Client, bo: Client
) -> None:
    in_hearing(office, client_of)
    before = opened(mads, TARGET).html
    take(lis, "answer_lbr", text="Fint")
    take(bo, "answer_region", text="Fint")

    after = opened(mads, TARGET).html

    assert before.count('<details class="details d-print-none">') == 3
    assert after.count('<details class="details d-print-none">') == 2
    assert '<h2 id="heading-adopt">' in after
