"""What the pages of reports say of a content: each number is written here, from the text that was frozen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from goals.contents import uncapitalised
from goals.months import Month
from goals.numbers import (
    HIDDEN,
    MAX_DECIMALS,
    format_change,
    format_exact,
    format_number,
    format_percent,
    format_points,
    rounded,
    strict_count,
)
from goals.progress import PathRule, Status
from goals.reports import Content, FramedGoal, GoalContent

NONE, WAITS = "·", "…"


class StatusWords(NamedTuple):
    """Sign and word, never one without the other; `kind` is the code, for colour."""

    sign: str
    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal's line in the table of old reports: latest status with its period, target, gap, benchmark."""

    number: int
    name: str
    latest: str
    period: str
    target: str
    gap: str
    verdict: str
    gap_pct: str
    gap_pct_of_latest: str
    path: str
    status: StatusWords
    coverage: str
    is_hidden: bool


_SIGNS = {
    Status.MET: ("✓", gettext_noop("target reached")),
    Status.NOT_MET: ("✕", gettext_noop("target not reached")),
    Status.ON_TRACK: ("●", gettext_noop("on track")),
    Status.NEAR: ("◐", gettext_noop("slightly behind")),
    Status.BEHIND: ("■", gettext_noop("behind")),
    Status.AWAITING: (WAITS, gettext_noop("awaits the baseline")),
    Status.NO_FIGURE: (WAITS, gettext_noop("no figure yet")),
    Status.NOT_MEASURABLE: (NONE, gettext_noop("no assessment")),
    Status.NO_TARGET: (NONE, gettext_noop("no target")),
}


def rows_of(content: Content) -> list[GoalRow]:
    year = content["frame"]["year"]
    both = zip(content["frame"]["goals"], content["goals"], strict=True)
    return [goal_row(goal, said, year) for goal, said in both]


def goal_name(goal: FramedGoal) -> str:
    return _("%(name)s (own goal)") % {"name": goal["name"]} if goal.get("is_own") else goal["name"]


def goal_heading(goal: FramedGoal) -> str:
    """`Ministermål 2: Førtidspension`, `Eget mål 5: Virksomhedspraktik`"""
    said = {"number": goal["number"], "name": goal["name"]}
    if goal.get("is_own"):
        return _("Own goal %(number)s: %(name)s") % said
    return _("Minister's goal %(number)s: %(name)s") % said


def goal_row(goal: FramedGoal, said: GoalContent, year: int) -> GoalRow:
    gap = _number(said["gap"])
    return GoalRow(
        number=goal["number"],
        name=goal_name(goal),
        latest=latest_text(goal, said),
        period=period_text(goal, said["latest_month"]),
        target=_marked(goal, _number(said["target"])),
        gap=_or_hidden(said, "gap", difference(goal, gap) if gap is not None else NONE),
        verdict=_verdict(goal, gap),
        gap_pct=_percent(said["gap_pct_of_target"]),
        gap_pct_of_latest=_percent(said["gap_pct_of_latest"]),
        path=_path_text(goal, said),
        status=status_words(said, year),
        coverage=_coverage(said),
        is_hidden=bool(said["hidden"]),
    )


def status_words(said: GoalContent, year: int) -> StatusWords:
    if said["status"] is None:
        return StatusWords(HIDDEN, _("not shown, for discretion"), "hidden")
    status = Status(said["status"])
    sign, word = _SIGNS[status]
    if status is Status.AWAITING and said["awaits"] == "year":
        return StatusWords(sign, _("awaits the year %(year)s") % {"year": year}, status.value)
    return StatusWords(sign, _(word), status.value)


def summary(content: Content) -> str:
    both = zip(content["frame"]["goals"], content["goals"], strict=True)
    return summary_of((goal["name"], said["status"]) for goal, said in both if not goal.get("is_own"))


def summary_of(statuses: Iterable[tuple[str, str | None]]) -> str:
    """`To af de tre mål, der kan vurderes, er på sporet. Langtidsledige er bagud.`, from names of goals with
    the codes of their statuses."""
    judged = [(name, status) for name, status in statuses if status in _JUDGED]
    good = [name for name, status in judged if status in (Status.ON_TRACK, Status.MET)]
    if not judged:
        return _("None of the goals can be assessed yet.")
    final = all(status in (Status.MET, Status.NOT_MET) for _name, status in judged)
    told = [_how_many(len(good), len(judged), final=final)]
    for status, form in (
        (Status.NEAR, _("%(goals)s is slightly behind.")),
        (Status.BEHIND, _("%(goals)s is behind.")),
        (Status.NOT_MET, _("The target was not reached for: %(goals)s.")),
    ):
        names = [name for name, found in judged if found == status]
        if names and (good or len(judged) > len(names) or status != Status.NOT_MET):
            starts = status != Status.NOT_MET
            words = [name if starts and not n else uncapitalised(name) for n, name in enumerate(names)]
            told.append(form % {"goals": listed(words)})
    return " ".join(told)


_JUDGED = {Status.MET, Status.NOT_MET, Status.ON_TRACK, Status.NEAR, Status.BEHIND}


def _how_many(good: int, judged: int, *, final: bool) -> str:
    said = {"good": _capitalised(number_word(good)), "judged": number_word(judged)}
    if judged == 1:
        if final:
            return (
                _("The one target that can be assessed was reached.")
                if good
                else _("The one target that can be assessed was not reached.")
            )
        return (
            _("The one goal that can be assessed is on track.")
            if good
            else _("The one goal that can be assessed is not on track.")
        )
    if final:
        if good == judged == 2:
            return _("Both targets that can be assessed were reached.")
        if good == judged:
            return _("All %(judged)s targets that can be assessed were reached.") % said
        return _("%(good)s of the %(judged)s targets that can be assessed were reached.") % said
    if good == judged == 2:
        return _("Both goals that can be assessed are on track.")
    if good == judged:
        return _("All %(judged)s goals that can be assessed are on track.") % said
    return _("%(good)s of the %(judged)s goals that can be assessed are on track.") % said


def number_word(number: int) -> str:
    words = [
        pgettext("number of goals", "none"),
        pgettext("number of goals", "one"),
        pgettext("number of goals", "two"),
        pgettext("number of goals", "three"),
        pgettext("number of goals", "four"),
        pgettext("number of goals", "five"),
        pgettext("number of goals", "six"),
    ]
    return words[number] if number < len(words) else str(number)


def listed(words: Sequence[str]) -> str:
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s and %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def path_notes(content: Content) -> list[str]:
    """How each benchmark was found, where the reader could not guess it."""
    notes = []
    for goal, said in zip(content["frame"]["goals"], content["goals"], strict=True):
        is_counted_up = said["path_rule"] in (PathRule.PRO_RATA, PathRule.SEASON) and said["latest_month"]
        if is_counted_up and not goal.get("is_own"):
            notes.append(_counted_up(goal, said, content["frame"]["year"]))
    return notes


def _counted_up(goal: FramedGoal, said: GoalContent, year: int) -> str:
    month = Month.parse(said["latest_month"] or "")
    shown = {"number": goal["number"], "month": month.name, "count": month.number, "year": year - 1}
    if said["path_rule"] == PathRule.SEASON:
        return (
            _(
                "Minister's goal %(number)s is counted from January: in %(month)s as large a share should "
                "have been reached as in the same month of %(year)s."
            )
            % shown
        )
    return (
        _(
            "Minister's goal %(number)s is counted from January: in %(month)s, %(count)s/12 should have been "
            "reached."
        )
        % shown
    )


def older_count(content: Content) -> str:
    """`mål 1: −180,9 · mål 2: −3,4`: the gap in per cent of the latest status, as old reports counted."""
    told = [
        _("goal %(number)s: %(percent)s") % {"number": row.number, "percent": row.gap_pct_of_latest}
        for row in rows_of(content)
        if row.gap_pct_of_latest != NONE
    ]
    return " · ".join(told)


def own_goals_text(content: Content) -> str:
    """`5 Færre på sygedagpenge (900 forløb) · 6 …`: the region's own goals as the contract said then."""
    told = []
    for goal in content["own_goals"]:
        value = format_exact(Decimal(goal["value"])) if goal["value"] else ""
        amount = f" ({value} {goal['unit']})".replace(" )", ")") if value else ""
        told.append(f"{goal['number']} {goal['title']}{amount}")
    return " · ".join(told)


def latest_text(goal: FramedGoal, said: GoalContent) -> str:
    if "latest" in said["hidden"]:
        return HIDDEN
    latest = _number(said["latest"])
    if latest is not None:
        return amount(goal, latest, _telling(goal, said))
    if said["status"] == Status.NOT_MEASURABLE:
        return _("cannot be measured at present")
    return WAITS


def period_text(goal: FramedGoal, month: str | None) -> str:
    return Month.parse(month).window_label(goal["window"]) if month else ""


def amount(goal: FramedGoal, value: Decimal, decimals: int | None = None) -> str:
    """`34` or `37,0 pct.`"""
    if goal["unit"] == "percent":
        return format_percent(value, goal["decimals"] if decimals is None else decimals)
    return format_number(value)


def difference(goal: FramedGoal, value: Decimal) -> str:
    """`−48` or `−16,1 procentpoint`"""
    return format_points(value, goal["decimals"]) if goal["unit"] == "percent" else format_change(value)


def _marked(goal: FramedGoal, value: Decimal | None, decimals: int | None = None) -> str:
    """`højst 38`, `mindst 24,0 pct.`"""
    if value is None:
        return NONE
    form = _("at least %(amount)s") if goal["direction"] == "up" else _("at most %(amount)s")
    return form % {"amount": amount(goal, value, decimals)}


def _path_text(goal: FramedGoal, said: GoalContent) -> str:
    path = _number(said["path"])
    if path is not None and goal["unit"] != "percent":
        path = strict_count(path, goal["direction"])
    return _or_hidden(said, "path", _marked(goal, path, _telling(goal, said)))


def _telling(goal: FramedGoal, said: GoalContent) -> int | None:
    """More decimals than usual where value and benchmark look alike and yet the value is worse."""
    latest, path, worse_by = _number(said["latest"]), _number(said["path"]), _number(said["worse_by"])
    usual = goal["decimals"]
    if goal["unit"] != "percent" or latest is None or path is None or not worse_by or worse_by < 0:
        return None
    places = (n for n in range(usual, MAX_DECIMALS) if rounded(latest, n) != rounded(path, n))
    found = next(places, usual)
    return found if found > usual else None


def _verdict(goal: FramedGoal, gap: Decimal | None) -> str:
    if gap is None or not rounded(gap, goal["decimals"]):
        return ""
    return _("better") if (gap > 0) == (goal["direction"] == "up") else _("worse")


def _coverage(said: GoalContent) -> str:
    """`19 af 19 kommuner`, with the month if that is another than the latest figure's."""
    covered = said["coverage"]
    if covered["month"] is None or covered["expected"] == 1:
        return ""
    if covered["month"] == said["latest_month"]:
        form = ngettext(
            "%(reported)s of %(expected)s municipality",
            "%(reported)s of %(expected)s municipalities",
            covered["expected"],
        )
        return form % covered
    form = ngettext(
        "%(reported)s of %(expected)s municipality (%(month)s)",
        "%(reported)s of %(expected)s municipalities (%(month)s)",
        covered["expected"],
    )
    return form % {**covered, "month": Month.parse(covered["month"]).short_label}


def _percent(text: str | None) -> str:
    value = _number(text)
    return NONE if value is None else format_number(value, 1, signed=True)


def _or_hidden(said: GoalContent, name: str, text: str) -> str:
    return HIDDEN if name in said["hidden"] else text


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]
