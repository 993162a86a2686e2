"""A contract and a follow-up as the log names them: what can be fetched again."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qs

from django.urls import reverse
from django.utils.translation import gettext as _

from goals.forms.report_quarters import quarter_name
from reporting.places import Places

CONTRACT, FOLLOW_UP = "kontrakt/", "opfoelgning/"


class ContractFile(NamedTuple):
    """`quarter`: of a follow-up; a contract has none."""

    year: int
    code: str
    quarter: int | None = None

    @classmethod
    def in_log(cls, what: str, query: str) -> ContractFile | None:
        """None for another file."""
        try:
            if what.startswith(CONTRACT):
                return cls(int(parse_qs(query)["aar"][0]), what.removeprefix(CONTRACT))
            if what.startswith(FOLLOW_UP):
                code, year, quarter = what.removeprefix(FOLLOW_UP).rsplit("-", 2)
                return cls(int(year), code, int(quarter))
        except (KeyError, ValueError):
            pass
        return None

    @property
    def what(self) -> str:
        """Its name in the log."""
        if self.quarter is None:
            return f"{CONTRACT}{self.code}"
        return f"{FOLLOW_UP}{self.code}-{self.year}-{self.quarter}"

    @property
    def address(self) -> str:
        if self.quarter is None:
            return reverse("contract_pdf", args=[self.year, self.code])
        return reverse("follow_up_pdf", args=[self.year, self.code, self.quarter])

    def name(self, places: Places) -> str:
        """Raises `NotThere`."""
        region = places.of_code(self.code).full_name
        if self.quarter is None:
            return _("Contract %(year)s, %(region)s") % {"year": self.year, "region": region}
        quarter = quarter_name(self.quarter, self.year)
        return _("Follow-up of the contract, %(quarter)s, %(region)s") % {
            "quarter": quarter,
            "region": region,
        }
