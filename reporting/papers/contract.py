"""A region's contract as a paper: parties and dates, how far each target is, what was agreed, its steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from goals.contracts import Agreement
from goals.forms.contract_words import dates_of, parties, state_word, steps_told
from reporting import wording
from reporting.contract_page import (
    AgreedGoal,
    AgreedTarget,
    ContractRow,
    agreed_goals,
    agreed_targets,
    conclusion,
    notes,
    status_rows,
)
from reporting.papers import Paper, contract_file_name, frame, parts
from reporting.papers.blocks import LEFT, Block, Cell, Column, Heading, Prose, Row, Table, cells
from reporting.papers.lines import Line, contract_table
from reporting.papers.typesetting import typeset
from reporting.summaries import Book


def made(book: Book, agreement: Agreement, *, to_party: bool) -> Paper:
    with frame.IN_DANISH:
        region, year = agreement.region, book.choice.year
        document = frame.document(
            book,
            lead=_("Contract %(year)s") % {"year": year} + ",",
            name=region.full_name,
            facts=[parties(agreement.goal_year, region), _state(agreement)],
            blocks=[
                *_status(book, agreement),
                *_agreed(book, agreement),
                *_steps(agreement, to_party=to_party),
            ],
            about=[region],
        )
        if not agreement.is_signed:
            mark = _("Draft: for the ministry, the region's office and RBR only.")
            document = replace(document, marks=(*document.marks, mark))
        return Paper(contract_file_name(book.choice, region), typeset(document))


def _state(agreement: Agreement) -> str:
    return " · ".join([wording.capitalised(state_word(agreement.state)), *dates_of(agreement)])


def _status(book: Book, agreement: Agreement) -> Iterator[Block]:
    rows = status_rows(book, agreement)
    yield Heading(_("Status of the contract's targets"))
    if told := conclusion(book, agreement):
        yield Prose(told, "lead")
    yield contract_table(
        [_line(row) for row in rows], book.choice.year, _("Status of the goals, %(name)s") % _named(agreement)
    )
    if any(row.is_draft for row in rows):
        said = _("A draft is no target yet: it is shown beside the latest status, and no status is given.")
        yield Prose(said, "note")
    yield from (Prose(note, "note") for note in notes(book, agreement))
    yield Prose(
        _(
            "The benchmark is the figure that the region may at most (or must at least) have now if it is to "
            "reach the target at an even pace. It is not an adopted goal."
        ),
        "note",
    )
    yield from parts.sources(goal.indicator for goal in book.goals)


def _named(agreement: Agreement) -> dict[str, str]:
    return {"name": agreement.region.full_name}


def _line(row: ContractRow) -> Line:
    return Line(
        name=f"{row.number} {row.name}",
        latest=row.latest,
        latest_notes=(row.period,),
        target=row.target,
        target_note=pgettext("contract", "draft") if row.is_draft else "",
        gap=row.gap,
        verdict=row.verdict,
        gap_pct=row.gap_pct,
        path=row.path,
        sign=row.status.sign,
        word=row.status.word,
    )


def _agreed(book: Book, agreement: Agreement) -> Iterator[Block]:
    yield Heading(_("What is agreed") if agreement.is_signed else _("What is proposed"))
    targets = agreed_targets(book, agreement)
    if targets:
        yield _targets(targets, book.choice.year)
    else:
        yield Prose(_("No target has been proposed yet."))
    yield Heading(_("The region's own goals"), level=2)
    own = agreed_goals(agreement)
    yield from (block for goal in own for block in _own_goal(goal))
    if not own:
        yield Prose(_("None."))


def _targets(rows: Sequence[AgreedTarget], year: int) -> Table:
    return Table(
        caption=_("The contract's targets"),
        columns=(
            Column(_("Minister's goal"), LEFT, share=1),
            Column(_("Target, December %(year)s") % {"year": year}),
            Column(pgettext("contract", "Baseline")),
            Column(_("Change from the baseline"), most=26),
            Column(pgettext("target", "Earlier"), LEFT, most=46),
        ),
        rows=tuple(
            Row(
                cells(
                    f"{row.number} {row.name}",
                    row.value,
                    row.baseline,
                    row.implied,
                    Cell(row.earlier[0] if row.earlier else wording.NONE, row.earlier[1:]),
                )
            )
            for row in rows
        ),
    )


def _own_goal(goal: AgreedGoal) -> Iterator[Block]:
    said = ": ".join(filter(None, (f"{goal.number} {goal.title}", goal.value)))
    yield Prose(f"· {goal.dropped}" if goal.dropped else "", label=said)
    if goal.text:
        yield Prose(goal.text)
    yield from (Prose(text, "note") for text in goal.earlier)


def _steps(agreement: Agreement, *, to_party: bool) -> Iterator[Block]:
    yield Heading(_("Steps"))
    told = steps_told(agreement, to_party=to_party)
    for step in told:
        yield Prose("", label=f"{step.number}. {step.heading}")
        if step.text:
            yield Prose(step.text)
        yield Prose(step.entered, "note")
    if not told and agreement.binds:
        yield Prose(_("The targets were read from a file. No step has been entered."))
    elif not told:
        yield Prose(_("Nothing has been written yet."))
    yield from _documents(agreement)


def _documents(agreement: Agreement) -> Iterator[Block]:
    names = ", ".join(document.name for document in agreement.documents)
    if names:
        yield Prose(names, label=_("Signed document") + ":")
