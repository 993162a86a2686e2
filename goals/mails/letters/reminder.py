"""What is missing until a deadline, and after it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.mails.reminders import Office, Reminder
from goals.mails.schedule import closed_days_before
from goals.mails.wording import (
    Names,
    closed_text,
    day_of,
    entry_link,
    joined,
    listed,
    moment_in_full,
    moment_in_words,
    why,
)
from goals.models import SentMail
from goals.returns import LineState


def write(reminder: Reminder, names: Names) -> tuple[str, str]:
    """Subject and body."""
    if reminder.kind == SentMail.Kind.OVERDUE:
        return _overdue_subject(reminder), "\n\n".join(_overdue(reminder, names))
    return _subject(reminder), "\n\n".join(_ahead(reminder, names))


def _subject(reminder: Reminder) -> str:
    count, deadline = len(reminder.missing), moment_in_full(reminder.due_at)
    if not count:
        return _("Return: ready to be submitted, deadline %(deadline)s") % {"deadline": deadline}
    text = ngettext(
        "Return: %(count)s number is missing, deadline %(deadline)s",
        "Return: %(count)s numbers are missing, deadline %(deadline)s",
        count,
    )
    return text % {"count": count, "deadline": deadline}


def _overdue_subject(reminder: Reminder) -> str:
    count, day = len(reminder.missing), day_of(reminder.due_at)
    if not count:
        return _("Return: not submitted yet, the deadline was %(day)s") % {"day": day}
    text = ngettext(
        "Return: %(count)s number is still missing, the deadline was %(day)s",
        "Return: %(count)s numbers are still missing, the deadline was %(day)s",
        count,
    )
    return text % {"count": count, "day": day}


def _ahead(reminder: Reminder, names: Names) -> Iterator[str]:
    for office in reminder.offices:
        if office.missing:
            begin = _("%(jobcentre)s has yet to report:") % {"jobcentre": office.jobcentre.name}
            yield _list(begin, office, names)
        else:
            yield _ready(reminder, office)
    closed = [closed_text(day, is_bank_holiday=is_one) for day, is_one in closed_days_before(reminder.due_at)]
    deadline = _("The deadline is %(deadline)s.") % {"deadline": moment_in_full(reminder.due_at)}
    go = _("Go to the return: %(link)s") % {"link": _link(reminder)}
    yield f"{' '.join([deadline, *closed])}\n{go}"
    if _lacks_numbers(reminder):
        advice = _(
            "If the number is not published yet, or cannot be measured, choose so in the field. "
            "Then it is no longer missing."
        )
        yield f"{advice}\n{_why(reminder)}"
    else:
        yield _why(reminder)


def _overdue(reminder: Reminder, names: Names) -> Iterator[str]:
    past = _("The deadline %(deadline)s has passed.") % {"deadline": moment_in_words(reminder.due_at)}
    for number, office in enumerate(reminder.offices):
        lacks = _("%(jobcentre)s lacks:") % {"jobcentre": office.jobcentre.name}
        text = _list(lacks, office, names) if office.missing else _ready(reminder, office)
        yield text if number else f"{past} {text}"
    yield "\n".join(_afterwards(reminder))
    yield _why(reminder)


def _afterwards(reminder: Reminder) -> Iterator[str]:
    yield _("You can still report: %(link)s") % {"link": _link(reminder)}
    lines = reminder.missing
    if not lines:
        return
    text = ngettext(
        "Until the number is released, %(region)s cannot be summed up for %(months)s.",
        "Until the numbers are released, %(region)s cannot be summed up for %(months)s.",
        len(lines),
    )
    regions = dict.fromkeys(line.jobcentre.region.full_name for line in lines)
    months = dict.fromkeys(line.month.name for line in sorted(lines, key=lambda line: line.month))
    yield text % {"region": joined(list(regions)), "months": joined(list(months))}
    if _lacks_numbers(reminder):
        yield ngettext(
            "If the number is not on jobindsats.dk yet, choose “Not published yet” in the field.",
            "If a number is not on jobindsats.dk yet, choose “Not published yet” in the field.",
            len(lines),
        )


def _list(begin: str, office: Office, names: Names) -> str:
    return f"{begin}\n{listed(names.line(line) for line in office.missing)}"


def _ready(reminder: Reminder, office: Office) -> str:
    text = _("All numbers are filled in. They only lack that you certify and submit them.")
    return text if len(reminder.offices) == 1 else f"{office.jobcentre.name}: {text}"


def _lacks_numbers(reminder: Reminder) -> bool:
    return any(line.state == LineState.MISSING for line in reminder.missing)


def _link(reminder: Reminder) -> str:
    return entry_link((office.jobcentre, month) for office in reminder.offices for month in office.months)


def _why(reminder: Reminder) -> str:
    jobcentres = [office.jobcentre for office in reminder.offices]
    if reminder.is_copy:
        names = joined([jobcentre.name for jobcentre in jobcentres])
        return _("A copy to the mailbox of %(places)s of what its clerks and managers are reminded of.") % {
            "places": names
        }
    return why(reminder.to, jobcentres)
