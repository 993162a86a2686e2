from __future__ import annotations

import pytest

from jobcentres.models import Area, Jobcentre, User
from jobcentres.naming import plain, slug, sort_key
from tests.builders import make_area, make_jobcentre, make_user

IN_ORDER = [
    "Aldersro",
    "Allerød",
    "Hedensted",
    "Helsingør",
    "Høje-Taastrup",
    "Høje Åby",
    "Izzo",
    "Izælev",
    "Vium",
    "Zahrtmann",
    "Zzz",
    "Æbelø",
    "Ærø",
    "Øland",
    "Ørsted",
    "Aabenraa",
    "Ålborg",
    "Aarhus",
    "Åsted",
]


@pytest.mark.django_db
def test_names_stand_in_danish_order_on_every_database() -> None:
    for number, name in enumerate(reversed(IN_ORDER)):
        make_area(f"9{number:03}", name)

    found = [area.name for area in Area.objects.municipalities().in_danish_order()]

    assert found == IN_ORDER


@pytest.mark.django_db
def test_people_and_jobcentres_stand_in_danish_order_too() -> None:
    region = make_area("HS", "Hovedstaden", "region")
    for name in ("Århus", "Ærø", "Zahle", "Østby"):
        make_user(f"{name} Holm")
        make_jobcentre(name, region)

    people = [person.name.split()[0] for person in User.objects.in_danish_order()]

    assert people == ["Zahle", "Ærø", "Østby", "Århus"]
    assert [jobcentre.name for jobcentre in Jobcentre.objects.all()] == [
        f"Jobcenter {name}" for name in people
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Århus", "Aarhus"),
        ("ÆRØ", "ærø"),
        ("A\u030arhus", "Århus"),
        ("Höje", "Høje"),
        ("Ängel", "Ængel"),
        ("Høje-Taastrup", "Høje Taastrup"),
        ("  Sorø  ", "Sorø"),
        ("Müller", "Muller"),
    ],
)
def test_two_spellings_sort_as_one(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Høje-Taastrup", "hoeje-taastrup"),
        ("Ærø", "aeroe"),
        ("Århus", "aarhus"),
        ("Lyngby-Taarbæk", "lyngby-taarbaek"),
        ("Hovedstaden & Sjælland", "hovedstaden-sjaelland"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_an_address_is_made_of_plain_letters(name: str, address: str) -> None:
    assert slug(name) == address


@pytest.mark.parametrize("written", ["Sorø", "SORØ", "Soroe", "soroe ", "So\u0301rø"])
def test_a_name_is_recognised_however_it_is_spelled(written: str) -> None:
    assert plain(written) == "soroe"
