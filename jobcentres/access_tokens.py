"""Access keys: with one a program reads on behalf of the person who made it."""

from __future__ import annotations

import hashlib
import secrets
from copy import copy
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from jobcentres import clock
from jobcentres.access import scopes_of
from jobcentres.changes import fields_of, record_edits, recording
from jobcentres.models import AccessToken, Change, User

PREFIX = "maaltal_"
"""By it a secret that lies where it should not is recognised."""

MOST = 20
LONGEST = timedelta(days=365)
MARKED_AFTER = timedelta(hours=1)


class Refused(ValueError):
    """`str()` tells the person why, and what to do."""


class NotAccepted(Exception):
    """A secret that opens nothing; `str()` says why."""


class Made(NamedTuple):
    """`secret` is shown once, and kept nowhere."""

    token: AccessToken
    secret: str


def make_token(*, owner: User, name: str, scope: str, expires_on: date, idempotency_key: str = "") -> Made:
    """A new key of `owner`. Raises `Refused` past the most that a person may have, and `AlreadyRecorded`."""
    with recording(by=owner, kind=Change.Kind.USERS, idempotency_key=idempotency_key) as change:
        if usable_tokens(owner).count() >= MOST:
            raise Refused(
                _("You have %(most)s access keys. Revoke one that you no longer use.") % {"most": MOST}
            )
        secret = PREFIX + secrets.token_urlsafe(32)
        token = AccessToken(
            owner=owner,
            name=name,
            digest=digest_of(secret),
            scope=scope,
            made_at=clock.now(),
            expires_on=expires_on,
        )
        token.save(force_insert=True)
        record_edits(change, token, token_key(token), {"digest": token.digest})  # the digest is not told
    return Made(token, secret)


def revoke_token(*, token: AccessToken, idempotency_key: str = "") -> None:
    """From now on the key opens nothing; a second time changes nothing. Raises `AlreadyRecorded`."""
    if token.revoked_at is not None:
        return
    before = fields_of(token)
    token.revoked_at = clock.now()
    with recording(by=token.owner, kind=Change.Kind.USERS, idempotency_key=idempotency_key) as change:
        token.save(update_fields=["revoked_at"])
        record_edits(change, token, token_key(token), before)


def token_of(secret: str) -> AccessToken:
    """The key behind a secret, with its owner. Raises `NotAccepted`. One query, and one more once an hour,
    when its use is written down."""
    found = AccessToken.objects.select_related("owner").filter(digest=digest_of(secret)).first()
    if found is None:
        raise NotAccepted(_("There is no such access key. Check that the whole key was sent."))
    if found.revoked_at is not None:
        raise NotAccepted(_("The access key has been revoked. Make a new one on /adgangsnoegler/."))
    if found.expires_on < clock.today():
        raise NotAccepted(_("The access key has run out. Make a new one on /adgangsnoegler/."))
    if not found.owner.is_active:
        raise NotAccepted(_("The account of the key's owner is closed."))
    _mark_use(found)
    return found


def usable_tokens(owner: User) -> QuerySet[AccessToken]:
    return AccessToken.objects.filter(owner=owner, revoked_at=None, expires_on__gte=clock.today())


def as_outsider(person: User) -> User:
    """The same person, with the rights of somebody who holds no role."""
    outsider = copy(person)
    vars(outsider)["scopes"] = scopes_of(User(is_active=False), clock.today())
    return outsider


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def token_key(token: AccessToken) -> str:
    return f"{token.owner_id}/{token.pk}"


def _mark_use(token: AccessToken) -> None:
    """At most once an hour, by the one clock, which may stand still or be set back."""
    moment = clock.now()
    if token.last_used_at is None or abs(moment - token.last_used_at) >= MARKED_AFTER:
        AccessToken.objects.filter(pk=token.pk).update(last_used_at=moment)
