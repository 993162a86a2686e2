"""The product as deployed, killed at random moments while people save, submit and release: nothing is lost.

`python -m tests.goals.kills [--seed N] [--number 5]`, on the database of DATABASE_URL.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from tests.goals.browsers import Answer, Browser, fields_of
from tests.goals.deployment import LINES, MONTHS, PATIENCE, Deployment, Town, make_town

FINE = {0, 200, 302, 409, 503}
SAVES, SUBMISSIONS = 4, 2


def main() -> None:
    import django

    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--number", type=int, default=5)
    choice = parser.parse_args()
    print(f"seed {choice.seed}", flush=True)
    django.setup()
    print(run(random.Random(choice.seed), choice.number))


def run(drawn: random.Random, number: int) -> str:
    """`number` kills, each in a month of its own. Raises AssertionError where something was lost."""
    from django.core.management import call_command
    from django.db import connections

    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    town = make_town(number // MONTHS + 1)
    connections.close_all()
    told = Counter[str]()
    with tempfile.TemporaryDirectory() as folder, closing(Deployment(Path(folder))) as product:
        product.start()
        longest = _seconds_of(Round(product, town, 0))
        for kill in range(1, number + 1):
            one = Round(product, town, kill)
            told[_disturbed(one, drawn, longest)] += 1
            told += one.told
            if kill % 20 == 0 or kill == number:
                verify(whole=True)
    return f"{number} kills: " + ", ".join(f"{count} {what}" for what, count in sorted(told.items()))


def _seconds_of(one: Round) -> float:
    began = time.monotonic()
    one.begin()
    one.end()
    return time.monotonic() - began


def _disturbed(one: Round, drawn: random.Random, longest: float) -> str:
    one.begin()
    time.sleep(drawn.uniform(0, longest))
    how = one.product.kill(drawn)
    one.end()
    return how


numbers = count(1001)
"""Each number is written once: where it stands tells who wrote it."""


@dataclass
class Round:
    product: Deployment
    town: Town
    kill: int
    told: Counter[str] = field(default_factory=Counter)
    saved: dict[tuple[str, int], bool] = field(default_factory=dict)
    """By line and number: whether the product said that it was saved, or that it was not."""
    remarks: dict[str, bool] = field(default_factory=dict)
    submitted: int = 0
    released: int = 0

    def __post_init__(self) -> None:
        self.slug, self.code, self.month = self.town.places[self.kill % len(self.town.places)]
        self.address = f"/indberetning/{self.slug}/{self.month}/"
        self.faults: list[str] = []
        self.is_submitted = threading.Event()

    def begin(self) -> None:
        people = {"anna": self._enter, "mads": self._submit, "bo": self._release}
        self.threads = [
            threading.Thread(target=self._work, args=(name, work), daemon=True)
            for name, work in people.items()
        ]
        for thread in self.threads:
            thread.start()

    def end(self) -> None:
        for thread in self.threads:
            thread.join(PATIENCE)
            assert not thread.is_alive(), "somebody is left without an answer"
        assert not self.faults, f"{self.faults} {self.product.log()}"
        verify(self)

    def tell(self) -> None:
        self.told["numbers saved"] += sum(self.saved.values())
        self.told["submissions told"] += self.submitted
        self.told["releases told"] += self.released

    def _work(self, name: str, work: Callable[[Browser], None]) -> None:
        try:
            work(Browser(self.product.port, self.town.sessions[name]))
        except Exception as fault:
            self.faults.append(f"{name}: {type(fault).__name__} {fault}")
        finally:
            if name == "mads":
                self.is_submitted.set()

    def _until_answered(self, ask: Callable[[], Answer], again: Callable[[Answer], Answer]) -> Answer:
        """As often as needed. After the first time `again`, which sees what was answered."""
        until = time.monotonic() + PATIENCE
        answer = ask()
        while answer.is_away and time.monotonic() < until:
            self.told["answers 503" if answer.status else "connections cut"] += 1
            time.sleep(0.1)
            answer = again(answer)
        if answer.status not in FINE or answer.is_away:
            self.faults.append(f"status {answer.status}: {answer.text[:300]}")
        return answer

    def _page(self, browser: Browser, address: str) -> str:
        return self._until_answered(lambda: browser.get(address), lambda _last: browser.get(address)).text

    def _press(self, browser: Browser, address: str, fields: dict[str, str], typed: str = "") -> Answer:
        """A form's button; after a 503 the one on its page, which sends what that page has kept."""

        def again(last: Answer) -> Answer:
            kept = fields_of(last.text) if last.status == 503 else fields
            if last.status == 503 and (kept != fields or typed not in last.text):
                self.faults.append(f"the page has not kept {typed!r}: {kept} of {fields}")
            return browser.post(address, kept)

        return self._until_answered(lambda: browser.post(address, fields), again)

    def _enter(self, browser: Browser) -> None:
        """Cells that save themselves."""
        fields = fields_of(self._page(browser, self.address))
        for number, code in zip(numbers, LINES * (SAVES // len(LINES)), strict=False):
            line = f"{self.code}-{code}"
            fields = fields_of(self._page(browser, self.address))
            if f"{line}-value" not in fields:
                return  # released meanwhile
            sent = {name: text for name, text in fields.items() if line in name or name == "person"}
            sent |= {f"{line}-value": str(number), "line": line, "key": f"{self.kill} {number}"}
            sent["csrfmiddlewaretoken"] = fields["csrfmiddlewaretoken"]
            answer = self._save_cell(browser, sent)
            self.saved[code, number] = '"outcome": "saved"' in answer.text
            if answer.status != 409:
                assert '"outcome": "' in answer.text, answer.text[:300]

    def _save_cell(self, browser: Browser, sent: dict[str, str]) -> Answer:
        address, json = f"{self.address}gem/", "application/json"
        return self._until_answered(
            lambda: browser.post(address, sent, json),
            lambda _last: browser.post(address, sent | {"again": "1"}, json),
        )

    def _submit(self, browser: Browser) -> None:
        """The whole form without JavaScript, and certified."""
        for number, code in zip(numbers, LINES * SUBMISSIONS, strict=False):
            if len(self.remarks) == SUBMISSIONS:
                return
            fields = fields_of(self._page(browser, self.address))
            remark = f"Nummer {number}\r\nand den anden"
            fields |= {"remark": remark, "submit": "1"}
            is_open = f"{self.code}-{code}-value" in fields
            if is_open:
                fields[f"{self.code}-{code}-value"] = str(number)
            answer = self._press(browser, self.address, fields, f"Nummer {number}")
            is_saved = answer.status == 302
            self.remarks[remark] = is_saved
            if is_open:
                self.saved[code, number] = is_saved
            self.submitted += is_saved and "Indsendt" in self._page(browser, self.address)

    def _release(self, browser: Browser) -> None:
        """What waits, until nothing comes any more."""
        address = f"/gennemgang/{self.slug}/{self.month}/"
        is_last = False
        while not is_last:
            is_last = self.is_submitted.is_set()
            fields = fields_of(self._page(browser, address))
            waiting = [name.removesuffix("-version") for name in fields if name.endswith("-version")]
            for line in waiting[:1]:
                is_last = False
                answer = self._press(browser, address, fields | {"release": line})
                self.released += answer.status == 302 and "er frigivet" in self._page(browser, address)
            time.sleep(0.05)


def verify(one: Round | None = None, *, whole: bool = False) -> None:
    """As soon as the database stays: it may still be about to start anew."""
    from django.db import DatabaseError, InterfaceError, connections

    until = time.monotonic() + PATIENCE
    while True:
        connections.close_all()
        try:
            _verify_round(one) if one else None
            _verify_whole() if whole else None
            break
        except (DatabaseError, InterfaceError):
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    connections.close_all()
    if one:
        one.tell()


def _verify_whole() -> None:
    from goals.verification import History, first_fault

    fault = first_fault(History.now())
    assert fault is None, fault


def _verify_round(one: Round) -> None:
    from goals.models import Figure, FigureRevision, ReturnEvent, Submission, SubmittedLine
    from goals.months import Month

    month = Month.parse(one.month)
    place: dict[str, Any] = {"area__code": one.code, "month": month}
    revisions = FigureRevision.objects.filter(figure__area__code=one.code, figure__month=month)
    for (code, number), is_saved in one.saved.items():
        found = revisions.filter(figure__indicator__code=code, value=number, origin="typed").count()
        assert found == is_saved, f"{code} {number} stands {found} times, and was told {is_saved}"
    for figure in Figure.objects.filter(**place):
        own = list(revisions.filter(figure=figure).order_by("version"))
        assert [revision.version for revision in own] == list(range(1, figure.version + 1)), figure
        assert own[-1].content() == figure.content(), figure
    of_month: dict[str, Any] = {"monthly_return__jobcentre__slug": one.slug, "monthly_return__month": month}
    for remark, is_saved in one.remarks.items():
        text = remark.replace("\r\n", "\n")
        events = ReturnEvent.objects.filter(**of_month, kind="remark", new=text).count()
        assert events == is_saved, f"{remark!r} stands {events} times, and was told {is_saved}"
    submissions = Submission.objects.filter(**of_month)
    assert submissions.count() >= one.submitted, f"{one.submitted} submissions were told"
    lines = list(SubmittedLine.objects.filter(submission__in=submissions))
    sent = [(line.figure_id, line.figure_version) for line in lines]
    assert len(sent) == len(set(sent)), "the same was submitted twice"
    released = sum(line.outcome == "approved" for line in lines)
    assert released >= one.released, f"{one.released} releases were told, {released} made"
    assert revisions.filter(origin="approval").count() == released, "released twice, or half"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    sys.exit(main())
