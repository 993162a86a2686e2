"""Random people and random things: the product opens exactly what the design opens."""

from __future__ import annotations

import random

from django.core.management import call_command
from django.test import override_settings

from tests import access_fuzz


def trial(drawn: random.Random, number: int) -> str:
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    with override_settings(ALLOWED_HOSTS=["testserver"], DEBUG=False):
        return access_fuzz.agree(drawn, number)
