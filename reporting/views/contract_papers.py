"""A contract and the follow-ups of its year as PDF, sent for with the buttons of their pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from goals.contracts import Agreement, known_then, read_agreements, roles_in
from goals.forms.report_page import Numbers, as_known, read_all
from goals.models import Goal, Report
from goals.months import Month
from goals.views.report_follow_up import FOLLOW_UP, QUARTERS, place_or_404, shown_or_404
from jobcentres.models import User
from reporting import papers
from reporting.choices import NothingThere, known_asked, month_asked, reader_of
from reporting.contract_files import ContractFile
from reporting.downloads import Download, deliver, pinned
from reporting.moments import written_moment
from reporting.places import NotThere, Places
from reporting.summaries import Choice, load
from reporting.views.contract import goals_or_404

PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class _Asked:
    user: User
    choice: Choice
    places: Places
    goals: tuple[Goal, ...]
    agreement: Agreement

    def paper(self) -> papers.Paper:
        region = self.agreement.region
        book = load(
            self.choice,
            self.user.reader,
            areas=[region.code],
            goals=self.goals,
            places=self.places,
            promises=self.agreement.promises,
            whole_past=True,
        )
        is_party = bool(roles_in(self.user, region))
        return papers.contract_paper(book, self.agreement, to_party=is_party)


@require_POST
def contract_pdf(request: HttpRequest, year: int, code: str) -> HttpResponseBase:
    return deliver(request, contract_file(request, year, code))


def contract_file(request: HttpRequest, year: int, code: str) -> Download:
    """The contract as it stands, or stood at a moment of the past (`kendt`)."""
    asked = _asked(request, year, code)

    def parts() -> Iterator[bytes]:
        yield asked.paper().parts

    choice = asked.choice
    query = {"aar": year, "maaned": choice.as_of, "kendt": written_moment(choice.moment)}
    return Download(
        what=ContractFile(year, code).what,
        query=urlencode(query, safe=":"),
        choice=choice,
        name=papers.contract_file_name(choice, asked.agreement.region),
        content_type=PDF,
        parts=parts(),
    )


def _asked(request: HttpRequest, year: int, code: str) -> _Asked:
    """Raises `NothingThere` for what is not there, or not for the reader."""
    user, goals = reader_of(request), goals_or_404(reader_of(request), year)
    month = month_asked(request)
    if month is not None and month.year != year:
        raise NothingThere(_("Choose a month in %(year)s.") % {"year": year})
    choice = pinned(Choice.of(year, as_of=month, known_on=known_asked(request)))
    try:
        places = Places.on(choice.as_of)
        region = places.region(code)
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing
    agreement = known_then(read_agreements(goals[0].goal_year, [region])[region.pk], choice.moment)
    if not agreement.is_open_to(user):
        raise NothingThere(_("There is no signed contract for %(year)s yet.") % {"year": year})
    return _Asked(user, choice, places, goals, agreement)


@require_POST
def follow_up_pdf(request: HttpRequest, year: int, code: str, quarter: int) -> HttpResponseBase:
    return deliver(request, follow_up_file(request, year, code, quarter))


def follow_up_file(request: HttpRequest, year: int, code: str, quarter: int) -> Download:
    """One number of the follow-up (`nr`, else the newest) with what has been said about it by now, or had
    been said at a moment of the past (`kendt`)."""
    user, goal_year, region = place_or_404(request, year, code)
    if quarter not in QUARTERS:
        raise Http404
    choice = pinned(Choice.of(year, known_on=known_asked(request)))
    quarters = [as_known(one, choice.moment) for one in read_all(FOLLOW_UP, goal_year, [region], QUARTERS)]
    numbers = quarters[QUARTERS.index(quarter)]
    report = shown_or_404(user, numbers, request.POST.get("nr", ""))
    if report is None:
        raise NothingThere(_("No follow-up has been made for this quarter yet."))
    query = {"nr": report.number, "kendt": written_moment(choice.moment)}
    return Download(
        what=ContractFile(year, code, quarter).what,
        query=urlencode(query, safe=":"),
        choice=Choice.of(year, as_of=Month.parse(report.as_of), known_on=choice.known_on),
        name=papers.follow_up_file_name(report, numbers),
        content_type=PDF,
        parts=_follow_up(report, numbers, quarters, choice),
    )


def _follow_up(report: Report, numbers: Numbers, quarters: list[Numbers], choice: Choice) -> Iterator[bytes]:
    yield papers.follow_up_paper(report, numbers, quarters, choice.moment).parts
