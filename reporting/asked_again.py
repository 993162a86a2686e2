"""A field of a page, typed so that it cannot be read: asked for once more, with all else of the address."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _


class AskedAgain(forms.Form):
    """Goes to the page that it stands for."""

    def __init__(self, sent: QueryDict, name: str, field: forms.Field) -> None:
        super().__init__(sent)
        for other in sent:
            self.fields[other] = forms.Field(required=False, widget=forms.MultipleHiddenInput)
        self.fields[name] = field
        self.helper = FormHelper()
        self.helper.form_method = "get"
        self.helper.mark_nothing = True
        self.helper.layout = Layout(*self.fields, ButtonHolder(Submit("", _("Show"))))
