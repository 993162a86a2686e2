from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from jobcentres import clock, people
from jobcentres.models import Area, Assignment, User


class Command(BaseCommand):
    help = "Creates the first user administrator, who creates all other users in the pages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", help="the person's name")
        parser.add_argument("--email", help="the address that the person logs in with")
        parser.add_argument(
            "--password-stdin",
            action="store_true",
            help="read the password from the first line of standard input",
        )
        parser.add_argument(
            "--force", action="store_true", help="also where there is an administrator already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        country = Area.objects.countries().first()
        if country is None:
            raise CommandError(_("There are no areas yet. Run `python manage.py load_reference` first."))
        if people.country_administrators(clock.today()).exists() and not options["force"]:
            raise CommandError(
                _(
                    "There already is a user administrator, who creates other users on /brugere/. "
                    "Write --force if nobody can log in any more."
                )
            )
        name = _asked(options["name"], _("Name"), "--name")
        email = _valid_address(_asked(options["email"], _("E-mail address"), "--email"))
        password = _password(User(name=name, email=email), from_input=options["password_stdin"])
        _create(name, email, password, country)
        told = _("%(name)s is user administrator and logs in with %(email)s.")
        self.stdout.write(told % {"name": name, "email": email})


def _create(name: str, email: str, password: str, country: Area) -> None:
    try:
        with transaction.atomic():
            person = people.create_person(by=None, name=name, email=email, password=password)
            people.give_assignment(
                by=None,
                person=person,
                role=Assignment.Role.ADMINISTRATOR,
                area=country,
                valid_from=clock.today(),
            )
    except people.Refused as refusal:
        raise CommandError(str(refusal)) from None


def _asked(given: str | None, question: str, option: str) -> str:
    if given is None:
        if not sys.stdin.isatty():
            raise CommandError(_("Write %(option)s: there is nobody here to ask.") % {"option": option})
        given = input(f"{question}: ")
    if not given.strip():
        raise CommandError(_("%(question)s is empty.") % {"question": question})
    return given.strip()


def _valid_address(email: str) -> str:
    try:
        validate_email(email)
    except ValidationError:
        raise CommandError(_("“%(email)s” is no e-mail address.") % {"email": email}) from None
    return email


def _password(person: User, *, from_input: bool) -> str:
    if from_input:
        password = sys.stdin.readline().rstrip("\r\n")
    elif sys.stdin.isatty():
        password = getpass.getpass(_("Password") + ": ")
        if getpass.getpass(_("Password again") + ": ") != password:
            raise CommandError(_("The two passwords are not the same."))
    else:
        raise CommandError(_("Write --password-stdin and send the password in: there is nobody here to ask."))
    try:
        validate_password(password, person)
    except ValidationError as refusal:
        raise CommandError(" ".join(refusal.messages)) from None
    return password
