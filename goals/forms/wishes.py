"""Corrections that were asked for, as the pages show them: what is wished, why, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from goals.forms.usual import number_of
from goals.forms.words import Said, figure_text, moment_text, source_text
from goals.models import CorrectionDecision, CorrectionRequest, Figure, Indicator
from goals.models.figure import same_amounts
from goals.numbers import format_change, format_points
from jobcentres.models import Change, ServedMunicipality
from jobcentres.models.validity import valid_on

Outcome = CorrectionDecision.Outcome


@dataclass(frozen=True, slots=True)
class Wished:
    """One request. `seen` is what the figure said when it was asked for, `figure` what it says now."""

    request: CorrectionRequest
    indicator: Indicator
    figure: Figure
    seen: Said

    @property
    def before_text(self) -> str:
        return figure_text(self.indicator, self.seen)

    @property
    def wished_text(self) -> str:
        return figure_text(self.indicator, self.request)

    @property
    def difference(self) -> str:
        """`−4`, `+0,5 procentpoint`; nothing where one of the two is no number."""
        return _difference(self.indicator, self.seen, self.request)

    @property
    def source_text(self) -> str:
        """Where the wished number is from, if not from where the present one is."""
        wished = source_text(self.request)
        return "" if wished == source_text(self.figure) else wished

    @property
    def asked(self) -> str:
        """`4. juni kl. 13.05 af Vibe Lauritsen`"""
        return _moment_by(self.request.change)

    @property
    def reason(self) -> str:
        return self.request.reason

    @property
    def decision(self) -> CorrectionDecision | None:
        return getattr(self.request, "decision", None)

    @property
    def is_open(self) -> bool:
        return self.decision is None

    @property
    def is_outdated(self) -> bool:
        """Whether the figure has been changed since, so that the wish can no longer be granted."""
        return not self.figure.is_locked or not same_amounts(self.figure, self.seen)  # type: ignore[arg-type]

    @property
    def now_text(self) -> str:
        return figure_text(self.indicator, self.figure)

    @property
    def answer(self) -> str:
        """`godkendt 12. maj kl. 9.10 af Bo Lund`"""
        if self.decision is None:
            return _("waits for the region")
        form = {
            Outcome.ACCEPTED.value: _("accepted %(moment)s"),
            Outcome.DECLINED.value: _("declined %(moment)s"),
            Outcome.WITHDRAWN.value: _("withdrawn %(moment)s"),
        }[self.decision.outcome]
        return form % {"moment": _moment_by(self.decision.change)}

    @property
    def sign(self) -> str:
        if self.decision is None:
            return "…"
        return {Outcome.ACCEPTED.value: "✓", Outcome.DECLINED.value: "✕"}.get(self.decision.outcome, "·")


def wishes_of(figure: Figure | None, indicator: Indicator, versions: Iterable[Said]) -> list[Wished]:
    """What was asked for of a figure, the newest first, in one query. `versions`: all that it ever said."""
    if figure is None:
        return []
    said = {getattr(version, "version", 0): version for version in versions}
    requests = CorrectionRequest.objects.filter(figure=figure).select_related(
        "change__by", "decision__change__by"
    )
    return [
        Wished(request, indicator, figure, said.get(request.figure_version, figure))
        for request in requests.order_by("-pk")
    ]


def keeper_of(figure: str) -> Subquery:
    """The slug of the jobcentre that served the municipality of `figure` (`figure__`) in its month, on whose
    pages it stands."""
    of_month = valid_on(OuterRef(f"{figure}month"))  # type: ignore[arg-type]
    serving = ServedMunicipality.objects.filter(of_month, municipality=OuterRef(f"{figure}area"))
    return Subquery(serving.order_by().values("jobcentre__slug")[:1])


def _difference(indicator: Indicator, before: Said, after: Said) -> str:
    first, then = number_of(indicator, before), number_of(indicator, after)
    if first is None or then is None:
        return ""
    change: Decimal = then - first
    return format_points(change, indicator.decimals) if indicator.is_ratio else format_change(change)


def _moment_by(change: Change) -> str:
    moment = moment_text(change.recorded_at) if change.recorded_at else ""
    return _("%(moment)s by %(by)s") % {"moment": moment, "by": change.by or _("the system")}
