"""What an answer is about, read again from its row: always as a reader outside sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from goals.models import Goal
from goals.series import Basis
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area
from reporting import wording
from reporting.answers.notes import with_definitions
from reporting.answers.sentences import answer_text, outsiders_book
from reporting.answers.telling import AnswerText
from reporting.models import Answer
from reporting.paragraph.telling import listed
from reporting.places import Places
from reporting.summaries import Book, Choice


@dataclass
class Kit:
    """The results are read when they are asked for, and kept."""

    answer: Answer
    places: Places
    area: Area
    goals: tuple[Goal, ...]

    @classmethod
    def of(cls, answer: Answer, places: Places | None = None) -> Kit:
        """`places`: those of its month, where they have been read already. Two queries else."""
        places = places or Places.on(answer.as_of)
        goals = Goal.objects.filter(goal_year__year=answer.year, indicator__code__in=answer.indicators)
        rows = goals.select_related("goal_year", "indicator").defer("goal_year__letter").order_by("number")
        found = tuple(with_definitions(rows, answer.as_of))
        return cls(answer, places, places.of_id(answer.area_id), found)

    @property
    def choice(self) -> Choice:
        answer = self.answer
        return Choice.of(
            answer.year,
            as_of=answer.as_of,
            known_on=answer.known_on.astimezone(COPENHAGEN),
            basis=Basis.APPROVED,
        )

    @cached_property
    def book(self) -> Book:
        return outsiders_book(self.choice, self.places, self.area, self.goals)

    @cached_property
    def text(self) -> AnswerText:
        """Danish, whoever reads it."""
        with override(settings.LANGUAGE_CODE):
            return answer_text(self.book, self.area, of_all=self.answer.is_of_all)

    @property
    def subject(self) -> str:
        """`ministermålene 2014`, `førtidspension og langtidsledige i 2014`"""
        if self.answer.is_of_all:
            return _("the minister's goals for %(year)s") % {"year": self.answer.year}
        names = listed([wording.uncapitalised(goal.short_name) for goal in self.goals])
        return _("%(goals)s in %(year)s") % {"goals": names, "year": self.answer.year}

    @property
    def facts(self) -> tuple[str, ...]:
        """Which figures these are."""
        moment = wording.full_moment(self.choice.moment)
        return (
            _("Data up to and including %(month)s") % {"month": self.choice.as_of.label},
            _("the figures as they stood on %(moment)s") % {"moment": moment},
            _("released figures only"),
            _("small numbers hidden"),
        )

    @property
    def file_name(self) -> str:
        """`Maaltal 2014-05 Sorø Kommune svar k3j9x2mp7qra kendt 2014-06-10`, without the ending."""
        from reporting.papers.frame import file_name

        return file_name(self.choice, f"{self.area.full_name} svar {self.answer.key}")
