"""What the addresses and their parameters mean, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobcentres.rates import CALLS_PER_MINUTE
from reporting.api.contracts import CONTRACT_COLUMNS
from reporting.api.formats import CSV, JSON, JSON_STAT
from reporting.api.reference import AREA_COLUMNS, INDICATOR_COLUMNS
from reporting.api.targets import TARGET_COLUMNS
from reporting.exports.columns import COLUMNS
from reporting.exports.coverage import COVERAGE_COLUMNS
from reporting.exports.figures import FIGURE_COLUMNS
from reporting.exports.kinds import Column, Words
from reporting.exports.revisions import REVISION_COLUMNS

TEXTS, CUBES = (JSON, CSV), (JSON, CSV, JSON_STAT)


@dataclass(frozen=True, slots=True)
class Operation:
    """`rows`: the schemas of its rows by name; `parts`: of an answer about one thing, each part's schema, in
    a list where there are several."""

    summary: Words
    description: Words
    rows: Mapping[str, Mapping[str, Column[Any]]]
    formats: Sequence[str] = TEXTS
    parts: Mapping[str, str | Sequence[str]] = field(default_factory=dict)


OPERATIONS: Mapping[str, Operation] = {
    "areas": Operation(
        gettext_lazy("Areas"),
        gettext_lazy(
            "The country, the employment regions and the municipalities of a month, with their jobcentres."
        ),
        {"Area": AREA_COLUMNS},
    ),
    "indicators": Operation(
        gettext_lazy("Indicators"),
        gettext_lazy("The goals of a year, what measures each, and the definition in force."),
        {"Indicator": INDICATOR_COLUMNS},
    ),
    "summary": Operation(
        gettext_lazy("Summary"),
        gettext_lazy(
            "One row for each indicator and area: latest figure, change over a year, target, path, status."
        ),
        {"Summary": COLUMNS},
        CUBES,
    ),
    "figures": Operation(
        gettext_lazy("Figures"),
        gettext_lazy(
            "One row for each indicator, area and month. Totals are there if all members have reported."
        ),
        {"Figure": FIGURE_COLUMNS},
        CUBES,
    ),
    "figure": Operation(
        gettext_lazy("One figure and its history"),
        gettext_lazy(
            "A figure as it stands, and every version of it that the caller may know of, the oldest first."
        ),
        {"Figure": FIGURE_COLUMNS, "Revision": REVISION_COLUMNS},
        (JSON,),
        {"figure": "Figure", "history": ["Revision"]},
    ),
    "revisions": Operation(
        gettext_lazy("Changes of figures"),
        gettext_lazy(
            "One row for each version of each figure that the caller may know of, the oldest first."
        ),
        {"Revision": REVISION_COLUMNS},
    ),
    "coverage": Operation(
        gettext_lazy("Coverage"),
        gettext_lazy("How many municipalities stand behind each total, and which are missing."),
        {"Coverage": COVERAGE_COLUMNS},
    ),
    "targets": Operation(
        gettext_lazy("Targets"),
        gettext_lazy(
            "The targets of municipalities and regions for December of the year. Drafts only for insiders."
        ),
        {"Target": TARGET_COLUMNS},
    ),
    "contracts": Operation(
        gettext_lazy("Contracts"),
        gettext_lazy(
            "The regions' contracts of the year. Before it is signed, only its parties see a contract."
        ),
        {"Contract": CONTRACT_COLUMNS},
    ),
    "contract": Operation(
        gettext_lazy("One contract"),
        gettext_lazy(
            "A contract with its targets and the region's own goals, in every version that has held."
        ),
        {"Contract": CONTRACT_COLUMNS, "Target": TARGET_COLUMNS},
        (JSON,),
        {"contract": "Contract", "targets": ["Target"], "own_goals": ["OwnGoal"]},
    ),
}

EXAMPLES: Mapping[str, Any] = {
    "year": 2014,
    "as_of": "2014-04",
    "since": "2013-01",
    "month": "2014-04",
    "known_on": "2014-06-03T08:00",
    "area": "0340",
    "within": "HS",
    "region": "MJ",
    "indicator": "foertidspension",
}


def parameter_words() -> Mapping[str, str]:
    return {
        "limit": _("How many rows a page has at most."),
        "offset": _("How many rows lie before the page."),
        "year": _("The goal year; the newest unless given."),
        "as_of": _("The last month that counts, e.g. 2014-04; the last full month unless given."),
        "since": _("The first month; January of the year before the goal year unless given."),
        "known_on": _(
            "Only what was recorded up to this moment counts. With or without zone (then Danish time); a day "
            "alone is its beginning. Unless given everything counts, and the answer says up to which change."
        ),
        "basis": _("Released figures, or also preliminary ones that the caller may see."),
        "level": _("Only areas of this level."),
        "area": _("Only these areas, by code: DK, HS, 0340. Can be given several times."),
        "within": _("Only the areas in the region (or country) of this code."),
        "indicator": _("Only these indicators, by code. Can be given several times."),
        "versions": _("The targets in force, or all versions."),
        "format": _("The format, whatever the header Accept says."),
    }


def path_words() -> Mapping[str, str]:
    return {
        "year": _("The goal year."),
        "month": _("The month of the figure, e.g. 2014-04."),
        "area": _("The area's code, e.g. DK, HS or 0340."),
        "region": _("The region's code."),
        "indicator": _("The indicator's code."),
    }


def problem_words() -> Mapping[int, str]:
    return {
        400: _("There is too much in the address, or it is broken off."),
        401: _("Nobody has signed in, or the access key opens nothing."),
        403: _("The caller may not read this."),
        404: _("There is no such year, area, indicator or thing, or it is not for the caller."),
        406: _("None of the formats is accepted."),
        422: _("A parameter cannot be used; errors says which and why."),
        429: _("More than %(most)s calls in a minute, or more from one address than may come.")
        % {"most": CALLS_PER_MINUTE},
        500: _("A fault of the system."),
        503: _("The database does not answer just now."),
    }
