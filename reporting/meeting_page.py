"""A council's meeting as its pages show it: the goals off their path first, one page for each, with what was
noted and decided. All numbers are those known at the paper's moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from goals.forms import meeting_words
from goals.forms.meeting_forms import NoteForm
from goals.forms.meeting_words import Noted
from goals.meetings import Action, Sitting, is_inside, may_make, roles_in, rules_of
from goals.models import Goal, Meeting, MeetingNote
from goals.months import Month
from goals.numbers import HIDDEN
from goals.progress import Progress, Status
from goals.series import Basis
from jobcentres.access import OUTSIDER, Reader
from jobcentres.models import Area, User
from reporting.comparison_table import ComparisonTable, comparison_table
from reporting.comparisons import Comparisons
from reporting.group_page import GroupSection, group_sections
from reporting.moments import written_moment
from reporting.origin_address import Addresses
from reporting.sections import Section, sections_of
from reporting.status_table import StatusRow, status_row
from reporting.summaries import Book, Choice, load
from reporting.wording import StatusWords

CLOSED = "lukket"
_FIRST = [Status.BEHIND, Status.NEAR, Status.NOT_MET, Status.ON_TRACK, Status.MET]


@dataclass(frozen=True, slots=True)
class GoalPage:
    """One goal on the agenda. `anchor` is its place on the page; the neighbours' are empty at the ends."""

    goal: Goal
    row: StatusRow
    status: StatusWords
    section: Section | GroupSection
    comparison: ComparisonTable | None
    remark: str
    remark_period: str
    notes: list[Noted]
    form: NoteForm | None
    anchor: str
    previous: str
    following: str

    @property
    def name(self) -> str:
        return f"{self.goal.number}\u00a0{self.goal.short_name}"

    @property
    def alone(self) -> list[GoalPage]:
        """The table of the agenda, of this goal alone."""
        return [self]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """`is_closed`: it shows numbers of few persons, which only insiders see. `switch` leads to the other
    annex, for those who have one."""

    meeting: Meeting
    area: Area
    heading: str
    council: str
    where: str
    known: str
    known_short: str
    as_of: str
    goals: list[GoalPage]
    whole: list[Noted]
    whole_form: NoteForm | None
    reads_notes: bool
    is_secretariat: bool
    is_cancelled: bool
    may_edit: bool
    is_closed: bool
    has_hidden: bool
    switch: str
    annex: str
    figures: str
    file_name: str
    state: str


def open_paper(meeting: Meeting, reader: Reader) -> Book:
    """The paper's figures: released ones, as they were known at its moment. Raises `NotThere`."""
    area = meeting.area
    found = Goal.with_own.of([area.pk]).filter(goal_year=meeting.goal_year_id)
    goals = tuple(
        found.select_related("goal_year", "indicator").defer("goal_year__letter").order_by("number")
    )
    return load(
        paper_choice(meeting),
        reader,
        areas=[area.code],
        goals=tuple(goal for goal in goals if not goal.is_own),
        own_goals=tuple(goal for goal in goals if goal.is_own),
        with_notes=area.level == Area.Level.MUNICIPALITY,
        with_clusters=area.level == Area.Level.MUNICIPALITY,
        query=_figures_query(meeting),
    )


def paper_choice(meeting: Meeting) -> Choice:
    return Choice.of(
        meeting.goal_year.year,
        as_of=Month.parse(meeting.as_of),
        known_on=meeting.known_on,
        basis=Basis.APPROVED,
    )


def meeting_page(
    sitting: Sitting, user: User, *, is_closed: bool, sent: NoteForm | None = None
) -> MeetingPage:
    """Small numbers are shown in the closed annex alone, which is for those who see inside the area."""
    meeting, area = sitting.newest, sitting.area
    sees_inside = user.reader.sees_inside(area.pk)
    is_closed = is_closed and sees_inside
    book = open_paper(meeting, user.reader if is_closed else OUTSIDER)
    area = book.places.of_code(area.code)
    forms = _Forms(sitting, user, sent)
    pages = _goal_pages(book, area, sitting, forms)
    hides_own = any(_hides(_own_cells(page)) for page in pages)
    address = meeting.get_absolute_url()
    return MeetingPage(
        meeting=meeting,
        area=area,
        heading=meeting_words.heading(meeting),
        council=meeting_words.council_name(meeting.area),
        where=meeting_words.where_text(meeting),
        known=meeting_words.known_words(meeting),
        known_short=meeting_words.known_short(meeting),
        as_of=meeting_words.as_of_text(meeting),
        goals=pages,
        whole=meeting_words.noted(sitting.notes_of(None), meeting),
        whole_form=forms.of(None),
        reads_notes=is_inside(user, sitting.area),
        is_secretariat=may_make(user, sitting.area),
        is_cancelled=meeting.is_cancelled,
        may_edit=forms.allows(Action.RENEW),
        is_closed=is_closed,
        has_hidden=hides_own or any(_hides(_compared_cells(page)) for page in pages),
        switch=_switch(address, is_closed=is_closed) if is_closed or (sees_inside and hides_own) else "",
        annex=f"?bilag={CLOSED}" if is_closed else "",
        figures=area.get_absolute_url() + _figures_query(meeting),
        file_name=_file_name(meeting),
        state=sitting.state.value,
    )


def _switch(address: str, *, is_closed: bool) -> str:
    return address if is_closed else f"{address}?bilag={CLOSED}"


def _figures_query(meeting: Meeting) -> str:
    """Leads to the same numbers on the pages of results."""
    return f"?maaned={meeting.as_of}&grundlag=frigivet&kendt={written_moment(meeting.known_on)}"


def _file_name(meeting: Meeting) -> str:
    """`2014-04 Ministermål Sorø - bilag`: what a printed file is called."""
    said = {"month": meeting.as_of, "area": meeting.area.name}
    return _("%(month)s Minister's goals %(area)s - annex") % said


class _Forms:
    """The forms for notes that the person may write now."""

    def __init__(self, sitting: Sitting, user: User, sent: NoteForm | None) -> None:
        self.sitting = sitting
        self.sent = sent
        self.rules = rules_of(sitting.area)
        self.roles = roles_in(user, sitting.area)

    def allows(self, action: Action) -> bool:
        return self.rules.refusal(self.sitting.state, self.roles, action) is None

    def of(self, goal_number: int | None) -> NoteForm | None:
        if self.sent is not None and self.sent.goal_number == goal_number:
            return self.sent
        return note_form(self.sitting, self.kinds(), goal_number)

    def kinds(self) -> dict[str, str]:
        """A decision first, once there can be one."""
        kinds = {Action.DECIDE: MeetingNote.Kind.DECISION, Action.NOTE: MeetingNote.Kind.NOTE}
        allowed = (kind.value for action, kind in kinds.items() if self.allows(action))
        return {kind: meeting_words.kind_words(kind) for kind in allowed}


def kinds_for(sitting: Sitting, user: User) -> dict[str, str]:
    """What the person may write now, by its code; in words."""
    return _Forms(sitting, user, None).kinds()


def note_form(
    sitting: Sitting, kinds: Mapping[str, str], goal_number: int | None, data: Any = None
) -> NoteForm | None:
    if not kinds:
        return None
    place = f"note {sitting.area.code} {sitting.held_on}"
    return NoteForm(place, goal_number, kinds, data, agenda_item=sitting.newest.agenda_item)


def _goal_pages(book: Book, area: Area, sitting: Sitting, forms: _Forms) -> list[GoalPage]:
    ordered, comparisons = agenda_order(book, area), Comparisons(book, [area], at_once=True)
    sections = _sections(book, area, comparisons)
    anchors = [f"maal-{goal.number}" for goal in ordered]
    return [
        _goal_page(book, area, goal, sections[goal.pk], comparisons, sitting, forms, anchors)
        for goal in ordered
    ]


def agenda_order(book: Book, area: Area) -> list[Goal]:
    """Off their path first, then on it, then those that cannot be judged; each by number."""
    goals = [*book.goals, *book.own_goals(area)]
    return sorted(goals, key=lambda goal: (_rank(book.progress(area, goal)), goal.number))


def _rank(progress: Progress) -> int:
    return _FIRST.index(progress.status) if progress.status in _FIRST else len(_FIRST)


def _sections(book: Book, area: Area, comparisons: Comparisons) -> dict[int, Section | GroupSection]:
    found: Iterable[Section | GroupSection]
    is_municipality = area.level == Area.Level.MUNICIPALITY
    found = sections_of(book, area, comparisons) if is_municipality else group_sections(book, area, {})
    return {section.goal.pk: section for section in found}


def _goal_page(
    book: Book,
    area: Area,
    goal: Goal,
    section: Section | GroupSection,
    comparisons: Comparisons,
    sitting: Sitting,
    forms: _Forms,
    anchors: Sequence[str],
) -> GoalPage:
    row = status_row(book, area, goal)
    place = anchors.index(f"maal-{goal.number}")
    own = section if isinstance(section, Section) else None
    return GoalPage(
        goal=goal,
        row=row,
        status=row.status,
        section=section,
        comparison=own.comparison if own else _comparison(book, area, goal, comparisons),
        remark=own.remark if own else "",
        remark_period=own.remark_period if own else "",
        notes=meeting_words.noted(sitting.notes_of(goal.number), sitting.newest),
        form=forms.of(goal.number),
        anchor=anchors[place],
        previous=anchors[place - 1] if place else "",
        following=anchors[place + 1] if place + 1 < len(anchors) else "",
    )


def _comparison(book: Book, area: Area, goal: Goal, comparisons: Comparisons) -> ComparisonTable | None:
    """Of a region beside the country; nothing stands beside the country."""
    found = comparisons.of(area, goal) if area.level == Area.Level.REGION else None
    return comparison_table(found, book.measure(goal), area, goal, Addresses(book.choice)) if found else None


def _hides(cells: Iterable[str]) -> bool:
    """Whether a number is left out for its smallness."""
    return any(HIDDEN in cell for cell in cells)


def _own_cells(page: GoalPage) -> list[str]:
    table, row = page.section.chart_table, page.row
    drawn = [cell for one in table.rows for cell in one] if table else []
    return [*drawn, row.latest, row.previous, row.change, row.path, row.status.sign]


def _compared_cells(page: GoalPage) -> list[str]:
    rows = page.comparison.rows if page.comparison else ()
    return [text for one in rows for text in (one.value, one.change)]
