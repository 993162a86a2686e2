"""Every address × every person of the cast: what they are answered. An address without a row fails the suite.

A row lists the persons who get something else than `others`. Somebody else's object is 404, not 403. Finn is
deactivated and is answered like somebody who has not signed in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.builders import (
    make_answer,
    make_goal,
    make_indicator,
    make_meeting,
    make_own_goal,
    make_saved_extract,
)
from tests.cast import Cast, ClientOf

PERSONS = ["anonymous", "anna", "mads", "ole", "vibe", "lis", "bo", "rikke", "karl", "mette", "sys", "finn"]
TO_SIGN_IN, ONLY_POST, ONLY_READ = 302, 405, 405


@dataclass(frozen=True)
class Row:
    name: str
    args: tuple[object, ...] = ()
    others: int = 200
    unless: dict[str, int] = field(default_factory=dict)
    query: str = ""
    is_public: bool = False

    def expected(self, person: str) -> int:
        if person in self.unless:
            return self.unless[person]
        return TO_SIGN_IN if person in {"anonymous", "finn"} and not self.is_public else self.others

    def __str__(self) -> str:
        return " ".join([self.name, *map(str, self.args), self.query]).strip()


def only(answer: int, *persons: str) -> dict[str, int]:
    return dict.fromkeys(persons, answer)


NO_KEY = only(401, "anonymous", "finn")
INSIDERS = ["anna", "mads", "ole", "vibe", "bo", "karl", "mette"]
OWN_GOAL, ANSWER = "0340-praktikpladser", "k3j9-x2mp-7qra"
SAVED = "regioner-til-moedet-k3j9x2mp7qra"
SIGNED_IN = [person for person in PERSONS if person not in {"anonymous", "finn"}]
TABLE = [
    Row("health", is_public=True),
    Row("accessibility", is_public=True),
    Row("login", is_public=True, unless=only(302, *SIGNED_IN)),
    Row("logout", others=ONLY_POST, unless=only(ONLY_POST, *PERSONS)),
    Row("stay", others=ONLY_POST),
    Row("language", others=ONLY_POST, is_public=True),
    Row("password_change"),
    Row("password_reset", is_public=True),
    Row("password_reset_sent", is_public=True),
    Row("password_choose", ("MQ", "no-such-token"), is_public=True),
    Row("users", others=404, unless=only(200, "sys")),
    Row("user_new", others=404, unless=only(200, "sys")),
    Row("user", ("anna",), others=404, unless=only(200, "sys")),
    Row("user", (10**9,), others=404),
    Row("user_deactivate", ("anna",), others=404, unless=only(200, "sys")),
    Row("user_activate", ("anna",), others=ONLY_POST),
    Row("user_link", ("anna",), others=ONLY_POST),
    Row("assignment_new", ("anna",), others=404, unless=only(200, "sys"), query="?rolle=clerk"),
    Row("assignment_new", ("anna",), others=404, query="?rolle=king"),
    Row("assignment_end", ("anna", "assignment"), others=404, unless=only(200, "sys")),
    Row("access_log", others=404, unless=only(200, "sys")),
    Row("home"),
    Row("desk"),
    Row("month_entry", ("soroe", "2014-04"), others=404, unless=only(200, "anna", "mads")),
    Row("month_entry", ("aalborg", "2014-04"), others=404, unless=only(200, "ole")),
    Row("month_entry", ("esbjerg", "2014-04"), others=404, unless=only(200, "vibe")),
    Row("month_entry", ("soroe", "2014-13"), others=404),
    Row("year_entry", ("soroe", 2014), others=404, unless=only(200, "anna", "mads")),
    Row("year_entry", ("aalborg", 2014), others=404, unless=only(200, "ole")),
    Row("year_entry", ("soroe", 1914), others=404),
    Row("line_save", ("soroe", "2014-04"), others=404, unless=only(200, "anna", "mads")),
    Row("line_save", ("esbjerg", "2014-04"), others=404, unless=only(200, "vibe")),
    Row("entry_template", ("soroe", "2014-04", "xlsx"), others=404, unless=only(200, "anna", "mads")),
    Row("entry_template", ("esbjerg", "2014", "csv"), others=404, unless=only(200, "vibe")),
    Row("entry_template", ("soroe", "2014-04", "exe"), others=404),
    Row("paste", ("soroe", "2014-04"), others=404, unless=only(200, "anna", "mads")),
    Row("paste", ("esbjerg", "2014"), others=404, unless=only(200, "vibe")),
    Row("paste", ("soroe", "2014-13"), others=404),
    Row("undo_change", ("soroe", 10**6), others=ONLY_POST),
    Row(
        "line",
        ("soroe", "2014-04", "0340", "langtidsledige"),
        others=404,
        unless=only(200, "anna", "mads", "bo", "mette"),
    ),
    Row(
        "line",
        ("aalborg", "2014-04", "0851", "langtidsledige"),
        others=404,
        unless=only(200, "ole", "karl", "mette"),
    ),
    Row("line", ("soroe", "2014-04", "0851", "langtidsledige"), others=404),
    Row("line", ("soroe", "2014-04", "0340", "nothing"), others=404),
    Row("review_queue", others=404, unless=only(200, "bo", "karl", "mette")),
    Row("correction", (10**6,), others=ONLY_POST),
    Row("review", ("soroe", "2014-04"), others=404, unless=only(200, "bo", "mette")),
    Row("review", ("aalborg", "2014-04"), others=404, unless=only(200, "karl", "mette")),
    Row("review", ("soroe", "2014-13"), others=404),
    Row("review", ("nowhere", "2014-04"), others=404),
    Row("mail_choices"),
    Row("follow_up", (2014, "HS", 1), others=404, unless=only(200, "bo", "rikke", "mette")),
    Row("follow_up", (2014, "NJ", 1), others=404, unless=only(200, "karl", "mette")),
    Row("follow_up", (2014, "HS", 5), others=404),
    Row("follow_up", (2014, "XX", 1), others=404),
    Row("follow_ups", (2014, "HS")),
    Row("follow_ups", (2014, "0340"), others=404),
    Row("follow_ups_of_year", (2014,), others=404, unless=only(200, "mette")),
    Row("follow_ups_of_year", (1914,), others=404),
    Row("yearly_result", (2014, "0340")),
    Row("yearly_result", (2014, "HS"), others=404),
    Row("yearly_result", (1914, "0340"), others=404),
    Row("saving_prices", (2014,), others=404, unless=only(200, "mette")),
    Row("saving_prices", (1914,), others=404),
    Row("calendar_now", others=302),
    Row("calendar", (2014,)),
    Row("calendar", (1914,), others=404),
    Row("calendar_file", (2014,)),
    Row("calendar_file", (1914,), others=404),
    Row("deadline", (2014, "langtidsledige", "2014-04"), others=404, unless=only(200, "mette")),
    Row("deadline", (2014, "langtidsledige", "2013-04"), others=404),
    Row("deadline", (2014, "nothing", "2014-04"), others=404),
    Row("year_date_new", (2014,), others=404, unless=only(200, "mette")),
    Row("year_date_new", (1914,), others=404),
    Row("year_date", (2014, 10**6), others=404),
    Row("year_date_remove", (2014, 10**6), others=404),
    Row("jobcentre_settings", ("soroe",), others=404, unless=only(200, "anna", "mads", "bo")),
    Row("jobcentre_settings", ("aalborg",), others=404, unless=only(200, "ole", "karl")),
    Row("jobcentre_settings", ("nowhere",), others=404),
    Row("review_settings", others=404, unless=only(200, "bo", "karl", "mette")),
    Row("return_reopen", ("soroe", "2014-04"), others=404, unless=only(200, "bo", "mette")),
    Row("return_reopen", ("aalborg", "2014-04"), others=404, unless=only(200, "karl", "mette")),
    Row("return_close", ("soroe", "2014-04"), others=404, unless=only(200, "bo", "mette")),
    Row("return_close", ("soroe", "2014-13"), others=404),
    Row("targets", (2014, "0340")),
    Row("targets", (2014, "HS")),
    Row("targets", (2014, "0999"), others=404),
    Row("targets_start", (2014,), others=302, unless=only(200, "mette", "sys")),
    Row("targets_start", (1914,), others=404),
    Row("targets", (1914, "0340"), others=404),
    Row("target", (2014, "0340", "langtidsledige")),
    Row("target", (2014, "0340", "nothing"), others=404),
    Row("own_goal_new", (2014, "0340"), others=404, unless=only(200, "mads")),
    Row("own_goal_new", (2014, "0851"), others=404),
    Row("own_goal", (2014, "0340", "langtidsledige"), others=404),
    Row("own_goal", (2014, "0340", OWN_GOAL), others=404, unless=only(200, "mads")),
    Row("own_goal_remove", (2014, "0340", OWN_GOAL), others=404, unless=only(200, "mads")),
    Row("own_goal_continue", (2014, "0340", OWN_GOAL), others=ONLY_POST),
    Row("goal_years", others=404, unless=only(200, "mette")),
    Row("goal_year_new", others=404, unless=only(200, "mette")),
    Row("goal_year_edit", (2014,), others=404, unless=only(200, "mette")),
    Row("goal_year_edit", (1914,), others=404),
    Row("goal_year_announce", (2014,), others=404, unless=only(200, "mette")),
    Row("goal_year_close", (2014,), others=404, unless=only(200, "mette")),
    Row("goal_year_reopen", (2014,), others=404, unless=only(200, "mette")),
    Row("goal_year_goal_new", (2014,), others=404),
    Row("goal_year_goal", (2014, 1), others=404, unless=only(200, "mette")),
    Row("goal_year_goal", (2014, 9), others=404),
    Row("goal_year_goal_remove", (2014, 1), others=404, unless=only(200, "mette")),
    Row("goal_year_indicator_new", others=404, unless=only(200, "mette")),
    Row("goal_year_indicator", ("langtidsledige",), others=404, unless=only(200, "mette")),
    Row("goal_year_indicator", ("nothing",), others=404),
    Row("goal_year_definition_new", ("langtidsledige",), others=404, unless=only(200, "mette")),
    Row("goal_year_definition", ("langtidsledige", 10**6), others=404),
    Row("goal_year_definition_remove", ("langtidsledige", 10**6), others=404),
    Row("goals_now", others=302),
    Row("targets_now", others=302),
    Row("contracts_now", others=302),
    Row("goals", (2014,)),
    Row("goals", (1914,), others=404),
    Row("municipality", ("0340",)),
    Row("municipality", ("0851",)),
    Row("municipality", ("0999",), others=404),
    Row("jobcentre", ("soroe",)),
    Row("jobcentre", ("nowhere",), others=404),
    Row("region", ("HS",)),
    Row("region", ("XX",), others=404),
    Row("contracts", (2014,)),
    Row("contracts", (1914,), others=404),
    Row("contract", (2014, "HS")),
    Row("contract", (2014, "XX"), others=404),
    Row("contract", (1914, "HS"), others=404),
    Row("contract_edit", (2014, "HS"), others=404, unless=only(200, "bo", "rikke", "mette")),
    Row("contract_edit", (2014, "NJ"), others=404, unless=only(200, "karl", "mette")),
    Row("contract_edit", (1914, "HS"), others=404),
    Row("contract_document", (2014, "HS", 10**6), others=404),
    Row("country"),
    Row("country_goal", (1,)),
    Row("country_goal", (9,), others=404),
    Row("changed_since", ("0340",)),
    Row("changed_since", ("HS",)),
    Row("changed_since", ("DK",)),
    Row("changed_since", ("0999",), others=404),
    Row("origin", ("langtidsledige", "0340", "2014-04"), query="?aar=2014"),
    Row("origin", ("langtidsledige", "DK", "2014-04"), query="?aar=2014&grundlag=forelobig"),
    Row("origin", ("langtidsledige", "0340", "2014-04"), others=302),
    Row("origin", ("langtidsledige", "0340", "2014-04"), others=404, query="?aar=2014&gruppe=klynge"),
    Row("origin", ("langtidsledige", "0999", "2014-04"), others=404, query="?aar=2014"),
    Row("origin", ("nothing", "0340", "2014-04"), others=404, query="?aar=2014"),
    Row("origin", ("langtidsledige", "0340", "2014-13"), others=404),
    Row("meetings"),
    Row("council", ("0340",)),
    Row("council", ("HS",)),
    Row("council", ("0999",), others=404),
    Row("meeting", ("0340", "2014-06-17")),
    Row("meeting", ("0340", "2014-06-18"), others=404),
    Row("meeting", ("0340", "20140617"), others=404),
    Row("meeting", ("0851", "2014-06-17"), others=404),
    Row("meeting_screen", ("0340", "2014-06-17")),
    Row("meeting_screen", ("0340", "2014-06-18"), others=404),
    Row("minutes", ("0340", "2014-06-17")),
    Row("minutes", ("0340", "no-day"), others=404),
    Row("meeting_edit", ("0340", "2014-06-17"), others=404, unless=only(200, "lis")),
    Row("meeting_edit", ("0340", "2014-06-18"), others=404),
    Row("own_deliveries", others=404, unless=only(302, "bo", "karl", "mette")),
    Row("deliveries", ("HS",), others=404, unless=only(200, "bo", "mette")),
    Row("deliveries", ("NJ",), others=404, unless=only(200, "karl", "mette")),
    Row("deliveries", ("DK",), others=404, unless=only(200, "mette")),
    Row("deliveries", ("0340",), others=404),
    Row("compare"),
    Row("compare", others=404, query="?med=gruppe-1"),
    Row("own_group_save", others=ONLY_POST),
    Row("own_group_delete", (10**6,), others=ONLY_POST),
    Row("contract_pdf", (2014, "HS"), others=ONLY_POST),
    Row("follow_up_pdf", (2014, "HS", 1), others=ONLY_POST),
    Row("fetch", ("excel", "0340"), others=ONLY_POST),
    Row("fetch", ("excel", "0999"), others=404),
    Row("fetch", ("nothing", "0340"), others=404),
    Row("answers", others=404, unless=only(200, "mads", "lis", "bo", "rikke", "karl", "mette")),
    Row("answer", (ANSWER,)),
    Row("answer", ("aaaa-bbbb-cccc",), others=404),
    Row("answer_file", (ANSWER, "pdf"), others=302),
    Row("answer_file", (ANSWER, "nothing"), others=404),
    Row("extracts"),
    Row("saved_extract_new", others=ONLY_POST),
    Row("saved_extract", (SAVED,)),
    Row("saved_extract", ("regioner-aaaaaaaaaaaa",), others=404),
    Row("saved_extract_edit", (SAVED,), others=404, unless=only(200, "mette")),
    Row("saved_extract_delete", (SAVED,), others=ONLY_POST),
    Row("extract_again", (10**6,), others=ONLY_POST),
    Row("bundles", others=404, unless=only(200, "bo", "karl", "mette")),
    Row("bundle", (10**6,), others=404),
    Row("bundle_file", (10**6,), others=ONLY_POST),
    Row("access_tokens"),
    Row("access_token_revoke", (10**6,), others=ONLY_POST),
    Row("api_page"),
    Row("api_root", is_public=True),
    Row("api", ("openapi.json",), is_public=True),
    Row("api", ("areas",), unless=NO_KEY),
    Row("api", ("indicators",), unless=NO_KEY),
    Row("api", ("summary",), unless=NO_KEY),
    Row("api", ("summary",), others=403, unless=NO_KEY | only(200, *INSIDERS), query="?basis=preliminary"),
    Row("api", ("figures",), unless=NO_KEY),
    Row("api", ("figures/langtidsledige/0340/2014-04",), unless=NO_KEY),
    Row("api", ("figures/langtidsledige/0999/2014-04",), others=404, unless=NO_KEY),
    Row("api", ("revisions",), unless=NO_KEY),
    Row("api", ("coverage",), unless=NO_KEY),
    Row("api", ("targets",), unless=NO_KEY),
    Row("api", ("contracts",), unless=NO_KEY),
    Row("api", ("contracts/2014/HS",), others=404, unless=NO_KEY),
    Row("api", ("nothing",), others=404, unless=only(404, *PERSONS)),
    Row("dcat", is_public=True),
]


def addresses(resolver: URLResolver | None = None) -> Iterator[str]:
    """The name of every address, whichever app it belongs to."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry)
        elif isinstance(entry, URLPattern):
            assert entry.name, f"{entry.pattern} has no name"
            yield entry.name


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert set(addresses()) == {row.name for row in TABLE}


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_every_person_gets_the_expected_answer(row: Row, cast: Cast, client_of: ClientOf) -> None:
    make_goal(make_indicator())
    if OWN_GOAL in row.args:
        make_own_goal(cast.places.soroe)
    if ANSWER in row.args:
        make_answer(cast.places.soroe, cast.mette)
    if SAVED in row.args:
        make_saved_extract(cast.mette)
    make_meeting(cast.places.soroe, cast.lis)
    address = reverse(row.name, args=[_key(arg, cast) for arg in row.args]) + row.query

    answers = {person: client_of(cast[person]).get(address) for person in PERSONS}

    assert {person: answer.status_code for person, answer in answers.items()} == {
        person: row.expected(person) for person in PERSONS
    }
    for person in ("anonymous", "finn"):
        if row.expected(person) == TO_SIGN_IN:
            assert answers[person].headers["Location"].startswith(reverse(settings.LOGIN_URL))


@pytest.mark.parametrize("row", [row for row in TABLE if row.others == 404], ids=str)
def test_who_may_not_see_a_page_cannot_send_to_it(row: Row, cast: Cast, client_of: ClientOf) -> None:
    address = reverse(row.name, args=[_key(arg, cast) for arg in row.args])
    kept_out = [person for person in SIGNED_IN if row.expected(person) == 404]

    answers = {client_of(cast[person]).post(address, {"name": "x"}).status_code for person in kept_out}

    assert answers <= {404, ONLY_READ}


@pytest.mark.parametrize("name", sorted({row.name for row in TABLE}))
def test_no_address_takes_a_method_it_does_not_know(name: str, cast: Cast, client_of: ClientOf) -> None:
    row = next(row for row in TABLE if row.name == name)
    address = reverse(name, args=[_key(arg, cast) for arg in row.args])

    answers = {client_of(cast[person]).delete(address).status_code for person in ("sys", "anna", "mette")}

    assert answers <= {ONLY_POST, 404}


def _key(arg: object, cast: Cast) -> object:
    """The number behind a person's name, or behind `assignment` (Anna's)."""
    if arg == "assignment":
        return cast.anna.assignments.get().pk
    return cast[arg].pk if isinstance(arg, str) and arg in PERSONS else arg
