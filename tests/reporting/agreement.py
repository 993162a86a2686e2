"""Whether what people read, in a table or a paragraph, is what `export_summary` says: one line per fault.

Rows are the export's own, read from its JSON with decimals; nothing here asks the product's wording.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from html import unescape
from typing import Any

from goals.months import Month
from tests.reporting.summary_files import exported

Row = Mapping[str, Any]
Place = tuple[str, str]
"""The codes of an area and of an indicator."""

WORDS = {0: "ingen", 1: "ét", 2: "to", 3: "tre", 4: "fire"}
TOPICS = {
    "uddannelsesgrad": "unge i uddannelse",
    "foertidspension": "førtidspension",
    "langtidsledige": "langtidsledige",
    "samarbejdsgrad": "virksomhedssamarbejdet",
}
SAID = {
    "uddannelsesgrad": r"uddannelsesgraden var ([\d.,]+) pct\.",
    "foertidspension": r"tilgangen til førtidspension var ([\d.]+) person(?:er)? i de 12 måneder",
    "langtidsledige": r"der var ([\d.]+) langtidsledige? i",
    "samarbejdsgrad": r"samarbejdsgraden med virksomhederne var ([\d.,]+) pct\.",
}
STATUS_WORDS = {
    "on_track": "på sporet",
    "near": "lidt bagud",
    "behind": "bagud",
    "met": "mål nået",
    "not_met": "mål ikke nået",
    "awaiting": "afventer",
    "not_measurable": "kan ikke opgøres p.t.",
    "no_target": "intet måltal",
}


def rows_of(year: int, as_of: Month, *arguments: str) -> dict[Place, Row]:
    text = exported("--year", str(year), "--as-of", str(as_of), "--format", "json", *arguments)
    rows = json.loads(text, parse_float=Decimal)
    return {(row["area"], row["indicator"]): row for row in rows}


def faults_of_paragraph(text: str, rows: Sequence[Row]) -> Iterator[str]:
    """`rows`: those of the area, by goal."""
    said = " ".join(text.split())
    yield from _faults_of_opening(said, rows)
    for row in rows:
        for number in re.findall(SAID[row["indicator"]], said, re.IGNORECASE):
            if not _is(number, row["latest"]):
                yield f"{row['indicator']} is said to be {number}, not {row['latest']}"
        yield from _faults_of_result(said, row)
        yield from _faults_of_sentence(said, row)


def _faults_of_opening(said: str, rows: Sequence[Row]) -> Iterator[str]:
    by_status: dict[str, list[Row]] = {}
    for row in rows:
        by_status.setdefault(str(row["status"]), []).append(row)
    met, missed = len(by_status.get("met", [])), len(by_status.get("not_met", []))
    groups = [(word, by_status.get(code, [])) for code, word in _UNDER_WAY]
    if met + missed and f"{_reached(met, met + missed)} ministermål" not in said:
        yield f"{met} of {met + missed} reached, but it says: {said[:120]}"
    judged = sum(len(ones) for _word, ones in groups)
    if judged:
        yield from _faults_of_groups(said, groups, judged)
    elif not met + missed and not said.startswith("Ingen af ministermålene kan vurderes nu"):
        yield f"nothing can be assessed, but it says: {said[:120]}"


_UNDER_WAY = (("on_track", "er på sporet med"), ("behind", "bagud med"), ("near", "lidt bagud med"))


def _reached(met: int, known: int) -> str:
    if known == 1:
        return "har nået det ene" if met else "har ikke nået det ene"
    if not met:
        return f"har ikke nået nogen af de {WORDS[known]}"
    if met == known:
        return "har nået begge de" if known == 2 else f"har nået alle {WORDS[known]}"
    return f"har nået {WORDS[met]} af de {WORDS[known]}"


def _faults_of_groups(said: str, groups: Sequence[tuple[str, Sequence[Row]]], judged: int) -> Iterator[str]:
    present = [(word, ones) for word, ones in groups if ones]
    word, best = present[0]
    share = {(1, 1): "det ene", (2, 2): "begge de"}.get(
        (len(best), judged),
        f"alle {WORDS[judged]}" if len(best) == judged else f"{WORDS[len(best)]} af de {WORDS[judged]}",
    )
    opening = next((one for one in said.split(". ") if f"{word} {share} m" in one), "")
    if not opening:
        yield f"it should say “{word} {share} mål”, but says: {said[:120]}"
        return
    for other, ones in present[1:]:
        for row in ones:
            if f" {other}" not in opening or TOPICS[row["indicator"]] not in opening.lower():
                yield f"“{other} {TOPICS[row['indicator']]}” is missing in: {opening}"


def _faults_of_result(said: str, row: Row) -> Iterator[str]:
    found = re.search(rf"Målet for {TOPICS[row['indicator']]} er (ikke )?nået: ([\d.,]+)", said)
    if found and (row["status"] not in ("met", "not_met") or bool(found[1]) is (row["status"] == "met")):
        yield f"{row['indicator']} is {row['status']}, but it says: {found[0]}"
    if found and not _is(found[2], row["latest"]):
        yield f"{row['indicator']} is said to have ended at {found[2]}, not {row['latest']}"


def _faults_of_sentence(said: str, row: Row) -> Iterator[str]:
    """Change in per cent and benchmark in the sentence that gives the figure."""
    for sentence in re.split(r"(?<=[.)]) (?=[A-ZÆØÅ])", said):
        if not re.match(SAID[row["indicator"]], sentence, re.IGNORECASE):
            continue
        for percent in re.findall(r"\(([+−]?[\d.,]+) pct\.\)", sentence):
            if not _is(percent, row["change_pct"]):
                yield f"{row['indicator']}: {percent} pct. is said, not {row['change_pct']}"
        for mark in re.findall(r"pejlemærket på (?:højst|mindst) ([\d.,]+)", sentence):
            if not _is_mark(mark, row):
                yield f"{row['indicator']}: benchmark {mark} is said, not {row['path']}"


def faults_of_page(page: str, rows: Sequence[Row]) -> Iterator[str]:
    """Its paragraph and its table."""
    paragraph = page.split('<p class="paragraph">')[1].split("</p>")[0]
    yield from faults_of_paragraph(unescape(paragraph), rows)
    yield from faults_of_table(page, rows)


def faults_of_table(page: str, rows: Sequence[Row]) -> Iterator[str]:
    """The status table of an area's page, row by row."""
    table = page.split("status-table")[1].split("<tbody>")[1].split("</tbody>")[0]
    shown = [re.findall(r"<t[hd].*?</t[hd]>", one, re.DOTALL) for one in table.split("</tr>") if "<td" in one]
    if len(shown) != len(rows):
        yield f"{len(shown)} rows for {len(rows)} goals"
        return
    for cells, row in zip(shown, rows, strict=True):
        yield from (f"{row['indicator']}: {fault}" for fault in _faults_of_row(cells, row))


def _faults_of_row(cells: Sequence[str], row: Row) -> Iterator[str]:
    texts = {
        title: _text(cell) for cell in cells if (title := "".join(re.findall(r'data-title="(.*?)"', cell)))
    }
    for title, name in (
        ("Seneste tal", "latest"),
        ("Seneste samlede tal", "latest"),
        ("Året før", "previous"),
    ):
        if title in texts and not _starts_with(texts[title], row[name]):
            yield f"{title} {texts[title]}, not {row[name]}"
    if "Udvikling" in texts and not _starts_with(texts["Udvikling"], row["change"]):
        yield f"change {texts['Udvikling']}, not {row['change']}"
    percent = re.search(r"([+−]?[\d.,]+) pct\.", texts.get("Udvikling", ""))
    if percent and row["unit"] == "persons" and not _is(percent[1], row["change_pct"]):
        yield f"change {percent[1]} pct., not {row['change_pct']}"
    if "Måltal dec." in texts and not _starts_with(texts["Måltal dec."], row["target"]):
        yield f"target {texts['Måltal dec.']}, not {row['target']}"
    mark = re.search(r"(?:højst|mindst) ([\d.,]+)", texts.get("Pejlemærke nu", ""))
    if (bool(mark) is (row["path"] is None) and "Pejlemærke nu" in texts) or (
        mark and not _is_mark(mark[1], row)
    ):
        yield f"benchmark {texts['Pejlemærke nu']}, not {row['path']}"
    word = STATUS_WORDS.get(row["status"], "")
    if "Status" in texts and not re.search(rf"(^|\W){re.escape(word)}", texts["Status"]):
        yield f"status {texts['Status']}, not {row['status']}"


def _text(cell: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", cell)).split())


def _starts_with(text: str, value: Decimal | int | None) -> bool:
    """The first number of a cell is the value; no number where there is none."""
    found = re.match(r"(?:højst |mindst )?([+−]?\d[\d.]*(?:,\d+)?)", text)
    return _is(found[1], value) if found else value is None


def _is(written: str, value: Decimal | int | None) -> bool:
    """To as many decimals as are written, half away from zero."""
    if value is None:
        return False
    number = _number(written)
    return number == _rounded(Decimal(value), -_exponent(number), ROUND_HALF_UP)


def _is_mark(written: str, row: Row) -> bool:
    """A count's benchmark is rounded to the strict side."""
    if row["path"] is None:
        return False
    if row["unit"] == "percent":
        return _is(written, row["path"])
    how = ROUND_FLOOR if row["direction"] == "down" else ROUND_CEILING
    return _number(written) == _rounded(_settled(Decimal(row["path"])), 0, how)


def _settled(value: Decimal) -> Decimal:
    """The export's twelve decimals may stand a hair beside a whole number."""
    whole = value.to_integral_value()
    return whole if abs(value - whole) < Decimal("1E-9") else value


def _rounded(value: Decimal, decimals: int, how: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), how)


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    assert isinstance(exponent, int)
    return exponent


def _number(written: str) -> Decimal:
    return Decimal(written.rstrip(".,").replace(".", "").replace(",", ".").replace("−", "-"))
