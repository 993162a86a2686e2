"""Denmark as tiles, one for each municipality: where all stand with one goal, in strings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from goals.models import Goal
from goals.months import Month
from goals.progress import Progress
from jobcentres.models import Area
from reporting import wording
from reporting.many_rows import tile_items
from reporting.matrix import JUDGED
from reporting.places import NotThere
from reporting.status_table import status_of
from reporting.summaries import Book
from reporting.tallies import Tally, tallies
from reporting.wording import StatusWords
from reporting.wording.cells import short_period

COLUMNS, ROWS = 23, 13


@dataclass(frozen=True, slots=True)
class Tile:
    """`told` is what the link is called: `Sorø: 34 personer, på sporet`."""

    label: str
    column: int
    row: int
    address: str
    status: StatusWords
    told: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class TileMap:
    """`legend` counts the signs; `unplaced` are the municipalities that have no tile."""

    goal: Goal
    period: str
    conclusion: str
    legend: tuple[Tally, ...]
    tiles: tuple[Tile, ...]
    unplaced: tuple[Area, ...]
    has_own: bool

    @property
    def items(self) -> SafeString:
        """The tiles, ready to be placed."""
        return tile_items(self.tiles)


def tile_map(book: Book, goal: Goal, own: Collection[int] = ()) -> TileMap:
    """Of all municipalities for one goal; `own`: the ids of the reader's municipalities and regions."""
    members = book.places.municipalities
    month = usual_month([book.progress(area, goal) for area in members])
    placed = sorted(filter(_has_tile, members), key=lambda area: (area.tile_row, area.tile_column))
    tiles = tuple(_tile(book, area, goal, month, own) for area in placed)
    legend = tallies(book, members, goal)
    return TileMap(
        goal=goal,
        period=month.window_label(book.measure(goal).window) if month else "",
        conclusion=_conclusion(legend, len(members)),
        legend=legend,
        tiles=tiles,
        unplaced=tuple(area for area in members if not _has_tile(area)),
        has_own=any(tile.is_own for tile in tiles),
    )


def mapped_goal(book: Book, written: str | None) -> Goal:
    """The goal with the number an address asks for; without one the first that can be judged now.

    Raises `NotThere` for a number that the year has no goal of.
    """
    if written is None:
        return next((goal for goal in book.goals if _is_judged(book, goal)), book.goals[0])
    return goal_of_number(book.goals, written)


def goal_of_number(goals: Sequence[Goal], written: str) -> Goal:
    """Of the goals of one year; raises `NotThere` if none has this number."""
    for goal in goals:
        if str(goal.number) == written:
            return goal
    raise NotThere(
        _("There is no goal “%(number)s” in %(year)s. Choose one of: %(numbers)s.")
        % {
            "number": written,
            "year": goals[0].goal_year.year,
            "numbers": ", ".join(str(goal.number) for goal in goals),
        }
    )


def usual_month(results: Sequence[Progress]) -> Month | None:
    """The month of most latest figures; of several equally usual ones the newest."""
    months = Counter(result.latest_month for result in results)
    del months[None]
    return max(months, key=lambda month: (months[month], month), default=None)


def is_own(area: Area, own: Collection[int]) -> bool:
    return area.pk in own or area.parent_id in own


def _has_tile(area: Area) -> bool:
    """Also that it lies inside the map: the stylesheet knows so many places."""
    column, row = area.tile_column, area.tile_row
    return column is not None and row is not None and column < COLUMNS and row < ROWS


def _is_judged(book: Book, goal: Goal) -> bool:
    return any(book.progress(area, goal).status in JUDGED for area in book.places.municipalities)


def _tile(book: Book, area: Area, goal: Goal, month: Month | None, own: Collection[int]) -> Tile:
    progress, status = book.progress(area, goal), status_of(book, area, goal)
    return Tile(
        label=area.tile_label,
        column=area.tile_column or 0,
        row=area.tile_row or 0,
        address=area.get_absolute_url() + book.query,
        status=status,
        told=f"{area.name}: {', '.join(filter(None, (_figure(progress, month), status.word)))}",
        is_own=is_own(area, own),
    )


def _figure(progress: Progress, month: Month | None) -> str:
    """With its period where that is not the map's; nothing where the verdict says that it is not shown."""
    if "latest" in progress.hidden:
        return "" if progress.status is None else _("the figure is not shown")
    if progress.latest is None:
        return _("no figure")
    text = wording.counted(progress.measure, progress.latest, wording.telling_decimals(progress))
    if progress.latest_month != month:
        text = f"{text} ({short_period(progress)})"
    return _("%(figure)s (preliminary)") % {"figure": text} if progress.preliminary else text


def _conclusion(legend: Sequence[Tally], municipalities: int) -> str:
    """`98 kommuner: 41 på sporet, 5 lidt bagud og 12 bagud.`"""
    if not legend:
        return ""
    counted = wording.listed([f"{tally.how_many} {tally.word}" for tally in legend])
    form = ngettext(
        "%(count)s municipality: %(counted)s", "%(count)s municipalities: %(counted)s", municipalities
    )
    return wording.sentence(form % {"count": municipalities, "counted": counted})
