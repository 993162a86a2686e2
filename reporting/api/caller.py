"""Who calls, and with which rights: the owner of an access key, or a person who has signed in."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from jobcentres.access import Reader
from jobcentres.access_tokens import NotAccepted, as_outsider, token_of
from jobcentres.models import AccessToken, User
from reporting.api.problems import unauthorised


@dataclass(frozen=True, slots=True)
class Caller:
    """`user` has the rights that count here: those of today, or with a key for public figures none."""

    user: User
    token: AccessToken | None = None

    @property
    def reader(self) -> Reader:
        return self.user.reader

    @property
    def name(self) -> str:
        """Whom the limit of calls is for."""
        return f"token {self.token.pk}" if self.token else f"person {self.user.pk}"

    @property
    def sees_more(self) -> bool:
        """Whether the caller may read anything that not everybody who signs in may."""
        scopes = self.user.scopes
        return scopes.reader.sees_all or bool(scopes.reader.area_ids or scopes.council_area_ids)

    @property
    def sees_preliminary(self) -> bool:
        return self.reader.sees_all or bool(self.reader.area_ids)


def bearer(request: HttpRequest) -> Caller | None:
    """By the header `Authorization`; None if there is none. Raises `Problem` (401) for one that opens
    nothing, also of somebody who is signed in."""
    written = request.headers.get("Authorization")
    if written is None:
        return None
    kind, _space, secret = written.partition(" ")
    if kind.lower() != "bearer" or not secret.strip():
        raise unauthorised(_("Send the access key like this: Authorization: Bearer maaltal_…"))
    try:
        token = token_of(secret.strip())
    except NotAccepted as refusal:
        raise unauthorised(str(refusal)) from refusal
    is_own = token.scope == AccessToken.Scope.OWN
    return Caller(token.owner if is_own else as_outsider(token.owner), token)


def signed_in(request: HttpRequest) -> Caller | None:
    return Caller(request.user) if request.user.is_authenticated else None
