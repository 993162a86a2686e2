"""The rules of the house, held over the whole tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import crispy_forms
import pytest
from django.core.management import call_command

from config import messages

BASE = Path(__file__).parents[1]
FLOORS = ("config", "reporting", "goals", "jobcentres")  # each may import itself and what stands after it
HEAVY = {"pandas", "plotly", "numpy", "ninja", "pydantic"}
VAGUE_NAMES = {"utils", "helpers", "common", "services", "misc", "base"}
TEMPLATES = sorted((BASE / "templates").rglob("*.*"))

# file → why it may write HTML past the escaping
UNESCAPED: dict[str, str] = {}


def modules(*floors: str) -> Iterator[Path]:
    for floor in floors or FLOORS:
        yield from sorted((BASE / floor).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(BASE).as_posix()


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("floor", FLOORS)
def test_the_arrow_never_turns_back(floor: str) -> None:
    above = set(FLOORS[: FLOORS.index(floor)]) | {"tests", "benchmarks", "stress"}

    turned = [
        (named(path), name)
        for path in modules(floor)
        for name in imports_of(path)
        if name.split(".")[0] in above
    ]

    assert not turned


def test_only_reporting_loads_the_heavy_libraries() -> None:
    loaded = [
        (named(path), name)
        for path in modules("config", "goals", "jobcentres")
        for name in imports_of(path)
        if name.split(".")[0] in HEAVY
    ]

    assert not loaded


def test_modules_are_named_for_their_subject() -> None:
    assert not [named(path) for path in modules() if path.stem in VAGUE_NAMES]


def test_nothing_happens_behind_the_writers_back() -> None:
    """No signals, no generic foreign keys, no save() overrides."""
    forbidden = re.compile(
        r"django\.dispatch|models\.signals|GenericForeignKey|^    def save\(", re.MULTILINE
    )

    assert not [named(path) for path in modules() if forbidden.search(path.read_text(encoding="utf-8"))]


def test_what_is_sent_never_becomes_code_or_a_query() -> None:
    forbidden = re.compile(
        r"\beval\(|\bexec\(|pickle|yaml\.load|\.raw\(|\.extra\(|\*\*request\.|order_by\(request"
    )

    assert not [named(path) for path in modules() if forbidden.search(path.read_text(encoding="utf-8"))]


def test_what_people_wrote_is_never_run_as_a_template() -> None:
    """crispy-forms takes legends, HTML and the words of buttons for templates; a `layout.Group` does not."""
    pattern = re.compile(r"import .*\bFieldset\b|django.template import .*\bTemplate\b|HTML\(f\"")

    found = {named(path) for path in modules() if pattern.search(path.read_text(encoding="utf-8"))}

    assert found == {"goals/forms/layout.py"}


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_translations_are_complete() -> None:
    assert messages.faults(messages.sources(), messages.catalogs()) == []


def test_no_message_hides_from_extraction_in_an_f_string() -> None:
    hidden = [
        f"{named(path)}:{call.lineno}"
        for path in modules()
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in messages.KEYWORDS
    ]

    assert not hidden


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_template_is_used(template: Path) -> None:
    name = template.relative_to(BASE / "templates").as_posix()
    code = [path for path in modules() if path.is_file()] + [path for path in TEMPLATES if path != template]
    if name.startswith("fds/"):
        name = name.removeprefix("fds/")
        code += sorted(Path(crispy_forms.__file__).parent.rglob("*.py"))

    assert any(name in path.read_text(encoding="utf-8") for path in code)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_templates_keep_to_the_content_security_policy(template: Path) -> None:
    text = template.read_text(encoding="utf-8")

    assert not re.findall(r"<style|\sstyle=|\son[a-z]+=\"|javascript:|<script(?![^>]*\bsrc=)[^>]*>", text)
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//[^\"]*\.(?:js|css|woff2?|png|svg)", text)


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_every_form_that_writes_carries_its_token(template: Path) -> None:
    forms = re.findall(
        r"<form[^>]*method=\"post\".*?</form>", template.read_text(encoding="utf-8"), re.S | re.I
    )

    assert all("csrf_token" in form for form in forms)


def test_escaping_is_bypassed_only_where_it_was_reviewed() -> None:
    pattern = re.compile(r"\|\s*safe\b|mark_safe|autoescape off|innerHTML|insertAdjacentHTML|document\.write")
    files = [*modules(), *TEMPLATES, *sorted((BASE / "static").rglob("*.js"))]

    found = {named(path) for path in files if pattern.search(path.read_text(encoding="utf-8"))}

    assert found == set(UNESCAPED)
