from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobcentres.visible_text import NameField
from reporting.models import SavedExtract


class NameForm(forms.Form):
    """What a saved extract is called; with `saved` it is to be called otherwise."""

    navn = NameField(
        label=gettext_lazy("Name"),
        max_length=SavedExtract._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Write what the extract is to be called."),
            "max_length": gettext_lazy("Write at most %(limit_value)d signs."),
        },
    )

    def __init__(self, *args: Any, saved: SavedExtract | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.saved = saved
        self.initial.setdefault("navn", saved.name if saved else "")
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        self.helper.layout = Layout("navn", ButtonHolder(Submit("", _("Save the name"))))

    def clean_navn(self) -> str:
        name: str = self.cleaned_data["navn"]
        if self.saved is not None:
            others = SavedExtract.objects.filter(owner=self.saved.owner_id, name=name)
            if others.exclude(pk=self.saved.pk).exists():
                raise forms.ValidationError(_("You already have an extract of this name."))
        return name
