"""What the sample holds on purpose: Sorø's months, and what goes wrong in real months."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from goals.months import Month
from jobcentres.clock import COPENHAGEN

SOROE = "0340"

# From January 2012. Published: 86 (inferred), 72 and 34 of the pensions; the rest is made up around them.
SOROE_PENSIONS = (
    91, 90, 92, 91, 89, 90, 88, 89, 87, 88, 87, 86,
    84, 81, 79, 74, 72, 66, 61, 57, 52, 48, 45, 43,
    41, 38, 36, 35, 34,
)  # fmt: skip
SOROE_LONG_TERM = (
    165, 168, 171, 169, 166, 163, 160, 158, 157, 160, 164, 170,
    176, 178, 174, 168, 165, 161, 158, 155, 152, 151, 153, 156,
    155, 152, 148, 143,
)  # fmt: skip

Key = tuple[str, str, Month]


def _keys(indicator: str, area: str, *months: str) -> list[Key]:
    return [(indicator, area, Month.parse(month)) for month in months]


def _year(indicator: str, area: str, first: str, last: str) -> list[Key]:
    return [(indicator, area, month) for month in Month.range(Month.parse(first), Month.parse(last))]


GAPS = frozenset(
    [
        *_keys("langtidsledige", "0306", "2012-07"),
        *_keys("foertidspension", "0440", "2012-10"),
        *_keys("uddannelsesgrad", "0671", "2012-05"),
        *_keys("langtidsledige", "0482", "2014-03"),  # overdue since May
        *_keys("foertidspension", "0665", "2014-05"),  # Lemvig and Struer: due on the sample's day
        *_keys("foertidspension", "0671", "2014-05"),
        *_keys("foertidspension", "0370", "2014-05"),
        *_keys("foertidspension", "0550", "2014-05"),
        *_keys("langtidsledige", "0825", "2014-04"),
        *_keys("langtidsledige", "0813", "2014-04"),
        *_keys("langtidsledige", "0350", "2014-04"),
    ]
)
"""Never reported, or not yet."""

SUPPRESSED = frozenset(
    [
        *_keys("foertidspension", "0825", "2012-03", "2012-04", "2012-05", "2013-08"),
        *_keys("foertidspension", "0563", "2012-06", "2013-08"),
    ]
)

NOT_MEASURABLE = frozenset(
    [
        *(
            key
            for area in ("0615", "0657", "0661", "0706", "0741", "0791", "0851")
            for key in _keys("samarbejdsgrad", area, "2013-09", "2013-10")
        ),
        *_keys("uddannelsesgrad", "0492", "2012-01", "2012-02"),
    ]
)

PERCENTAGE_ONLY = frozenset(
    [
        *_year("uddannelsesgrad", "0760", "2012-01", "2012-06"),
        *_year("uddannelsesgrad", "0259", "2012-03", "2012-04"),
    ]
)

WITHDRAWN = ("langtidsledige", "0183", Month(2012, 11))
"""Reported, and withdrawn again a month later."""

LATE = {
    **dict.fromkeys(_year("langtidsledige", "0360", "2013-06", "2013-08"), 1),
    **dict.fromkeys(_keys("foertidspension", "0360", "2013-09", "2013-10"), 2),
    **dict.fromkeys(_keys("foertidspension", "0376", "2012-12"), 1),
    **dict.fromkeys(_keys("langtidsledige", "0482", "2013-11", "2013-12"), 2),
    **dict.fromkeys(_keys("uddannelsesgrad", "0779", "2012-12"), 3),
}
"""Reported so many months after the deadline."""

RESTATED = {
    ("langtidsledige", "0851", Month(2013, 3)): 1128,
    ("langtidsledige", "0851", Month(2013, 4)): 1135,
    ("langtidsledige", "0330", Month(2013, 10)): 402,
    ("foertidspension", "0461", Month(2013, 6)): 371,
    ("foertidspension", SOROE, Month(2014, 2)): 41,
    ("langtidsledige", SOROE, Month(2014, 2)): 154,
}
"""What the source said first, and changed two months later (late registration)."""

MISTYPED = {
    ("foertidspension", SOROE, Month(2014, 4)): 4,
    ("foertidspension", SOROE, Month(2014, 5)): 43,
    ("langtidsledige", "0561", Month(2014, 4)): 58,
}
"""What was typed first, in figures that the jobcentre put right itself."""

NOT_PUBLISHED = frozenset(_keys("langtidsledige", "0825", "2014-04"))
"""Lines of which the jobcentre has said: not published yet."""

WAITING = frozenset(
    [
        *_keys("langtidsledige", SOROE, "2014-04"),
        *_keys("langtidsledige", "0101", "2014-04"),
        *_keys("langtidsledige", "0461", "2014-04"),
        *_keys("foertidspension", "0710", "2014-05"),
        *_keys("foertidspension", "0779", "2014-05"),
        *_keys("foertidspension", "0253", "2014-05"),
        *_keys("foertidspension", "0316", "2014-05"),
        *_keys("foertidspension", "0820", "2014-05"),
    ]
)
"""Submitted, and not yet looked at by the region."""

IN_DRAFT = frozenset(
    [
        *_keys("foertidspension", "0851", "2014-05"),
        *_keys("langtidsledige", "0561", "2014-04"),
        *_keys("foertidspension", "0330", "2014-05"),
    ]
)
"""Entered, and not yet submitted."""

OWN_COUNT = frozenset(
    [*_keys("langtidsledige", SOROE, "2014-04"), *_keys("langtidsledige", "0376", "2014-04")]
)
"""Counted by the jobcentre itself, before jobindsats.dk had the figure."""

QUESTIONED = {
    ("foertidspension", SOROE, Month(2014, 5)): (
        "34 er under halvdelen af tallet for maj sidste år. Skriv kort, hvad der er sket, eller ret tallet."
    ),
    ("langtidsledige", "0430", Month(2014, 4)): ("Tallet ligner marts. Er det april, der er indberettet?"),
}
"""Sent back by the region, and not yet answered."""


class Answered(NamedTuple):
    """A question of the region, and when the jobcentre put its figure right."""

    reason: str
    asked: datetime
    answered: datetime


ANSWERED = {
    ("foertidspension", SOROE, Month(2014, 4)): Answered(
        "4 ligner tilgangen i april alene. Skriv tallet for de seneste 12 måneder.",
        datetime(2014, 6, 2, 10, 14, tzinfo=COPENHAGEN),
        datetime(2014, 6, 3, 14, 2, tzinfo=COPENHAGEN),
    ),
}

COMMENTS = {
    ("foertidspension", SOROE, Month(2014, 3)): (
        "soroe",
        datetime(2014, 4, 4, 15, 10, tzinfo=COPENHAGEN),
        "Nyt rehabiliteringsteam fra august 2013.",
    ),
    ("foertidspension", SOROE, Month(2014, 4)): (
        "soroe",
        datetime(2014, 6, 3, 14, 6, tzinfo=COPENHAGEN),
        "Tallet var tilgangen i april alene. Nu er det de seneste 12 måneder.",
    ),
    ("langtidsledige", SOROE, Month(2014, 4)): (
        "soroe",
        datetime(2014, 6, 4, 15, 20, tzinfo=COPENHAGEN),
        "Egen opgørelse, indtil jobindsats.dk har tallet.",
    ),
    ("langtidsledige", "0851", Month(2014, 4)): (
        "aalborg",
        datetime(2014, 6, 4, 15, 40, tzinfo=COPENHAGEN),
        "Jobrotation i byggeriet har hjulpet.",
    ),
    ("langtidsledige", "0561", Month(2014, 4)): (
        "esbjerg",
        datetime(2014, 6, 5, 15, 0, tzinfo=COPENHAGEN),
        "Vi venter på de sidste efterregistreringer, før lederen indsender.",
    ),
}
"""By line: the jobcentre, when it was written, and what."""

EXPLAINED = {
    ("foertidspension", "0330", Month(2014, 5)): (
        "slagelse",
        datetime(2014, 6, 6, 15, 10, tzinfo=COPENHAGEN),
        "Sager, der ventede på det nye rehabiliteringsteam, er afgjort i foråret.",
    ),
}
"""Figures outside their usual range: the jobcentre, when it said why, and what."""


class Message(NamedTuple):
    """`by` is a jobcentre's slug or a region's code; without a text that side says that it is settled."""

    by: str
    at: datetime
    text: str = ""


TALKS = {
    ("langtidsledige", SOROE, Month(2014, 4)): (
        Message(
            "HS",
            datetime(2014, 6, 5, 9, 10, tzinfo=COPENHAGEN),
            "Hvordan er egen opgørelse talt? Er efterregistreringer med?",
        ),
        Message(
            "soroe",
            datetime(2014, 6, 5, 13, 25, tzinfo=COPENHAGEN),
            "Talt i fagsystemet 3. juni, afgrænset som på jobindsats.dk. Efterregistreringer er med.",
        ),
        Message("HS", datetime(2014, 6, 5, 14, 40, tzinfo=COPENHAGEN)),
    ),
}
"""What was written about a line, and settled."""

REMARKS = {
    ("soroe", Month(2014, 4)): (
        datetime(2014, 6, 3, 14, 20, tzinfo=COPENHAGEN),
        "April er rettet efter regionens spørgsmål.",
    ),
    ("aalborg", Month(2014, 5)): (
        datetime(2014, 6, 5, 16, 0, tzinfo=COPENHAGEN),
        "Indsendes, når lederen er tilbage efter pinse.",
    ),
}
"""By jobcentre and month."""

NO_TARGET = frozenset(
    [
        (2014, "samarbejdsgrad", SOROE),
        (2014, "foertidspension", "0741"),
        *(
            (year, indicator, "0825")
            for year in (2013, 2014)
            for indicator in ("uddannelsesgrad", "samarbejdsgrad")
        ),
        (2014, "langtidsledige", "0155"),
        *(
            (2014, indicator, "0563")
            for indicator in ("uddannelsesgrad", "foertidspension", "samarbejdsgrad")
        ),
        *((2013, "samarbejdsgrad", area) for area in ("0210", "0306", "0410", "0607", "0773", "0820")),
        (2014, "uddannelsesgrad", "0482"),
    ]
)
"""No target was set."""

NO_BASELINE = frozenset([(2014, "langtidsledige", "0727"), (2014, "foertidspension", "0482")])
"""Adopted without saying from which month the change counts."""

STRAINED = {
    "0707": {"foertidspension": 1640, "langtidsledige": 1690},
    "0779": {"foertidspension": 1180, "langtidsledige": 1520},
    "0741": {"foertidspension": 2100, "langtidsledige": 1090},
}
"""Municipalities that have more of it than their size says, in thousandths."""

_BEHIND, _NEAR, _AHEAD = 930, 988, 1030
WISHED = {
    **dict.fromkeys(
        (
            ("foertidspension", area)
            for area in ("0615", "0661", "0665", "0671", "0706", "0710", "0727", "0740", "0746", "0751")
        ),
        _AHEAD,
    ),
    **dict.fromkeys((("foertidspension", area) for area in ("0756", "0760", "0766", "0791")), _AHEAD),
    **dict.fromkeys((("foertidspension", area) for area in ("0657", "0730")), _NEAR),
    **dict.fromkeys((("foertidspension", area) for area in ("0707", "0779")), _BEHIND),
    **dict.fromkeys(
        (
            ("langtidsledige", area)
            for area in ("0665", "0671", "0706", "0710", "0727", "0741", "0746", "0766")
        ),
        _AHEAD,
    ),
    **dict.fromkeys((("langtidsledige", area) for area in ("0661", "0751", "0756", "0760", "0791")), _NEAR),
    **dict.fromkeys(
        (("langtidsledige", area) for area in ("0615", "0657", "0707", "0730", "0740", "0779")), _BEHIND
    ),
}
"""Where Midtjylland's municipalities should be in April 2014, in thousandths of where they are."""

CONTRACTS = {("MJ", 2014, "foertidspension"): 1150, ("MJ", 2014, "langtidsledige"): 4400}
