"""Each person's choice of mails."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from goals.forms.mail_choices import MailChoices
from goals.models import MutedMail
from jobcentres.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def mail_choices(request: HttpRequest) -> HttpResponse:
    person = cast(User, request.user)
    form = MailChoices(person, request.POST if request.method == "POST" else None)
    if form.groups and form.is_valid():
        _keep(person, form.chosen())
        messages.success(request, _("Your choices are saved."))
        return redirect("mail_choices")
    context = {
        "form": form,
        "mailboxes": _mailboxes(person),
        "breadcrumb": [("/", _("Start"))],
    }
    return render(request, "goals/mail_choices.html", context)


def _keep(person: User, chosen: dict[str, bool]) -> None:
    """Sent twice it says the same: a choice is no fact of the chain."""
    with transaction.atomic():
        wanted = [group for group, is_wanted in chosen.items() if is_wanted]
        MutedMail.objects.filter(person=person, group__in=wanted).delete()
        MutedMail.objects.bulk_create(
            [MutedMail(person=person, group=group) for group, is_wanted in chosen.items() if not is_wanted],
            ignore_conflicts=True,
        )


def _mailboxes(person: User) -> list[str]:
    """The mailboxes of the person's jobcentres, which get the same whatever the person chooses."""
    found = (held.jobcentre.mailbox for held in person.scopes.assignments if held.jobcentre)
    return list(dict.fromkeys(mailbox for mailbox in found if mailbox))
