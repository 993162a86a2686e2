"""Words that everybody would try first here: the place, the task and the product."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from jobcentres.naming import plain

MUNICIPALITIES = Path(__file__).parent / "data" / "municipalities.csv"
WORDS = ("jobcenter", "beskæftigelse", "måltal", "maltal", "kommune", "ministermål")
LONGEST_REST = 5


class LocalWordsValidator:
    """Refuses passwords that are a local word with little else: `Soroe2014!`, `jobcenter1`."""

    def validate(self, password: str, user: object = None) -> None:
        letters = plain(password).replace(" ", "")
        found = [word for word in local_words() if word in letters]
        rest = letters
        for word in found:
            rest = rest.replace(word, "")
        if found and len(rest.strip("0123456789")) <= LONGEST_REST:
            raise ValidationError(
                _("The password is easy to guess here: it is built on “%(word)s”."),
                code="password_local_word",
                params={"word": found[0]},
            )

    def get_help_text(self) -> str:
        return _("The password cannot be a municipality's name or a word of the trade with little added.")


@cache
def local_words() -> tuple[str, ...]:
    with MUNICIPALITIES.open(encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)]
    return tuple(sorted({plain(word).replace(" ", "") for word in (*WORDS, *names)}, key=len, reverse=True))
