"""Making an answer: its files are made once, so that their checksums can be noted."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import IntegrityError, transaction

from goals.models import Goal
from goals.months import now
from jobcentres.access_log import begin_file, complete_access
from jobcentres.models import Area, Assignment, User
from reporting.answers.files import WHOLE, all_made, digest_of
from reporting.answers.kit import Kit
from reporting.models import Answer
from reporting.places import Places
from reporting.summaries import Choice

MAKERS = frozenset(
    {
        Assignment.Role.OFFICIAL,
        Assignment.Role.OFFICER,
        Assignment.Role.REGIONAL_COUNCIL,
        Assignment.Role.LOCAL_COUNCIL,
        Assignment.Role.MANAGER,
    }
)
"""Who answers for figures to others. Whoever has the address reads the answer."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`choice` has its moment; `is_of_all`: the goals are all of the year's."""

    choice: Choice
    places: Places
    area: Area
    goals: tuple[Goal, ...]
    is_of_all: bool
    question: str = ""


def may_answer(user: User) -> bool:
    return any(user.scopes.holds(role) for role in MAKERS)


def make_answer(wanted: Wanted, *, by: User, idempotency_key: str) -> Answer:
    """The answer, written down in the log as a file that was fetched; sent twice, the one that was made then.

    Raises `MustWait` for one too many, `NotMade` where a file cannot be made.
    """
    known = Answer.objects.filter(made_by=by, idempotency_key=idempotency_key).first()
    if known is not None:
        return known
    answer = _row(wanted, by, idempotency_key)
    query = f"aar={answer.year}&maaned={answer.as_of}&omraade={wanted.area.code}"
    entry = begin_file(by=by, what=f"svar/{answer.key}", query=query, known_on=answer.known_on)
    try:
        files = all_made(Kit.of(answer, wanted.places))
    except BaseException:
        complete_access(entry, rows=None, size=0, digest="", is_complete=False)
        raise
    answer.digests = {
        kind: {"sha256": digest_of(content), "size": len(content)} for kind, content in files.items()
    }
    try:
        with transaction.atomic():
            answer.save()
    except IntegrityError:  # the same form, sent at the same moment
        answer = Answer.objects.get(made_by=by, idempotency_key=idempotency_key)
    whole = answer.digests[WHOLE]
    complete_access(entry, rows=None, size=whole["size"], digest=whole["sha256"], is_complete=True)
    return answer


def _row(wanted: Wanted, by: User, idempotency_key: str) -> Answer:
    return Answer(
        area=wanted.area,
        year=wanted.choice.year,
        as_of=wanted.choice.as_of,
        known_on=wanted.choice.moment,
        indicators=[goal.indicator.code for goal in wanted.goals],
        is_of_all=wanted.is_of_all,
        question=wanted.question,
        made_by=by,
        made_at=now(),
        idempotency_key=idempotency_key,
    )
