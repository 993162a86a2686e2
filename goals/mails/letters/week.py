"""The region's week in a few lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.forms.words import day_text
from goals.mails.digest import Digest, Lacking, WaitingReturn, Week
from goals.mails.wording import day_of, link, why

IN_FULL = 3
"""So many deadlines are told one by one; what lacks from earlier ones is told together."""


def write(digest: Digest) -> tuple[str, str]:
    """Subject and body."""
    body = "\n".join(_lines(digest.week))
    go = _("Go to the review: %(link)s") % {"link": link("review_queue")}
    return _subject(digest), "\n\n".join([body, go, why(digest.to, regions=[digest.region])])


def _subject(digest: Digest) -> str:
    week = digest.week
    counts = [
        (len(week.waiting), ngettext("%(count)s return waits", "%(count)s returns wait", len(week.waiting))),
        (
            week.municipalities,
            ngettext(
                "%(count)s municipality is lacking",
                "%(count)s municipalities are lacking",
                week.municipalities,
            ),
        ),
    ]
    questions = len(week.questions)
    if not any(count for count, _text in counts):
        counts = [
            (
                questions,
                ngettext("%(count)s unanswered question", "%(count)s unanswered questions", questions),
            )
        ]
    told = ", ".join(text % {"count": count} for count, text in counts if count)
    return f"{digest.region.full_name}: {told}"


def _lines(week: Week) -> Iterator[str]:
    if week.waiting:
        rows = ", ".join(_waiting(week))
        yield _("Waiting to be looked through: %(returns)s") % {"returns": rows}
    deadlines = list(week.lacking)
    for deadline in deadlines[:IN_FULL]:
        yield _lacking(deadline, week.lacking[deadline])
    earlier = [one for deadline in deadlines[IN_FULL:] for one in week.lacking[deadline]]
    if earlier:
        names = ", ".join(dict.fromkeys(one.municipality.name for one in earlier))
        yield _("Still lacking from earlier deadlines: %(municipalities)s") % {"municipalities": names}
    if week.questions:
        asked = ", ".join(
            _("%(municipality)s (asked %(day)s)")
            % {"municipality": one.municipality.name, "day": day_of(one.asked_at)}
            for one in week.questions
        )
        yield _("Unanswered questions: %(questions)s") % {"questions": asked}


def _waiting(week: Week) -> Iterator[str]:
    """`Horsens (siden 6. juni)`; with the month where a jobcentre has several."""
    counts = Counter(one.jobcentre.pk for one in week.waiting)
    for one in week.waiting:
        several = counts[one.jobcentre.pk] > 1
        text = _("%(place)s %(month)s (since %(day)s)") if several else _("%(place)s (since %(day)s)")
        yield text % {"place": _place(one), "month": one.month.label, "day": day_of(one.since)}


def _place(one: WaitingReturn) -> str:
    """The list is of jobcentres; saying so at each would hide the names."""
    return one.jobcentre.name.removeprefix("Jobcenter ")


def _lacking(deadline: date, rows: list[Lacking]) -> str:
    """`Mangler efter fristen 10. juni: Lemvig, Struer. Begge er påmindet 11. juni.`"""
    days = {one.reminded_on for one in rows}
    text = _("Lacking after the deadline %(deadline)s: %(municipalities)s.")
    if len(days) > 1:
        names = ", ".join(_with_reminder(one) for one in rows)
        return text % {"deadline": day_text(deadline), "municipalities": names}
    told = text % {
        "deadline": day_text(deadline),
        "municipalities": ", ".join(one.municipality.name for one in rows),
    }
    day = days.pop()
    if day is None:
        return told
    reminded = {
        1: _("Reminded %(day)s."),
        2: _("Both were reminded %(day)s."),
    }.get(len(rows), _("All were reminded %(day)s."))
    return f"{told} {reminded % {'day': day_text(day)}}"


def _with_reminder(one: Lacking) -> str:
    if one.reminded_on is None:
        return one.municipality.name
    return _("%(municipality)s (reminded %(day)s)") % {
        "municipality": one.municipality.name,
        "day": day_text(one.reminded_on),
    }
