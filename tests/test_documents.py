"""The documents say what is so: their links, names and numbers are those of the code and the data."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from django.core.management import get_commands
from django.urls import resolve

from config import messages
from tests.pictures import GUIDE, PICTURES, WIDTH

BASE = Path(__file__).parents[1]
DOCUMENTS = [BASE / "README.md", BASE / "CHANGELOG.md", *sorted((BASE / "docs").rglob("*.md"))]
APPS = ("config", "reporting", "goals", "jobcentres")
INDICATORS = tomllib.loads((BASE / "goals/data/indicators.toml").read_text(encoding="utf-8"))["indicators"]


def named(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


def text_of(name: str) -> str:
    return (BASE / name).read_text(encoding="utf-8")


def anchors(document: Path) -> set[str]:
    """The headings as the address of a place in the page."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height as the PNG file says them."""
    start = picture.read_bytes()[:24]
    assert start.startswith(b"\x89PNG")
    return int.from_bytes(start[16:20], "big"), int.from_bytes(start[20:24], "big")


def screen_texts() -> list[str]:
    """All that the Danish screen says, and the names of what it measures."""
    said = [text for catalog in messages.catalogs().values() for one in catalog for text in texts_of(one)]
    return said + [indicator["name"] for indicator in INDICATORS]


def is_said(words: str, texts: list[str]) -> bool:
    """A part of a text, or the whole of one into which something has been put."""
    if any(words.lower() in text.lower() for text in texts):
        return True
    parts = [messages.PLACEHOLDER.split(text) for text in texts]
    patterns = [".+".join(map(re.escape, some)) for some in parts if re.search(r"\w{4}", "".join(some))]
    return any(re.fullmatch(pattern, words) for pattern in patterns)


def texts_of(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def rows(name: str, start: str) -> list[list[str]]:
    """The cells of the table whose first heading is `start`."""
    table = text_of(name).split(f"| {start} |", 1)[1].split("\n\n", 1)[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table]


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)]+)\)", document.read_text(encoding="utf-8"))

    dead = []
    for link in links:
        path, _, place = link.partition("#")
        target = document.parent / path if path else document
        if not link.startswith("http") and not (target.exists() and (not place or place in anchors(target))):
            dead.append(link)

    assert dead == []


def test_every_document_is_reached_from_the_front_page() -> None:
    front = text_of("README.md")

    beside = [path for path in DOCUMENTS if path.parent == BASE / "docs"]
    assert [named(path) for path in beside if f"({named(path)})" not in front] == []
    assert "(docs/decisions)" in front


def test_the_front_page_is_short_and_a_decision_fits_a_page() -> None:
    decisions = sorted((BASE / "docs/decisions").glob("*.md"))

    assert len(text_of("README.md").splitlines()) <= 150
    assert [named(path) for path in decisions if len(path.read_text(encoding="utf-8").split()) > 450] == []
    assert len({path.name[:4] for path in decisions}) == len(decisions)


def test_the_front_pages_commands_exist() -> None:
    front = text_of("README.md")
    targets = re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE)
    commands = front.split("## Commands", 1)[1].split("\n\n", 2)[1]

    assert set(re.findall(r"make ([a-z]+)", front)) <= set(targets)
    asked = set(re.findall(r"`([a-z]+_[a-z]+)", commands))
    assert asked and asked <= set(get_commands())


def test_every_code_name_of_the_glossary_is_in_the_code() -> None:
    code = "\n".join(
        path.read_text(encoding="utf-8") for app in APPS for path in sorted((BASE / app).rglob("*.py"))
    )
    lines = re.findall(r"^\| (`.+?) \|", text_of("docs/glossary.md"), re.MULTILINE)
    names = [name for line in lines for name in re.findall(r"`(\w+)`", line)]

    assert len(names) > 60
    assert [name for name in names if not re.search(rf"\b{name}\b", code)] == []


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator["code"])
def test_an_indicators_measures_are_those_of_the_data(indicator: dict[str, Any]) -> None:
    row = next(row for row in rows("docs/measures.md", "goal") if row[1] == f"`{indicator['code']}`")
    _goal, _code, unit, direction, stands_for, expected, due = row

    assert (unit, direction) == (indicator["unit"], indicator["direction"])
    assert f"`{indicator['window']}`" in stands_for
    assert expected.startswith(f"{indicator['publication_lag_days']} days")
    months = {1: "10th of the month after", 4: "10 April"}
    lag = indicator["deadline_lag_months"]
    assert due == months.get(lag, f"10th, {lag} months later")
    for part in (indicator["numerator_name"], indicator["denominator_name"]):
        assert part in text_of("docs/measures.md")


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator["code"])
def test_the_common_properties_are_those_of_the_data(indicator: dict[str, Any]) -> None:
    told = {row[0].strip("`"): row[1] for row in rows("docs/measures.md", "property")}

    assert told["tolerance"].startswith(f"{Decimal(indicator['tolerance']) * 100:.0f} pct.")
    for name in ("small_denominator", "small_base", "discretion_threshold"):
        assert told[name] == str(indicator[name])
    assert (told["is_summable"] == "yes") == indicator["is_summable"]


def test_every_source_of_the_measures_is_used_and_every_number_has_one() -> None:
    text, sources = text_of("docs/measures.md").split("## Sources")

    used = {int(number) for number in re.findall(r"\[(\d+)\]", text)}
    assert used == {int(number) for number in re.findall(r"^(\d+)\. ", sources, re.MULTILINE)}


def test_the_guides_pictures_are_those_that_the_script_takes() -> None:
    shown = re.findall(r"!\[(.+)\]\(vejledning/(.+)\.png\)", text_of("docs/vejledning.md"))

    assert sorted(name for _told, name in shown) == sorted(PICTURES)
    assert sorted(path.stem for path in GUIDE.iterdir()) == sorted(PICTURES)
    assert min(len(told) for told, _name in shown) > 40


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_of_the_guide_is_as_wide_as_the_others_and_light(name: str) -> None:
    picture = GUIDE / f"{name}.png"

    assert size_of(picture)[0] == WIDTH
    assert picture.stat().st_size < 125_000


def test_every_address_of_the_guide_is_a_page() -> None:
    addresses = re.findall(r"`(/[^`]*)`", text_of("docs/vejledning.md"))
    examples = {"<jobcenter>": "soroe", "<kommune>": "0340", "<mål>": "langtidsledige"}

    assert len(addresses) > 10
    for address in addresses:
        for place, example in examples.items():
            address = address.replace(place, example)
        assert resolve(address)


def test_the_guide_uses_the_screens_own_words() -> None:
    quoted = re.findall(r"(?<![*\\])\*([^*\n]+)\*(?!\*)", text_of("docs/vejledning.md"))
    texts = screen_texts()

    assert len(quoted) > 60
    assert [words for words in quoted if not is_said(words, texts)] == []
