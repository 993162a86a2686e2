"""The one writer of the dialogue about a municipality's target. Each step is a change; none is edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Max
from django.utils.translation import gettext as _

from goals.dialogue.rules import RULES, Action
from goals.dialogue.state import state_of
from goals.free_text import TextRefused, free_text
from goals.models import Indicator, Target, TargetStep, TargetVersion
from goals.months import Month, today
from goals.numbers import rounded
from goals.refusals import Problem, StepRefused
from goals.targets import TargetEntry, problems_of_target
from jobcentres.changes import Recording, recording
from jobcentres.models import Area, Assignment, Change, ServedMunicipality, User

Kind = TargetStep.Kind
LONGEST = 4000
CONFLICT = "conflict"
HUNDRED = Decimal(100)
MOST_PERCENT = Decimal("99999.9")


@dataclass(frozen=True, slots=True)
class Amount:
    """What is promised: the value, or per cent from the baseline (`percent`, of which the value follows)."""

    value: Decimal | None = None
    percent: Decimal | None = None
    baseline_month: Month | None = None
    baseline_value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """What comes with a step: its text, and of a council's statement the meeting, its item and a link."""

    text: str = ""
    met_on: date | None = None
    agenda_item: str = ""
    link: str = ""


NOTHING_SAID = Said()


def write_draft(
    target: Target,
    amount: Amount,
    said: Said = NOTHING_SAID,
    *,
    by: User,
    seen: str | None = None,
    idempotency_key: str = "",
) -> TargetStep:
    """The jobcentre's proposal, in its next version. Raises, as all steps do, `StepRefused` or
    `AlreadyRecorded`. `target` need not be stored yet; `seen` is `seen_of` what the author saw: if somebody
    has taken a step since, this one is refused."""
    with _step(target, Action.DRAFT, said, by, seen, idempotency_key) as step:
        step.version = _version(step, TargetVersion.Kind.DRAFT, amount, said)
        return step.write(Kind.DRAFT)


def send_to_hearing(
    target: Target,
    said: Said = NOTHING_SAID,
    *,
    by: User,
    seen: str | None = None,
    idempotency_key: str = "",
) -> TargetStep:
    """Ask LBR and region at once; from here on everybody may read the dialogue."""
    with _step(target, Action.SEND, said, by, seen, idempotency_key) as step:
        return step.write(Kind.HEARING)


def answer_as_lbr(
    target: Target, said: Said, *, by: User, seen: str | None = None, idempotency_key: str = ""
) -> TargetStep:
    with _step(target, Action.ANSWER_LBR, said, by, seen, idempotency_key) as step:
        _require_text(said)
        return step.write(Kind.LBR_RESPONSE)


def answer_as_region(
    target: Target,
    said: Said,
    *,
    by: User,
    recommended: Amount | None = None,
    seen: str | None = None,
    idempotency_key: str = "",
) -> TargetStep:
    """The region's answer; it may recommend another value."""
    with _step(target, Action.ANSWER_REGION, said, by, seen, idempotency_key) as step:
        _require_text(said)
        if recommended is not None:
            step.version = _version(step, TargetVersion.Kind.RECOMMENDED, recommended, said)
        return step.write(Kind.REGION_RESPONSE)


def adopt(
    target: Target,
    amount: Amount,
    said: Said,
    *,
    by: User,
    on_paper: bool = False,
    seen: str | None = None,
    idempotency_key: str = "",
) -> TargetStep:
    """What the municipal council adopted; it binds from here on. `on_paper`: without a dialogue here."""
    action = Action.ADOPT_ON_PAPER if on_paper else Action.ADOPT
    with _step(target, action, said, by, seen, idempotency_key) as step:
        if said.met_on is None:
            raise StepRefused(Problem("met_on", "date_missing", _("Write the date of the adoption.")))
        if said.met_on > today():
            raise StepRefused(Problem("met_on", "date_in_future", _("The meeting has not been held yet.")))
        step.version = _version(step, TargetVersion.Kind.ADOPTED, amount, said)
        return step.write(Kind.ADOPTED)


def reopen(
    target: Target, said: Said, *, by: User, seen: str | None = None, idempotency_key: str = ""
) -> TargetStep:
    """Unlock an adopted target; it binds until another one is adopted."""
    with _step(target, Action.REOPEN, said, by, seen, idempotency_key) as step:
        _require_text(said)
        return step.write(Kind.REOPENED)


def value_of(indicator: Indicator, amount: Amount) -> Decimal | None:
    """The value given, or so many per cent from the baseline with the indicator's decimals; else None."""
    if amount.percent is None or amount.baseline_value is None:
        return amount.value
    exact = amount.baseline_value * (HUNDRED + amount.percent) / HUNDRED
    return rounded(exact, max(indicator.decimals, 1) if indicator.is_ratio else indicator.decimals)


def roles_in(by: User, area: Area) -> dict[str, Assignment]:
    """The roles in which `by` takes part in the dialogue of the municipality, each with its assignment."""
    jobcentre_ids = set()
    if area.pk in by.scopes.served_municipality_ids:
        served = ServedMunicipality.objects.valid_on(today()).filter(municipality=area)
        jobcentre_ids = set(served.values_list("jobcentre_id", flat=True))
    area_ids = {area.pk, area.parent_id}
    return {
        held.role: held
        for held in by.scopes.assignments
        if held.jobcentre_id in jobcentre_ids
        or held.area_id in area_ids
        or held.role == Assignment.Role.OFFICIAL
    }


class _Step:
    """A step being taken, its target locked."""

    def __init__(self, change: Recording, target: Target, said: Said) -> None:
        self.change = change
        self.target = target
        self.said = said
        self.version: TargetVersion | None = None

    def write(self, kind: str) -> TargetStep:
        last = self.target.steps.aggregate(last=Max("number"))["last"]
        step = TargetStep.objects.create(
            target=self.target,
            change=self.change.row,
            number=(last or 0) + 1,
            kind=kind,
            version=self.version,
            text=self.said.text,
            met_on=self.said.met_on,
            agenda_item=self.said.agenda_item,
        )
        self.change.include(TargetStep._meta.label, step.canonical())
        return step


@contextmanager
def _step(
    target: Target, action: Action, said: Said, by: User, seen: str | None, idempotency_key: str
) -> Iterator[_Step]:
    roles = roles_in(by, target.area)
    held = next((roles[role] for role in RULES.table[action].roles if role in roles), None)
    kept = _kept(said)
    with recording(
        by=by, kind=Change.Kind.TARGETS, idempotency_key=idempotency_key, assignment=held
    ) as change:
        locked = _locked(target)
        if seen is not None and seen != seen_of(locked.steps.all(), locked.versions.all()):
            raise StepRefused(Problem("", CONFLICT, _("Somebody has taken a step in the meantime.")))
        refusal = RULES.refusal(current_state(locked), roles, action, locked.goal_year)
        if refusal is not None:
            raise StepRefused(refusal)
        yield _Step(change, locked, kept)


def _locked(target: Target) -> Target:
    """The row that all steps about a target wait for; made with its first one."""
    place = {name: getattr(target, name) for name in ("goal_year", "indicator", "area")}
    row = target if target.pk else Target.objects.get_or_create(**place)[0]
    standing = Target.objects.select_for_update(of=("self",)).select_related("indicator", "area", "goal_year")
    return standing.get(pk=row.pk)


def seen_of(steps: Iterable[TargetStep], versions: Iterable[TargetVersion]) -> str:
    """What tells whether something was added: the numbers of the last step and of the last version."""
    last_step = max((one.number for one in steps), default=0)
    return f"{last_step}.{max((one.number for one in versions), default=0)}"


def current_state(target: Target) -> str:
    """Where the dialogue stands, read anew."""
    return state_of(target.steps.select_related("change"), target.versions.select_related("change"))


def _kept(said: Said) -> Said:
    """The texts as they are kept."""
    try:
        text, item = free_text(said.text, longest=LONGEST), free_text(said.agenda_item, longest=40)
    except TextRefused as refusal:
        raise StepRefused(Problem("text", refusal.code, refusal.message)) from refusal
    return Said(text, said.met_on, item, said.link.strip())


def _require_text(said: Said) -> None:
    if not said.text.strip():
        raise StepRefused(Problem("text", "text_missing", _("Write the reason or the answer.")))


def _version(step: _Step, kind: str, amount: Amount, said: Said) -> TargetVersion:
    target = step.target
    value = _promised(target, amount)
    last = target.versions.aggregate(last=Max("number"))["last"]
    version = TargetVersion.objects.create(
        target=target,
        change=step.change.row,
        number=(last or 0) + 1,
        kind=kind,
        value=value,
        baseline_month=amount.baseline_month,
        baseline_value=amount.baseline_value,
        adopted_percent=amount.percent,
        decided_on=said.met_on if kind == TargetVersion.Kind.ADOPTED else None,
        link=said.link.strip(),
        note=step.said.text[:2000],
    )
    step.change.include(TargetVersion._meta.label, version.canonical())
    return version


def _promised(target: Target, amount: Amount) -> Decimal:
    """The amount's value. Raises `StepRefused` if it cannot be promised."""
    value = value_of(target.indicator, amount)
    if amount.percent is not None and amount.baseline_value is None:
        message = _("Write the value of the baseline: the target is counted from it.")
        raise StepRefused(Problem("baseline_value", "baseline_missing", message))
    if amount.percent is not None and not -HUNDRED <= amount.percent <= MOST_PERCENT:
        message = _("Write a percentage from −100 and upwards, e.g. −56.0.")
        raise StepRefused(Problem("percent", "percent", message))
    if value is None:
        raise StepRefused(Problem("value", "empty", _("Write the target, or per cent from the baseline.")))
    entry = TargetEntry(
        target.goal_year.year,
        target.indicator,
        target.area,
        value,
        amount.baseline_month,
        amount.baseline_value,
    )
    problems = list(problems_of_target(entry))
    if problems:
        raise StepRefused(*problems)
    return value
