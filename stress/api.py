"""Calls of the API that schemathesis makes up, by three roles of the sample."""

from __future__ import annotations

import io
import logging
import random

from django.core.management import call_command
from django.test import override_settings

from jobcentres.models import User
from tests.reporting import api_fuzz


def trial(drawn: random.Random, number: int) -> str:
    """So many calls, none of which may be answered otherwise than the API's own description says."""
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    with override_settings(ALLOWED_HOSTS=["testserver", "localhost"], DEBUG=True):
        call_command("load_reference", verbosity=0)
        call_command("load_sample", verbosity=0, stdout=io.StringIO())
    logging.getLogger("django.request").setLevel(logging.ERROR)  # refusals are most of the answers
    with override_settings(ALLOWED_HOSTS=["testserver", "localhost"], DEBUG=False):
        return api_fuzz.agree(drawn, number, insider=_person("anna"), official=_person("mette"))


def _person(name: str) -> User:
    return User.objects.get(email=f"{name}@eksempel.dk")
