"""The settings of a jobcentre's returns and of a region's review: who changes what, and who is told."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client

from goals.models import ReviewRule
from goals.returns.settings import edit_jobcentre, edit_review_rule
from goals.verification import History, first_fault
from jobcentres.models import Change, Jobcentre, RecordEdit
from tests.builders import make_assignment, make_user
from tests.cast import ClientOf
from tests.goals.entry_page import Office, Page
from tests.goals.test_review_page import seen

SETTINGS, REGION = "/indberetning/soroe/indstillinger/", "/gennemgang/indstillinger/"


@pytest.fixture
def bo(office: Office, client_of: ClientOf) -> Client:
    return client_of(office.cast.bo)


def soroe() -> Jobcentre:
    return Jobcentre.objects.get(slug="soroe")


def send(client: Client, address: str, page: Page | None = None, **chosen: str) -> Page:
    """The form as a browser sends it: what it showed first, and what is chosen now."""
    html = (page or seen(client, address)).html
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html)
    hidden = {name: unescape(value) for name, value in found}
    return Page(client, address, client.post(address, hidden | chosen, follow=True))


def test_the_manager_sets_all_of_it_and_the_page_tells_who_did(office: Office, mads: Client) -> None:
    page = send(mads, SETTINGS, clerks_may_submit="on", needs_four_eyes="on", mailbox="job@soroe.dk")

    stored = soroe()
    assert (stored.clerks_may_submit, stored.needs_four_eyes, stored.mailbox) == (True, True, "job@soroe.dk")
    assert "Indstillingerne er gemt." in page.text
    assert "Fire øjne: nej → ja Mads Holm · kl. 14.02" in page.text
    assert "Funktionspostkasse: ingen → job@soroe.dk" in page.text


def test_the_edits_are_recorded_as_reference_data(office: Office, mads: Client) -> None:
    send(mads, SETTINGS, needs_four_eyes="on")

    edit = RecordEdit.objects.get()
    assert (edit.record_key, edit.field, edit.old, edit.new) == ("soroe", "needs_four_eyes", "False", "True")
    assert (edit.change.kind, edit.change.by) == ("reference", office.cast.mads)
    assert first_fault(History.now()) is None


def test_a_setting_is_switched_off_again(mads: Client) -> None:
    send(mads, SETTINGS, needs_four_eyes="on")

    page = send(mads, SETTINGS)

    assert not soroe().needs_four_eyes
    assert "Fire øjne: ja → nej" in page.text


def test_nothing_is_recorded_where_nothing_is_changed(mads: Client) -> None:
    page = send(mads, SETTINGS)

    assert "Der var ikke noget nyt at gemme." in page.text
    assert not Change.objects.exists()


def test_a_mailbox_that_is_none_is_refused_at_its_field(mads: Client) -> None:
    page = send(mads, SETTINGS, mailbox="soroe")

    assert "Skriv hele e-mailadressen" in page.text
    assert 'value="soroe"' in page.html
    assert soroe().mailbox == ""


def test_two_managers_do_not_undo_each_other(office: Office, mads: Client, client_of: ClientOf) -> None:
    make_assignment(office.cast.ole, "manager", office.cast.places.jobcentre_soroe)
    page = seen(mads, SETTINGS)
    send(client_of(office.cast.ole), SETTINGS, needs_four_eyes="on")

    send(mads, SETTINGS, page, clerks_may_submit="on")

    assert soroe().clerks_may_submit and soroe().needs_four_eyes


@pytest.mark.parametrize("seen_then", ["", "x", "[1]", '{"needs_four_eyes": "ja"}'])
def test_whatever_the_page_says_it_showed_the_choice_holds(mads: Client, seen_then: str) -> None:
    mads.post(SETTINGS, {"key": "k", "seen": seen_then, "needs_four_eyes": "on"})

    assert soroe().needs_four_eyes


def test_the_same_form_sent_twice_counts_once(mads: Client) -> None:
    page = seen(mads, SETTINGS)

    for _time in range(2):
        assert "Indstillingerne er gemt." in send(mads, SETTINGS, page, needs_four_eyes="on").text

    assert Change.objects.count() == 1


def test_the_regions_officer_switches_four_eyes_alone(office: Office, bo: Client) -> None:
    page = seen(bo, SETTINGS)
    assert 'name="mailbox"' not in page.html and "Indberettere må godkende og indsende nej" in page.text

    send(bo, SETTINGS, needs_four_eyes="on", clerks_may_submit="on", mailbox="bo@region.dk")

    assert (soroe().needs_four_eyes, soroe().clerks_may_submit, soroe().mailbox) == (True, False, "")


def test_the_clerk_reads_and_cannot_send(anna: Client) -> None:
    page = seen(anna, SETTINGS)

    assert "Fire øjne nej" in page.text
    assert "Jobcentrets leder ændrer indstillingerne." in page.text
    assert "<button" not in page.html.partition("<main")[2].partition("</main>")[0]
    assert anna.post(SETTINGS, {"needs_four_eyes": "on"}).status_code == 404


def test_the_writer_asks_who_it_is(office: Office) -> None:
    cast, own = office.cast, office.cast.places.jobcentre_soroe

    for person, name in (
        (cast.anna, "needs_four_eyes"),
        (cast.bo, "mailbox"),
        (cast.karl, "needs_four_eyes"),
    ):
        with pytest.raises(PermissionDenied):
            edit_jobcentre(jobcentre=own, chosen={name: True}, by=person)
    with pytest.raises(PermissionDenied):
        edit_jobcentre(jobcentre=own, chosen={"name": "Jobcenter X"}, by=cast.mads)
    for person in (cast.karl, cast.mette, cast.mads):
        with pytest.raises(PermissionDenied):
            edit_review_rule(region=cast.places.hs, chosen={"releases_untroubled": True}, by=person)


def test_the_officer_sets_the_own_region(office: Office, bo: Client) -> None:
    page = send(bo, REGION, releases_untroubled="on")

    assert ReviewRule.objects.get().region == office.cast.places.hs
    assert ReviewRule.objects.get().releases_untroubled
    assert "Frigivelse af sig selv: nej → ja Bo Lund · kl. 14.02" in page.text
    assert first_fault(History.now()) is None


def test_another_regions_rule_cannot_be_sent(office: Office, bo: Client) -> None:
    answer = bo.post(REGION, {"place": "NJ", "releases_untroubled": "on"})

    assert answer.status_code == 404
    assert not ReviewRule.objects.exists()


def test_an_officer_of_two_regions_sets_each_on_its_own(office: Office, bo: Client) -> None:
    make_assignment(office.cast.bo, "officer", office.cast.places.nj)
    page = seen(bo, REGION)
    assert page.html.count('name="releases_untroubled"') == 2

    bo.post(REGION, {"place": "NJ", "key": "k", "releases_untroubled": "on"})

    assert list(ReviewRule.objects.values_list("region__code", "releases_untroubled")) == [("NJ", True)]


def test_the_ministry_reads_every_regions_rule(office: Office, client_of: ClientOf) -> None:
    mette = client_of(office.cast.mette)

    page = seen(mette, REGION)

    assert "Hovedstaden & Sjælland" in page.text and "Nordjylland" in page.text
    assert 'name="releases_untroubled"' not in page.html
    assert mette.post(REGION, {"place": "HS", "releases_untroubled": "on"}).status_code == 404


def test_the_desk_the_review_and_its_queue_lead_to_the_settings(
    office: Office, anna: Client, bo: Client
) -> None:
    assert f'href="{SETTINGS}"' in seen(anna, "/indberetning/").html
    assert f'href="{REGION}"' in seen(bo, "/gennemgang/").html
    assert f'href="{SETTINGS}"' in seen(bo, "/gennemgang/soroe/2014-04/").html


def test_loading_the_reference_again_leaves_what_the_manager_set(db: None) -> None:
    call_command("load_reference", verbosity=0)
    before = soroe()
    mads = make_user("Mads Holm")
    make_assignment(mads, "manager", before)
    edit_jobcentre(jobcentre=before, chosen={"needs_four_eyes": True, "mailbox": "job@soroe.dk"}, by=mads)

    call_command("load_reference", verbosity=0)

    assert soroe().needs_four_eyes and soroe().mailbox == "job@soroe.dk"


def test_the_settings_need_few_queries(
    office: Office, client_of: ClientOf, django_assert_max_num_queries: Any
) -> None:
    send(client_of(office.cast.mads), SETTINGS, needs_four_eyes="on")
    make_assignment(office.cast.bo, "officer", office.cast.places.nj)

    for person, address in (("mads", SETTINGS), ("bo", SETTINGS), ("bo", REGION), ("mette", REGION)):
        client = client_of(office.cast[person])
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200
