"""A bundle: one zip with a paper for each municipality, and one for all of them. The same bytes for the same
choice, whoever asks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import IO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from goals.models import Goal
from jobcentres.access import OUTSIDER
from jobcentres.clock import COPENHAGEN, installation
from jobcentres.downloads import NotMade
from jobcentres.models import Area
from jobcentres.naming import fit_name
from reporting import papers, wording
from reporting.papers import Paper, frame
from reporting.papers.typesetting import many
from reporting.places import Places
from reporting.summaries import Book, Choice, load

logger = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Told how many of how many papers are made."""

READ_ME = "Om rapporterne.txt"
_UNIX, _READABLE = 3, 0o100644 << 16


def file_name(choice: Choice, area: Area) -> str:
    """`Maaltal 2014-05 rapporter Hele landet kendt 2014-06-10.zip`"""
    name = _("reports %(area)s") % {"area": area.full_name}
    return f"{frame.file_name(choice, name)}.zip"


def write(file: IO[bytes], choice: Choice, code: str, progress: Progress) -> None:
    """The papers of the region or country of this code as a reader outside sees them, with what is known to
    `choice`. A paper that cannot be made is named in the file. Raises `NotThere`, and `NotMade` without any
    paper."""
    with frame.IN_DANISH, many():
        places = Places.on(choice.as_of)
        area = places.of_code(code)
        members = places.members(area)
        book = read(choice, places, members)
        makers: list[tuple[Area, Callable[[], Paper]]] = [
            *_of_all(book, area),
            *((one, partial(papers.municipality_paper, book, one)) for one in members),
        ]
        progress(0, len(makers))
        with ZipFile(file, "w", ZIP_STORED) as archive:
            moment = choice.moment.astimezone(COPENHAGEN)
            done, lacking = 0, []
            for whose, make in makers:
                paper = _made(whose, make)
                if paper is None:
                    lacking.append(whose.full_name)
                else:
                    archive.writestr(_entry(paper.name, moment), paper.parts)
                    done += 1
                progress(done, len(makers))
            if not done:
                raise NotMade("None of the reports could be made")
            archive.writestr(_entry(READ_ME, moment), _about(choice, area, lacking).encode())


def _made(whose: Area, make: Callable[[], Paper]) -> Paper | None:
    try:
        return make()
    except NotMade:
        logger.exception("The report of %s could not be made", whose.code)
        return None


def read(choice: Choice, places: Places, members: Sequence[Area]) -> Book:
    """All that the papers need, once: the others stand beside the `members`."""
    own = Goal.with_own.filter(goal_year__year=choice.year, area__in=[area.pk for area in members])
    return load(
        choice,
        OUTSIDER,
        own_goals=tuple(own.select_related("goal_year", "indicator").order_by("number")),
        places=places,
        **papers.needs("municipality"),
    )


def _of_all(book: Book, area: Area) -> Iterator[tuple[Area, Callable[[], Paper]]]:
    """What comes before the municipalities."""
    if area.level == Area.Level.COUNTRY:
        yield area, partial(papers.country_paper, book)
    if area.level == Area.Level.REGION:
        yield area, partial(papers.region_paper, book, area)


def _entry(name: str, moment: datetime) -> ZipInfo:
    entry = ZipInfo(fit_name(name), moment.timetuple()[:6])
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    return entry


def _about(choice: Choice, area: Area, lacking: Sequence[str]) -> str:
    lines = [
        _("Reports of %(area)s, minister's goals of %(year)s")
        % {"area": wording.uncapitalised(area.full_name), "year": choice.year},
        "",
        _("Data up to and including %(month)s") % {"month": choice.as_of.label} + ".",
        frame.known(choice),
        _(
            "Released figures only, as readers outside the jobcentres see them: small numbers are hidden "
            "(..). So the reports can be sent round."
        ),
    ]
    if installation().sample_today:
        lines.append(_("The figures are made up. They are no statistics of any municipality."))
    if lacking:
        said = _("Not in this file, because their reports could not be made: %(areas)s. Try once more.")
        lines += ["", said % {"areas": wording.listed(lacking)}]
    return "\r\n".join([*map(wording.sentence, lines[:1]), *lines[1:], ""])
