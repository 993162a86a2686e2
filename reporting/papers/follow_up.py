"""A quarter's follow-up of a contract as a paper: its figures as they were frozen, what was said about them,
and what RBR decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.forms.contract_words import parties
from goals.forms.report_page import Numbers, decision_of, known_text, said_of
from goals.forms.report_quarters import quarter_name, standing_text
from goals.forms.report_words import GoalRow, older_count, own_goals_text, path_notes, rows_of, summary
from goals.models import Indicator, Report
from goals.months import Month
from goals.numbers import HIDDEN
from goals.reports import Content, State, content_in
from jobcentres.clock import COPENHAGEN, installation
from reporting import wording
from reporting.papers import Paper, follow_up_file_name, frame, parts
from reporting.papers.blocks import Block, Box, Document, Heading, Prose
from reporting.papers.lines import Line, contract_table
from reporting.papers.typesetting import typeset


def made(report: Report, numbers: Numbers, quarters: Sequence[Numbers], moment: datetime) -> Paper:
    with frame.IN_DANISH:
        content = content_in(report)
        quarter = quarter_name(report.quarter, numbers.goal_year.year)
        document = Document(
            lead=_("Follow-up of the contract, %(quarter)s,") % {"quarter": quarter},
            name=numbers.area.full_name,
            kicker=_("Contract %(year)s") % {"year": numbers.goal_year.year},
            state=_("Data up to and including %(month)s") % {"month": Month.parse(report.as_of).label},
            origin=wording.sentence(wording.capitalised(known_text(report.known_on))),
            facts=tuple(_facts(report, numbers)),
            made_at=moment,
            blocks=(
                *_figures(report, numbers, content),
                *_said(report, numbers, content),
                *_about(report, content, quarters, moment),
            ),
            marks=tuple(_marks(report, numbers)),
        )
        return Paper(follow_up_file_name(report, numbers), typeset(document))


def _facts(report: Report, numbers: Numbers) -> Iterator[str]:
    yield parties(numbers.goal_year, numbers.area)
    yield wording.capitalised(known_text(report.known_on))
    locked = pgettext("report", "locked")
    yield _("%(locked)s, no. %(number)s") % {"locked": locked, "number": report.number}


def _marks(report: Report, numbers: Numbers) -> Iterator[str]:
    if installation().sample_today:
        yield _("The figures are made up. They are no statistics of any municipality.")
    if report != numbers.newest:
        yield _("This is an earlier number of the follow-up.")
    elif numbers.state != State.FINISHED:
        yield _(
            "RBR has not decided yet: the follow-up is read by the region's office, RBR and the ministry "
            "alone."
        )


def _figures(report: Report, numbers: Numbers, content: Content) -> Iterator[Block]:
    yield Prose(summary(content), "lead")
    caption = _("Status of the goals, %(name)s") % {"name": numbers.area.full_name}
    rows = rows_of(content)
    yield contract_table([_line(row) for row in rows], numbers.goal_year.year, caption)
    yield from (Prose(note, "note") for note in path_notes(content))
    if older := older_count(content):
        label = _("Gap in per cent of the latest status (the older way of counting):")
        yield Prose(older, "note", label=label)
    if any(HIDDEN in (row.latest, row.gap, row.path, row.status.sign) for row in rows):
        yield Prose(_(".. is not shown, for discretion: the figure is about too few persons."), "note")
    own = own_goals_text(content) or pgettext("regional goals", "none")
    yield Prose(own, label=_("Other regional goals:"))


def _line(row: GoalRow) -> Line:
    return Line(
        name=f"{row.number} {row.name}",
        latest=row.latest,
        latest_notes=(row.period, row.coverage),
        target=row.target,
        gap=row.gap,
        verdict=row.verdict,
        gap_pct=row.gap_pct,
        path=row.path,
        sign=row.status.sign,
        word=row.status.word,
    )


def _said(report: Report, numbers: Numbers, content: Content) -> Iterator[Block]:
    texts = numbers.holding(report)
    said, decision = said_of(texts, content), decision_of(texts)
    yield Heading(_("Assessment, proposed decision and decision"))
    for one in said:
        yield Prose(one.text, label=f"{one.heading}:")
        yield Prose(one.by, "note")
    if decision:
        entered = _("Entered by") + f" {decision.by}"
        told = [Prose("", label=decision.heading), *([Prose(decision.text)] if decision.text else [])]
        yield Box((*told, Prose(entered, "note")))
    if not said and not decision:
        yield Prose(_("Nothing has been written yet."))


def _about(
    report: Report, content: Content, quarters: Sequence[Numbers], moment: datetime
) -> Iterator[Block]:
    day = moment.astimezone(COPENHAGEN).date()
    told = (
        f"{name}: {standing.sign} {standing.word}"
        for name, _address, standing in standing_text(quarters, day)
    )
    yield Prose(" · ".join(told), label=_("Follow-ups of the year") + ":")
    yield Heading(_("About the figures"))
    recorded = report.change.recorded_at
    locked = _("No. %(number)s, locked %(moment)s by %(by)s") % {
        "number": report.number,
        "moment": wording.full_moment(recorded.astimezone(COPENHAGEN)) if recorded else "",
        "by": report.change.by or _("the system"),
    }
    yield Prose(
        wording.sentence(locked)
        + " "
        + _(
            "Released figures only, as every reader may see them. They can be computed again from the "
            "history at any time."
        )
    )
    codes = [goal["code"] for goal in content["frame"]["goals"]]
    indicators = Indicator.objects.in_bulk(codes, field_name="code")
    yield from parts.sources(indicators[code] for code in codes if code in indicators)
    yield Prose(report.content_hash, "note", label=_("Check number (SHA-256)"))
