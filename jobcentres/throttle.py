"""Who fails often has to wait longer and longer; nobody is ever locked out for good.

The counters live in the database, so that they outlast a restart and hold for all processes. A try is
counted before the password is looked at: many at once get no further than many in a row.
"""

from __future__ import annotations

import hashlib
import time
from ipaddress import IPv6Address, ip_address, ip_network

from django.db import transaction

from jobcentres.models import TryCounter

FREE_TRIES = 5
FIRST_DELAY = 30
LONGEST_DELAY = 15 * 60
TRIES_PER_MINUTE = 50
MINUTE = 60
FORGOTTEN_AFTER = 24 * 60 * 60


def begin(purpose: str, account: str, sender: str) -> int:
    """Count one try of `account` from the address `sender`; the seconds to wait if it comes too soon."""
    moment = int(time.time())
    with transaction.atomic():
        of_account = _counter(_account_key(purpose, account, sender), moment)
        of_sender = _counter(_key("sender", network_of(sender)), moment)
        if moment - of_sender.began_at >= MINUTE:
            of_sender.tries, of_sender.began_at = 0, moment
        wait = max(_wait_of_account(of_account, moment), _wait_of_sender(of_sender, moment))
        if not wait:
            for counter in (of_account, of_sender):
                counter.tries += 1
                counter.last_at = moment
                counter.save(update_fields=["tries", "began_at", "last_at"])
    return wait


def succeeded(purpose: str, account: str, sender: str) -> None:
    TryCounter.objects.filter(key=_account_key(purpose, account, sender)).delete()


def delay_after(tries: int) -> int:
    """Seconds to wait after so many failed tries in a row: 0 up to the fourth, then 30, 60, 120 … 900."""
    if tries < FREE_TRIES:
        return 0
    doublings = min(tries - FREE_TRIES, 10)
    return min(FIRST_DELAY * 2**doublings, LONGEST_DELAY)


def _wait_of_account(counter: TryCounter, moment: int) -> int:
    return max(0, counter.last_at + delay_after(counter.tries) - moment)


def _wait_of_sender(counter: TryCounter, moment: int) -> int:
    return counter.began_at + MINUTE - moment if counter.tries >= TRIES_PER_MINUTE else 0


def _counter(key: str, moment: int) -> TryCounter:
    """The counter of `key`, locked; a new one if the last try is long ago."""
    new = TryCounter(key=key, began_at=moment, last_at=moment)
    TryCounter.objects.filter(last_at__lt=moment - FORGOTTEN_AFTER).delete()
    TryCounter.objects.bulk_create([new], ignore_conflicts=True)
    return TryCounter.objects.select_for_update().get(key=key)


def _account_key(purpose: str, account: str, sender: str) -> str:
    return _key(purpose, account.strip().lower(), network_of(sender))


def _key(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def network_of(sender: str) -> str:
    """The address, for IPv6 its /64: a whole one belongs to one subscriber."""
    try:
        address = ip_address(sender)
    except ValueError:
        return sender
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else sender
