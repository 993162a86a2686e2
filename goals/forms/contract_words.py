"""What the pages of contracts say of states, steps and promises."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.contracts import Agreement, Document, State
from goals.forms.words import full_moment_text, long_day_text
from goals.models import ContractStep, GoalYear, Indicator, RegionalGoal
from goals.numbers import format_number, format_percent
from jobcentres.models import Area, Change, User

Kind = ContractStep.Kind


class StepTold(NamedTuple):
    """A step as the page lists it: what happened, on which day, what was said, and who entered it."""

    number: int
    heading: str
    text: str
    entered: str


def name_of(year: int, region: Area) -> str:
    """`Kontrakt 2014, Beskæftigelsesregion Midtjylland`"""
    return _("Contract %(year)s, %(region)s") % {"year": year, "region": region.full_name}


def parties(goal_year: GoalYear, region: Area) -> str:
    """`Mellem beskæftigelsesminister Mette Frederiksen, Beskæftigelsesregion Midtjylland og …`"""
    form = _(
        "Between the Minister for Employment, %(region)s and the regional employment council (RBR) %(name)s"
    )
    if goal_year.minister:
        form = _(
            "Between Minister for Employment %(minister)s, %(region)s and the regional employment council "
            "(RBR) %(name)s"
        )
    return form % {"minister": goal_year.minister, "region": region.full_name, "name": region.name}


def state_word(state: str) -> str:
    return {
        State.DRAFT: pgettext("contract", "draft"),
        State.NEGOTIATED: pgettext("contract", "under negotiation"),
        State.APPROVED: pgettext("contract", "approved by RBR"),
        State.SIGNED: pgettext("contract", "signed"),
        State.CLOSED: pgettext("contract", "closed"),
    }[State(state)]


def turn_sentence(state: str) -> str:
    """Whose turn it is, and for what."""
    return {
        State.DRAFT: _("The ministry or the region's office writes the draft and sends it to negotiation."),
        State.NEGOTIATED: _("RBR is to approve it: RBR or the region's office enters the approval."),
        State.APPROVED: _("The ministry is to enter the signature."),
        State.SIGNED: _("Nobody is to do anything: the targets are locked, and change by an amendment only."),
        State.CLOSED: _("Nobody is to do anything: the contract is closed."),
    }[State(state)]


def dates_of(agreement: Agreement) -> list[str]:
    """`Godkendt i RBR 8. februar 2013`, `underskrevet 1. marts 2013`, `intet tillæg`."""
    told = []
    for kind, form in ((Kind.APPROVED, _("approved by RBR %(day)s")), (Kind.SIGNED, _("signed %(day)s"))):
        step = agreement.step(kind)
        if step and step.happened_on and (agreement.is_signed or agreement.steps[-1] == step):
            told.append(form % {"day": long_day_text(step.happened_on)})
    if agreement.is_signed:
        told += [*_signed_in_file(agreement), _amended(agreement)]
    return told


def _signed_in_file(agreement: Agreement) -> list[str]:
    return [] if agreement.step(Kind.SIGNED) else [_("targets read from a file")]


def _amended(agreement: Agreement) -> str:
    count = len(agreement.amendments)
    if not count:
        return _("no amendment")
    return _("amendment no. 1") if count == 1 else _("amendments no. 1–%(last)s") % {"last": count}


def steps_told(agreement: Agreement, *, to_party: bool) -> list[StepTold]:
    """In their order; to others than the parties only what has made the contract what it is."""
    return [
        StepTold(step.number, _heading(agreement, step), step.text, entered(step.change))
        for step in agreement.steps
        if to_party or _is_public(agreement, step)
    ]


def _is_public(agreement: Agreement, step: ContractStep) -> bool:
    if step.kind == Kind.APPROVED:
        return step == agreement.step(Kind.APPROVED)
    return step.kind in (Kind.SIGNED, Kind.AMENDED, Kind.CLOSED)


def _heading(agreement: Agreement, step: ContractStep) -> str:
    """`Godkendt i RBR 8. februar 2013, punkt 3`"""
    if step.kind == Kind.AMENDED:
        return _amended_on(agreement, step)
    told = {
        Kind.DRAFTED: _("Draft begun"),
        Kind.NEGOTIATED: _("Sent back to negotiation") if _came_back(agreement, step) else _("Negotiated"),
        Kind.APPROVED: _("Approved by RBR"),
        Kind.SIGNED: _("Signed"),
        Kind.CLOSED: _("Contract closed"),
    }[Kind(step.kind)]
    if step.happened_on:
        told = f"{told} {long_day_text(step.happened_on)}"
    return f"{told}, {item_text(step.agenda_item)}" if step.agenda_item else told


def _amended_on(agreement: Agreement, step: ContractStep) -> str:
    name = amendment_name(agreement.amendment_of(step.change))
    if step.happened_on is None:
        return name
    signed = _("%(amendment)s, signed %(day)s")
    return signed % {"amendment": name, "day": long_day_text(step.happened_on)}


def _came_back(agreement: Agreement, step: ContractStep) -> bool:
    before = [one for one in agreement.steps if one.number < step.number]
    return bool(before) and before[-1].kind == Kind.APPROVED


def amendment_name(number: int) -> str:
    return _("Amendment no. %(number)s") % {"number": number}


def item_text(item: str) -> str:
    """`punkt 3`, whether the number alone was written or the word too."""
    return _("item %(number)s") % {"number": item} if item[:1].isdigit() else item


def entered(change: Change) -> str:
    """`Indført 3. marts 2014 kl. 10.05 af Mette Skov, ministeriet`"""
    said = {
        "moment": full_moment_text(change.recorded_at) if change.recorded_at else "",
        "by": author(change.by, change),
    }
    return _("Entered %(moment)s by %(by)s") % said


def author(by: User | None, change: Change) -> str:
    if by is None:
        return _("the system")
    return f"{by}, {change.assignment.get_role_display()}" if change.assignment else str(by)


def promised_text(indicator: Indicator, value: Decimal) -> str:
    """`højst 1.150`, `mindst 25,0 pct.`"""
    form = (
        _("at least %(amount)s") if indicator.direction == Indicator.Direction.UP else _("at most %(amount)s")
    )
    return form % {"amount": amount_text(indicator, value)}


def amount_text(indicator: Indicator, value: Decimal) -> str:
    return format_percent(value, indicator.decimals) if indicator.is_ratio else format_number(value)


def own_goal_text(goal: RegionalGoal) -> str:
    """`900 forløb`; nothing for a goal that is a text alone."""
    if goal.value is None:
        return ""
    decimals = max(0, -int(goal.value.normalize().as_tuple().exponent))
    return f"{format_number(goal.value, decimals)} {goal.unit}".strip()


def document_text(document: Document) -> str:
    """`PDF, 213 kB, vedlagt 3. marts 2014 kl. 10.05 af Mette Skov`"""
    return _("PDF, %(size)s, attached %(moment)s by %(by)s") % {
        "size": _size(document.size),
        "moment": full_moment_text(document.attached_at),
        "by": document.by or _("the system"),
    }


def _size(size: int) -> str:
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{format_number(Decimal(size) / 1_000_000, 1)} MB"
