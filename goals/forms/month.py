"""A month of a jobcentre as one form: its lines, and a remark on the whole."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy

from goals.contents import FigureEntry
from goals.forms import conflict
from goals.forms.fields import FreeTextField, HiddenText
from goals.forms.layout import Lines, Remark
from goals.forms.line import FIGURE_FIELDS, LineForm, initial_of
from goals.forms.sheet import Line, Sheet
from goals.refusals import Refusal
from jobcentres.changes import canonical_json

SWAP, CHOICE, THEIR_VERSION = "swap", "choice", "their_version"
_NO_CONTENT = {"csrfmiddlewaretoken", "again"}


class Fault(NamedTuple):
    """One line of the error summary: where it leads, which field it is about, what to do."""

    target: str
    label: str
    message: str


class MonthForm(forms.Form):
    key = HiddenText()
    remark = FreeTextField(
        label=gettext_lazy("Remark on the whole return (optional)"),
        help_text=gettext_lazy(
            "Write no names or CPR numbers. Remarks can be subject to access to documents."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    use_required_attribute = False
    may_submit = False
    person = ""
    """Who fills it in: what one person has typed is never sent under another's session."""

    def __init__(self, sheet: Sheet, data: QueryDict | None = None) -> None:
        """`data` is what was sent; the form puts into effect what was chosen on the page of a conflict."""
        self.sent = data
        held = None if data is None else _as_chosen(data, sheet)
        super().__init__(held, initial={"key": secrets.token_urlsafe(16), "remark": sheet.remark})
        self.sheet = sheet
        self.lines = [form for form in (LineForm(line, held) for line in sheet.lines) if _belongs(form)]
        by_key = {form.line.key: form for form in self.lines}
        self.helper = FormHelper()
        self.helper.template = "goals/_entry_form.html"
        self.helper.mark_nothing = True
        self.helper.layout = Layout(*(Lines(block, by_key) for block in sheet.blocks), Remark("remark"))

    def is_valid(self) -> bool:
        """Whether all of it can be saved; every line is looked at."""
        sound = [form.is_valid() and form.conflict is None for form in self.lines if form.is_bound]
        return super().is_valid() and all(sound)

    def clean(self) -> None:
        if "remark" in self.changed_data and "remark" in self.cleaned_data:
            conflict.refuse_to_overwrite(self, "remark", self.sheet.remark)

    @property
    def save_address(self) -> str:
        """Where a line saves itself."""
        return reverse("line_save", args=[self.sheet.jobcentre.slug, self.sheet.month])

    @property
    def wants_swap(self) -> bool:
        return self.sent is not None and SWAP in self.sent

    @property
    def entries(self) -> list[tuple[LineForm, FigureEntry]]:
        return [(form, form.entry) for form in self.lines if form.entry is not None]

    @property
    def new_remark(self) -> str | None:
        return self.cleaned_data["remark"] if "remark" in self.changed_data else None

    @property
    def idempotency_key(self) -> str:
        return content_hash(self.sheet.key, self.sent)

    @property
    def months(self) -> list[MonthForm]:
        """What is saved together: itself alone."""
        return [self]

    def add_refusals(self, refusals: Sequence[Refusal]) -> None:
        """Show what the writer refused at the lines that it is about."""
        forms_of_entries = [form for form, _entry in self.entries]
        for refusal in refusals:
            form = forms_of_entries[refusal.index]
            if refusal.conflict:
                form.conflict = conflict.of_two_writers(form, refusal.conflict)
            else:
                form.add_problem(refusal.field, refusal.message, refusal.code)

    @property
    def has_conflict(self) -> bool:
        codes = (
            fault.code
            for form in (self, *self.lines)
            for faults in form.errors.values()
            for fault in faults.as_data()
        )
        return any(form.conflict for form in self.lines) or conflict.CONFLICT in codes

    @property
    def faults(self) -> list[Fault]:
        return list(self._faults())

    def _faults(self) -> Iterator[Fault]:
        for form in self.lines:
            if form.conflict:
                yield Fault(f"{form.line.key}-conflict", form.line.name, form.conflict.heading)
            if form.line.is_released:
                continue
            for name, errors in form.errors.items():
                target = form[name].id_for_label
                yield from (Fault(target, form.label_of(name), str(message)) for message in errors)
        for message in self.errors.get("remark", []):
            yield Fault(self["remark"].id_for_label, str(self["remark"].label), str(message))


def content_hash(key: str, sent: QueryDict | None) -> str:
    """The same for the same form sent twice with the same content; another for another content."""
    fields = (sent or QueryDict()).lists()
    content = [key, *sorted((name, values) for name, values in fields if name not in _NO_CONTENT)]
    return hashlib.sha256(canonical_json(content)).hexdigest()


def _belongs(form: LineForm) -> bool:
    """Lines that can be entered, and those that no longer can, though somebody has written there."""
    is_shut = form.line.is_released or form.line.is_year_closed
    return form.line.is_editable or (is_shut and form.is_bound and form.has_changed_content)


def _as_chosen(sent: QueryDict, sheet: Sheet) -> QueryDict:
    """What was sent, with the choices made on the page of a conflict, and with swapped parts."""
    held = sent.copy()
    for line in sheet.lines:
        chosen = sent.get(f"{line.key}-{CHOICE}")
        if chosen == "mine":
            held[f"{line.key}-version"] = sent.get(f"{line.key}-{THEIR_VERSION}", "")
        elif chosen == "theirs":
            _take_theirs(held, line)
        if sent.get(SWAP) == line.key:
            part, whole = f"{line.key}-numerator", f"{line.key}-denominator"
            held[part], held[whole] = sent.get(whole, ""), sent.get(part, "")
    return held


def _take_theirs(held: QueryDict, line: Line) -> None:
    form = LineForm(line)
    initial = initial_of(line)
    held[f"{line.key}-version"] = str(initial["version"])
    for name in FIGURE_FIELDS:
        if name in form.fields:
            value = form.fields[name].prepare_value(initial.get(name))
            text = "" if value is None else str(value)
            held[form[name].html_name] = held[form[name].html_initial_name] = text
    held[f"{line.key}-note"] = ""
