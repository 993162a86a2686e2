"""A municipality's year-end beside its cluster, its region and the country, and what could be saved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from goals.months import Month
from goals.progress import Line, Progress, Snapshot, ranking, snapshot
from goals.reports.frame import Frame, FramedGoal, FramedGroup, measure_in
from goals.reports.spelling import number_text
from goals.series import Basis, read
from jobcentres.access import OUTSIDER


class Neighbours:
    """Reads the others' figures of the months compared, in one query."""

    def __init__(
        self,
        frame: Frame,
        lines: Mapping[int, Line],
        results: Mapping[int, Progress],
        known_on: datetime | None,
    ) -> None:
        self.frame = frame
        self.lines = lines
        self.results = results
        compared = {goal["number"] for goal in frame["goals"] if not goal.get("is_own")}
        months = {
            lines[number].measure.id: [month, month.year_before]
            for number, result in results.items()
            if number in compared and (month := result.latest_month)
        }
        self.series = read(
            [measure_in(goal) for goal in frame["goals"] if not goal.get("is_own")],
            as_of=Month.parse(frame["as_of"]),
            reader=OUTSIDER,
            basis=Basis.APPROVED,
            known_on=known_on,
            months=months,
        )

    def beside(self, goal: FramedGoal) -> dict[str, Any]:
        """The comparison, the standing in the cluster and the possible saving, as they are stored."""
        month = self.results[goal["number"]].latest_month
        if month is None or goal.get("is_own"):
            return {"comparison": [], "standing": None, "saving": None}
        own = snapshot(self.lines[goal["number"]], month, OUTSIDER)
        groups = [*([goal["cluster"]] if goal["cluster"] else []), *self.frame["above"]]
        seen = [snapshot(self._line(goal, group), month, OUTSIDER) for group in groups]
        names = [(group["name"], "area" if group["area"] else "cluster") for group in groups]
        cluster = seen[0] if goal["cluster"] else None
        return {
            "comparison": [
                _told(self.frame["area"]["name"], "own", own),
                *(_told(name, kind, one) for (name, kind), one in zip(names, seen, strict=True)),
            ],
            "standing": self._standing(goal, month),
            "saving": _saving(goal, own, cluster),
        }

    def _line(self, goal: FramedGoal, group: FramedGroup) -> Line:
        return self.series.group(measure_in(goal), group["members"], group["area"])

    def _standing(self, goal: FramedGoal, month: Month) -> dict[str, Any] | None:
        if goal["cluster"] is None:
            return None
        measure = measure_in(goal)
        lines = {member: self.series.area(measure, member) for member in goal["cluster"]["members"]}
        found = ranking(lines, month, OUTSIDER).get(self.frame["area"]["id"])
        if found is None:
            return None
        return {"rank": found.rank, "ranked": found.ranked, "band": found.band}


def _told(name: str, kind: str, seen: Snapshot) -> dict[str, Any]:
    return {
        "name": name,
        "kind": kind,
        "month": str(seen.month),
        "value": number_text(seen.value),
        "previous": number_text(seen.previous),
        "change": number_text(seen.change),
        "change_pct": number_text(seen.change_pct),
        "reported": seen.reported,
        "expected": seen.expected,
        "is_published": seen.published,
        "is_hidden": seen.hidden,
    }


def _saving(goal: FramedGoal, own: Snapshot, cluster: Snapshot | None) -> dict[str, Any] | None:
    """What fewer persons would cost less, had the number gone as in the cluster since the year before.

    Only for a count that should fall, with a price, and where both numbers are known: the level is the own
    number of the year before × the cluster's number now / the cluster's number of the year before.
    """
    price = goal["price"]
    if price is None or goal["unit"] != "persons" or goal["direction"] != "down" or cluster is None:
        return None
    if own.value is None or own.change_pct is None or own.previous is None:
        return None
    if cluster.value is None or not cluster.previous:
        return None
    level = own.previous * cluster.value / cluster.previous
    above = max(own.value - level, Decimal())
    return {
        "level": number_text(level),
        "above": number_text(above),
        "kroner_each": price["kroner"],
        "kroner": number_text(above * price["kroner"]),
    }
