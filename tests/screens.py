"""`make screens`: every page for every role of the sample at three widths and in print, into docs/screens/.

python -m tests.screens [--person anna …] [--page kommune …] [--width 1280 …]
With --readme or --guide it takes the pictures of those documents instead.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium, sample_file
from tests.sample_file import MANAGE

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "screens"
WIDTHS = [1280, 768, 320]
PRINTED_WIDTH = 760
EVERYBODY = {
    "start": "/",
    "kommune": "/kommuner/0340/",
    "jobcentre": "/jobcentre/esbjerg/",
    "region": "/regioner/HS/",
    "landet": "/landet/",
    "landet-maal": "/landet/2/",
    "landet-dengang": "/landet/?kendt=2014-05-20T08:00",
    "aendringer": "/aendringer/DK/?siden=2014-04-01",
    "kommune-dengang": "/kommuner/0340/?kendt=2014-05-20T08:00",
    "tal-kommune": "/tal/foertidspension/0340/2014-04/?aar=2014",
    "tal-landet": "/tal/foertidspension/DK/2014-04/?aar=2014",
    "maal": "/maal/2014/",
    "kontrakter": "/kontrakter/2014/",
    "kontrakt": "/kontrakter/2014/MJ/",
    "aarshjul": "/aarshjul/2014/",
    "maaltal": "/maaltal/2014/0340/",
    "dialog": "/maaltal/2014/0340/samarbejdsgrad/",
    "maaltal-region": "/maaltal/2014/HS/",
    "moeder": "/moede/",
    "moede": "/moede/0340/2014-05-20/",
    "moede-skaerm": "/moede/0340/2014-05-20/skaerm/",
    "sammenlign": "/sammenlign/?med=landet",
    "udtraek": "/udtraek/",
    "udtraek-matrix": "/udtraek/?indhold=matrix&niveau=kommuner-HS",
    "adgangskode": "/adgangskode/",
    "mails": "/mails/",
    "adgangsnoegler": "/adgangsnoegler/",
    "api": "/api/",
}
LINE = "/indberetning/soroe/2014-05/0340/foertidspension/"
OWN = {
    "lis": {
        "raad": "/moede/0340/",
        "moede-ret": "/moede/0340/2014-06-17/ret/",
        "referat": "/moede/0340/2014-05-20/referat/",
    },
    "anna": {
        "indberetning": "/indberetning/",
        "maaned": "/indberetning/soroe/2014-04/",
        "aar": "/indberetning/soroe/2014/",
        "tal": LINE,
        "rettelse": "/indberetning/soroe/2014-03/0340/foertidspension/?ret=1",
    },
    "mads": {
        "maaned": "/indberetning/soroe/2014-05/",
        "indstillinger": "/indberetning/soroe/indstillinger/",
        "resultat": "/resultat/2013/0340/",
        "eget-maal-nyt": "/maaltal/2014/0340/egne/nyt/",
        "eget-maal": "/maaltal/2014/0340/egne/0340-virksomhedspraktik/",
        "eget-maal-slet": "/maaltal/2014/0340/egne/0340-virksomhedspraktik/slet/",
        "resultat-foreloebigt": "/resultat/2014/0340/",
    },
    "vibe": {
        "maaned": "/indberetning/esbjerg/2014-05/",
        "indsaet": "/indberetning/esbjerg/2014-05/indsaet/",
        "aar": "/indberetning/esbjerg/2014/",
        "rettelse": "/indberetning/esbjerg/2014-03/0561/langtidsledige/",
    },
    "ole": {"kommune-anden": "/kommuner/0851/"},
    "sys": {
        "brugere": "/brugere/",
        "bruger-ny": "/brugere/ny/",
        "bruger": "/brugere/1/",
        "bruger-deaktiver": "/brugere/1/deaktiver/",
        "rolle-ny": "/brugere/1/roller/ny/?rolle=clerk",
        "rolle-afslut": "/brugere/1/roller/1/afslut/",
        "log": "/log/",
    },
    "bo": {
        "tal": LINE,
        "moede-region": "/moede/HS/2014-05-26/",
        "moede-lukket": "/moede/0340/2014-05-20/?bilag=lukket",
        "gennemgang": "/gennemgang/",
        "gennemgang-maaned": "/gennemgang/soroe/2014-04/",
        "genaabn": "/gennemgang/soroe/2014-04/genaabn/",
        "luk": "/gennemgang/soroe/2014-04/luk/",
        "gennemgang-indstillinger": "/gennemgang/indstillinger/",
        "opfoelgning": "/kontrakter/2013/HS/opfoelgning/3/",
        "opfoelgninger": "/kontrakter/2013/HS/opfoelgning/",
        "leveret": "/leveret/HS/",
        "rapporter": "/rapporter/",
        "region-fremskrivning": "/regioner/HS/?vis=fremskrivning&status=bagud",
        "region-ingen": "/regioner/HS/?maal=1&status=bagud",
        "aftale": "/kontrakter/2014/HS/aftale/",
    },
    "mette": {
        "tal": LINE,
        "svar": "/svar/",
        "gennemgang": "/gennemgang/",
        "gennemgang-maaned": "/gennemgang/odsherred/2014-05/",
        "opfoelgninger-alle": "/kontrakter/2013/opfoelgning/",
        "priser": "/resultat/2013/priser/",
        "frist": "/aarshjul/2014/frister/langtidsledige/2014-05/",
        "dato-ny": "/aarshjul/2014/datoer/ny/",
        "dato": "/aarshjul/2014/datoer/14/",
        "dato-slet": "/aarshjul/2014/datoer/14/slet/",
        "maalaar": "/maalaar/",
        "maalaar-nyt": "/maalaar/nyt/",
        "maalaar-2014": "/maalaar/2014/",
        "maalaar-udmeld": "/maalaar/2014/udmeld/",
        "maalaar-afslut": "/maalaar/2014/afslut/",
        "maalaar-genaabn": "/maalaar/2014/genaabn/",
        "maal-ret": "/maalaar/2014/maal/2/",
        "maal-slet": "/maalaar/2014/maal/2/slet/",
        "indikator-ny": "/maalaar/indikatorer/ny/",
        "indikator": "/maalaar/indikatorer/langtidsledige/",
        "definition-ny": "/maalaar/indikatorer/langtidsledige/definitioner/ny/",
        "definition": "/maalaar/indikatorer/langtidsledige/definitioner/4/",
        "definition-tilbage": "/maalaar/indikatorer/langtidsledige/definitioner/5/slet/",
        "leveret": "/leveret/DK/",
        "rapporter": "/rapporter/",
        "landet-aendring": "/landet/?vis=aendring&stoerrelse=lille&sorter=-2-aendring-pct",
        "maaltal-vaelg": "/maaltal/2014/",
        "udtraek-revisioner": "/udtraek/?indhold=revisioner&omraade=0340&omraade=0306&kendt=2014-06-01T08:00",
        "aftale": "/kontrakter/2014/MJ/aftale/",
    },
    "dorte": {"raad-landet": "/moede/DK/"},
    "karl": {"region-nj": "/regioner/NJ/"},
    "jens": {"gennemgang": "/gennemgang/"},
}
NOBODY = {
    "log-ind": "/log-ind/",
    "was": "/was",
    "glemt": "/adgangskode/glemt/",
    "sendt": "/adgangskode/sendt/",
    "404": "/findes-ikke/",
}
PERSONS = ["anna", "mads", "ole", "vibe", "lis", "bo", "rikke", "dorte", "karl", "jens", "mette", "sys"]


def main() -> None:
    os.environ |= {
        "DEBUG": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "REQUESTS_PER_MINUTE": "1000000",
    }
    django.setup()
    parser = argparse.ArgumentParser(prog="python -m tests.screens")
    parser.add_argument("--person", nargs="+", default=["nobody", *PERSONS])
    parser.add_argument("--page", nargs="+")
    parser.add_argument("--width", nargs="+", type=int, default=WIDTHS)
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--guide", action="store_true")
    choice = parser.parse_args()
    executable = chromium.find()
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=chromium.ARGUMENTS)
        if choice.readme or choice.guide:
            _take_for_documents(browser, address, choice)
        else:
            _take_pages(browser, address, choice)


def _take_for_documents(browser: Browser, address: str, choice: argparse.Namespace) -> None:
    from tests import pictures  # which signs in as this module does

    if choice.readme:
        pictures.take_for_readme(browser, address)
    if choice.guide:
        pictures.take_for_guide(browser, address)


def _take_pages(browser: Browser, address: str, choice: argparse.Namespace) -> None:
    shutil.rmtree(FOLDER, ignore_errors=True)
    for person in choice.person:
        page = signed_in(browser, address, person)
        for name, path in pages_of(person).items():
            if not choice.page or name in choice.page:
                take(page, address + path, f"{person}-{name}", choice.width)
        page.context.close()
    print(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER}")


def pages_of(person: str) -> dict[str, str]:
    return NOBODY if person == "nobody" else EVERYBODY | OWN.get(person, {})


def take(page: Page, url: str, name: str, widths: list[int]) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(url, wait_until="networkidle")
        page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.goto(url, wait_until="networkidle")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": 1000})
    page.screenshot(path=FOLDER / f"{name}-print.png", full_page=True)
    page.emulate_media(media="screen")


def signed_in(browser: Browser, address: str, person: str) -> Page:
    from goals.sample.who import SIGN_IN_WORDS

    page = browser.new_context(locale="da-DK").new_page()
    if person != "nobody":
        page.goto(f"{address}/log-ind/")
        page.fill("[name=email], [name=username]", f"{person}@eksempel.dk")
        page.fill("[type=password]", SIGN_IN_WORDS)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{address}/")
    return page


@contextmanager
def served() -> Iterator[str]:
    """The address of a server with sample data on this machine, which ends with the block."""
    with serving() as server:
        yield server.address


@contextmanager
def serving() -> Iterator[Server]:
    """The same as a server that can be stopped and started again, on the same database and port."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder, "screens.sqlite3")
        sample_file.copy_to(database)
        environment = os.environ | {"DATABASE_URL": f"sqlite:///{database}", "DEBUG": "1"}
        server = Server(environment, free_port())
        server.start()
        try:
            yield server
        finally:
            server.stop()


class Server:
    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.environment = environment
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.process = subprocess.Popen(
            [*MANAGE, "runserver", "--noreload", f"127.0.0.1:{self.port}"],
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _wait_for(self.port)

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait()
            self.process = None


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_for(port: int, seconds: int = 120) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


if __name__ == "__main__":
    main()
