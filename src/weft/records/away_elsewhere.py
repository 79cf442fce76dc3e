"""Somebody is away by what another clinic wrote. Their hands are one, so their visits here cannot be held either.

Of the other clinic nothing comes along: not which one it is, not why. Only who of ours is away, and from when to when.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F

from weft.records import clock
from weft.records.closed_times import Booked, booked_at
from weft.records.models import Closure, Membership
from weft.records.wanted import Wanted


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One such absence, as this clinic may know it."""

    id: UUID
    """Of the absence, which is another clinic's row: it tells them apart, and stands in no address."""
    membership_id: UUID
    """Theirs in this clinic."""
    name: str
    starts: datetime
    ends: datetime
    hands: UUID
    is_booked_here: bool
    """Visits can be booked with them in this clinic: not with whoever has left it, or does other work."""

    @property
    def span(self) -> Wanted:
        """The time that it keeps visits out of."""
        return Wanted(self.hands, self.starts, self.ends, closure_id=self.id)


def away_elsewhere(clinic_id: UUID) -> tuple[Elsewhere, ...]:
    """Those that stand, from now on, in order of time; one query.

    A site that another clinic closes is none of them: who works there can be here meanwhile.
    """
    named = Closure.objects.everywhere().filter(  # hands cross clinics; what we give back of them does not
        membership__user__memberships__clinic_id=clinic_id, ended_at__isnull=True, ends__gt=clock.now()
    )
    rows = named.exclude(clinic_id=clinic_id).annotate(
        here=F("membership__user__memberships__id"), name=F("membership__user__name"),
        hands=F("membership__user__resource__id"), works=F("membership__user__memberships__active"),
        is_let_in=F("membership__user__is_active"), gives=F("membership__user__memberships__disciplines"),
    )  # fmt: skip
    names = ("id", "here", "name", "starts", "ends", "hands", "works", "is_let_in", "gives")
    seen = rows.order_by("starts", "id").values_list(*names)
    return tuple(
        Elsewhere(id_, here, name, starts, ends, hands, works and is_let_in and bool(gives))
        for id_, here, name, starts, ends, hands, works, is_let_in, gives in seen
    )


def of_this_clinic(rows: Iterable[Elsewhere], booked: Mapping[UUID, Booked]) -> tuple[Elsewhere, ...]:
    """Those that it has to know of; where somebody who has left it goes is their own, unless a visit waits for them."""
    return tuple(one for one in rows if one.is_booked_here or booked[one.id] != Booked())


def other_clinics(row: Closure) -> tuple[UUID, ...]:
    """Where else the hands work that this absence takes; those who have left a clinic may have visits there yet."""
    if row.membership is None:
        return ()
    works = Membership.objects.everywhere().filter(user_id=row.membership.user_id)  # hands cross clinics
    return tuple(works.exclude(clinic_id=row.clinic_id).order_by("clinic_id").values_list("clinic_id", flat=True))


def booked_elsewhere(clinic_id: UUID, rows: Iterable[Elsewhere]) -> dict[UUID, Booked]:
    """By absence: what is booked in this clinic, and cannot be held."""
    return booked_at({one.id: (one.span,) for one in rows}, clinic_id)
