"""The forms of a contract: one for each step that the reader may take now."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.contracts import Action, Agreement, Happened, Wording
from goals.contracts.pdf import LARGEST
from goals.forms.contract_wording import WordingFields
from goals.forms.fields import FreeTextField, HiddenText
from goals.forms.month import content_hash
from goals.models import Goal
from goals.progress import Line
from goals.refusals import StepRefused
from jobcentres.dates import DayField

FIELDS: dict[Action, tuple[str, ...]] = {
    Action.EDIT: (),
    Action.NEGOTIATE: ("text",),
    Action.APPROVE: ("on", "agenda_item", "text"),
    Action.BACK: ("text",),
    Action.SIGN: ("on", "text"),
    Action.AMEND: ("on", "text"),
    Action.ATTACH: ("document",),
    Action.CLOSE: ("text",),
}
WITH_WORDING = (Action.EDIT, Action.AMEND)
RARE = (Action.BACK, Action.AMEND, Action.CLOSE)
"""What is folded together until it is wanted."""


class ContractForm(forms.Form):
    """One step: its `key` lets the same press sent twice count once, `seen` marks what the person saw."""

    use_required_attribute = False

    key = HiddenText()
    seen = HiddenText()
    action = HiddenText()
    on = DayField(required=False)
    agenda_item = forms.CharField(
        label=gettext_lazy("Item on the agenda"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "input-width-s", "autocomplete": "off"}),
    )
    document = forms.FileField(
        label=gettext_lazy("The signed contract or amendment as PDF"),
        help_text=gettext_lazy("At most 10 MB, without scripts and attached files."),
        max_length=500,
        error_messages={
            "required": gettext_lazy("Choose a PDF file."),
            "empty": gettext_lazy("The file is empty. Choose another."),
            "max_length": gettext_lazy("The name of the file is too long. Give it a shorter one."),
        },
        widget=forms.FileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    text = FreeTextField(longest=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self,
        action: Action,
        agreement: Agreement,
        goals: tuple[Goal, ...],
        lines: Mapping[int, Line],
        data: QueryDict | None = None,
        files: Any = None,
    ) -> None:
        hidden = {"key": secrets.token_urlsafe(16), "seen": agreement.mark, "action": action.value}
        self.step = action
        self.agreement = agreement
        self.goals = goals
        self.lines = lines
        self.wording_fields = (
            WordingFields(agreement, goals, lines, to_amend=action == Action.AMEND)
            if action in WITH_WORDING
            else None
        )
        initial = self.wording_fields.initial if self.wording_fields else {}
        super().__init__(data, files, auto_id=f"{action}-%s", initial=initial | hidden)
        self.fields["text"].show_hidden_initial = False
        for name in {"on", "agenda_item", "document", "text"} - {*FIELDS[action]}:
            del self.fields[name]
        self._name_fields()
        if self.wording_fields:
            self.fields |= self.wording_fields.fields
        self._lay_out()

    def _name_fields(self) -> None:
        if "on" in self.fields:
            self.fields["on"].label = {
                Action.APPROVE: _("Date of RBR's meeting"),
                Action.AMEND: _("Date of the amendment's signature"),
            }.get(self.step, _("Date of the signature"))
        if "text" in self.fields:
            self.fields["text"].label = {
                Action.BACK: _("Why is the contract negotiated once more?"),
                Action.AMEND: _("What the amendment is about"),
            }.get(self.step, _("Remark"))
            self.fields["text"].help_text = _("Write no names or CPR numbers.")

    def _lay_out(self) -> None:
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        self.helper.form_id = f"step-{self.step}"
        self.helper.form_action = f"#step-{self.step}"
        own = [Field(name) for name in FIELDS[self.step]]
        wording = self.wording_fields.layout if self.wording_fields else []
        button = ButtonHolder(Submit("send", button_text(self.step)))
        self.helper.layout = Layout("key", "seen", "action", *own, *wording, button)

    def clean(self) -> dict[str, Any]:
        if self.wording_fields:
            for name, message in self.wording_fields.faults(self.cleaned_data):
                self.add_error(name, message)
        return self.cleaned_data

    @property
    def wording(self) -> Wording:
        return self.wording_fields.wording(self.cleaned_data) if self.wording_fields else Wording({})

    @property
    def happened(self) -> Happened:
        given = self.cleaned_data
        return Happened(given.get("on"), given.get("agenda_item", ""), given.get("text", ""))

    @property
    def upload(self) -> tuple[str, bytes]:
        """The file's name and content; of one that is too large only as much as tells that."""
        file: UploadedFile = self.cleaned_data["document"]
        return file.name or "", file.read(LARGEST + 1)

    @property
    def idempotency_key(self) -> str:
        place = f"contract {self.agreement.goal_year.year} {self.agreement.region.code}"
        return content_hash(place, self.data if isinstance(self.data, QueryDict) else None)

    @property
    def heading(self) -> str:
        return heading_text(self.step, is_begun=self.agreement.is_begun)

    @property
    def intro(self) -> str:
        """How the fields of a wording are filled in."""
        if self.wording_fields is None:
            return ""
        said = _(
            "Without a number the baseline is the region's figure of its month. Write the month like this: "
            "december 2013."
        )
        if self.step == Action.EDIT:
            return said
        return _("Change what the amendment changes, and leave the rest as it stands.") + " " + said

    @property
    def is_folded(self) -> bool:
        return self.step in RARE and not self.is_bound

    def refuse(self, refusal: StepRefused) -> None:
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)

    @property
    def written_text(self) -> str:
        """As it was typed, for who can no longer send it."""
        return str(self.data.get("text", "")).strip() if self.is_bound else ""


def renewed(form: ContractForm, agreement: Agreement) -> ContractForm:
    """The same form about what stands now, which is on the page that is shown again."""
    held = cast(QueryDict, form.data).copy()
    held["seen"] = agreement.mark
    return ContractForm(form.step, agreement, form.goals, form.lines, held)


def heading_text(action: Action, *, is_begun: bool = True) -> str:
    return {
        Action.EDIT: _("Change the draft") if is_begun else _("Write the draft"),
        Action.NEGOTIATE: _("Send the draft to negotiation"),
        Action.APPROVE: _("Enter the approval by RBR"),
        Action.BACK: _("Send the contract back to negotiation"),
        Action.SIGN: _("Enter the signature"),
        Action.AMEND: _("Enter an amendment"),
        Action.ATTACH: _("Attach the signed document"),
        Action.CLOSE: _("Close the contract"),
    }[action]


def button_text(action: Action) -> str:
    if action == Action.EDIT:
        return _("Save the draft")
    return _("Save the amendment") if action == Action.AMEND else heading_text(action)
