"""The pieces of the month's form that crispy-forms has no object for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Div, Fieldset
from django import forms
from django.template import Context
from django.template.loader import render_to_string

if TYPE_CHECKING:
    from goals.forms.line import LineForm
    from goals.forms.sheet import Block, Line


class Group(Fieldset):
    """Fields under a legend that may hold what people wrote: crispy-forms' own runs it as a template."""

    def render(self, form: forms.Form, context: Context, template_pack: str = "fds", **options: Any) -> str:
        fields = self.get_rendered_fields(form, context, template_pack, **options)
        shown = {"fieldset": self, "legend": self.legend, "fields": fields}
        return render_to_string(self.get_template_name(template_pack), shown)


class Lines:
    """A municipality's lines: those that can be entered with their fields, the others as text."""

    def __init__(self, block: Block, forms_by_key: dict[str, LineForm]) -> None:
        self.block = block
        self.forms_by_key = forms_by_key

    def render(self, form: forms.Form, context: Context, template_pack: str = "fds", **_options: Any) -> str:
        lines = [
            _shown(line, self.forms_by_key.get(line.key), context, template_pack) for line in self.block.lines
        ]
        shown = {"block": self.block, "lines": lines, "columns": _columns(self.block)}
        return render_to_string("goals/_entry_block.html", shown)


def _columns(block: Block) -> Line | None:
    """A line that has the columns that most lines have."""
    return next((line for line in block.lines if line.is_counted), None)


def line_html(form: LineForm) -> str:
    """One line alone, as it stands among the others on the page."""
    if form.line.prefix:
        shown = form if form.line.is_editable else None
        return render_to_string("goals/_year_cell.html", {"line": form.line, "form": shown})
    context = Context({"form_show_errors": True, "mark_nothing": True})
    return render_to_string("goals/_entry_line.html", _shown(form.line, form, context, "fds"))


def _shown(line: Line, form: LineForm | None, context: Context, template_pack: str) -> dict[str, Any]:
    fields = form.helper.render_layout(form, context, template_pack) if form and line.is_editable else ""
    return {"line": line, "form": form, "fields": fields}


class Part:
    """A template of its own beside the fields of a line."""

    template = ""

    def __init__(self, line_form: LineForm) -> None:
        self.line_form = line_form

    def render(self, form: forms.Form, context: Context, template_pack: str = "fds", **_options: Any) -> str:
        return render_to_string(self.template, {"form": self.line_form, "line": self.line_form.line})


class Result(Part):
    """The percentage that the two parts give."""

    template = "goals/_entry_result.html"


class Swap(Part):
    """Offers to put the two parts in each other's place, where that seems right."""

    template = "goals/_entry_swap.html"


class Ask(Part):
    """The question that a number provokes which lies elsewhere than it usually does. It stops nothing."""

    template = "goals/_entry_ask.html"


class Fields(Div):
    """All fields of a line; closed until they are opened where the number is not due yet."""

    template = "goals/_entry_fields.html"

    def __init__(self, *fields: Any, line_form: LineForm) -> None:
        super().__init__(*fields)
        self.line_form = line_form

    @property
    def is_closed(self) -> bool:
        return self.line_form.line.is_closed and not self.line_form.has_changed_content


class Remark(Div):
    """The remark on the whole return, which saves itself as a line does."""

    template = "goals/_entry_remark.html"


class More(Div):
    """What is seldom needed, closed until it is opened or says something."""

    template = "goals/_entry_more.html"

    def __init__(self, *fields: Any, title: str, is_open: bool) -> None:
        super().__init__(*fields)
        self.title = title
        self.is_open = is_open
