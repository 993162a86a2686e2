"""The one writer of contracts between the minister, a region and its council. No step is edited."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.models import Max
from django.utils.translation import gettext as _

from goals.contracts.rules import RULES, Action
from goals.contracts.standing import current_state, mark_now, newest_versions, roles_in
from goals.contracts.wording import NOTHING_HAPPENED, Happened, OwnGoal, Promised, Wording, promised_in
from goals.free_text import TextRefused, free_text
from goals.models import Contract, ContractStep, Goal, GoalYear, RegionalGoal, Target, TargetVersion
from goals.months import today
from goals.refusals import Problem, StepRefused
from goals.targets import TargetEntry, problems_of_target
from jobcentres.changes import Recording, recording
from jobcentres.models import Area, Change, User

Kind = ContractStep.Kind
LONGEST = 4000
CONFLICT = "conflict"


def contract_for(goal_year: GoalYear, region: Area) -> Contract:
    """The region's contract of the year, made if there is none yet. It is no fact by itself."""
    return Contract.objects.get_or_create(goal_year=goal_year, region=region)[0]


def write_draft(
    contract: Contract, wording: Wording, *, by: User, idempotency_key: str = "", seen: str = ""
) -> None:
    """Propose targets and own goals. Raises, as all steps do, `StepRefused` or `AlreadyRecorded`."""
    with taking(contract, Action.EDIT, NOTHING_HAPPENED, by, idempotency_key, seen) as step:
        if not step.contract.steps.exists():
            step.write(Kind.DRAFTED)
        step.promise(wording, TargetVersion.Kind.DRAFT)


def negotiate(
    contract: Contract,
    happened: Happened = NOTHING_HAPPENED,
    *,
    by: User,
    idempotency_key: str = "",
    seen: str = "",
) -> None:
    with taking(contract, Action.NEGOTIATE, happened, by, idempotency_key, seen) as step:
        step.require_all_targets()
        step.write(Kind.NEGOTIATED)


def approve(
    contract: Contract, happened: Happened, *, by: User, idempotency_key: str = "", seen: str = ""
) -> None:
    """What the regional council decided, with the day of its meeting."""
    with taking(contract, Action.APPROVE, happened, by, idempotency_key, seen) as step:
        step.require_all_targets()
        _require_past_day(step.contract, happened, _("Write the date of the meeting."))
        step.write(Kind.APPROVED)


def send_back(
    contract: Contract, happened: Happened, *, by: User, idempotency_key: str = "", seen: str = ""
) -> None:
    """Negotiate an approved contract once more. Needs a reason."""
    with taking(contract, Action.BACK, happened, by, idempotency_key, seen) as step:
        if not happened.text.strip():
            raise StepRefused(
                Problem("text", "text_missing", _("Write why the contract is negotiated once more."))
            )
        step.write(Kind.NEGOTIATED)


def sign(
    contract: Contract, happened: Happened, *, by: User, idempotency_key: str = "", seen: str = ""
) -> None:
    """Freeze the targets as they were approved: they bind from here on."""
    with taking(contract, Action.SIGN, happened, by, idempotency_key, seen) as step:
        _require_past_day(step.contract, happened, _("Write the date of the signature."))
        step.write(Kind.SIGNED)
        drafts = newest_versions(step.contract)
        if not drafts:
            raise StepRefused(Problem("", "empty", _("The contract has no target yet.")))
        step.promise(
            Wording({key: promised_in(one) for key, one in drafts.items()}), TargetVersion.Kind.CONTRACT
        )


def amend(
    contract: Contract,
    wording: Wording,
    happened: Happened,
    *,
    by: User,
    idempotency_key: str = "",
    seen: str = "",
) -> None:
    """A numbered amendment: the targets and own goals named change, the earlier ones stay readable."""
    with taking(contract, Action.AMEND, happened, by, idempotency_key, seen) as step:
        _require_past_day(step.contract, happened, _("Write the date of the signature."))
        if not step.promise(wording, TargetVersion.Kind.AMENDMENT):
            raise StepRefused(Problem("", "nothing", _("The amendment changes nothing.")))
        step.write(Kind.AMENDED)


def close(
    contract: Contract,
    happened: Happened = NOTHING_HAPPENED,
    *,
    by: User,
    idempotency_key: str = "",
    seen: str = "",
) -> None:
    with taking(contract, Action.CLOSE, happened, by, idempotency_key, seen) as step:
        step.write(Kind.CLOSED)


class Step:
    """A step being taken, its contract locked."""

    def __init__(self, change: Recording, contract: Contract, happened: Happened) -> None:
        self.change = change
        self.contract = contract
        self.happened = happened

    def write(self, kind: str) -> None:
        last = self.contract.steps.aggregate(last=Max("number"))["last"]
        step = ContractStep.objects.create(
            contract=self.contract,
            change=self.change.row,
            number=(last or 0) + 1,
            kind=kind,
            text=self.happened.text,
            happened_on=self.happened.on,
            agenda_item=self.happened.agenda_item,
        )
        self.change.include(ContractStep._meta.label, step.canonical())

    def promise(self, wording: Wording, kind: str) -> int:
        """Write a version of each target and own goal that says something new; how many were written."""
        goals = Goal.objects.filter(goal_year=self.contract.goal_year).select_related("indicator")
        standing = newest_versions(self.contract)
        written = 0
        for goal in goals.order_by("number"):
            promised = wording.targets.get(goal.indicator_id)
            before = standing.get(goal.indicator_id)
            if promised is None or (before and _stands(before, promised, kind)):
                continue
            self._promise_target(goal, promised, kind)
            written += 1
        return written + sum(self._promise_own(one) for one in wording.own_goals)

    def _promise_target(self, goal: Goal, promised: Promised, kind: str) -> None:
        self._refuse(goal, promised)
        target, _made = Target.objects.get_or_create(
            goal_year=self.contract.goal_year, indicator=goal.indicator, area=self.contract.region
        )
        last = target.versions.aggregate(last=Max("number"))["last"]
        version = TargetVersion.objects.create(
            target=target,
            change=self.change.row,
            number=(last or 0) + 1,
            kind=kind,
            value=promised.value,
            baseline_month=promised.baseline_month,
            baseline_value=promised.baseline_value,
            decided_on=self.happened.on,
        )
        self.change.include(TargetVersion._meta.label, version.canonical())

    def _refuse(self, goal: Goal, promised: Promised) -> None:
        entry = TargetEntry(
            self.contract.goal_year.year,
            goal.indicator,
            self.contract.region,
            promised.value,
            promised.baseline_month,
            promised.baseline_value,
        )
        problems = [
            Problem(f"{goal.indicator.code}-{one.field}", one.code, one.message)
            for one in problems_of_target(entry)
        ]
        if problems:
            raise StepRefused(*problems)

    def _promise_own(self, wish: OwnGoal) -> bool:
        """Whether a version had to be written."""
        place = f"own-{wish.number or 'new'}"
        title, text = _text(f"{place}-title", wish.title, 300), _text(f"{place}-text", wish.text, LONGEST)
        if not title:
            raise StepRefused(Problem(f"{place}-title", "title_missing", _("Write what the goal is called.")))
        versions = self.contract.own_goals.all()
        before = versions.filter(number=wish.number).order_by("version").last() if wish.number else None
        said = {
            "title": title,
            "text": text,
            "value": wish.value,
            "unit": _text(f"{place}-unit", wish.unit, 60),
            "is_dropped": wish.is_dropped,
        }
        if before is not None and all(getattr(before, name) == value for name, value in said.items()):
            return False
        last = max(versions.aggregate(last=Max("number"))["last"] or 0, self._last_of_the_minister())
        goal = RegionalGoal.objects.create(
            contract=self.contract,
            change=self.change.row,
            number=before.number if before else last + 1,
            version=before.version + 1 if before else 1,
            **said,
        )
        self.change.include(RegionalGoal._meta.label, goal.canonical())
        return True

    def _last_of_the_minister(self) -> int:
        """Own goals are numbered after the minister's."""
        return self.contract.goal_year.goals.aggregate(last=Max("number"))["last"] or 0

    def require_all_targets(self) -> None:
        goals = Goal.objects.filter(goal_year=self.contract.goal_year).order_by("number")
        promised = newest_versions(self.contract)
        missing = [str(goal.number) for goal in goals if goal.indicator_id not in promised]
        if missing:
            message = _("The contract has no target yet for: %(goals)s.")
            raise StepRefused(Problem("", "target_missing", message % {"goals": ", ".join(missing)}))


@contextmanager
def taking(
    contract: Contract, action: Action, happened: Happened, by: User, idempotency_key: str, seen: str = ""
) -> Iterator[Step]:
    """A step that `by` takes. With `seen`, the mark of what the person saw, only if that still stands."""
    roles = roles_in(by, contract.region)
    held = next((roles[role] for role in RULES.table[action].roles if role in roles), None)
    kept = Happened(
        happened.on, _text("agenda_item", happened.agenda_item, 40), _text("text", happened.text, LONGEST)
    )
    with recording(
        by=by, kind=Change.Kind.CONTRACT, idempotency_key=idempotency_key, assignment=held
    ) as change:
        standing = Contract.objects.select_for_update(of=("self",)).select_related("goal_year", "region")
        locked = standing.get(pk=contract.pk)
        if seen and seen != mark_now(locked):
            raise StepRefused(Problem("", CONFLICT, _("The contract was changed in the meantime.")))
        refusal = RULES.refusal(current_state(locked), roles, action, locked.goal_year)
        if refusal is not None:
            raise StepRefused(refusal)
        yield Step(change, locked, kept)


def _stands(version: TargetVersion, promised: Promised, kind: str) -> bool:
    """Whether nothing has to be written: a signature makes a draft binding, an amendment repeats nothing."""
    return promised_in(version) == promised and kind in (version.kind, TargetVersion.Kind.AMENDMENT)


def _text(field: str, text: str, longest: int) -> str:
    """The text as it is kept. Raises `StepRefused`."""
    try:
        return free_text(text, longest=longest)
    except TextRefused as refusal:
        raise StepRefused(Problem(field, refusal.code, refusal.message)) from refusal


def _require_past_day(contract: Contract, happened: Happened, missing: str) -> None:
    year = contract.goal_year.year
    if happened.on is None:
        raise StepRefused(Problem("on", "date_missing", missing))
    if happened.on > today():
        raise StepRefused(Problem("on", "date_in_future", _("The day has not come yet.")))
    if abs(happened.on.year - year) > 2:
        message = _("The day lies more than two years from %(year)s. Is the year right?")
        raise StepRefused(Problem("on", "date_far_away", message % {"year": year}))
