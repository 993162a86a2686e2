"""The contract of Hovedstaden & Sjælland for 2014 with the cast, brought to the state that a test needs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from goals import contracts
from goals.contracts import Happened, OwnGoal, Promised, Wording
from goals.models import Contract, GoalYear
from goals.months import Month
from tests.builders import make_figure
from tests.goals.entry_page import Office

CONTRACT, EDIT = "/kontrakter/2014/HS/", "/kontrakter/2014/HS/aftale/"
ALL_FOUR = "/kontrakter/2014/"
MET = Happened(date(2014, 2, 8), "3", "Godkendt med bemærkning om mål 3.")
SIGNED = Happened(date(2014, 3, 3))
AMENDED = Happened(date(2014, 5, 12), text="Tilgangen falder hurtigere end ventet.")
SICK = OwnGoal("Færre på sygedagpenge over 52 uger", "Opgøres i juni.", Decimal(900), "forløb")


def the_contract(office: Office) -> Contract:
    return contracts.contract_for(GoalYear.objects.get(year=2014), office.cast.places.hs)


def four_targets(office: Office, pensions: int = 1150) -> dict[int, Promised]:
    return {
        office.education.pk: Promised(Decimal(25)),
        office.pensions.pk: Promised(Decimal(pensions), Month(2013, 12), Decimal(1283)),
        office.unemployed.pk: Promised(Decimal(4400), Month(2013, 12), Decimal(4900)),
        office.cooperation.pk: Promised(Decimal(35)),
    }


def drafted(office: Office, *, own_goals: Sequence[OwnGoal] = (), pensions: int = 1150) -> Contract:
    contract = the_contract(office)
    wording = Wording(four_targets(office, pensions), own_goals)
    contracts.write_draft(contract, wording, by=office.cast.bo)
    return contract


def negotiated(office: Office, *, own_goals: Sequence[OwnGoal] = (), pensions: int = 1150) -> Contract:
    contract = drafted(office, own_goals=own_goals, pensions=pensions)
    contracts.negotiate(contract, Happened(text="Mål 3 drøftes på mødet."), by=office.cast.bo)
    return contract


def approved(office: Office, *, own_goals: Sequence[OwnGoal] = (), pensions: int = 1150) -> Contract:
    contract = negotiated(office, own_goals=own_goals, pensions=pensions)
    contracts.approve(contract, MET, by=office.cast.rikke)
    return contract


def signed(office: Office, *, own_goals: Sequence[OwnGoal] = (), pensions: int = 1150) -> Contract:
    contract = approved(office, own_goals=own_goals, pensions=pensions)
    contracts.sign(contract, SIGNED, by=office.cast.mette)
    return contract


def amended(office: Office, pensions: int = 1100) -> Contract:
    contract = signed(office)
    promised = four_targets(office, pensions)[office.pensions.pk]
    contracts.amend(contract, Wording({office.pensions.pk: promised}), AMENDED, by=office.cast.mette)
    return contract


def report(office: Office) -> None:
    """The region's own figures: education as in the old report of Midtjylland, pensions better than asked."""
    hs = office.cast.places.hs
    make_figure(hs, office.education, "2014-04", "8.9")
    make_figure(hs, office.pensions, "2014-04", 1102)
    make_figure(hs, office.unemployed, "2014-04", 4862)
