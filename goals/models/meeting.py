from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from goals.models.goal import GoalYear
from jobcentres.models import Area, Change

if TYPE_CHECKING:
    from jobcentres.models import User


def _inside(user: User, prefix: str = "") -> Q:
    """Of the councils that `user` sits in, works for or follows up: the own ones, and those of every
    municipality in the region whose office the person belongs to."""
    scopes = user.scopes
    return Q(**{f"{prefix}area__in": scopes.own_area_ids()}) | Q(
        **{f"{prefix}area__parent__in": scopes.reviewed_region_ids}
    )


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User) -> MeetingQuerySet:
        """All: the agenda shows released figures, which are open to everybody signed in."""
        return self if user.is_active else self.none()


class Meeting(models.Model):
    """The paper for a council's meeting on a day, in one of its numbers, never edited: the newest holds.

    The council is that of its area: LBR of a municipality, RBR of a region, Beskæftigelsesrådet of the
    country. The figures are those known at `known_on`, up to the month `as_of` of the goal year.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    number = models.PositiveSmallIntegerField(default=1)
    change = models.ForeignKey(Change, models.PROTECT, related_name="meetings")
    title = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    agenda_item = models.CharField(max_length=40, blank=True)
    goal_year = models.ForeignKey(GoalYear, models.PROTECT, related_name="meetings")
    as_of = models.CharField(max_length=7)
    known_on = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        ordering = ["area", "held_on", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "held_on", "number"],
                name="meeting_once",
                violation_error_message=_("The meeting's paper was made in the meantime."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.held_on} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.area.code, self.held_on.isoformat()])

    def canonical(self) -> dict[str, Any]:
        return {
            "area": self.area_id,
            "held_on": self.held_on,
            "number": self.number,
            "title": self.title,
            "place": self.place,
            "agenda_item": self.agenda_item,
            "goal_year": self.goal_year_id,
            "as_of": self.as_of,
            "known_on": self.known_on.astimezone(UTC).isoformat(),
            "is_cancelled": self.is_cancelled,
        }


class MeetingNoteQuerySet(models.QuerySet["MeetingNote"]):
    def visible_to(self, user: User) -> MeetingNoteQuerySet:
        """The council's own, its jobcentre's, its region's and the ministry's to read."""
        return self if user.scopes.is_official else self.filter(_inside(user, "meeting__"))


class MeetingNote(models.Model):
    """A note or decision of a meeting, about one of its goals or the whole, never edited. `number` runs
    through all of the meeting's; `meeting` is the number of the paper that its author saw."""

    class Kind(models.TextChoices):
        NOTE = "note", _("note")
        DECISION = "decision", _("decision")

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="notes")
    change = models.ForeignKey(Change, models.PROTECT, related_name="meeting_notes")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    goal_number = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    agenda_item = models.CharField(max_length=40, blank=True)

    objects = MeetingNoteQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"],
                name="meeting_note_once",
                violation_error_message=_("Somebody has written in the meantime."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting} {self.kind} {self.number}"

    def canonical(self) -> dict[str, Any]:
        return {
            "meeting": self.meeting_id,
            "number": self.number,
            "kind": self.kind,
            "goal_number": self.goal_number,
            "text": self.text,
            "agenda_item": self.agenda_item,
        }
