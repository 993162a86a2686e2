from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.months import Month, MonthField
from jobcentres.models import Area
from jobcentres.models.validity import ValidityQuerySet, validity_constraint

if TYPE_CHECKING:
    from jobcentres.models import User


class GoalYearQuerySet(models.QuerySet["GoalYear"]):
    def visible_to(self, user: User) -> GoalYearQuerySet:
        """Announced years for everybody, drafts for the ministry."""
        return self if user.scopes.is_official else self.exclude(state=GoalYear.State.DRAFT)


class GoalYear(models.Model):
    """A year of goals, as the minister announced it in a letter."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ANNOUNCED = "announced", _("announced")
        CLOSED = "closed", _("closed")

    year = models.PositiveSmallIntegerField(unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    minister = models.CharField(max_length=120, blank=True)
    announced_on = models.DateField(null=True, blank=True)
    file_number = models.CharField(max_length=40, blank=True)
    letter = models.TextField(blank=True)
    note = models.TextField(blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = GoalYearQuerySet.as_manager()

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)

    def get_absolute_url(self) -> str:
        return reverse("goals", args=[self.year])


class Indicator(models.Model):
    """What is measured. Shared by all areas and years; every property of the arithmetic is data here."""

    class Unit(models.TextChoices):
        PERSONS = "persons", _("persons")
        PERCENT = "percent", _("percent")

    class Direction(models.TextChoices):
        UP = "up", _("up is good")
        DOWN = "down", _("down is good")

    class Window(models.TextChoices):
        MONTH = "month", _("the month itself")
        ROLLING_12 = "rolling_12", _("the latest 12 months")
        YEAR_TO_DATE = "year_to_date", _("year to date")
        CALENDAR_YEAR = "calendar_year", _("calendar year")

    code = models.SlugField(max_length=40, unique=True)
    owner = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="own_indicators")
    name = models.CharField(max_length=120)
    unit = models.CharField(max_length=10, choices=Unit)
    direction = models.CharField(max_length=4, choices=Direction)
    window = models.CharField(max_length=15, choices=Window)
    numerator_name = models.CharField(max_length=120, blank=True)
    denominator_name = models.CharField(max_length=120, blank=True)
    decimals = models.PositiveSmallIntegerField(default=0)
    tolerance = models.DecimalField(max_digits=5, decimal_places=4, default="0.02")
    small_denominator = models.PositiveIntegerField(default=10)
    small_base = models.PositiveIntegerField(default=10)
    discretion_threshold = models.PositiveSmallIntegerField(default=5)
    is_summable = models.BooleanField(default=True)
    source_kind = models.CharField(max_length=12, default="jobindsats")
    source = models.CharField(max_length=300, blank=True)
    external_table = models.CharField(max_length=40, blank=True)
    publication_lag_days = models.PositiveSmallIntegerField(default=35)
    deadline_lag_months = models.PositiveSmallIntegerField(default=2)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(discretion_threshold__gte=3),
                name="indicator_discretion_at_least_3",
                violation_error_message=_("The discretion threshold is at least 3."),
            ),
            models.CheckConstraint(
                condition=Q(unit="percent") & ~Q(numerator_name="") & ~Q(denominator_name="")
                | Q(unit="persons", numerator_name="", denominator_name=""),
                name="indicator_parts_fit_unit",
                violation_error_message=_("A percentage names its two parts, a count has none."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_ratio(self) -> bool:
        return self.unit == self.Unit.PERCENT


class IndicatorDefinition(models.Model):
    """The wording of an indicator's definition from a day on."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="definitions")
    text = models.TextField()
    source = models.CharField(max_length=500, blank=True)
    is_assumption = models.BooleanField(default=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = ValidityQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "valid_from"]
        constraints = [
            validity_constraint("definition_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["indicator", "valid_from"],
                name="definition_once_per_day",
                violation_error_message=_("The indicator already has a definition from this day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.valid_from}"


class SeriesBreak(models.Model):
    """From this month on an indicator measures something else, or a reform changed what it measures."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="breaks")
    month = MonthField()
    name = models.CharField(max_length=120)
    explanation = models.TextField(blank=True)
    is_break = models.BooleanField(default=True)

    class Meta:
        ordering = ["indicator", "month"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "month"],
                name="series_break_once_per_month",
                violation_error_message=_("The indicator already has a mark in this month."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.month}"


class MinistersGoals(models.Manager["Goal"]):
    """What the letter says: the goals of everybody. Nothing that adds up or compares sees any other."""

    def get_queryset(self) -> models.QuerySet[Goal]:
        return super().get_queryset().filter(area=None)


class GoalsWithOwn(models.Manager["Goal"]):
    """The minister's goals, and those that municipalities have set themselves beside them."""

    def of(self, areas: Iterable[int] | models.QuerySet[Any]) -> models.QuerySet[Goal]:
        """The minister's goals, and the own ones of these areas, given by their keys."""
        return self.filter(Q(area=None) | Q(area__in=areas))


class Goal(models.Model):
    """One of a year's goals: the letter's title and wording, and the indicator that measures it.

    Or one that a municipality (`area`) has set itself for the year, with figures from `first_month` on; its
    number comes after the letter's.
    """

    goal_year = models.ForeignKey(GoalYear, models.PROTECT, related_name="goals")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="own_goals")
    first_month = MonthField(null=True, blank=True)
    number = models.PositiveSmallIntegerField()
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="goals")
    short_name = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    wording = models.TextField(blank=True)
    corrected_wording = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)

    objects = MinistersGoals()
    with_own = GoalsWithOwn()

    class Meta:
        ordering = ["goal_year", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal_year", "number"],
                condition=Q(area=None),
                name="goal_number_once_per_year",
                violation_error_message=_("The year already has a goal of this number."),
            ),
            models.UniqueConstraint(
                fields=["goal_year", "area", "number"],
                name="own_goal_number_once_per_year",
                violation_error_message=_("The year already has a goal of this number."),
            ),
            models.UniqueConstraint(
                fields=["goal_year", "indicator"],
                name="goal_indicator_once_per_year",
                violation_error_message=_("The year already has a goal with this indicator."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.short_name}"

    @property
    def is_own(self) -> bool:
        return self.area_id is not None

    @property
    def heading(self) -> str:
        """`Ministermål 2 · Førtidspension`, `Eget mål 5 · Praktikpladser`"""
        said = {"number": self.number, "name": self.short_name}
        if self.is_own:
            return gettext("Own goal %(number)s · %(name)s") % said
        return gettext("Minister's goal %(number)s · %(name)s") % said

    def holds_for(self, area_id: int) -> bool:
        """Whether the municipality has this goal."""
        return self.area_id in (None, area_id)

    def asks_of(self, area_id: int, month: Month) -> bool:
        """Whether the municipality reports a figure of this goal for the month."""
        return self.holds_for(area_id) and (self.first_month is None or self.first_month <= month)


class SavingPrice(models.Model):
    """What one person less costs in a year, in kroner: the price behind a municipality's possible saving."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="saving_prices")
    goal_year = models.ForeignKey(GoalYear, models.CASCADE, related_name="saving_prices")
    kroner = models.PositiveIntegerField()
    note = models.CharField(max_length=300, blank=True)
    is_assumption = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "goal_year"],
                name="saving_price_once",
                violation_error_message=_("The indicator already has a price for this year."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.goal_year}: {self.kroner}"


class YearDate(models.Model):
    """A day, or some days, in the year of the goals: the letter, hearings, adoption, contract, follow-ups."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("announcement of the goals")
        HEARING = "hearing", _("hearing")
        ADOPTION = "adoption", _("adoption of targets")
        CONTRACT = "contract", _("contract")
        FOLLOW_UP = "follow_up", _("follow-up")
        RESULT = "result", _("yearly result")
        OTHER = "other", _("other")

    goal_year = models.ForeignKey(GoalYear, models.CASCADE, related_name="dates")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=120)
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    is_assumption = models.BooleanField(default=False)

    class Meta:
        ordering = ["first_day", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["goal_year", "name"],
                name="year_date_once",
                violation_error_message=_("The year already has a date of this name."),
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")),
                name="year_date_ends_after_it_begins",
                violation_error_message=_("The last day must not lie before the first."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.first_day}"
