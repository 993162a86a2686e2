"""Which mails a person wants."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from goals.mails import groups_of
from goals.models import MutedMail
from jobcentres.models import User

Group = MutedMail.Group


class MailChoices(forms.Form):
    """One switch for each group of mails that the person's roles can get; on unless turned off."""

    def __init__(self, person: User, sent: QueryDict | None = None) -> None:
        self.person = person
        self.groups = groups_of(person.scopes.assignments)
        muted = set(person.muted_mails.values_list("group", flat=True))
        initial = {group: group not in muted for group in self.groups}
        super().__init__(sent, initial=initial)
        words = _words()
        for group in self.groups:
            label, hint = words[group]
            self.fields[group] = forms.BooleanField(label=label, help_text=hint, required=False)
        self.helper = FormHelper()
        self.helper.layout = Layout(
            *(Field(group) for group in self.groups), ButtonHolder(Submit("send", _("Save the choices")))
        )

    def chosen(self) -> dict[str, bool]:
        """By group: whether the person wants it."""
        return {group: self.cleaned_data[group] for group in self.groups}


def _words() -> dict[str, tuple[str, str]]:
    return {
        Group.REMINDERS: (
            _("Reminders of what is missing"),
            _("Five working days and one working day before the deadline, and one working day after it."),
        ),
        Group.NOTICES: (
            _("What happens to returns and corrections"),
            _("What is submitted, sent back, released, reopened, corrected or updated in the source."),
        ),
        Group.DIGEST: (
            _("The region's week"),
            _("Mondays at 8, if there is something: what waits, what is lacking, what is unanswered."),
        ),
    }
