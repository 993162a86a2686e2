"""That the figures compared do not measure the same, or stand on both sides of a reform."""

from __future__ import annotations

from django.utils.translation import gettext as _

from reporting import wording
from reporting.paragraph.facts import Facts
from reporting.paragraph.telling import Telling
from reporting.yearbook import SeriesMark


def broken(facts: Facts, _telling: Telling) -> str:
    """`Målgruppen blev ændret 1. januar 2014 (uddannelseshjælp), så tallene for 2013 og 2014 kan ikke …`"""
    mark = next(mark for mark in _marks(facts) if mark.is_break)
    said = {
        "day": wording.full_day(mark.month.first_day),
        "name": wording.uncapitalised(mark.name),
        "before": facts.month.year_before.year,
        "after": facts.month.year,
    }
    if facts.words.counts_a_group:
        return (
            _(
                "The target group was changed on %(day)s (%(name)s), so the figures for %(before)s and "
                "%(after)s cannot readily be compared."
            )
            % said
        )
    return (
        _(
            "The way of counting was changed on %(day)s (%(name)s), so the figures for %(before)s and "
            "%(after)s cannot readily be compared."
        )
        % said
    )


def reform_before(facts: Facts) -> SeriesMark | None:
    """The latest reform within the two periods compared, if the series stayed comparable."""
    first, _last = facts.month.year_before.window(facts.measure.window)
    return next((mark for mark in _marks(facts) if not mark.is_break and mark.month > first), None)


def _marks(facts: Facts) -> list[SeriesMark]:
    """Up to the latest month, the newest first."""
    marks = facts.book.yearbook.marks.get(facts.measure.id, [])
    return sorted((mark for mark in marks if mark.month <= facts.month), reverse=True)
