"""`/adgangsnoegler/`: the access keys with which a person's programs read. Everybody has their own."""

from __future__ import annotations

import hashlib
import secrets
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from jobcentres import clock
from jobcentres.access_tokens import Made, Refused, make_token, revoke_token
from jobcentres.changes import AlreadyRecorded
from jobcentres.forms import AccessTokenForm
from jobcentres.models import AccessToken, User


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def access_tokens(request: HttpRequest) -> HttpResponse:
    """The keys that there are, and a new one, whose secret stands on the answer to the form alone."""
    owner = cast(User, request.user)
    form = AccessTokenForm(request.POST if request.method == "POST" else None)
    made = _made(request, form, owner) if form.is_bound and form.is_valid() else None
    if made:
        form = AccessTokenForm()
    context = {
        "form": form,
        "made": made,
        "tokens": list(AccessToken.objects.filter(owner=owner).order_by("-pk")),
        "today": clock.today(),
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "jobcentres/access_tokens.html", context)


@require_POST
def access_token_revoke(request: HttpRequest, pk: int) -> HttpResponse:
    token = get_object_or_404(AccessToken, pk=pk, owner=cast(User, request.user))
    revoke_token(token=token)
    messages.success(request, _("“%(name)s” has been revoked and opens nothing more.") % {"name": token.name})
    return redirect("access_tokens")


def _made(request: HttpRequest, form: AccessTokenForm, owner: User) -> Made | None:
    """One page, one press, one key: whoever sends the form again does not see the secret again."""
    pressed = form.cleaned_data["key"] or secrets.token_urlsafe(16)
    key = hashlib.sha256(f"access key {pressed}".encode()).hexdigest()
    try:
        return make_token(owner=owner, **form.token(), idempotency_key=key)
    except AlreadyRecorded:
        told = _("This key has been made already. It is shown once only: revoke it if you did not copy it.")
        form.add_error(None, told)
    except Refused as refusal:
        form.add_error(None, str(refusal))
    return None
