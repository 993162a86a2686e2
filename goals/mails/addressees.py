"""Whom mails go to: people by what they do today, and the jobcentres' functional mailboxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from goals.models import MutedMail
from jobcentres.models import Assignment, Jobcentre, User

Group = MutedMail.Group
Role = Assignment.Role

GROUPS: dict[str, tuple[str, ...]] = {
    Role.CLERK: (Group.REMINDERS, Group.NOTICES),
    Role.MANAGER: (Group.REMINDERS, Group.NOTICES),
    Role.OFFICER: (Group.NOTICES, Group.DIGEST),
}
"""The groups of mails that each role can get; the others get none."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A person, or the mailbox that one or more jobcentres share (`person` is None)."""

    address: str
    person: User | None = None
    held: tuple[Assignment, ...] = ()
    mailbox_of: frozenset[int] = frozenset()

    @property
    def language(self) -> str:
        return self.person.language if self.person else settings.LANGUAGE_CODE

    def works_at(self, jobcentre: Jobcentre) -> bool:
        return any(held.jobcentre_id == jobcentre.pk for held in self.held)

    def may_submit(self, jobcentre: Jobcentre) -> bool:
        return any(held.may_submit for held in self.held if held.jobcentre_id == jobcentre.pk)

    def hears_of(self, jobcentre: Jobcentre) -> bool:
        return self.works_at(jobcentre) or jobcentre.pk in self.mailbox_of

    @property
    def region_ids(self) -> frozenset[int]:
        """The regions whose returns the person looks through."""
        return frozenset(held.area_id for held in self.held if held.role == Role.OFFICER and held.area_id)

    def is_person(self, person_id: int | None) -> bool:
        return self.person is not None and self.person.pk == person_id


def groups_of(held: Iterable[Assignment]) -> list[str]:
    """The groups of mails that somebody who holds these can choose among, each once, in their order."""
    open_to = {group for one in held for group in GROUPS.get(one.role, ())}
    return [group for group in Group.values if group in open_to]


class Addressees:
    """Everybody who can get a mail on a day, read in two queries."""

    def __init__(self, jobcentres: Iterable[Jobcentre], day: date) -> None:
        held: dict[User, list[Assignment]] = defaultdict(list)
        rows = Assignment.objects.valid_on(day).filter(role__in=GROUPS, user__is_active=True)
        for row in rows.select_related("user", "jobcentre", "area").order_by("user", "pk"):
            held[row.user].append(row)
        self._people = {user.email.lower(): (user, tuple(rows)) for user, rows in held.items()}
        self._muted = set(MutedMail.objects.values_list("person", "group"))
        self._mailboxes: dict[str, set[int]] = defaultdict(set)
        for jobcentre in jobcentres:
            if jobcentre.mailbox:
                self._mailboxes[jobcentre.mailbox.lower()].add(jobcentre.pk)

    def of(self, group: str) -> Iterator[Addressee]:
        """Everybody once: who turned the group off is left out, mailboxes are not.

        A person whose address is also a mailbox is one addressee.
        """
        people = {
            address: found
            for address, found in self._people.items()
            if (found[0].pk, group) not in self._muted
        }
        for address, (user, held) in people.items():
            yield Addressee(address, user, held, frozenset(self._mailboxes.get(address, ())))
        for address, jobcentre_ids in self._mailboxes.items():
            if address not in people:
                yield Addressee(address, mailbox_of=frozenset(jobcentre_ids))
