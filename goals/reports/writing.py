"""The one writer of reports: it freezes their figures and keeps what is said about them. No row is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _

from goals.free_text import TextRefused, free_text
from goals.models import Goal, GoalYear, Report, ReportText
from goals.months import Month, now, today
from goals.refusals import Problem, StepRefused
from goals.reports.content import content_of, hash_of, written
from goals.reports.frame import Subject, frame_of
from goals.reports.rules import ACTION_OF, FINAL, RULES, Action
from goals.reports.standing import holding, newest_report, roles_in, state_of
from jobcentres.changes import Recording, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Change, Installation, User

LONGEST = 4000
LONGEST_ITEM = 40
CONFLICT = "conflict"
JUST_BEFORE = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Statement:
    """Something said about a report: about one of its goals, or (None) about the whole. `on` and
    `agenda_item` are of the meeting that a council's statement comes from."""

    kind: str
    text: str
    goal_number: int | None = None
    on: date | None = None
    agenda_item: str = ""


def freeze_follow_up(
    goal_year: GoalYear,
    region: Area,
    quarter: int,
    *,
    by: User,
    known_on: datetime | None = None,
    idempotency_key: str = "",
) -> Report:
    """The region's figures as they were known at a moment (None: now), in the quarter's next number.

    Raises, as all these do, `StepRefused` or `AlreadyRecorded`.
    """
    _refuse_moment(goal_year, quarter, known_on)
    subject = Subject(Report.Kind.FOLLOW_UP, goal_year, region, known_on or now())
    return _freeze(subject, quarter, by, idempotency_key)


def freeze_result(goal_year: GoalYear, municipality: Area, *, by: User, idempotency_key: str = "") -> Report:
    """The municipality's figures at the year's end as they are known now."""
    if today() <= Month.december(goal_year.year).last_day:
        message = _("The year %(year)s is not over yet.")
        raise StepRefused(Problem("", "not_over", message % {"year": goal_year.year}))
    subject = Subject(Report.Kind.RESULT, goal_year, municipality, now())
    return _freeze(subject, 4, by, idempotency_key)


def say(
    report: Report,
    statements: Sequence[Statement],
    *,
    by: User,
    seen: str | None = None,
    idempotency_key: str = "",
) -> list[ReportText]:
    """Keep what is said about a report. What says nothing new is left out; an emptied text holds no more.

    `seen` is `seen_of` what the author saw: if somebody has written since, nothing is kept.
    """
    kept = [_kept(one) for one in statements]
    actions = [ACTION_OF[ReportText.Kind(one.kind)] for one in kept]
    place = Subject(report.kind, report.goal_year, report.area, report.known_on)
    with _step(place, report.quarter, actions, by, idempotency_key) as (change, newest):
        if newest is None or newest.pk != report.pk:
            message = _("A newer number of the report has been made in the meantime.")
            raise StepRefused(Problem("", "not_newest", message))
        texts = list(report.texts.all())
        if seen is not None and seen != seen_of(report, texts):
            raise StepRefused(Problem("", CONFLICT, _("Somebody has written in the meantime.")))
        standing = holding(texts)
        made = []
        for one in kept:
            _refuse_statement(one, report)
            if not _says_again(one, standing.get((str(one.kind), one.goal_number))):
                made.append(_write(change, report, one))
        return made


def seen_of(report: Report | None, texts: Iterable[ReportText]) -> str:
    """What tells whether something was added to a report since it was looked at."""
    return f"{report.pk}.{max((text.pk for text in texts), default=0)}" if report else ""


def start_of(year: int, quarter: int) -> datetime:
    """When the quarter begins: its figures cannot be followed up before."""
    return datetime.combine(Month(year, 3 * quarter - 2).first_day, time(), COPENHAGEN)


def _refuse_moment(goal_year: GoalYear, quarter: int, known_on: datetime | None) -> None:
    if known_on is not None and known_on > now():
        message = _("The moment has not come yet. Leave it empty to use the figures as they are known now.")
        raise StepRefused(Problem("known_on", "in_future", message))
    if (known_on or now()) < start_of(goal_year.year, quarter):
        message = _("The quarter has not begun at that moment.")
        raise StepRefused(Problem("known_on", "too_early", message))


def _freeze(subject: Subject, quarter: int, by: User, idempotency_key: str) -> Report:
    with _step(subject, quarter, [Action.FREEZE], by, idempotency_key) as (change, newest):
        Installation.lock()  # whoever is recording something older has finished: it counts
        known_on = min(subject.known_on, now() - JUST_BEFORE)  # what is recorded after this does not
        subject = subject._replace(known_on=known_on.astimezone(UTC))
        content = written(content_of(frame_of(subject)))
        report = Report.objects.create(
            kind=subject.kind,
            goal_year=subject.goal_year,
            area=subject.area,
            quarter=quarter,
            number=newest.number + 1 if newest else 1,
            change=change.row,
            known_on=subject.known_on,
            as_of=str(subject.as_of),
            content=content,
            content_hash=hash_of(content),
        )
        change.include(Report._meta.label, report.canonical())
        return report


@contextmanager
def _step(
    place: Subject, quarter: int, actions: Sequence[Action], by: User, idempotency_key: str
) -> Iterator[tuple[Recording, Report | None]]:
    """The change, and the newest number of the report; other steps of the same area wait."""
    kind, goal_year, area, _known_on = place
    roles, rules = roles_in(by, area), RULES[str(kind)]
    held = next((roles[role] for role in rules.table[actions[0]].roles if role in roles), None)
    with recording(
        by=by, kind=Change.Kind.REPORT, idempotency_key=idempotency_key, assignment=held
    ) as change:
        Area.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)
        newest = newest_report(kind, goal_year, area, quarter)
        state = state_of(newest, newest.texts.all() if newest else ())
        for action in actions:
            refusal = rules.refusal(state, roles, action)
            if refusal is not None:
                raise StepRefused(refusal)
        yield change, newest


def _kept(said: Statement) -> Statement:
    """As it will be stored. Raises `StepRefused`."""
    field = said.kind if said.goal_number is None else f"{said.kind}-{said.goal_number}"
    try:
        text = free_text(said.text, longest=LONGEST)
        item = free_text(said.agenda_item, longest=LONGEST_ITEM)
    except TextRefused as refusal:
        raise StepRefused(Problem(field, refusal.code, refusal.message)) from refusal
    return Statement(said.kind, text, said.goal_number, said.on, item)


def _refuse_statement(said: Statement, report: Report) -> None:
    goals = Goal.with_own.of([report.area_id]).filter(goal_year=report.goal_year_id)
    if said.goal_number is not None and not goals.filter(number=said.goal_number).exists():
        raise StepRefused(Problem("", "no_goal", _("The year has no goal of this number.")))
    if said.kind not in FINAL:
        return
    if said.kind == ReportText.Kind.DECISION and not said.text:
        raise StepRefused(Problem("text", "text_missing", _("Write what was decided.")))
    if said.on is None:
        raise StepRefused(Problem("on", "date_missing", _("Write the date of the meeting.")))
    if said.on > today():
        raise StepRefused(Problem("on", "date_in_future", _("The meeting has not been held yet.")))
    if said.on < report.known_on.astimezone(COPENHAGEN).date():
        message = _("The meeting lies before the moment of the report's figures.")
        raise StepRefused(Problem("on", "date_before", message))


def _says_again(said: Statement, standing: ReportText | None) -> bool:
    if standing is None:
        return not said.text and said.on is None
    return (standing.text, standing.happened_on, standing.agenda_item) == (
        said.text,
        said.on,
        said.agenda_item,
    )


def _write(change: Recording, report: Report, said: Statement) -> ReportText:
    text = ReportText.objects.create(
        report=report,
        change=change.row,
        kind=said.kind,
        goal_number=said.goal_number,
        text=said.text,
        happened_on=said.on,
        agenda_item=said.agenda_item,
    )
    change.include(ReportText._meta.label, text.canonical())
    return text
