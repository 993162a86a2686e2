"""`/landet/<number>/`: one goal in the whole country: every municipality beside the others, and who moves."""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from goals.models import Goal
from reporting import wording
from reporting.choices import (
    NothingThere,
    announced_goals,
    choice_query,
    chooser,
    known_asked,
    month_asked,
    open_book,
    reader_of,
    year_asked,
)
from reporting.goal_page import arrived, goal_figures
from reporting.goal_tabs import GoalTab
from reporting.group_page import group_head
from reporting.page_tools import page_tools
from reporting.places import NotThere
from reporting.status_table import status_row
from reporting.summaries import Book
from reporting.tile_map import goal_of_number, tile_map
from reporting.validators import unchanged_is_304
from reporting.views.deliveries import deliveries_address


@require_safe
@gzip_page
@unchanged_is_304
def country_goal(request: HttpRequest, number: int) -> HttpResponse:
    user = reader_of(request)
    goals = _goals(request)
    goal = _asked(goals, number)
    sees_all = user.reader.sees_all
    book = open_book(request, is_own=False, sees_preliminary=sees_all, indicator=goal.indicator.code)
    if not book.places.all:
        raise NothingThere(_("There are no areas yet."))
    area, own = book.places.country, user.scopes.own_area_ids()
    came = arrived(book, goal)
    context = {
        "goal": goal,
        "head": replace(group_head(book, area, came.updated if came else {}), name=_name(book, goal)),
        "chooser": chooser(request, book, sees_preliminary=sees_all),
        "tools": page_tools(request, book.choice, [area]),
        "tabs": _tabs(request, goals, goal),
        "status": status_row(book, area, goal),
        "conclusion": wording.conclusion(book.progress(area, goal)),
        "map": tile_map(book, goal, own),
        "figures": goal_figures(book, goal, own),
        "arrived": came,
        "deliveries": deliveries_address(user, area, book.choice.year),
        "breadcrumb": [(reverse("country") + book.query, area.name)],
    }
    return render(request, "reporting/country_goal.html", context)


def _goals(request: HttpRequest) -> tuple[Goal, ...]:
    """Those of the year that the address asks for."""
    by_year = announced_goals(request)
    return by_year[year_asked(request, by_year, month_asked(request), known_asked(request))]


def _asked(goals: tuple[Goal, ...], number: int) -> Goal:
    try:
        return goal_of_number(goals, str(number))
    except NotThere as nothing:
        raise NothingThere(nothing) from nothing


def _name(book: Book, goal: Goal) -> str:
    """`Hele landet: førtidspension`"""
    return f"{book.places.country.name}: {wording.uncapitalised(goal.short_name)}"


def _tabs(request: HttpRequest, goals: tuple[Goal, ...], chosen: Goal) -> list[GoalTab]:
    query = choice_query(request)
    return [
        GoalTab.of(goal, reverse("country_goal", args=[goal.number]) + query, is_chosen=goal == chosen)
        for goal in goals
    ]
