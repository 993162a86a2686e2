from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from config import messages
from config.messages import Key, Source

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: da\\n"\n\n'


def write(folder: Path, **areas: str) -> Path:
    for area, text in areas.items():
        (folder / f"{area}.po").write_text(HEADER + text, encoding="utf-8")
    return folder


def entry(source: str, translation: str, before: str = "") -> str:
    return f'{before}msgid "{source}"\nmsgstr "{translation}"\n\n'


def test_files_of_all_areas_become_one_catalogue(tmp_path: Path) -> None:
    plural = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "%(n)s dag"\nmsgstr[1] "%(n)s dage"\n'
    write(
        tmp_path, goals=entry("month", "måned"), reporting=entry("month", "md.", 'msgctxt "short"\n') + plural
    )

    assert messages.compile_messages(tmp_path) == []

    with (tmp_path / "django.mo").open("rb") as file:
        danish = gettext.GNUTranslations(file)
    assert (danish.gettext("month"), danish.pgettext("short", "month")) == ("måned", "md.")
    assert danish.ngettext("%(n)s day", "%(n)s days", 2) == "%(n)s dage"


def test_one_message_cannot_have_two_translations(tmp_path: Path) -> None:
    write(tmp_path, goals=entry("return", "indberetning"), reporting=entry("return", "tilbage"))

    (fault,) = messages.compile_messages(tmp_path)

    assert "“return” is translated otherwise in goals.po" in fault
    assert not (tmp_path / "django.mo").exists()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "has no translation"),
        (entry("%(n)s left", ""), "is empty"),
        (entry("%(n)s left", "%(n)s tilbage", "#, fuzzy\n"), "is fuzzy"),
        (entry("%(n)s left", "tilbage"), "has other placeholders"),
        (entry("%(n)s left", "%(antal)s tilbage"), "has other placeholders"),
        (entry("%(n)s left", "%(n)s tilbage") + entry("gone", "væk"), "“gone” is used nowhere"),
    ],
)
def test_an_incomplete_translation_is_reported(tmp_path: Path, text: str, fault: str) -> None:
    needed = {Key(None, "%(n)s left"): Source("goals/desk.py:7", None)}

    found = messages.faults(needed, messages.catalogs(write(tmp_path, goals=text)))

    assert any(fault in line for line in found), found


def test_messages_are_found_in_code_and_in_templates(tmp_path: Path) -> None:
    (tmp_path / "goals").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "goals" / "desk.py").write_text(
        'a = _("one " "two")\nb = npgettext_lazy("short", "%(n)s day", "%(n)s days", 2)\n'
    )
    (tmp_path / "templates" / "desk.html").write_text(
        "{% if a %}\n   <p>it's</p>\n {% endif %}{% translate 'three' context \"short\" %}\n"
        "{% blocktranslate trimmed count n=rows %}\n  {{ n }} row\n  here"
        "{% plural %}{{ n }} rows{% endblocktranslate %}"
    )

    found = messages.sources(tmp_path)

    assert set(found) == {
        Key(None, "one two"),
        Key("short", "%(n)s day"),
        Key("short", "three"),
        Key(None, "%(n)s row here"),
    }
    assert found[Key(None, "%(n)s row here")].plural == "%(n)s rows"
