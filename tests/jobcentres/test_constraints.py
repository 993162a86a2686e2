"""Each constraint of the app's models, broken once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from jobcentres.access_log import record_access
from jobcentres.models import (
    Area,
    Assignment,
    Change,
    Cluster,
    ClusterMember,
    ClusterScheme,
    Installation,
    Jobcentre,
    ServedMunicipality,
    User,
)
from tests.builders import SINCE, make_area, make_assignment, make_cluster, make_user
from tests.cast import Places
from tests.constraints import constraints_of, refuses

BEFORE = date(2000, 1, 1)


def two_keys(places: Places) -> None:
    anna = make_user()
    for _time in (1, 2):
        Change.objects.create(by=anna, kind="figures", idempotency_key="one")


def two_assignments(role: str, place: str) -> Callable[[Places], None]:
    def violation(places: Places) -> None:
        anna = make_user()
        for _time in (1, 2):
            make_assignment(anna, role, getattr(places, place))

    return violation


def two_schemes(places: Places) -> None:
    for _time in (1, 2):
        ClusterScheme.objects.create(name="Klynger", valid_from=SINCE)


def a_second_cluster(places: Places) -> None:
    cluster = make_cluster("A", places.soroe)
    Cluster.objects.create(scheme=cluster.scheme, name="A")


def a_member_twice(places: Places) -> None:
    scheme = make_cluster("A", places.soroe).scheme
    other = Cluster.objects.create(scheme=scheme, name="B")
    ClusterMember.objects.create(scheme=scheme, cluster=other, municipality=places.soroe)


def a_tile_twice(places: Places) -> None:
    for area in (places.soroe, places.fanoe):
        Area.objects.filter(pk=area.pk).update(tile_column=1, tile_row=2)


def a_manager_of_an_area(places: Places) -> None:
    Assignment.objects.create(user=make_user(), role="manager", area=places.soroe, valid_from=SINCE)


def another_jobcentre(places: Places) -> None:
    ServedMunicipality.objects.create(
        jobcentre=places.jobcentre_aalborg, municipality=places.soroe, valid_from=SINCE
    )


def a_whole_file_without_a_digest(places: Places) -> None:
    record_access(by=make_user(), kind="export", what="udtraek/csv", query="", size=1, is_complete=True)


def ends_before(rows: Callable[[Places], Any]) -> Callable[[Places], None]:
    return lambda places: rows(places).update(valid_to=BEFORE)


def schemes(places: Places) -> Any:
    return ClusterScheme.objects.filter(pk=make_cluster("A").scheme.pk)


def assignments(places: Places) -> Any:
    make_assignment(make_user(), "officer", places.hs)
    return Assignment.objects.all()


VIOLATIONS: dict[str, Callable[[Places], Any]] = {
    "access_whole_file_has_digest": a_whole_file_without_a_digest,
    "area_ends_after_it_begins": ends_before(lambda places: Area.objects.all()),
    "area_only_country_without_parent": lambda places: Area.objects.filter(pk=places.hs.pk).update(
        parent=None
    ),
    "area_tile_unique": a_tile_twice,
    "assignment_area_once": two_assignments("officer", "hs"),
    "assignment_ends_after_it_begins": ends_before(assignments),
    "assignment_jobcentre_once": two_assignments("clerk", "jobcentre_soroe"),
    "assignment_scope_fits_role": a_manager_of_an_area,
    "change_key_once_per_user": two_keys,
    "cluster_member_once_per_scheme": a_member_twice,
    "cluster_name_unique": a_second_cluster,
    "cluster_scheme_ends_after_it_begins": ends_before(schemes),
    "cluster_scheme_unique": two_schemes,
    "installation_is_one": lambda places: Installation.objects.create(pk=2),
    "jobcentre_ends_after_it_begins": ends_before(lambda places: Jobcentre.objects.all()),
    "served_by_one_jobcentre_now": another_jobcentre,
    "served_ends_after_it_begins": ends_before(lambda places: ServedMunicipality.objects.all()),
    "user_email_lower_case": lambda places: User.objects.filter(pk=make_user().pk).update(email="A@b.dk"),
}


@pytest.mark.parametrize("name", constraints_of("jobcentres"))
def test_the_database_holds(places: Places, name: str) -> None:
    refuses(name, lambda: VIOLATIONS[name](places))


def test_no_violation_is_left_behind() -> None:
    assert set(VIOLATIONS) == set(constraints_of("jobcentres"))


@pytest.mark.parametrize(
    ("role", "places_held"),
    [("clerk", ["area"]), ("officer", ["jobcentre"]), ("officer", ["area", "jobcentre"]), ("clerk", [])],
)
def test_a_role_has_exactly_its_kind_of_place(places: Places, role: str, places_held: list[str]) -> None:
    kinds = {"area": places.hs, "jobcentre": places.jobcentre_soroe}
    scope: dict[str, Any] = {name: kinds[name] for name in places_held}

    refuses(
        "assignment_scope_fits_role",
        lambda: Assignment.objects.create(user=make_user(), role=role, valid_from=SINCE, **scope),
    )


def test_the_country_has_no_area_above_it(places: Places) -> None:
    other = make_area("XX", "Et andet land", "region")

    refuses(
        "area_only_country_without_parent",
        lambda: Area.objects.filter(pk=places.country.pk).update(parent=other),
    )
