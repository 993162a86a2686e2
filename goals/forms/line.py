"""One line of a month: one indicator for one municipality, as a form."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from goals.contents import FigureEntry, problems_of, uncapitalised
from goals.forms.conflict import CONFLICT, Conflict, of_release, refuse_to_overwrite
from goals.forms.fields import ChoiceKept, FreeTextField, HiddenText, NumberField, PersonsField
from goals.forms.layout import Ask, Fields, More, Result, Swap
from goals.forms.sheet import Line
from goals.forms.words import result_text
from goals.free_text import LONGEST_SOURCE
from goals.models import FigureState, ReturnLine, SourceKind

NUMBERS = ("denominator", "numerator", "value")
FIGURE_FIELDS = (*NUMBERS, "state", "source_kind", "source")
NOT_PUBLISHED = ReturnLine.State.NOT_PUBLISHED.value


class LineForm(forms.Form):
    """What a person says about a line. `clean` sets what shall be recorded, None where nothing has changed.

    What the person has not changed keeps what stands there, whoever wrote it. The line itself comes
    from the address and the jobcentre's municipalities, never from what was posted.
    """

    use_required_attribute = False

    version = HiddenText()
    state = ChoiceKept(
        label=gettext_lazy("No number?"),
        error_messages={"invalid_choice": gettext_lazy("Choose one of the states.")},
    )
    source_kind = ChoiceKept(
        label=gettext_lazy("Source"),
        choices=SourceKind.choices,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the sources.")},
    )
    source = FreeTextField(label=gettext_lazy("The source in words"), longest=LONGEST_SOURCE)
    comment = FreeTextField(label=gettext_lazy("Comment"), widget=forms.Textarea(attrs={"rows": 2}))
    note = FreeTextField(label=gettext_lazy("Why is the number changed or withdrawn?"))
    explanation = FreeTextField(
        label=gettext_lazy("Correct the number, or write in a few words why it is right"),
        widget=forms.TextInput(attrs={"class": "form-input"}),
    )

    entry: FigureEntry | None = None
    conflict: Conflict | None = None
    new_line_state: str | None = None
    new_comment: str | None = None
    new_explanation: str | None = None

    def __init__(self, line: Line, data: QueryDict | None = None) -> None:
        self.line = line
        super().__init__(data if _was_shown(line, data) else None, prefix=line.key, initial=initial_of(line))
        self.fields = {**number_fields(line), **self.fields}
        self.fields["state"].choices = _states(line)  # type: ignore[attr-defined]
        if not line.is_saved:
            del self.fields["note"]
        if not (line.soft_question or line.explanation):
            del self.fields["explanation"]
        if line.prefix:
            self._stand_in_columns()

    def _stand_in_columns(self) -> None:
        """The numbers of one indicator below each other from month to month; no layout draws these fields."""
        for name in self.number_names:
            column = f"{self.line.key.removeprefix(self.line.prefix)}-{name}"
            self.fields[name].widget.attrs |= {"data-column": column, "class": "form-input entry-number"}
        for name in ("state", "source_kind"):
            self.fields[name].widget.attrs["class"] = "form-select"
        if "note" in self.fields:
            self.fields["note"].widget.attrs["class"] = "form-input"

    @property
    def number_names(self) -> list[str]:
        return [name for name in NUMBERS if name in self.fields]

    @property
    def typed_version(self) -> int:
        """The version of the figure that the person saw; -1, which no figure has, if that is not known."""
        text: str = self.cleaned_data.get("version", "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1

    def clean(self) -> None:
        if self.has_changed_content and not self.errors:
            self._take()
        if self.line.is_released and self.has_changed_content:
            self.conflict = of_release(self)

    def _take(self) -> None:
        state = self._resolved_state()
        if self.errors:
            return
        if state == NOT_PUBLISHED:
            self._leave_open(state)
        else:
            self._say(state)
        if "comment" in self.changed_data:
            self.new_comment = self.cleaned_data["comment"]
            refuse_to_overwrite(self, "comment", self.line.comment)
        if "explanation" in self.changed_data:
            self._explain()

    def _resolved_state(self) -> str:
        """What the numbers and the choice mean together."""
        state: str = self.cleaned_data["state"]
        cleared = self._typed and not self._numbers
        if state == FigureState.REPORTED:
            return FigureState.NOT_REPORTED if cleared and self.line.is_saved else state
        if self._typed and self._numbers:
            if "state" not in self.changed_data:
                return FigureState.REPORTED  # the reason stood there before; the number is new
            self.add_error("state", _("Delete the number, or choose “The number is in the field”."))
        return state

    def _leave_open(self, state: str) -> None:
        if "state" in self.changed_data:
            self.new_line_state = state
        self._refuse_what_belongs_to_no_figure()

    def _say(self, state: str) -> None:
        about_figure = {"state", "source_kind", "source", *NUMBERS} & set(self.changed_data)
        entry = self._entry(state)
        if state == FigureState.REPORTED and not entry.has_numbers:
            self._say_nothing_yet()
        elif about_figure:
            self.entry = entry
            if self.line.is_not_published:
                self.new_line_state = ReturnLine.State.OPEN.value
            for problem in problems_of(entry):
                self.add_problem(problem.field, problem.message, problem.code)
        else:
            self._refuse_what_belongs_to_no_figure()

    def _say_nothing_yet(self) -> None:
        """No number: right for an open line, unless a reason that was saved has been taken away."""
        if "state" in self.changed_data and self.line.is_saved:
            self.add_error(self.number_names[0], _("Write the number, or choose why there is none."))
        elif "state" in self.changed_data:
            self.new_line_state = ReturnLine.State.OPEN.value
        self._refuse_what_belongs_to_no_figure()

    def _explain(self) -> None:
        """Belongs to the number that stands, or to the one that is saved with it."""
        standing = self.line.figure.version if self.line.figure else 0
        if not self.cleaned_data["explanation"]:
            self.add_error("explanation", _("Write in a few words why the number is right."))
        elif self.entry is None and self.typed_version != standing:
            message = _("The number was changed while you were writing.")
            self.add_error("explanation", forms.ValidationError(message, code=CONFLICT))
        else:
            self.new_explanation = self.cleaned_data["explanation"]

    @property
    def explained_version(self) -> int:
        return self.typed_version + (self.entry is not None)

    def _refuse_what_belongs_to_no_figure(self) -> None:
        """A source or a reason would be lost without the number that it belongs to."""
        for name in ("source", "note"):
            if name in self.changed_data and self.cleaned_data.get(name):
                self.add_error(
                    name, _("This text belongs to a number. Write the number, or delete the text.")
                )

    def _entry(self, state: str) -> FigureEntry:
        standing = self.line.figure
        values: dict[str, Any] = dict.fromkeys(NUMBERS)
        if state == FigureState.REPORTED:
            if self._typed or standing is None:
                values |= self._numbers
            else:
                values |= {name: getattr(standing, name) for name in NUMBERS}
        for name in ("source_kind", "source"):
            kept = standing is not None and name not in self.changed_data
            values[name] = getattr(standing, name) if kept else self.cleaned_data[name]
        return FigureEntry(
            indicator=self.line.indicator,
            area=self.line.municipality,
            month=self.line.month,
            state=state,
            note=self.cleaned_data.get("note", ""),
            expected_version=self.typed_version,
            **values,
        )

    @property
    def _typed(self) -> bool:
        return any(name in self.changed_data for name in self.number_names)

    @property
    def _numbers(self) -> dict[str, Decimal]:
        cleaned = ((name, self.cleaned_data.get(name)) for name in self.number_names)
        return {name: number for name, number in cleaned if number is not None}

    def add_problem(self, field: str, message: str, code: str = "") -> None:
        """Show a problem at the field it is about, or at the number if it is about none of ours."""
        name = field if field in self.fields else self.number_names[0]
        self.add_error(name, forms.ValidationError(message, code=code))

    # How it looks

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        choices = [
            Field("source_kind", wrapper_class="entry-source"),
            Field("state", wrapper_class="entry-none"),
        ]
        if self.line.indicator.is_ratio:
            part, whole = (Field(name, wrapper_class="entry-part") for name in ("numerator", "denominator"))
            unit = pgettext("unit", "per cent")
            percentage = AppendedText("value", unit, wrapper_class="entry-part entry-percentage")
            fields = [whole, part, percentage, Swap(self), Result(self), *choices]
        else:
            fields = [Field("value", wrapper_class="entry-value"), *choices]
        helper.layout = Layout(
            Fields(
                *fields,
                Ask(self),
                More(*self._more, title=self._more_title, is_open=self._says_more),
                line_form=self,
            )
        )
        return helper

    @property
    def _more(self) -> list[str]:
        names = ["comment", "source", "note", *(["explanation"] if not self.line.soft_question else [])]
        return [name for name in names if name in self.fields]

    @property
    def _more_title(self) -> str:
        return _("Comment (1), source in words") if self.line.comment else _("Comment, source in words")

    @property
    def _says_more(self) -> bool:
        """Where something must be put right."""
        return any(self[name].errors for name in self._more)

    @property
    def number_fields(self) -> list[BoundField]:
        return [self[name] for name in self.number_names]

    @property
    def choice_fields(self) -> list[BoundField]:
        """What a cell of the year offers beside its numbers."""
        return [self[name] for name in ("state", "source_kind", "note") if name in self.fields]

    @property
    def says_choice(self) -> bool:
        """Where something must be put right, or something else than a number stands."""
        return any(field.errors for field in self.choice_fields)

    @property
    def has_changed_content(self) -> bool:
        """Whether somebody has written here."""
        return self.is_bound and bool(set(self.changed_data) - {"version"})

    @property
    def offers_swap(self) -> bool:
        faults = self.errors.get("numerator")
        return faults is not None and any(fault.code == "swapped" for fault in faults.as_data())

    @property
    def result_text(self) -> str:
        """The percentage of what stands in the fields."""
        if not self.is_bound:
            return self.line.result_text
        cleaned = getattr(self, "cleaned_data", {})
        part, whole = cleaned.get("numerator"), cleaned.get("denominator")
        if part is None or whole is None or part > whole:
            return ""
        return result_text(self.line.indicator, part, whole)

    def label_of(self, name: str) -> str:
        """Which field of which line, for the error summary."""
        if name in NUMBERS and not self.line.indicator.is_ratio:
            return self.line.name
        return f"{self.line.name}, {uncapitalised(str(self.fields[name].label))}"


def _was_shown(line: Line, data: QueryDict | None) -> bool:
    return data is not None and f"{line.key}-version" in data


def number_fields(line: Line) -> dict[str, NumberField]:
    if not line.indicator.is_ratio:
        return {"value": PersonsField()}
    return {
        "denominator": NumberField(whole=True, label=line.indicator.denominator_name),
        "numerator": NumberField(whole=True, label=line.indicator.numerator_name),
        "value": NumberField(whole=False, label=_("or only the percentage")),
    }


def _states(line: Line) -> list[tuple[str, str]]:
    states = [(FigureState.REPORTED.value, _("The number is in the field"))]
    if not line.is_saved:
        states.append((NOT_PUBLISHED, _("Not published yet")))
    states += [
        (FigureState.NOT_MEASURABLE.value, _("Cannot be measured at present")),
        (FigureState.SUPPRESSED.value, _("Hidden in the source")),
    ]
    if line.is_saved:
        states.append((FigureState.NOT_REPORTED.value, _("Withdraw the number")))
    return states


def initial_of(line: Line) -> dict[str, Any]:
    figure = line.figure
    numbers = {name: getattr(figure, name, None) for name in NUMBERS} if line.is_saved else {}
    if numbers.get("denominator") is not None:
        numbers["value"] = None  # the parts say it exactly
    state = figure.state if figure is not None and line.is_saved else FigureState.REPORTED.value
    return {
        **numbers,
        "version": figure.version if figure else 0,
        "state": NOT_PUBLISHED if line.is_not_published else state,
        "source_kind": figure.source_kind if figure else line.indicator.source_kind,
        "source": figure.source if figure else "",
        "comment": line.comment,
        "explanation": line.explanation,
    }
