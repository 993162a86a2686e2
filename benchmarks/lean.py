"""The leanest Django pages that show the same rows and values as ours: the yardsticks.

Every figure, change, target, benchmark, distance, verdict, rank and day of our page stands here too, in plain
tables in the same frame behind the same sign-in: the paragraph's in a line of text, a tile of the map in a
row, what the form offers in lists. They know nothing of rights, of missing or small numbers, of months other
than the last, of wording, of links, or of outlooks, which would take figures that no reader sees.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import path

from benchmarks.lean_queries import YEAR
from benchmarks.lean_reading import (
    DECEMBER,
    Reading,
    Target,
    Totals,
    Values,
    benchmark,
    change_text,
    latest_month,
    status_of,
    text,
    values_of,
    verdict,
)
from goals.models import Goal, Indicator
from goals.months import Month
from jobcentres.models import Area

PAGE = engines["django"].from_string(
    """{% extends "base.html" %}{% block content %}<h1>{{ title }}</h1><p>{{ facts|join:" · " }}</p>
    <select>{% for month in months %}<option>{{ month }}</option>{% endfor %}</select>
    {% for options in selects %}<select>{% for option in options %}<option>{{ option }}</option>{% endfor %}
    </select>{% endfor %}
    {% for section in sections %}<h2>{{ section.title }}</h2>
    {% for text in section.texts %}<p>{{ text }}</p>{% endfor %}
    {% for table in section.tables %}<table>{% for row in table %}
    <tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
    {% endfor %}</table>{% endfor %}{% endfor %}{{ charts|json_script:"charts" }}{% endblock %}"""
)

Table = Sequence[Sequence[str]]


class Section(NamedTuple):
    title: str
    texts: list[str]
    tables: Sequence[Table]


def lean_page(request: HttpRequest, code: str) -> HttpResponse:
    areas = Area.objects.select_related("parent").annotate(jobcentre=F("served__jobcentre__name"))
    area = get_object_or_404(areas, code=code)
    reading = Reading(area)
    sections = _municipality(reading) if area.level == Area.Level.MUNICIPALITY else _group(reading)
    context = {
        "title": f"{area.full_name} {YEAR}",
        "facts": reading.facts(),
        "months": list(reading.months()),
        "selects": [] if area.level == Area.Level.MUNICIPALITY else _selects(reading),
        "sections": sections,
        "charts": [_chart(reading, goal) for goal in reading.goals],
    }
    return HttpResponse(PAGE.render(context, request))


def empty_page(request: HttpRequest) -> HttpResponse:
    """An authenticated page without content: what the frame alone costs."""
    return HttpResponse(PAGE.render({"title": "", "sections": [], "charts": []}, request))


def _municipality(reading: Reading) -> Iterator[Section]:
    area, goals = reading.area, reading.goals
    status = [(goal.short_name, *status_of(goal, *values_of(reading, goal, area))) for goal in goals]
    yield Section("", _told(status), [status])
    groups = {
        "Klyngen": reading.totals("cluster"),
        str(area.parent): reading.totals("regions", area.parent_id),
        "Hele landet": reading.totals("regions"),
    }
    for goal in goals:
        tables = [_trend(reading, goal), _comparison(reading, goal, groups), _year(reading, goal)]
        words = [goal.title, goal.wording, goal.corrected_wording, *_distances(reading, goal)]
        yield Section(str(goal), [*words, *_days(reading, goal)], tables)


def _group(reading: Reading) -> Iterator[Section]:
    area, goals, members = reading.area, reading.goals, reading.rows["members"]
    regions: list[Area] = reading.rows.get("regions", [])
    matrix = _matrix(reading, reading.values("member_rows"), members)
    status = [
        (goal.short_name, *status_of(goal, *values_of(reading, goal, area)), *_tally(matrix, number))
        for number, goal in enumerate(goals)
    ]
    missing = [list(map(str, row)) for row in reading.rows.get("reported", []) if row[-1] < len(members)]
    beside = _matrix(reading, reading.values("own"), regions)
    tiles = _tiles(reading, matrix) if regions else []
    yield Section("", _told(status), [status, missing, _local_targets(reading), tiles, beside, matrix])
    for number, goal in enumerate(goals):
        median = statistics.median(float(row[4 + 3 * number]) for row in matrix)
        texts = [f"{median:.1f}", *_distances(reading, goal), *_days(reading, goal)]
        yield Section(str(goal), texts, [_trend(reading, goal)])


def _told(status: Table) -> list[str]:
    """What the paragraph says: verdicts, figures and changes once more."""
    return [". ".join(", ".join(row[:6]) for row in status)]


def _selects(reading: Reading) -> Iterator[list[str]]:
    """What the form above the matrix offers: its columns and orders, goals, statuses, clusters and sizes."""
    columns = ["status", "figure", "gap", "change"]
    yield columns
    yield ["behind", "name", "region", *(f"{one}, {goal}" for goal in reading.goals for one in columns)]
    yield ["all", *map(str, reading.goals)]
    yield ["all", "behind", "near", "on track", "missing", "no target", "…"]
    yield ["all", *(name for (name,) in reading.rows["clusters"])]
    yield ["all", "small", "middle", "large"]


def _tiles(reading: Reading, matrix: Table) -> Table:
    """The map: where each municipality lies, its sign, figure and verdict."""
    members = {area.name: area for area in reading.rows["members"]}
    return [
        (
            str(area.tile_column),
            str(area.tile_row),
            area.tile_label,
            row[3][0],
            f"{area.name}: {row[4]}, {row[3]}",
        )
        for row in matrix
        for area in [members[row[0]]]
    ]


def _local_targets(reading: Reading) -> Table:
    """The municipalities' targets added up, beside the contract's."""
    areas = {area.pk for area in reading.rows["members"]}
    rows: list[Sequence[str]] = []
    for goal in reading.goals:
        agreed = reading.targets.get((goal.indicator_id, reading.area.pk))
        if agreed and not goal.indicator.is_ratio:
            local = [
                one.value
                for (pk, area), one in reading.targets.items()
                if pk == goal.indicator_id and area in areas
            ]
            whole = sum(local)
            rows.append(
                (
                    goal.short_name,
                    text(whole),
                    str(len(local)),
                    text(agreed.value),
                    text(whole - agreed.value),
                )
            )
    return rows


def _distances(reading: Reading, goal: Goal) -> list[str]:
    """From benchmark and target, the share of the way, and what the target asks for."""
    values, target = values_of(reading, goal, reading.area)
    if target is None:
        return []
    latest, mark = values[latest_month(goal)], benchmark(goal, values, target, latest_month(goal))
    way = target.value - target.baseline
    return [
        "" if mark is None else f"{latest - mark:+.1f}",
        f"{latest - target.value:+.1f}",
        f"{100 * (latest - target.baseline) / way:.1f}" if way else "",
        f"{100 * way / target.baseline:+.1f}" if target.baseline else "",
        f"{target.baseline_month.label} {target.baseline:.1f}",
    ]


def _matrix(reading: Reading, values: dict[tuple[int, int], Values], areas: list[Area]) -> Table:
    """Per area with how many goals it is behind, of each verdict, figure and distance; most behind first."""
    rows: list[list[str]] = []
    for area in areas:
        cells: list[str] = []
        for goal in reading.goals:
            own, target = values[goal.indicator_id, area.pk], reading.targets[goal.indicator_id, area.pk]
            latest = own[latest_month(goal)]
            mark = benchmark(goal, own, target, latest_month(goal))
            cells += [verdict(goal, latest, mark), text(latest)]
            cells += [] if mark is None else [f"{latest - mark:+.1f}"]
        behind = cells.count("behind")
        rows.append([area.name, area.parent.name if area.parent else "", str(behind), *cells])
    return sorted(rows, key=lambda row: -int(row[2]))


def _tally(matrix: Table, number: int) -> list[str]:
    """How many stand where with a goal, and who is behind."""
    column = 3 + 3 * number
    counted = Counter(row[column] for row in matrix)
    behind = ", ".join(row[0] for row in matrix if row[column] == "behind")
    return [f"{count} {verdict}" for verdict, count in counted.items()] + [behind]


def _trend(reading: Reading, goal: Goal) -> Table:
    """The months of the chart, each with its figure and benchmark."""
    values, target = values_of(reading, goal, reading.area)
    if goal.indicator.window != Indicator.Window.YEAR_TO_DATE:
        return [
            (month.label, text(value), _mark(goal, values, target, month)) for month, value in values.items()
        ]
    return [
        (
            month.name,
            text(values.get(month.year_before)),
            text(values.get(month)),
            _mark(goal, values, target, month),
        )
        for month in Month.range(Month(YEAR, 1), DECEMBER)
    ]


def _mark(goal: Goal, values: Values, target: Target | None, month: Month) -> str:
    return "" if target is None else text(benchmark(goal, values, target, month))


def _comparison(reading: Reading, goal: Goal, groups: dict[str, Totals]) -> Table:
    """The municipality with its rank in the cluster, the cluster with its median, region and country."""
    month, own = latest_month(goal), reading.own[goal.indicator_id]
    peers = sorted(
        values[month] for (one, _area), values in reading.cluster.items() if one == goal.indicator_id
    )
    rank = f"{peers.index(own[month]) + 1} / {len(peers)}"
    fellows = [
        ", ".join(names) for code, _pk, *names in reading.rows["fellows"] if code == goal.indicator.code
    ]
    found: list[Sequence[str]] = [
        (reading.area.full_name, *_beside(own, month), rank, *fellows),
        ("Median", text(statistics.median(peers))),
    ]
    for name, (values, counts) in groups.items():
        found.append((name, *_beside(values[goal.indicator_id], month), str(counts[goal.indicator_id])))
    return found


def _beside(values: Values, month: Month) -> list[str]:
    return [text(values[month]), change_text(values[month], values[month.year_before])]


def _year(reading: Reading, goal: Goal) -> Table:
    """The year's figures with their sources and when they were recorded."""
    own = reading.own[goal.indicator_id]
    return [
        (month.label, text(own.get(month)), source, f"{moment:%d-%m-%Y}")
        for indicator, month, source, moment in reading.rows["records"]
        if indicator == goal.indicator_id and (month.year == YEAR or month == latest_month(goal))
    ]


def _days(reading: Reading, goal: Goal) -> list[str]:
    """Series breaks, the source, when it was updated, and the coming deadline."""
    breaks = [
        f"{name} {month.label}" for pk, month, name in reading.rows["breaks"] if pk == goal.indicator_id
    ]
    due = [
        f"{month.label} {due:%d-%m-%Y}"
        for pk, month, due in reading.rows["deadlines"]
        if pk == goal.indicator_id
    ]
    moments = [row[-1] for row in reading.rows.get("updated", []) if row[0] == goal.indicator_id]
    return [*breaks, goal.indicator.source, *(f"{moment:%d-%m-%Y}" for moment in moments), *due[-1:]]


def _chart(reading: Reading, goal: Goal) -> dict[str, Any]:
    values, target = values_of(reading, goal, reading.area)
    months = Month.range(target.baseline_month, DECEMBER) if target else []
    path = [benchmark(goal, values, target, month) for month in months] if target else []
    return {"x": [str(month) for month in values], "y": list(values.values()), "path": path}


urlpatterns = [path("lean/<str:code>/", lean_page), path("lean/", empty_page)]
