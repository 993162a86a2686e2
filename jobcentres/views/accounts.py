"""Signing in and out, passwords, language."""

from __future__ import annotations

import hashlib
import logging

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordChangeView, PasswordResetConfirmView
from django.contrib.messages.views import SuccessMessageMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jobcentres import mails, sessions, throttle
from jobcentres.forms import ChangePasswordForm, ChoosePasswordForm, PasswordResetForm, SignInForm
from jobcentres.models import User

logger = logging.getLogger(__name__)

SIGN_IN = "sign-in"
RESET = "reset"

of_a_form = method_decorator(require_http_methods(["GET", "POST"]), name="dispatch")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return HttpResponseRedirect(own_address(request, request.GET.get("next", "")))
    form = SignInForm(request.POST or None)
    if form.is_valid():
        account, sender = form.cleaned_data["email"], request.META.get("REMOTE_ADDR", "")
        wait = throttle.begin(SIGN_IN, account, sender)
        if wait:
            return too_many_tries(request, account, wait)
        person = authenticate(request, username=account, password=form.cleaned_data["password"])
        if isinstance(person, User):
            throttle.succeeded(SIGN_IN, account, sender)
            sessions.begin(request, person)
            logger.info("Signed in", extra={"person": person.pk})
            return HttpResponseRedirect(own_address(request, request.GET.get("next", "")))
        logger.warning("Sign-in refused", extra={"account": _hashed(account), "sender": sender})
        form.add_error(None, _("E-mail address and password do not fit each other. Write both again."))
    context = {
        "form": form,
        "has_ended_idle": request.session.pop(sessions.ENDED_IDLE, False),
        "is_empty": not User.objects.exists(),
    }
    return render(request, "jobcentres/log_in.html", context)


@login_not_required
@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        logger.info("Signed out", extra={"person": request.user.pk})
    logout(request)
    return redirect("login")


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """A sign of life from a page that is open: the idle hour begins again."""
    return HttpResponse(status=204)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def password_reset(request: HttpRequest) -> HttpResponse:
    """Order a link by mail. The answer is the same whether there is such a user or not."""
    form = PasswordResetForm(request.POST or None)
    if form.is_valid():
        account = form.cleaned_data["email"].strip().lower()
        wait = throttle.begin(RESET, account, request.META.get("REMOTE_ADDR", ""))
        if wait:
            return too_many_tries(request, account, wait)
        person = User.objects.filter(email=account, is_active=True).first()
        if person:
            mails.send_link(request, person, mails.new_link)
        logger.info("New password asked for", extra={"account": _hashed(account)})
        return redirect("password_reset_sent")
    return render(request, "jobcentres/password_reset.html", {"form": form})


@login_not_required
@never_cache
@require_GET
def password_reset_sent(request: HttpRequest) -> HttpResponse:
    return render(request, "jobcentres/password_reset_sent.html")


@of_a_form
class PasswordChoose(SuccessMessageMixin, PasswordResetConfirmView):
    """Django's own view: it takes the link's secret out of the address at once."""

    form_class = ChoosePasswordForm
    template_name = "jobcentres/password_choose.html"
    success_url = reverse_lazy("login")
    success_message = gettext_lazy("The password has been saved. Log in with it.")

    def get_user(self, uidb64: str) -> User | None:
        person = super().get_user(uidb64)
        return person if person and person.is_active else None


@of_a_form
class PasswordChange(SuccessMessageMixin, PasswordChangeView):
    form_class = ChangePasswordForm
    template_name = "jobcentres/password_change.html"
    success_url = reverse_lazy("password_change")
    success_message = gettext_lazy(
        "The new password has been saved. Other open sessions have been logged out."
    )


@login_not_required
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language in this browser, and for a signed-in person everywhere."""
    response = HttpResponseRedirect(own_address(request, request.POST.get("next", "")))
    chosen = request.POST.get("language")
    if chosen not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, User) and request.user.language != chosen:
        request.user.language = chosen
        request.user.save(update_fields=["language"])
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return response


def too_many_tries(request: HttpRequest, account: str, wait: int) -> HttpResponse:
    logger.warning("Too many tries", extra={"account": _hashed(account), "wait": wait})
    context = {"wait": wait, "minutes": -(-wait // 60), "reference": getattr(request, "reference", "")}
    response = render(request, "429.html", context, status=429)
    response["Retry-After"] = str(wait)
    return response


def own_address(request: HttpRequest, address: str) -> str:
    """`address` if it is one of this site's own, else the start page."""
    is_own = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_own else "/"


def _hashed(account: str) -> str:
    """To count one account's tries in the log without its name: it may be a password in the wrong field."""
    return hashlib.sha256(account.strip().lower().encode()).hexdigest()[:12]
