"""Every page of an area in every month of the sample: paragraph and table say what the export says."""

from __future__ import annotations

import io
import random
from functools import cache

from django.core.management import call_command
from django.test import Client, override_settings

from goals.months import Month
from jobcentres.models import Area, User
from tests.reporting import agreement

ALL_PAGES = (98 + 4 + 1) * (12 + 5)


def trial(drawn: random.Random, number: int) -> str:
    """So many of the pages, drawn at random; all of them if there are not more."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    with override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=True):
        call_command("load_reference", verbosity=0)
        call_command("load_sample", verbosity=0, stdout=io.StringIO())
        return _compare(drawn, number)


def _compare(drawn: random.Random, number: int) -> str:
    client, rows_of = Client(), cache(agreement.rows_of)
    client.force_login(User.objects.get(email="mette@eksempel.dk"))
    pages = [(area, month) for month in _months() for area in _areas()]
    pages = sorted(drawn.sample(pages, min(number, len(pages))), key=lambda page: page[1])
    faults = []
    for area, month in pages:
        address = f"{area.get_absolute_url()}?maaned={month}&grundlag=frigivet"
        response = client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        rows = [row for (code, _of), row in rows_of(month.year, month).items() if code == area.code]
        found = (
            agreement.faults_of_page if area.level == Area.Level.MUNICIPALITY else agreement.faults_of_table
        )
        faults += [f"{address}: {fault}" for fault in found(response.content.decode(), rows)]
    assert not faults, f"{len(faults)} faults, e.g. {'; '.join(faults[:5])}"
    return f"{len(pages)} pages, each as the export"


def _months() -> list[Month]:
    return Month.range(Month(2013, 1), Month(2014, 5))


@cache
def _areas() -> list[Area]:
    return list(Area.objects.order_by("level", "sort_key"))
