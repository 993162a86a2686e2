"""The leanest Django pages that show the same rows and values as ours: the yardsticks.

Every figure, change, target, benchmark, verdict, rank and day of our page stands here too, in plain tables in
the same frame behind the same sign-in. They know nothing of rights, of missing or small numbers, of months
other than the last, or of wording.
"""

from __future__ import annotations

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines
from django.urls import path

from benchmarks.lean_queries import LAST, LAST_DECEMBER, YEAR, queries_of
from goals.models import Goal, Indicator
from goals.months import Month
from jobcentres.models import Area

PAGE = engines["django"].from_string(
    """{% extends "base.html" %}{% block content %}<h1>{{ title }}</h1><p>{{ facts|join:" · " }}</p>
    <select>{% for month in months %}<option>{{ month }}</option>{% endfor %}</select>
    {% for section in sections %}<h2>{{ section.title }}</h2>
    {% for text in section.texts %}<p>{{ text }}</p>{% endfor %}
    {% for table in section.tables %}<table>{% for row in table %}
    <tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
    {% endfor %}</table>{% endfor %}{% endfor %}{{ charts|json_script:"charts" }}{% endblock %}"""
)

DECEMBER = Month.december(YEAR)
Table = Sequence[Sequence[str]]
Values = dict[Month, float]
Totals = tuple[dict[int, Values], dict[int, int]]


class Section(NamedTuple):
    title: str
    texts: list[str]
    tables: Sequence[Table]


class Target(NamedTuple):
    baseline_month: Month
    value: float
    baseline: float


class Reading:
    """All that was read about an area. Values by indicator and area, or by indicator."""

    def __init__(self, area: Area) -> None:
        self.area = area
        self.rows = {name: list(query) for name, query in queries_of(area).items()}
        self.years = {goal.year: None for goal in self.rows["goals"]}
        self.goals: list[Goal] = [goal for goal in self.rows["goals"] if goal.year == YEAR]
        self.own, _counts = self.totals("own")
        fellows = {(code, pk) for code, pk, *_names in self.rows.get("fellows", [])}
        codes = {goal.indicator_id: goal.indicator.code for goal in self.goals}
        self.rows["cluster"] = [
            row for row in self.rows.get("cluster", []) if (codes[row[0]], row[1]) in fellows
        ]
        self.cluster = self.values("cluster")
        self.targets = {row[:2]: Target(*row[2:]) for row in self.rows["targets"]}

    def values(self, name: str) -> dict[tuple[int, int], Values]:
        found: dict[tuple[int, int], Values] = defaultdict(dict)
        for indicator, area, month, value, part, whole, _count in self.rows[name]:
            found[indicator, area][month] = 100 * part / whole if whole else value
        return found

    def totals(self, name: str, region: int | None = None) -> Totals:
        """The sums of a query's rows (of one region), and of how many figures those of the last month are."""
        added: dict[tuple[int, Month], list[float]] = {}
        for indicator, holder, month, *amounts in self.rows[name]:
            if region in (None, holder):
                before = added.get((indicator, month), (0, 0, 0, 0))
                added[indicator, month] = [
                    one + (other or 0) for one, other in zip(before, amounts, strict=True)
                ]
        values: dict[int, Values] = defaultdict(dict)
        for (indicator, month), (value, part, whole, _count) in added.items():
            values[indicator][month] = 100 * part / whole if whole else value
        return values, {indicator: round(added[indicator, max(values[indicator])][3]) for indicator in values}

    def facts(self) -> list[str]:
        moments = [moment for *_others, moment in self.rows.get("records") or self.rows["updated"]]
        jobcentre = getattr(self.area, "jobcentre", "")
        return [str(self.area.parent or ""), jobcentre, LAST.label, f"{max(moments):%d-%m-%Y %H.%M}"]

    def months(self) -> Iterator[str]:
        for year in self.years:
            yield from (month.label for month in Month.range(Month(year, 1), min(LAST, Month.december(year))))


def lean_page(request: HttpRequest, code: str) -> HttpResponse:
    areas = Area.objects.select_related("parent").annotate(jobcentre=F("served__jobcentre__name"))
    area = get_object_or_404(areas, code=code)
    reading = Reading(area)
    sections = _municipality(reading) if area.level == Area.Level.MUNICIPALITY else _group(reading)
    context = {
        "title": f"{area.full_name} {YEAR}",
        "facts": reading.facts(),
        "months": list(reading.months()),
        "sections": sections,
        "charts": [_chart(reading, goal) for goal in reading.goals],
    }
    return HttpResponse(PAGE.render(context, request))


def empty_page(request: HttpRequest) -> HttpResponse:
    """An authenticated page without content: what the frame alone costs."""
    return HttpResponse(PAGE.render({"title": "", "sections": [], "charts": []}, request))


def _municipality(reading: Reading) -> Iterator[Section]:
    area, goals = reading.area, reading.goals
    status = [(goal.short_name, *_status(goal, *_of(reading, goal, area))) for goal in goals]
    yield Section("", [], [status])
    groups = {
        "Klyngen": reading.totals("cluster"),
        str(area.parent): reading.totals("regions", area.parent_id),
        "Hele landet": reading.totals("regions"),
    }
    for goal in goals:
        tables = [_trend(reading, goal), _comparison(reading, goal, groups), _year(reading, goal)]
        yield Section(str(goal), [goal.title, goal.wording, *_days(reading, goal)], tables)


def _group(reading: Reading) -> Iterator[Section]:
    area, goals, members = reading.area, reading.goals, reading.rows["members"]
    regions: list[Area] = reading.rows.get("regions", [])
    matrix = _matrix(reading, reading.values("member_rows"), members)
    status = [
        (goal.short_name, *_status(goal, *_of(reading, goal, area)), *_tally(matrix, number))
        for number, goal in enumerate(goals)
    ]
    missing = [list(map(str, row)) for row in reading.rows.get("reported", []) if row[-1] < len(members)]
    beside = _matrix(reading, reading.values("own"), regions)
    yield Section("", [], [status, missing, beside, matrix])
    for number, goal in enumerate(goals):
        median = statistics.median(float(row[3 + 3 * number]) for row in matrix)
        yield Section(str(goal), [f"{median:.1f}", *_days(reading, goal)], [_trend(reading, goal)])


def _of(reading: Reading, goal: Goal, area: Area) -> tuple[Values, Target | None]:
    return reading.own[goal.indicator_id], reading.targets.get((goal.indicator_id, area.pk))


def _latest(goal: Goal) -> Month:
    return LAST_DECEMBER if goal.indicator.window == Indicator.Window.CALENDAR_YEAR else LAST


def _status(goal: Goal, values: Values, target: Target | None) -> list[str]:
    """Latest, year before, change, target, benchmark, verdict."""
    month = _latest(goal)
    latest, before = values[month], values.get(month.year_before, 0.0)
    shown = [month.label, _text(latest), _text(before), _change(latest, before)]
    if target is None:
        return shown
    mark = _benchmark(goal, values, target, month)
    return [*shown, _text(target.value), _text(mark), _verdict(goal, latest, mark)]


def _benchmark(goal: Goal, values: Values, target: Target, month: Month) -> float | None:
    if goal.indicator.window == Indicator.Window.CALENDAR_YEAR:
        return None
    if goal.indicator.window == Indicator.Window.YEAR_TO_DATE:
        return target.value * values[month.year_before] / values[LAST_DECEMBER]
    passed = month.since(target.baseline_month) / DECEMBER.since(target.baseline_month)
    return target.baseline + (target.value - target.baseline) * passed if passed >= 0 else None


def _verdict(goal: Goal, latest: float, mark: float | None) -> str:
    if mark is None:
        return "…"
    worse = mark - latest if goal.indicator.direction == "up" else latest - mark
    margin = 0.02 * mark if goal.indicator.is_ratio else max(0.02 * mark, 1)
    return "behind" if worse > margin else "near" if worse > 0 else "on track"


def _matrix(reading: Reading, values: dict[tuple[int, int], Values], areas: list[Area]) -> Table:
    """Per area, of each goal: verdict, figure and distance; those behind with most goals first."""
    rows: list[list[str]] = []
    for area in areas:
        cells: list[str] = []
        for goal in reading.goals:
            own, target = values[goal.indicator_id, area.pk], reading.targets[goal.indicator_id, area.pk]
            latest = own[_latest(goal)]
            mark = _benchmark(goal, own, target, _latest(goal))
            cells += [_verdict(goal, latest, mark), _text(latest)]
            cells += [] if mark is None else [f"{latest - mark:+.1f}"]
        rows.append([area.name, area.parent.name if area.parent else "", *cells])
    return sorted(rows, key=lambda row: -row.count("behind"))


def _tally(matrix: Table, number: int) -> list[str]:
    """How many stand where with a goal, and who is behind."""
    column = 2 + 3 * number
    counted = Counter(row[column] for row in matrix)
    behind = ", ".join(row[0] for row in matrix if row[column] == "behind")
    return [f"{count} {verdict}" for verdict, count in counted.items()] + [behind]


def _trend(reading: Reading, goal: Goal) -> Table:
    """The months of the chart, each with its figure and benchmark."""
    values, target = _of(reading, goal, reading.area)
    if goal.indicator.window != Indicator.Window.YEAR_TO_DATE:
        return [
            (month.label, _text(value), _mark(goal, values, target, month)) for month, value in values.items()
        ]
    return [
        (
            month.name,
            _text(values.get(month.year_before)),
            _text(values.get(month)),
            _mark(goal, values, target, month),
        )
        for month in Month.range(Month(YEAR, 1), DECEMBER)
    ]


def _mark(goal: Goal, values: Values, target: Target | None, month: Month) -> str:
    return "" if target is None else _text(_benchmark(goal, values, target, month))


def _comparison(reading: Reading, goal: Goal, groups: dict[str, Totals]) -> Table:
    """The municipality with its rank in the cluster, the cluster with its median, region and country."""
    month, own = _latest(goal), reading.own[goal.indicator_id]
    peers = sorted(
        values[month] for (one, _area), values in reading.cluster.items() if one == goal.indicator_id
    )
    rank = f"{peers.index(own[month]) + 1} / {len(peers)}"
    fellows = [
        ", ".join(names) for code, _pk, *names in reading.rows["fellows"] if code == goal.indicator.code
    ]
    found: list[Sequence[str]] = [
        (reading.area.full_name, *_beside(own, month), rank, *fellows),
        ("Median", _text(statistics.median(peers))),
    ]
    for name, (values, counts) in groups.items():
        found.append((name, *_beside(values[goal.indicator_id], month), str(counts[goal.indicator_id])))
    return found


def _beside(values: Values, month: Month) -> list[str]:
    return [_text(values[month]), _change(values[month], values[month.year_before])]


def _change(latest: float, before: float) -> str:
    change = latest - before
    return f"{change:+.1f} {100 * change / before:+.1f}" if before else f"{change:+.1f}"


def _year(reading: Reading, goal: Goal) -> Table:
    """The year's figures with their sources and when they were recorded."""
    own = reading.own[goal.indicator_id]
    return [
        (month.label, _text(own.get(month)), source, f"{moment:%d-%m-%Y}")
        for indicator, month, source, moment in reading.rows["records"]
        if indicator == goal.indicator_id and (month.year == YEAR or month == _latest(goal))
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
    values, target = _of(reading, goal, reading.area)
    months = Month.range(target.baseline_month, DECEMBER) if target else []
    path = [_benchmark(goal, values, target, month) for month in months] if target else []
    return {"x": [str(month) for month in values], "y": list(values.values()), "path": path}


def _text(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


urlpatterns = [path("lean/<str:code>/", lean_page), path("lean/", empty_page)]
