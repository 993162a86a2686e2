from __future__ import annotations

import secrets
from datetime import date
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Div, Field, Layout, Submit
from django import forms
from django.contrib.auth.forms import PasswordChangeForm, SetPasswordForm
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobcentres import clock
from jobcentres.access_tokens import LONGEST
from jobcentres.dates import DayField
from jobcentres.models import AccessToken, Area, Assignment, Jobcentre, User
from jobcentres.visible_text import NameField

LONGEST_ADDRESS = 254
PASSWORD_ERRORS: dict[str, Any] = {
    "password_mismatch": gettext_lazy("The two passwords are not the same. Write both again."),
    "password_incorrect": gettext_lazy("This is not the password that you have now. Write it again."),
}


def helper(button: str, *fields: str) -> FormHelper:
    """The given fields in this order, then one button that sends them."""
    made = FormHelper()
    made.layout = Layout(*(Field(field) for field in fields), ButtonHolder(Submit("send", button)))
    return made


def email_field(**options: Any) -> forms.EmailField:
    return forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=LONGEST_ADDRESS,
        error_messages={
            "required": gettext_lazy("Write the e-mail address."),
            "invalid": gettext_lazy("Write the whole e-mail address, such as anna.berg@soroe.dk."),
        },
        widget=forms.EmailInput(attrs={"class": "input-width-l", **options}),
    )


class SignInForm(forms.Form):
    email = email_field(autocomplete="username")
    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        error_messages={"required": gettext_lazy("Write the password.")},
        widget=forms.PasswordInput(attrs={"class": "input-width-l", "autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Log in"), "email", "password")


class PasswordResetForm(forms.Form):
    email = email_field(autocomplete="username")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("Send the link"), "email")


class ChoosePasswordForm(SetPasswordForm):
    error_messages = PASSWORD_ERRORS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_new_password(self)
        self.helper = helper(_("Save the password"), "new_password1", "new_password2")


class ChangePasswordForm(PasswordChangeForm):
    error_messages = PASSWORD_ERRORS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        word_new_password(self)
        old = self.fields["old_password"]
        old.label = _("Present password")
        old.error_messages["required"] = _("Write the password that you have now.")
        old.widget.attrs |= {"class": "input-width-l"}
        old.widget.attrs.pop("autofocus", None)
        self.helper = helper(_("Save the password"), "old_password", "new_password1", "new_password2")


def word_new_password(form: forms.Form) -> None:
    """The same words and rules wherever a new password is chosen; pasting is welcome."""
    first, second = form.fields["new_password1"], form.fields["new_password2"]
    first.label, second.label = _("New password"), _("New password again")
    first.help_text = _(
        "At least 8 characters, better 15 or more: a few words that do not belong together. "
        "Names of municipalities and words of the trade are too easy to guess."
    )
    first.error_messages["required"] = _("Write the new password.")
    second.help_text = ""
    second.error_messages["required"] = _("Write the new password once more.")
    for field in (first, second):
        field.widget.attrs |= {"class": "input-width-l"}


class PersonForm(forms.Form):
    name = NameField(
        label=gettext_lazy("Name"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the person's name.")},
        widget=forms.TextInput(attrs={"class": "input-width-l", "autocomplete": "off"}),
    )
    email = email_field(autocomplete="off")

    def __init__(self, button: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("The person signs in with it and gets mail there.")
        self.helper = helper(button, "name", "email")


class PeopleSearchForm(forms.Form):
    """What the list of people shows."""

    query = forms.CharField(
        label=gettext_lazy("Name, e-mail address, role or place"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"class": "input-width-l"}),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("active", gettext_lazy("active users")),
            ("inactive", gettext_lazy("deactivated users")),
            ("all", gettext_lazy("all users")),
        ],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.mark_nothing = True
        self.helper.layout = Layout(
            Div(
                "query",
                "state",
                Submit("", _("Search"), css_class="button-secondary"),
                css_class="search-row",
            )
        )


class AccessLogForm(forms.Form):
    """What the access log shows."""

    person = forms.CharField(
        label=gettext_lazy("Name, e-mail address or checksum"),
        required=False,
        max_length=LONGEST_ADDRESS,
        widget=forms.TextInput(attrs={"class": "input-width-l", "autocomplete": "off"}),
    )
    slags = forms.ChoiceField(
        label=gettext_lazy("Show"),
        required=False,
        choices=[
            ("", gettext_lazy("files and API")),
            ("export", gettext_lazy("only files")),
            ("api", gettext_lazy("only API")),
        ],
        error_messages={"invalid_choice": gettext_lazy("Choose what to show from the list.")},
    )
    dag = DayField(label=gettext_lazy("Day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.mark_nothing = True
        self.helper.layout = Layout(
            Div(
                "person",
                "slags",
                "dag",
                Submit("", _("Search"), css_class="button-secondary"),
                css_class="search-row",
            )
        )


class AssignmentForm(forms.Form):
    """A role that is already chosen, at one of the places that `administrator` may give it for."""

    place = forms.ModelChoiceField(
        queryset=Area.objects.none(),
        label="",
        empty_label="",
        error_messages={
            "required": gettext_lazy("Choose the place that the role holds for."),
            "invalid_choice": gettext_lazy("Choose a place from the list."),
        },
    )
    valid_from = DayField(
        label=gettext_lazy("First day"),
        error_messages={"required": gettext_lazy("Write the first day.")},
    )
    valid_to = DayField(
        label=gettext_lazy("Last day"),
        required=False,
        help_text=gettext_lazy("Leave it empty if the role is to hold until further notice."),
    )

    def __init__(self, role: str, administrator: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = cast("forms.ModelChoiceField[Any]", self.fields["place"])
        place.label = _("Jobcentre") if role in Assignment.JOBCENTRE_ROLES else _("Area")
        place.queryset = places_for(role, administrator)
        self.helper = helper(_("Give the role"), "place", "valid_from", "valid_to")


def places_for(role: str, administrator: User) -> QuerySet[Jobcentre] | QuerySet[Area]:
    """The jobcentres or areas for which `administrator` may give `role`, in Danish order."""
    scopes, today = administrator.scopes, clock.today()
    if role in Assignment.JOBCENTRE_ROLES:
        return Jobcentre.objects.valid_on(today).filter(pk__in=scopes.administered_jobcentre_ids)
    areas = Area.objects.valid_on(today).filter(pk__in=scopes.administered_area_ids)
    return areas.filter(level__in=Assignment.LEVELS[role]).order_by("sort_key")


class LastDayForm(forms.Form):
    last_day = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy(
            "The person keeps the role to the end of this day. Yesterday ends it at once."
        ),
        error_messages={"required": gettext_lazy("Write the last day.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = helper(_("End the role"), "last_day")


class AccessTokenForm(forms.Form):
    key = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    name = NameField(
        label=gettext_lazy("What the key is for"),
        help_text=gettext_lazy(
            "So that you know later which one to revoke, e.g. Power Query in my workbook."
        ),
        max_length=AccessToken._meta.get_field("name").max_length,
        error_messages={"required": gettext_lazy("Write what the key is for.")},
        widget=forms.TextInput(attrs={"class": "input-width-l", "autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=gettext_lazy("What it opens"),
        choices=AccessToken.Scope.choices,
        initial=AccessToken.Scope.PUBLIC,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Choose what the key opens."),
            "invalid_choice": gettext_lazy("Choose what the key opens."),
        },
    )
    expires_on = DayField(
        label=gettext_lazy("Last day"),
        help_text=gettext_lazy("At most a year from today. Afterwards the key opens nothing more."),
        error_messages={"required": gettext_lazy("Write the last day.")},
    )

    def __init__(self, sent: QueryDict | None = None) -> None:
        initial = {"key": secrets.token_urlsafe(16), "expires_on": clock.today() + LONGEST}
        super().__init__(sent, initial=initial)
        self.helper = helper(_("Make the key"), "key", "name", "scope", "expires_on")

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        today = clock.today()
        if not today <= day <= today + LONGEST:
            last = date_format(today + LONGEST, "j. F Y")
            raise forms.ValidationError(_("Write a day from today to %(last)s.") % {"last": last})
        return day

    def token(self) -> dict[str, Any]:
        """What `make_token` is told."""
        return {name: self.cleaned_data[name] for name in ("name", "scope", "expires_on")}
