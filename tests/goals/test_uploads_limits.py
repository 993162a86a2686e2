"""The limits themselves: they bite, and the heaviest files that pass the checks stay far below them."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from goals.uploads import limits
from goals.uploads.reading import _ROOT, UploadRefused, read_upload
from tests.goals.workbooks import DECLARATION, HEADING, number, sheet_part, workbook

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HUNGRY = """
import resource, sys
from goals.uploads import child, limits
{change}
child.found_table = {instead}
child.main()
"""


def _answer(instead: str, change: str = "", sent: bytes = b"") -> tuple[int, str]:
    """How the reader ends, and what it says, if it did `instead` what the file made it do."""
    code = _HUNGRY.format(instead=instead, change=change)
    done = subprocess.run([sys.executable, "-c", code, "csv"], cwd=_ROOT, input=sent, capture_output=True)
    return done.returncode, done.stdout.decode()


def test_the_reader_gets_no_more_memory_than_allowed() -> None:
    ended, said = _answer("lambda *sent: bytearray(600 * limits.MEGABYTE)")

    assert (ended, json.loads(said)["faults"][0]["code"]) == (0, "too_heavy")


def test_the_reader_gets_no_more_time_than_allowed() -> None:
    ended, said = _answer("lambda *sent: [None for _step in iter(int, 1)]", "limits.SECONDS = 1")

    assert ended != 0
    assert said == ""


def test_the_reader_answers_no_more_than_allowed(tmp_path: Path) -> None:
    with (tmp_path / "answer").open("wb") as answer:
        code = _HUNGRY.format(instead="lambda *sent: child.FoundTable", change="limits.ANSWER = 100")
        code += "sys.stdout.write('x' * 1000); sys.stdout.flush()"
        done = subprocess.run(
            [sys.executable, "-c", code, "csv"], cwd=_ROOT, stdout=answer, stderr=subprocess.DEVNULL
        )

    assert done.returncode != 0


def test_who_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SECONDS", 0.001)

    with pytest.raises(UploadRefused) as refused:
        read_upload("tal.csv", BytesIO(b"a;b\n"))

    assert refused.value.faults[0].code == "too_heavy"


def test_a_reader_that_breaks_down_is_logged_and_refuses(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with caplog.at_level(logging.WARNING), pytest.raises(UploadRefused):
        read_upload("tal.csv", BytesIO(b"a;b\n"))

    assert "ended with 1" in caplog.text


def _one_sheet_a_thousand_times() -> bytes:
    sheets = "<sheets>{}</sheets>".format('<sheet name="Ark" r:id="rId1"/>' * 1_000)
    return workbook(
        parts={
            "xl/workbook.xml": f'{DECLARATION}<workbook xmlns:r="{_RELATIONS}">{sheets}</workbook>',
            "xl/worksheets/sheet1.xml": sheet_part("".join(f'<row r="{row}"/>' for row in range(1, 500_000))),
        }
    )


def _hidden_columns() -> bytes:
    columns = "".join(f'<col min="300" max="{last}" hidden="1"/>' for last in range(300, 30_000))
    return workbook(number("B2", 1), before=f"<cols>{columns}</cols>")


HEAVY: dict[str, tuple[Callable[[], bytes], str]] = {
    "500,000 shared texts": (
        lambda: workbook(HEADING, texts=[f"<t>{text:x}</t>" for text in range(500_000)]),
        "xlsx",
    ),
    "one sheet 1,000 times": (_one_sheet_a_thousand_times, "xlsx"),
    "a format of 200,000 signs": (lambda: workbook(number("B2", 1, 1), formats=["[a" * 100_000]), "xlsx"),
    "30,000 hidden columns": (_hidden_columns, "xlsx"),
    "5 MB of empty lines": (lambda: b"a;b\n" + b"\r" * (limits.FILE - 10), "csv"),
    "5 MB of quotation marks": (lambda: b"a;b\n" + b'"' * (limits.FILE - 10), "csv"),
}

_MEASURED = """
from goals.uploads import child
import sys
child.main()
status = open("/proc/self/status").read()
sys.stderr.write(status.partition("VmHWM:")[2].split()[0])
"""


@pytest.mark.parametrize("make, kind", HEAVY.values(), ids=HEAVY.keys())
def test_the_heaviest_files_stay_below_half_of_the_memory(make: Callable[[], bytes], kind: str) -> None:
    content = make()
    command = [sys.executable, "-EsSB", "-c", _MEASURED, kind]

    done = subprocess.run(command, cwd=_ROOT, input=content, capture_output=True, env={}, check=True)

    assert len(content) <= limits.FILE
    assert int(done.stderr) * 1024 < limits.MEMORY / 2
    assert json.loads(done.stdout).keys() <= {"table", "faults"}
