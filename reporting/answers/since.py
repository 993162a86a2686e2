"""Whether the figures behind an answer have changed since."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobcentres.models import Area
from reporting.answers.kit import Kit
from reporting.changed_since import count_changed
from reporting.yearbook import Yearbook


def changed_since_made(kit: Kit) -> tuple[int, str]:
    """How many released figures of the area and of what it is made up of are others now, and that in words.
    Of a municipality one query."""
    since = kit.answer.known_on
    count = count_changed(_yearbook(kit), since, kit.choice.as_of)
    if not count:
        return 0, _(
            "None of the released figures behind the answer has changed since. New ones may have come."
        )
    told = ngettext(
        "%(count)s released figure behind the answer has changed since. Made today, it may be another.",
        "%(count)s released figures behind the answer have changed since. Made today, it may be another.",
        count,
    )
    return count, told % {"count": count}


def _yearbook(kit: Kit) -> Yearbook:
    """That of a region or the country has been read with its results, up to now."""
    if kit.area.level != Area.Level.MUNICIPALITY:
        return kit.book.yearbook
    return Yearbook.read(
        [goal.indicator for goal in kit.goals],
        kit.answer.year,
        changed_since=kit.answer.known_on,
        changed_in=[kit.area.pk],
    )
