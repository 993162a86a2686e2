"""Loading the sample: made-up figures in their own past, recorded by the writers that real ones pass."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from goals.models import Figure, Target
from goals.sample.chain import seal_again
from goals.sample.figures import figures
from goals.sample.history import steps
from goals.sample.who import MOVED_IN, move_in, team
from jobcentres import clock
from jobcentres.changes import edits_of, fields_of, recording
from jobcentres.clock import COPENHAGEN
from jobcentres.models import Area, Change, Installation, RecordEdit, User

TODAY = date(2014, 6, 10)
BEFORE_EVERYTHING = datetime(2012, 1, 1, 12, tzinfo=COPENHAGEN)
LAST_STEP = datetime(2014, 6, 6, 17, tzinfo=COPENHAGEN)
REASON = "load_sample"
COUNTED_AFTER = 200
"""So many steps; PostgreSQL's own counting would see an empty table until the whole sample stands."""

Progress = Callable[[int, int], None]


class SampleRefused(Exception):
    """`str()` says why there can be no sample here, and what to do."""


def load_sample(progress: Progress | None = None) -> bool:
    """Load the sample into an installation without people and figures; False where it stands already.

    All or nothing. Raises `SampleRefused`. `progress` hears of each step: how many are done, of how many.
    """
    if not settings.DEBUG:
        raise SampleRefused(_("Sample data is for development machines: it needs DEBUG=1."))
    with transaction.atomic():
        if Installation.lock().is_sample:
            return False
        _refuse_beside_real_data()
        _move_the_reference_back()
        _take_the_time_it_needs()
        with clock.standing_at(MOVED_IN):
            move_in()
        _let_it_happen(progress)
        _stand_on(TODAY)
        _let_the_database_count()
    clock.refresh()
    return True


def _take_the_time_it_needs() -> None:
    """No statement is cut off while the database has still to learn what it holds."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 0")


def _let_the_database_count() -> None:
    """PostgreSQL plans by what it has counted; of rows that came all at once it knows nothing yet. Its own
    tables are left alone: all databases of a server share some of them, and wait for each other there."""
    if connection.vendor == "postgresql":
        tables = connection.introspection.django_table_names(only_existing=True)
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def _refuse_beside_real_data() -> None:
    if Figure.objects.exists() or Target.objects.exists() or User.objects.exists():
        raise SampleRefused(
            _(
                "This database already holds people, figures or targets that are no sample. Load the sample "
                "into a database of its own: write DATABASE_URL."
            )
        )
    if not Area.objects.municipalities().exists():
        raise SampleRefused(_("There are no areas yet. Run load_reference first."))


def _move_the_reference_back() -> None:
    """What was loaded today lies before the sample's past; the change that does so says so."""
    rows = list(Change.objects.order_by("number"))
    before = {row.pk: fields_of(row) for row in rows}
    seal_again({row.pk: BEFORE_EVERYTHING for row in rows})
    with (
        clock.standing_at(BEFORE_EVERYTHING),
        recording(by=None, kind=Change.Kind.SAMPLE, reason=REASON) as change,
    ):
        edits = []
        for row in rows:
            row.recorded_at = BEFORE_EVERYTHING
            edits += edits_of(change, row, str(row.pk), before[row.pk])
        RecordEdit.objects.bulk_create(edits)


def _let_it_happen(progress: Progress | None) -> None:
    past = steps(figures(), team())
    for number, step in enumerate(past, 1):
        with clock.standing_at(min(step.at, LAST_STEP)):
            step.do()
        if (
            number % COUNTED_AFTER == 0 or number.bit_count() == 1
        ):  # 1, 2, 4, 8 …: a guess is off by half at most
            _let_the_database_count()
        if progress:
            progress(number, len(past))


def _stand_on(day: date) -> None:
    with clock.standing_at(LAST_STEP), recording(by=None, kind=Change.Kind.SAMPLE, reason=REASON) as change:
        row = Installation.lock()
        before = fields_of(row)
        row.sample_today = day
        row.save(update_fields=["sample_today"])
        RecordEdit.objects.bulk_create(edits_of(change, row, str(row.pk), before))
