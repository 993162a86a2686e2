"""What happened to returns, corrections and released figures: several things in one mail."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms.words import weekday_text
from goals.mails.happenings import Happening
from goals.mails.notices import Notice, Others, counted
from goals.mails.schedule import answer_by
from goals.mails.wording import Names, joined, link, listed, why
from goals.models import CorrectionDecision, SentMail
from goals.returns import LineState

Kind = SentMail.Kind
Outcome = CorrectionDecision.Outcome


def write(notice: Notice, names: Names, others: Others) -> tuple[str, str]:
    """Subject and body."""
    paragraphs = list(_paragraphs(notice, names, others))
    jobcentres = [one.jobcentre for one in notice.news if not one.is_for_region]
    regions = [one.jobcentre.region for one in notice.news if one.is_for_region]
    return _subject(notice), "\n\n".join([*paragraphs, why(notice.to, jobcentres, regions)])


def _subject(notice: Notice) -> str:
    """`Indberetning for april 2014: 1 tal er sendt tilbage, 2 tal er frigivet`"""
    counts = counted(notice)
    months = {one.month for one in notice.news}
    place = (
        _("Return for %(month)s") % {"month": next(iter(months)).label} if len(months) == 1 else _("Returns")
    )
    return f"{place}: {', '.join(_count_text(what, counts[what]) for what in _ORDER if what in counts)}"


def _count_text(what: str, count: int) -> str:
    return _ORDER[what](count) % {"count": count}


_ORDER: dict[str, Callable[[int], str]] = {
    Kind.SUBMITTED: lambda n: ngettext(
        "%(count)s return was submitted", "%(count)s returns were submitted", n
    ),
    Kind.CORRECTION: lambda n: ngettext(
        "%(count)s correction is asked for", "%(count)s corrections are asked for", n
    ),
    Kind.SENT_BACK: lambda n: ngettext(
        "%(count)s number was sent back", "%(count)s numbers were sent back", n
    ),
    Kind.REOPENED: lambda n: ngettext("%(count)s month was reopened", "%(count)s months were reopened", n),
    f"{Kind.CORRECTION} {Outcome.ACCEPTED}": lambda n: ngettext(
        "%(count)s correction was accepted", "%(count)s corrections were accepted", n
    ),
    f"{Kind.CORRECTION} {Outcome.DECLINED}": lambda n: ngettext(
        "%(count)s correction was declined", "%(count)s corrections were declined", n
    ),
    Kind.SOURCE_UPDATE: lambda n: ngettext(
        "%(count)s number was updated in the source", "%(count)s numbers were updated in the source", n
    ),
    Kind.RELEASED: lambda n: ngettext("%(count)s number was released", "%(count)s numbers were released", n),
}
"""In this order the news come, what asks for something first."""


def _paragraphs(notice: Notice, names: Names, others: Others) -> Iterator[str]:
    """By jobcentre, with its name above where there are several."""
    order = [what.split()[0] for what in _ORDER]
    news = sorted(notice.news, key=lambda one: (not one.is_for_region, order.index(one.kind), one.at))
    own = {one.jobcentre.pk: one.jobcentre for one in news if not one.is_for_region}
    yield from (_to_region(one, names) for one in news if one.is_for_region)
    for jobcentre in own.values():
        texts = [
            _to_jobcentre(one, names, others)
            for one in news
            if not one.is_for_region and one.jobcentre == jobcentre
        ]
        if len(own) > 1:
            texts[0] = f"{jobcentre.name}\n{texts[0]}"
        yield from texts


def _to_region(one: Happening, names: Names) -> str:
    if one.kind == Kind.SUBMITTED:
        text = _("%(jobcentre)s has submitted the return for %(month)s.\nGo to the review: %(link)s")
        address = link("review", one.jobcentre.slug, str(one.month))
    else:
        text = _(
            "%(jobcentre)s asks for a correction of a released number: %(figure)s, %(month)s.\n"
            "Accept or decline it: %(link)s"
        )
        address = f"{link('review_queue')}#rettelse-{one.request_id}"
    return text % {
        "jobcentre": one.jobcentre.name,
        "month": one.month.label,
        "figure": joined(_figures(one, names)),
        "link": address,
    }


def _to_jobcentre(one: Happening, names: Names, others: Others) -> str:
    if one.kind == Kind.SENT_BACK:
        return "\n\n".join(_sent_back(one, names, others))
    if one.kind == Kind.RELEASED:
        text = ngettext(
            "One number in the return for %(month)s was released. Everybody can see it now:",
            "%(count)s numbers in the return for %(month)s were released. Everybody can see them now:",
            len(one.subjects),
        )
        return f"{text % _facts(one, names)}\n{listed(_figures(one, names))}"
    if one.kind == Kind.REOPENED:
        text = _(
            "The return for %(month)s was reopened. Read why, put right what must be, and submit it again: "
            "%(link)s"
        )
        return text % (_facts(one, names) | {"link": _month_link(one)})
    if one.kind == Kind.SOURCE_UPDATE:
        return _source_update(one, names)
    if one.outcome == Outcome.ACCEPTED:
        text = _("The correction of %(figure)s, %(month)s, was accepted and holds from now on: %(link)s")
    else:
        text = _("The correction of %(figure)s, %(month)s, was declined. Read why: %(link)s")
    return text % _facts(one, names)


def _sent_back(one: Happening, names: Names, others: Others) -> Iterator[str]:
    text = ngettext(
        "%(person)s, %(region)s, has a question about one number in the return for %(month)s:",
        "%(person)s, %(region)s, has questions about %(count)s numbers in the return for %(month)s:",
        len(one.subjects),
    )
    yield f"{text % _facts(one, names)}\n{listed(_figures(one, names))}"
    read = ngettext(
        "Read the question, and correct the number or answer: %(link)s",
        "Read the questions, and correct the numbers or answer: %(link)s",
        len(one.subjects),
    )
    rest = {
        LineState.RELEASED: _("The other numbers are released and need not be submitted again."),
        LineState.WAITING: _("The other numbers need not be submitted again."),
    }
    answer = _("Answer by %(day)s.") % {"day": weekday_text(answer_by(one.at))}
    state = others.of(one.jobcentre, one.month)
    sentences = [rest[state], answer] if state else [answer]
    yield f"{read % {'link': _month_link(one)}}\n{' '.join(sentences)}"


def _source_update(one: Happening, names: Names) -> str:
    text = ngettext(
        "One released number for %(month)s was updated in the source:",
        "%(count)s released numbers for %(month)s were updated in the source:",
        len(one.subjects),
    )
    after = _("You need do nothing. See what stood before: %(link)s")
    address = _line_link(one) if len(one.subjects) == 1 else _month_link(one)
    return f"{text % _facts(one, names)}\n{listed(_figures(one, names))}\n{after % {'link': address}}"


def _facts(one: Happening, names: Names) -> dict[str, object]:
    return {
        "count": len(one.subjects),
        "month": one.month.label,
        "person": one.by or _("the system"),
        "region": one.jobcentre.region.full_name,
        "figure": joined(_figures(one, names)),
        "link": _line_link(one),
    }


def _figures(one: Happening, names: Names) -> list[str]:
    return [
        names.figure(one.jobcentre, subject.municipality, subject.indicator, one.month)
        for subject in one.subjects
    ]


def _month_link(one: Happening) -> str:
    return link("month_entry", one.jobcentre.slug, str(one.month))


def _line_link(one: Happening) -> str:
    if not one.subjects:
        return _month_link(one)
    subject = one.subjects[0]
    return link("line", one.jobcentre.slug, str(one.month), subject.municipality.code, subject.indicator.code)
