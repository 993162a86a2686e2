"""The words that all mails share: figures by name, never by value; days, links, and why one gets the mail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.words import capitalised, day_text, time_text, weekday_text
from goals.mails.addressees import Addressee
from goals.models import Goal, Indicator
from goals.months import Month
from goals.returns import DueLine, LineState
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Jobcentre


class Names:
    """What figures are called: by the goal, with the municipality where two share a jobcentre."""

    def __init__(self, lines: Iterable[DueLine]) -> None:
        goals = Goal.with_own.values_list("goal_year__year", "indicator", "short_name")
        self._names = {(year, indicator): name for year, indicator, name in goals}
        served: dict[int, set[int]] = defaultdict(set)
        for line in lines:
            served[line.jobcentre.pk].add(line.municipality.pk)
        self._shared = {jobcentre for jobcentre, municipalities in served.items() if len(municipalities) > 1}

    def figure(self, jobcentre: Jobcentre, municipality: Area, indicator: Indicator, month: Month) -> str:
        """`Førtidspension`; `Førtidspension, Fanø` where the jobcentre serves more than one."""
        name = self._names.get((month.year, indicator.pk), indicator.name)
        return f"{name}, {municipality.name}" if jobcentre.pk in self._shared else name

    def line(self, line: DueLine) -> str:
        """`Førtidspension: tilgang i de 12 måneder til og med maj 2014`, `Langtidsledige: april 2014`"""
        name = self.figure(line.jobcentre, line.municipality, line.indicator, line.month)
        text = f"{name}: {period_text(line.indicator, line.month)}"
        return _("%(figure)s (sent back)") % {"figure": text} if line.state == LineState.SENT_BACK else text


def period_text(indicator: Indicator, month: Month) -> str:
    """What the number must cover, in words: the likeliest slip is the month alone."""
    if indicator.window == Indicator.Window.ROLLING_12:
        if indicator.is_ratio:
            return _("the 12 months up to %(month)s") % {"month": month.label}
        return _("those who came in the 12 months up to %(month)s") % {"month": month.label}
    if indicator.window == Indicator.Window.CALENDAR_YEAR:
        return _("the whole of %(year)s") % {"year": month.year}
    return month.window_label(indicator.window, long=True)


def moment_in_full(moment: datetime) -> str:
    """`tirsdag 10. juni 2014 kl. 12.00`"""
    local = moment.astimezone(COPENHAGEN)
    month = Month.of(local.date())
    day = _("%(day)s %(month)s") % {"day": local.day, "month": month.label}
    return f"{format_date(local, 'l')} {day} {time_text(moment)}"


def moment_in_words(moment: datetime) -> str:
    """`tirsdag 10. juni kl. 12.00`"""
    return f"{weekday_text(moment.astimezone(COPENHAGEN).date())} {time_text(moment)}"


def day_of(moment: datetime) -> str:
    """`10. juni`"""
    return day_text(moment.astimezone(COPENHAGEN).date())


def closed_text(day: date, *, is_bank_holiday: bool) -> str:
    """`Mandag 9. juni er helligdag.`"""
    text = _("%(day)s is a bank holiday.") if is_bank_holiday else _("%(day)s is a day off.")
    return text % {"day": capitalised(weekday_text(day))}


def joined(words: Sequence[str]) -> str:
    """`marts, april og maj`"""
    if len(words) < 2:
        return "".join(words)
    return pgettext("list", "%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def listed(words: Iterable[str]) -> str:
    return "\n".join(f"– {word}" for word in words)


def link(name: str, *arguments: object) -> str:
    return settings.SITE_URL + reverse(name, args=arguments)


def entry_link(places: Iterable[tuple[Jobcentre, Month]]) -> str:
    """The month's page, or the desk where there are several."""
    pages = {(jobcentre.slug, str(month)) for jobcentre, month in places}
    return link("month_entry", *next(iter(pages))) if len(pages) == 1 else link("desk")


def why(to: Addressee, jobcentres: Iterable[Jobcentre] = (), regions: Iterable[Area] = ()) -> str:
    """Why one gets the mail, and where to choose otherwise; a mailbox is nobody's to choose for."""
    places = {jobcentre.pk: jobcentre for jobcentre in jobcentres}
    if to.person is None:
        names = joined([jobcentre.name for jobcentre in places.values()])
        return _("This mail went to the mailbox of %(places)s.") % {"places": names}
    region_ids = {region.pk for region in regions}
    roles = [
        _("%(role)s for %(place)s") % {"role": held.get_role_display(), "place": held.scope}
        for held in to.held
        if held.jobcentre_id in places or held.area_id in region_ids
    ]
    reason = _("You get this mail because you are %(roles)s.") if roles else ""
    choose = _("Choose which mails you get: %(link)s") % {"link": link("mail_choices")}
    return f"{reason % {'roles': joined(roles)}} {choose}".strip()
