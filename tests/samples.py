"""`python -m tests.samples`: pictures of a report and of a workbook of the sample, for the README.

The workbook's needs LibreOffice; where there is none the picture stays as it is.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime
from pathlib import Path

import django
import pypdfium2
from PIL import Image, ImageChops, ImageOps

ROOT = Path(__file__).resolve().parent.parent
REPORT, WORKBOOK = ROOT / "docs" / "rapport.png", ROOT / "docs" / "regneark.png"
SCALE, COLORS, MARGIN = 1.6, 64, 16
MOST_BYTES = 200_000
AREA = "0340"


def main() -> None:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    django.setup()
    from stress.office import OFFICE, Office
    from tests.injection.world import sample_database

    with sample_database(), tempfile.TemporaryDirectory() as folder:
        keep(page_of(report(), 0), REPORT)
        if OFFICE is None:
            print("NOT MADE: the picture of the workbook (LibreOffice is not installed)")
            return
        sheets = Office(Path(folder)).converted(workbook(), "xlsx", "pdf")
        keep(beneath(cut(page_of(sheets, 0)), cut(page_of(sheets, 2))), WORKBOOK)


def report() -> bytes:
    from jobcentres.access import OUTSIDER
    from reporting import papers
    from reporting.summaries import load

    book = load(_choice(), OUTSIDER, areas=[AREA], **papers.needs("municipality"))
    return papers.municipality_paper(book, book.places.of_code(AREA)).parts


def workbook() -> bytes:
    from jobcentres.access import OUTSIDER
    from reporting.exports.extract import Extract
    from reporting.exports.files import FORMATS

    return b"".join(FORMATS["xlsx"].write(Extract(_choice(), level="region").read(OUTSIDER)))


def _choice():
    from goals.months import Month
    from jobcentres.clock import COPENHAGEN
    from reporting.summaries import Choice

    return Choice.of(2014, as_of=Month(2014, 4), known_on=datetime(2014, 6, 10, 8, tzinfo=COPENHAGEN))


def page_of(paper: bytes, number: int) -> Image.Image:
    picture: Image.Image = pypdfium2.PdfDocument(paper)[number].render(scale=SCALE).to_pil().convert("RGB")
    return picture


def cut(picture: Image.Image) -> Image.Image:
    """Without the white around; what stands at the foot of a page goes with it."""
    body = picture.crop((0, 0, picture.width, int(picture.height * 0.93)))
    box = ImageChops.difference(body, Image.new("RGB", body.size, "white")).getbbox()
    return ImageOps.expand(body.crop(box), MARGIN, "white")


def beneath(above: Image.Image, below: Image.Image) -> Image.Image:
    both = Image.new("RGB", (max(above.width, below.width), above.height + below.height), "white")
    both.paste(above, (0, 0))
    both.paste(below, (0, above.height))
    return both


def keep(picture: Image.Image, file: Path) -> None:
    framed = ImageOps.expand(picture, 1, "#9aa5ab")
    framed.quantize(COLORS).save(file, optimize=True)
    assert file.stat().st_size <= MOST_BYTES, f"{file} has {file.stat().st_size} bytes"
    print(f"{file.relative_to(ROOT)}, {framed.width} × {framed.height}, {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
