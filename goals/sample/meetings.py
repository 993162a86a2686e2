"""Meetings of LBR Sorø and of two RBRs: one held, with what was noted and decided, and those that come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial

from goals.meetings import Paper, Said, make_meeting, write
from goals.models import Meeting, MeetingNote
from goals.months import Month
from goals.sample.particular import SOROE
from goals.sample.rounds import Step
from goals.sample.who import Team
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, User

NOTE, DECISION = MeetingNote.Kind.NOTE, MeetingNote.Kind.DECISION
TITLE = "Status på ministermålene 2014"


@dataclass(frozen=True, slots=True)
class _Planned:
    """A meeting of the council of `area`, whose paper `by` makes at a moment."""

    area: Area
    held_on: date
    made_at: datetime
    as_of: Month
    by: User
    place: str = ""
    agenda_item: str = ""

    def make(self) -> None:
        paper = Paper(TITLE, self.as_of, self.place, self.agenda_item)
        make_meeting(self.area, self.held_on, paper, by=self.by)

    def say(self, said: Said, by: User) -> None:
        write(Meeting.objects.get(area=self.area, held_on=self.held_on), said, by=by)

    def steps(self, said: Sequence[tuple[datetime, User, Said]] = ()) -> Iterator[Step]:
        yield Step(self.made_at, self.make)
        for at, by, text in said:
            yield Step(at, partial(self.say, text, by))


def steps(areas: Mapping[str, Area], team: Team) -> Iterator[Step]:
    lis, rikke, mads = team.councils[SOROE], team.councils["HS"], team.managers["soroe"]
    april, may = Month(2014, 4), Month(2014, 5)
    yield from _Planned(areas[SOROE], date(2014, 5, 20), _at(5, 13, 9), april, lis, "Sorø Rådhus", "4").steps(
        [
            (_at(5, 19, 10), mads, Said(NOTE, "To virksomheder lukkede i foråret 2013: 30 berørte.", 3)),
            (
                _at(5, 21, 9),
                lis,
                Said(
                    DECISION, "LBR tager status til efterretning og ønsker indsatsen drøftet i juni.", 3, "4"
                ),
            ),
            (_at(5, 21, 10), lis, Said(DECISION, "Taget til efterretning.", 2, "4")),
            (_at(5, 21, 11), lis, Said(NOTE, "Næste møde holdes på jobcentret.")),
        ]
    )
    yield from _Planned(
        areas[SOROE], date(2014, 6, 17), _at(6, 5, 10), may, lis, "Jobcenter Sorø", "3"
    ).steps()
    yield from _Planned(areas["HS"], date(2014, 5, 26), _at(5, 15, 13), april, team.officers["HS"]).steps(
        [(_at(5, 27, 9), rikke, Said(DECISION, "RBR drøfter langtidsledigheden igen i juni.", 3, "2"))]
    )
    yield from _Planned(areas["HS"], date(2014, 6, 18), _at(6, 5, 14), may, team.officers["HS"]).steps()
    yield from _Planned(areas["MJ"], date(2014, 6, 16), _at(6, 4, 9), may, team.officers["MJ"]).steps()


def _at(month: int, day: int, hour: int) -> datetime:
    """Some seconds into a minute: the figures are those known just before."""
    return datetime(2014, month, day, hour, 12, 20, tzinfo=COPENHAGEN)
