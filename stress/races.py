"""Several people save the same cell in the same moment: exactly one wins, and none is overwritten."""

from __future__ import annotations

import random
from datetime import date

from django.core.management import call_command
from django.test import override_settings

from tests.builders import make_sample_installation
from tests.cast import make_cast, make_places
from tests.goals.entry_page import make_office
from tests.goals.races import race_for_a_cell


def trial(drawn: random.Random, number: int) -> str:
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    make_sample_installation(date(2014, 6, 3))
    cast = make_office(make_cast(make_places())).cast
    with override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=False):
        race_for_a_cell([cast.anna, cast.mads], drawn, number)
    call_command("flush", interactive=False, verbosity=0)
    return f"{number} races for one cell, one winner each, none silent"
