"""The settings of a jobcentre's returns and of a region's review: only what a person changes is sent on."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from crispy_forms.helper import FormHelper
from crispy_forms.layout import ButtonHolder, Field, Layout, Submit
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.forms.fields import HiddenText
from goals.forms.month import content_hash
from goals.forms.words import moment_text
from goals.models import ReviewRule
from goals.returns.settings import Edit
from jobcentres.forms import email_field
from jobcentres.models import Area, Jobcentre

NAMES = {
    "clerks_may_submit": gettext_lazy("Clerks may approve and submit"),
    "needs_four_eyes": gettext_lazy("Four eyes"),
    "mailbox": gettext_lazy("Functional mailbox"),
    "releases_untroubled": gettext_lazy("Release by itself"),
}


PLACE = "place"


class SettingsForm(forms.Form):
    """Remembers what the page showed first: two people who change two settings do not undo each other."""

    use_required_attribute = False
    key = HiddenText()
    place = HiddenText()
    seen = HiddenText()

    def __init__(
        self, place: str, stored: object, data: QueryDict | None = None, *, editable: Collection[str]
    ) -> None:
        names = [name for name in self.base_fields if name in NAMES]
        shown: dict[str, Any] = {name: getattr(stored, name) for name in names}
        hidden = {"key": secrets.token_urlsafe(16), PLACE: place, "seen": json.dumps(shown)}
        super().__init__(data, auto_id=f"{place}-%s", initial=shown | hidden)
        for name in names:
            if name not in editable:
                del self.fields[name]
        self.helper = FormHelper()
        self.helper.mark_nothing = True
        fields = [Field(name) for name in names if name in self.fields]
        self.helper.layout = Layout("key", PLACE, "seen", *fields, ButtonHolder(Submit("send", _("Save"))))

    @property
    def chosen(self) -> dict[str, object]:
        seen = self._seen()
        chosen = {name: value for name, value in self.cleaned_data.items() if name in NAMES}
        return {name: value for name, value in chosen.items() if name not in seen or seen[name] != value}

    def _seen(self) -> dict[str, object]:
        try:
            seen = json.loads(self.cleaned_data["seen"])
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    @property
    def idempotency_key(self) -> str:
        return content_hash("settings", self.data if isinstance(self.data, QueryDict) else None)


class JobcentreSettingsForm(SettingsForm):
    clerks_may_submit = forms.BooleanField(
        label=NAMES["clerks_may_submit"],
        help_text=gettext_lazy("Otherwise the manager alone approves and submits the numbers."),
        required=False,
    )
    needs_four_eyes = forms.BooleanField(
        label=NAMES["needs_four_eyes"],
        help_text=gettext_lazy("Who has entered a number does not submit it: somebody else does."),
        required=False,
    )
    mailbox = email_field(autocomplete="off")

    def __init__(
        self, jobcentre: Jobcentre, data: QueryDict | None = None, *, editable: Collection[str]
    ) -> None:
        super().__init__(jobcentre.slug, jobcentre, data, editable=editable)
        if "mailbox" in self.fields:
            mailbox = self.fields["mailbox"]
            mailbox.label, mailbox.required = str(NAMES["mailbox"]), False
            mailbox.help_text = _(
                "Reminders are also sent there. Leave it empty if the jobcentre has none that somebody reads."
            )


class ReviewSettingsForm(SettingsForm):
    releases_untroubled = forms.BooleanField(
        label=gettext_lazy("Numbers without a question are released by themselves after five working days"),
        help_text=gettext_lazy(
            "Not those that lie outside the usual without an explanation, that were sent back or released "
            "before, or about which somebody waits for an answer."
        ),
        required=False,
    )

    def __init__(self, rule: ReviewRule, data: QueryDict | None = None) -> None:
        super().__init__(rule.region.code, rule, data, editable=("releases_untroubled",))


class Told(NamedTuple):
    """`Fire øjne: nej → ja`, and who did it when."""

    text: str
    by: str
    when: str


def told(edits: Iterable[Edit]) -> list[Told]:
    return [
        Told(
            _("%(name)s: %(old)s → %(new)s")
            % {"name": NAMES[edit.field], "old": value_text(edit.old), "new": value_text(edit.new)},
            str(edit.by or _("the system")),
            moment_text(edit.recorded_at) if edit.recorded_at else "",
        )
        for edit in edits
    ]


class Standing(NamedTuple):
    """A setting that the reader cannot change."""

    name: str
    value: str


def standing(stored: Jobcentre | ReviewRule, names: Iterable[str]) -> list[Standing]:
    return [Standing(str(NAMES[name]), value_text(str(getattr(stored, name)))) for name in names]


def value_text(kept: str) -> str:
    return {"True": _("yes"), "False": _("no"), "": _("none")}.get(kept, kept)


def rules_of(regions: Iterable[Area]) -> list[ReviewRule]:
    """Each region's rule; not stored where none was chosen yet."""
    found = list(regions)
    stored = {rule.region_id: rule for rule in ReviewRule.objects.filter(region__in=found)}
    rules = [stored.get(region.pk) or ReviewRule(region=region) for region in found]
    for rule, region in zip(rules, found, strict=True):
        rule.region = region
    return rules
