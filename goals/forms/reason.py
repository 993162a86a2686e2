"""Why a figure is sent back: one field for each figure that waits."""

from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from goals.forms.fields import FreeTextField, HiddenText
from goals.forms.sheet import Line


class ReasonForm(forms.Form):
    """What is answered to a figure, in the version that the person has seen."""

    use_required_attribute = False

    version = HiddenText()
    reason = FreeTextField(
        label=gettext_lazy("Reason, if the number is sent back"),
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-input"}),
    )

    def __init__(self, line: Line, data: QueryDict | None = None) -> None:
        """Unbound where the figure was not on the page that was sent."""
        was_shown = data is not None and f"{line.key}-version" in data
        version = line.figure.version if line.figure else 0
        super().__init__(data if was_shown else None, prefix=line.key, initial={"version": version})

    @property
    def saw_what_stands(self) -> bool:
        return self.data.get(f"{self.prefix}-version") == str(self.initial["version"])

    @property
    def written(self) -> str:
        """As it was typed."""
        text: str = self.data.get(f"{self.prefix}-reason", "") if self.is_bound else ""
        return text.strip()

    def refuse(self, message: str, code: str = "") -> None:
        self.add_error("reason", forms.ValidationError(message, code=code))

    def renew(self) -> None:
        """From now on about the figure as it stands: it is on the page that is shown again."""
        if isinstance(self.data, QueryDict):
            held = self.data.copy()
            held[f"{self.prefix}-version"] = str(self.initial["version"])
            self.data = held
