"""What an extract asks for, as an address and as a command: either gives it again."""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import NamedTuple
from urllib.parse import parse_qs, urlencode

from goals.months import Month
from jobcentres.clock import COPENHAGEN
from reporting.choices import BASES, BASIS_WORDS
from reporting.exports.extract import ALL_LEVELS, LEVEL_WORDS, SUMMARY, Extract
from reporting.moments import written_moment
from reporting.summaries import Choice

EVERY_LEVEL = "alle"
"""The word for all levels together."""
LEVEL_OF_WORD = {EVERY_LEVEL: ALL_LEVELS} | {word: level for level, word in LEVEL_WORDS.items()}


def level_word(extract: Extract) -> str:
    """`kommuner`, `kommuner-HS` for those of one region."""
    word = LEVEL_WORDS.get(extract.level, EVERY_LEVEL)
    return f"{word}-{extract.within}" if extract.within else word


def query_of(extract: Extract, kind: str = "") -> str:
    """Everything that is chosen, in one order; `kind` is that of the file."""
    choice = extract.choice
    asked = [
        ("indhold", extract.shape),
        ("aar", str(choice.year)),
        ("maaned", str(choice.as_of)),
        ("fra", str(extract.figures_since or "")),
        ("grundlag", BASIS_WORDS[choice.basis]),
        ("kendt", written_moment(choice.known_on) if choice.known_on else ""),
        ("niveau", level_word(extract)),
        *(("omraade", code) for code in sorted(extract.areas)),
        *(("indikator", code) for code in sorted(extract.indicators)),
        ("format", kind),
    ]
    return urlencode([(name, value) for name, value in asked if value], safe=":")


class Asked(NamedTuple):
    """What a file held, and which kind of file it was."""

    extract: Extract
    kind: str


def asked_of(query: str) -> Asked:
    """What `query_of` has written. Raises `ValueError` for anything else."""
    found = parse_qs(query)

    def one(name: str) -> str:
        return found.get(name, [""])[0]

    level, _dash, within = one("niveau").partition("-")
    if one("grundlag") not in BASES or level not in LEVEL_OF_WORD:
        raise ValueError(query)
    known_on = datetime.fromisoformat(one("kendt")).replace(tzinfo=COPENHAGEN) if one("kendt") else None
    choice = Choice(int(one("aar")), Month.parse(one("maaned")), known_on, BASES[one("grundlag")])
    extract = Extract(
        choice=choice,
        level=LEVEL_OF_WORD[level],
        areas=frozenset(found.get("omraade", ())),
        within=within,
        indicators=frozenset(found.get("indikator", ())),
        figures_since=Month.parse(one("fra")) if one("fra") else None,
        shape=one("indhold"),
    )
    return Asked(extract, one("format"))


def command_of(extract: Extract) -> str:
    """For the Excel file."""
    choice = extract.choice
    parts = [
        "python",
        "manage.py",
        "export_summary",
        "--year",
        str(choice.year),
        "--as-of",
        str(choice.as_of),
    ]
    parts += ["--known-on", written_moment(choice.moment), "--basis", choice.basis.value]
    parts += ["--shape", extract.shape] if extract.shape != SUMMARY else []
    parts += ["--level", extract.level]
    parts += ["--within", extract.within] if extract.within else []
    parts += ["--area", *sorted(extract.areas)] if extract.areas else []
    parts += ["--indicator", *sorted(extract.indicators)] if extract.indicators else []
    parts += ["--figures-since", str(extract.figures_since)] if extract.figures_since else []
    return shlex.join([*parts, "--format", "xlsx", "--output", f"{extract.file_name}.xlsx"])
