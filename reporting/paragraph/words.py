"""How running text speaks of an indicator. Indicators are data: of another one its goal's name is used."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.models import Goal
from reporting.wording import uncapitalised


@dataclass(frozen=True, slots=True)
class Words:
    """`topic` in lists (`bagud med langtidsledige`), `subject` of a sentence (`tilgangen til førtidspension
    var 45 personer`), `of` what a figure is one (`tallet for tilgangen til førtidspension`), `it`, and its
    `noun`.

    `one` and `many` of them where a count says itself what it counts (`der var 143 langtidsledige`).
    """

    topic: str
    subject: str
    of: str
    it: str
    noun: str
    course: str
    one: str = ""
    many: str = ""
    is_title: bool = False
    """The topic is a name of several words: it keeps its capital where it stands alone."""
    counts_a_group: bool = False

    @property
    def name(self) -> str:
        """The topic standing alone after a colon."""
        return self.topic[:1].upper() + self.topic[1:] if self.is_title else self.topic

    @property
    def expected(self) -> str:
        """What is waited for: `unge i uddannelse`, `tallet for førtidspension`."""
        return self.topic if self.is_title else _("the figure for %(of)s") % {"of": self.of}


def words_of(goal: Goal) -> Words:
    known = {
        "uddannelsesgrad": _education,
        "foertidspension": _pensions,
        "langtidsledige": _unemployed,
        "samarbejdsgrad": _companies,
    }.get(goal.indicator.code)
    return known() if known else _other(goal)


def _education() -> Words:
    subject = _("the rate of young people in education")
    return Words(
        topic=_("youth education"),
        subject=subject,
        of=subject,
        it=pgettext("the rate", "it"),
        noun=_("the rate"),
        course=subject,
        is_title=True,
        counts_a_group=True,
    )


def _pensions() -> Words:
    subject = _("the inflow to disability pension")
    return Words(
        topic=_("disability pension"),
        subject=subject,
        of=subject,
        it=pgettext("the inflow", "it"),
        noun=_("the inflow"),
        course=subject,
    )


def _unemployed() -> Words:
    topic = pgettext("topic", "long-term unemployment")
    return Words(
        topic=topic,
        subject=_("the number of long-term unemployed"),
        of=topic,
        it=pgettext("the number", "it"),
        noun=_("the number"),
        course=_("long-term unemployment"),
        one=_("long-term unemployed person"),
        many=_("long-term unemployed"),
    )


def _companies() -> Words:
    subject = _("the rate of cooperation with companies")
    return Words(
        topic=_("cooperation with companies"),
        subject=subject,
        of=subject,
        it=pgettext("the rate", "it"),
        noun=_("the rate"),
        course=subject,
    )


def _other(goal: Goal) -> Words:
    topic = uncapitalised(goal.short_name)
    subject = _("the figure for %(of)s") % {"of": topic}
    return Words(
        topic=topic,
        subject=subject,
        of=topic,
        it=pgettext("the figure", "it"),
        noun=pgettext("the figure", "it"),
        course=subject,
        is_title=" " in topic,
    )
