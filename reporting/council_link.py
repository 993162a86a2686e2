"""The way from a page of results to the meetings of the area's council."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.forms.meeting_words import council_kind, council_name, make_text
from goals.forms.words import weekday_text
from goals.meetings import may_make
from jobcentres.models import Area, User
from reporting.places import Places


class CouncilLink(NamedTuple):
    """`next` tells of the next meeting, if a paper has been made for one."""

    address: str
    text: str
    next: str = ""


def council_link(user: User, area: Area, places: Places) -> CouncilLink:
    """To the paper that the person makes, or to the council's meetings. No query."""
    address = reverse("council", args=[area.code])
    day = places.next_meeting(area)
    following = _next(area, day) if day else ""
    if may_make(user, area):
        return CouncilLink(f"{address}#step-make", make_text(area), following)
    return CouncilLink(address, _("Meetings of %(name)s") % {"name": council_name(area)}, following)


def _next(area: Area, day: date) -> str:
    """`Næste RBR-møde: mandag 16. juni 2014`"""
    said = {"council": council_kind(area), "day": f"{weekday_text(day)} {day.year}"}
    if area.level == Area.Level.COUNTRY:
        return _("Next meeting of the national council: %(day)s") % said
    return _("Next meeting of %(council)s: %(day)s") % said
