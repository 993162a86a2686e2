"""A report as its page shows it: one number of it, what is said about it, and what can be done now."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from goals.forms.report_forms import FORM_OF, STATED, CouncilForm, FreezeForm, GoalTextsForm, ReportForm
from goals.forms.words import full_moment_text, long_day_text, short_day_text, time_text
from goals.models import GoalYear, Report, ReportText
from goals.reports import RULES, Action, Content, State, content_in, holding, state_of
from goals.reports.standing import ReportKey
from goals.reports.writing import seen_of
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, User

Kind = ReportText.Kind


class Said(NamedTuple):
    """What stands in a report: where it is about, the text, and who entered it when."""

    heading: str
    text: str
    by: str


@dataclass(slots=True)
class Numbers:
    """All numbers of a report, with their texts: a quarter's follow-up, or a municipality's yearly result."""

    kind: str
    goal_year: GoalYear
    area: Area
    quarter: int = 4
    reports: list[Report] = field(default_factory=list)
    texts: dict[int, list[ReportText]] = field(default_factory=dict)

    @property
    def newest(self) -> Report | None:
        return self.reports[-1] if self.reports else None

    @property
    def state(self) -> State:
        return state_of(self.newest, self.texts_of(self.newest))

    def texts_of(self, report: Report | None) -> list[ReportText]:
        return self.texts.get(report.pk, []) if report else []

    def numbered(self, number: str) -> Report | None:
        """The report of a written number; the newest if none is written."""
        if not number:
            return self.newest
        return next((one for one in self.reports if str(one.number) == number), None)

    def holding(self, report: Report | None) -> dict[ReportKey, ReportText]:
        return holding(self.texts_of(report))

    def written_before(self) -> dict[ReportKey, ReportText]:
        """What stands in the newest number, or was written in the last one that says anything."""
        said = (self.holding(report) for report in reversed(self.reports))
        found = next((one for one in said if one), {})
        return {
            key: text
            for key, text in found.items()
            if key[0] in (Kind.ASSESSMENT, Kind.PROPOSAL, Kind.COMMENT)
        }


def read_numbers(kind: str, goal_year: GoalYear, area: Area, quarter: int = 4) -> Numbers:
    """In two queries."""
    (found,) = read_all(kind, goal_year, [area], [quarter])
    return found


def read_all(
    kind: str, goal_year: GoalYear, areas: Sequence[Area], quarters: Sequence[int] = (4,)
) -> list[Numbers]:
    """Of each area and quarter, whether there is a report or not, in two queries."""
    found = {
        (area.pk, quarter): Numbers(kind, goal_year, area, quarter) for area in areas for quarter in quarters
    }
    reports = Report.objects.filter(
        kind=kind, goal_year=goal_year, area__in=areas, quarter__in=quarters
    ).select_related("change__by")
    owners: dict[int, Numbers] = {}
    for report in reports.order_by("number"):
        numbers = owners[report.pk] = found[report.area_id, report.quarter]
        numbers.reports.append(report)
    if owners:
        texts = ReportText.objects.filter(report__in=owners).select_related("change__by")
        for text in texts.order_by("pk"):
            owners[text.report_id].texts.setdefault(text.report_id, []).append(text)
    return list(found.values())


def as_known(numbers: Numbers, moment: datetime) -> Numbers:
    """The numbers and texts that had been recorded at a moment."""
    reports = [one for one in numbers.reports if _is_known(one, moment)]
    texts = {
        report.pk: [text for text in numbers.texts_of(report) if _is_known(text, moment)]
        for report in reports
    }
    return replace(numbers, reports=reports, texts=texts)


def _is_known(row: Report | ReportText, moment: datetime) -> bool:
    recorded = row.change.recorded_at
    return recorded is not None and recorded <= moment


def is_inside(user: User, region: Area) -> bool:
    """Who follows the region's contract before RBR has decided: its office, its RBR, and the ministry."""
    scopes = user.scopes
    return scopes.is_official or region.pk in scopes.reviewed_region_ids | scopes.council_area_ids


def forms_of(numbers: Numbers, roles: Iterable[str]) -> list[ReportForm]:
    """Those of the steps that somebody with these roles may take now."""
    return [_form(numbers, action, None) for action in possible(numbers, roles)]


def possible(numbers: Numbers, roles: Iterable[str]) -> list[Action]:
    """The steps that have a form of their own, the freezing last."""
    allowed = RULES[numbers.kind].possible(numbers.state, list(roles))
    actions = dict.fromkeys(FORM_OF[Action(action)] for action in allowed)
    return sorted(actions, key=lambda action: action == Action.FREEZE)


def form_sent(numbers: Numbers, sent: QueryDict) -> ReportForm | None:
    """The form that was sent, whether its step may be taken or not."""
    action = sent.get("action", "")
    table = RULES[numbers.kind].table
    if action not in set(FORM_OF.values()) or not table[action].roles:
        return None
    return _form(numbers, Action(action), sent)


def _form(numbers: Numbers, action: Action, data: QueryDict | None) -> ReportForm:
    place = f"{numbers.kind} {numbers.goal_year} {numbers.area.code} {numbers.quarter}"
    if action == Action.FREEZE:
        return FreezeForm(
            place, data, asks_when=numbers.kind == Report.Kind.FOLLOW_UP, is_again=bool(numbers.reports)
        )
    seen = seen_of(numbers.newest, numbers.texts_of(numbers.newest))
    if action in STATED:
        return CouncilForm(action, place, seen, numbers.holding(numbers.newest), data)
    goals = content_in(numbers.newest)["frame"]["goals"] if numbers.newest else []
    return GoalTextsForm(action, place, seen, goals, numbers.written_before(), data)


def known_text(moment: datetime) -> str:
    """`som tallene så ud 18. oktober 2013 kl. 8.00`"""
    local = moment.astimezone(COPENHAGEN)
    said = {"day": long_day_text(local.date()), "time": time_text(local)}
    return _("the figures as they stood %(day)s %(time)s") % said


def said_of(texts: dict[ReportKey, ReportText], content: Content) -> list[Said]:
    """Everything that stands, goal by goal, in the order of the meeting's paper."""
    names = {goal["number"]: goal["name"] for goal in content["frame"]["goals"]}
    order = [Kind.ASSESSMENT, Kind.COMMENT, Kind.PROPOSAL, Kind.LBR_RESPONSE, Kind.REGION_RESPONSE]
    found = [text for kind in order for text in _of_kind(texts, kind)]
    return [Said(_heading(text, names), text.text, _author(text)) for text in found]


def _of_kind(texts: dict[ReportKey, ReportText], kind: str) -> list[ReportText]:
    own = [text for (of, _number), text in texts.items() if of == kind]
    return sorted(own, key=lambda text: (text.goal_number is None, text.goal_number or 0))


def _heading(text: ReportText, names: dict[int, str]) -> str:
    word = {
        Kind.ASSESSMENT: _("The region's assessment"),
        Kind.COMMENT: _("The jobcentre's comment"),
        Kind.PROPOSAL: _("Proposed decision"),
        Kind.LBR_RESPONSE: _("LBR's hearing response"),
        Kind.REGION_RESPONSE: _("The region's hearing response"),
    }[Kind(text.kind)]
    if text.goal_number is not None:
        name = names.get(text.goal_number, "")
        return _("Goal %(number)s, %(name)s · %(what)s") % {
            "number": text.goal_number,
            "name": name,
            "what": word,
        }
    meeting = meeting_text(text)
    return f"{word}, {meeting}" if meeting else word


def meeting_text(text: ReportText) -> str:
    """`møde 4. november 2013, punkt 3`"""
    if text.happened_on is None:
        return ""
    told = _("meeting %(day)s") % {"day": long_day_text(text.happened_on)}
    return f"{told}, {item_text(text.agenda_item)}" if text.agenda_item else told


def item_text(item: str) -> str:
    """`punkt 3`, whether the number alone was written or the word too."""
    return _("item %(number)s") % {"number": item} if item[:1].isdigit() else item


def decision_of(texts: dict[ReportKey, ReportText]) -> Said | None:
    """What RBR decided, or the municipal council adopted."""
    found = texts.get((Kind.DECISION, None)) or texts.get((Kind.ADOPTION, None))
    if found is None:
        return None
    word = _("Decision of RBR") if found.kind == Kind.DECISION else _("Adopted by the municipal council")
    return Said(f"{word}, {meeting_text(found)}", found.text, _author(found))


def _author(text: ReportText) -> str:
    """`Else Krogh, 21. okt. 2013`"""
    recorded = text.change.recorded_at
    day = short_day_text(recorded.astimezone(COPENHAGEN).date()) if recorded else ""
    by = text.change.by or _("the system")
    return f"{by}, {day}"


def made_text(report: Report) -> str:
    """`Nr. 2, låst 18. oktober 2013 kl. 8.01 af Else Krogh`"""
    recorded = report.change.recorded_at
    return _("No. %(number)s, locked %(moment)s by %(by)s") % {
        "number": report.number,
        "moment": full_moment_text(recorded) if recorded else "",
        "by": report.change.by or _("the system"),
    }
