"""The corrections that wait for the region, each with what is needed to decide on it; the oldest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.urls import reverse

from goals.corrections import open_requests_in
from goals.forms import usual
from goals.forms.correction import AnswerForm
from goals.forms.pasts import Compared, Pasts
from goals.forms.wishes import Wished, keeper_of
from goals.forms.words import figure_text
from goals.models import CorrectionRequest, Indicator
from goals.months import Month
from jobcentres.models import Area, Jobcentre, User


@dataclass(kw_only=True)
class Asked(Compared):
    """A request, compared with its past as the number that it wishes for would be."""

    wished: Wished
    area: Area
    jobcentre: Jobcentre
    slug: str
    is_own: bool
    """Asked for by the person who looks: somebody else must decide."""
    form: AnswerForm | None

    @property
    def key(self) -> str:
        return f"rettelse-{self.wished.request.pk}"

    @property
    def indicator(self) -> Indicator:
        return self.wished.indicator

    @property
    def month(self) -> Month:
        return self.wished.figure.month

    @property
    def figure(self) -> CorrectionRequest:
        return self.wished.request

    @property
    def last_month_text(self) -> str:
        return figure_text(self.indicator, self.last_month, with_parts=False) if self.last_month else ""

    @property
    def usual_text(self) -> str:
        return usual.range_text(self)

    @property
    def question(self) -> str:
        return usual.question(self)

    @property
    def name(self) -> str:
        return f"{self.indicator.name}, {self.month.label}, {self.area.full_name}"

    @property
    def address(self) -> str:
        """Of the line's own page."""
        return reverse("line", args=[self.slug, self.month, self.area.code, self.indicator.code])


def requests_for(user: User) -> list[CorrectionRequest]:
    """That wait for `user` as officer of the regions that decide; the ministry's officials read all."""
    regions = None if user.scopes.is_official else user.scopes.reviewed_region_ids
    return list(_with_seen(open_requests_in(regions)).order_by("change__recorded_at", "pk"))


def _with_seen(requests: QuerySet[CorrectionRequest]) -> QuerySet[CorrectionRequest]:
    """Each with the content of its figure that the person saw, and who kept that month's return."""
    seen = FilteredRelation("figure__revisions", condition=Q(figure__revisions__version=F("figure_version")))
    return (
        requests.annotate(seen=seen, slug=keeper_of("figure__"))
        .annotate(**{f"seen_{name}": F(f"seen__{name}") for name in _SAID})
        .select_related("figure__indicator", "figure__area", "change__by")
    )


_SAID = ("state", "value", "numerator", "denominator")


def asked_of(
    requests: Sequence[CorrectionRequest], pasts: Pasts, user: User, answered: AnswerForm | None = None
) -> list[Asked]:
    """`answered` is a form that was sent and could not be carried out."""
    jobcentres = (
        Jobcentre.objects.select_related("region").in_bulk(
            {request.jobcentre_id for request in requests}  # type: ignore[attr-defined]
        )
        if requests
        else {}
    )
    return [_asked(request, jobcentres, pasts, user, answered) for request in requests]


def _asked(
    request: CorrectionRequest,
    jobcentres: Mapping[int, Jobcentre],
    pasts: Pasts,
    user: User,
    answered: AnswerForm | None,
) -> Asked:
    figure = request.figure
    jobcentre = jobcentres[request.jobcentre_id]  # type: ignore[attr-defined]
    is_own = request.change.by_id == user.pk
    form = answered if answered and answered.pk == request.pk else AnswerForm(request.pk)
    may_answer = jobcentre.region_id in user.scopes.reviewed_region_ids and not is_own
    return Asked(
        wished=Wished(request, figure.indicator, figure, _Seen(request)),
        area=figure.area,
        jobcentre=jobcentre,
        slug=request.slug or jobcentre.slug,  # type: ignore[attr-defined]
        figures=pasts.of(figure),
        breaks_from=pasts.breaks_from(figure),
        is_own=is_own,
        form=form if may_answer else None,
    )


class _Seen:
    """What the figure said when the correction was asked for."""

    def __init__(self, request: CorrectionRequest) -> None:
        self.state: str = request.seen_state  # type: ignore[attr-defined]
        self.value: Decimal | None = request.seen_value  # type: ignore[attr-defined]
        self.numerator: Decimal | None = request.seen_numerator  # type: ignore[attr-defined]
        self.denominator: Decimal | None = request.seen_denominator  # type: ignore[attr-defined]
