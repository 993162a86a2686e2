"""What stands now against the last thing recorded about it. Each question is one statement, so that it sees
one moment, whoever writes meanwhile."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from goals.contracts import content_of
from goals.models import ContractDocument, Figure, FigureRevision, GoalYear, Indicator, Target
from goals.verification.contents import ROWS_AT_ONCE
from goals.verification.fault import Fault
from goals.verification.said import faults_of_returns
from jobcentres.models import Area


def faults_of_standing() -> Iterator[Fault]:
    yield from _faults_of_figures()
    yield from _faults_of_targets()
    yield from faults_of_returns()
    yield from _faults_of_documents()


def _faults_of_figures() -> Iterator[Fault]:
    last = FigureRevision.objects.filter(version=F("figure__version")).select_related("figure")
    for revision in last.order_by("pk").iterator(ROWS_AT_ONCE):
        if revision.figure.content() != revision.content():
            yield _of_figure(revision.figure)
    without = Figure.objects.exclude(_has_revision(version=OuterRef("version")))
    too_new = Figure.objects.filter(_has_revision(version__gt=OuterRef("version")))
    for figures in (without, too_new, _wrongly_approved()):
        yield from (_of_figure(figure) for figure in figures[:1])


def _has_revision(**which: object) -> Exists:
    return Exists(FigureRevision.objects.filter(figure=OuterRef("pk"), **which))


def _wrongly_approved() -> QuerySet[Figure]:
    """Figures whose approved version is not the last revision that approves."""
    approving = FigureRevision.objects.filter(figure=OuterRef("pk"), is_approved=True).order_by("-version")
    approved = Coalesce(Subquery(approving.values("version")[:1]), 0)
    return Figure.objects.exclude(approved_version=approved)


def _of_figure(figure: Figure) -> Fault:
    message = _(
        "The figure for %(area)s, %(indicator)s, %(month)s does not say what was last recorded about it."
    )
    shown = {
        "area": figure.area.full_name,
        "indicator": figure.indicator.name,
        "month": figure.month.label,
    }
    return Fault("figure", message % shown)


def _faults_of_targets() -> Iterator[Fault]:
    """A target says what its versions say; they are numbered without gaps."""
    targets = Target.objects.annotate(known=Count("versions"), last=Max("versions__number"))
    wrong = targets.filter(Q(known=0) | ~Q(known=F("last")))
    for target in wrong.order_by("pk")[
        :1
    ]:  # joined with nothing: a row put in by hand may name an area that there is not
        message = _("Versions are missing of the target for %(area)s, %(indicator)s, %(year)s.")
        area = Area.objects.filter(pk=target.area_id).first()
        indicator = Indicator.objects.filter(pk=target.indicator_id).first()
        year = GoalYear.objects.filter(pk=target.goal_year_id).first()
        shown = {
            "area": area.full_name if area else target.area_id,
            "indicator": indicator.name if indicator else target.indicator_id,
            "year": year.year if year else target.goal_year_id,
        }
        yield Fault("target", message % shown)


def _faults_of_documents() -> Iterator[Fault]:
    """A document's file has the bytes that were attached."""
    for document in ContractDocument.objects.order_by("pk").iterator(ROWS_AT_ONCE):
        content = content_of(document)
        if content is None or len(content) != document.size:
            message = _("The file of the document “%(name)s” is missing or is not the one that was attached.")
            yield Fault("document", message % {"name": document.name})
            return
