"""Taking time: the one way in which a person, hands, a bed or a room are claimed. The database has the last word."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.models import Claim, Closure, Hold, Resource, ResourceKind, Visit
from weft.records.refused import Reason, Refused


@dataclass(frozen=True, slots=True)
class Wanted:
    """One resource's time, from ``starts`` (included) to ``ends`` (not included), both in UTC."""

    resource_id: UUID
    starts: datetime
    ends: datetime
    visit_id: UUID | None = None
    hold_id: UUID | None = None
    closure_id: UUID | None = None


def claim(clinic_id: UUID, wanted: Iterable[Wanted], *, release: Iterable[Visit | Hold | Closure] = ()) -> None:
    """Claim all of ``wanted``, after letting go of what ``release`` held; all or nothing. For use inside an action.

    Raises:
        Refused: SLOT_TAKEN, with the resource and time that somebody else has.
    """
    asked = sorted(wanted, key=lambda each: (each.resource_id, each.starts))
    let_go = list(release)
    resources = lock({each.resource_id for each in asked})
    _end_expired_holds(resources)
    _release(let_go)
    for each in asked:
        _insert(clinic_id, each, resources[each.resource_id])


def release(*owners: Visit | Hold | Closure) -> None:
    """Let go of everything that these hold. For use inside an action."""
    _release(list(owners))


def lock(resource_ids: Iterable[UUID]) -> dict[UUID, Resource]:
    """Lock the resources, always in the order of their ids: rivals wait for each other instead of deadlocking.

    ``no_key``: a visit just written already shares its bed's key with rivals; a full lock would wait for them, and
    they for us.
    """
    rows = Resource.objects.everywhere().filter(id__in=list(resource_ids)).order_by("id")  # hands cross clinics
    return {row.id: row for row in rows.select_for_update(no_key=True)}


def _end_expired_holds(resource_ids: Iterable[UUID]) -> None:
    """After the locks, so that two rivals do not end the same hold in opposite order.

    Skipping a hold that a rival is ending is safe: our insert waits for the rival's claims.
    """
    expired = Hold.objects.everywhere().filter(
        ended_at__isnull=True, expires__lte=clock.now(), id__in=_holding(resource_ids)
    )
    ids = list(expired.order_by("id").select_for_update(skip_locked=True).values_list("id", flat=True))
    if ids:
        Claim.objects.everywhere().filter(hold_id__in=ids, active=True).update(active=False)
        Hold.objects.everywhere().filter(id__in=ids).update(ended_at=clock.now())


def _holding(resource_ids: Iterable[UUID]) -> Any:
    held = Claim.objects.everywhere().filter(resource_id__in=list(resource_ids), active=True, hold__isnull=False)
    return held.values("hold_id")


def _release(owners: list[Visit | Hold | Closure]) -> None:
    for owner in owners:
        owner.claims.filter(active=True).update(active=False)
        if isinstance(owner, Hold | Closure) and owner.ended_at is None:
            owner.ended_at = clock.now()
            owner.save(update_fields=["ended_at"])


def _insert(clinic_id: UUID, each: Wanted, resource: Resource) -> None:
    try:
        with transaction.atomic():
            Claim.objects.create(
                clinic_id=clinic_id, resource=resource, starts=each.starts, ends=each.ends,
                visit_id=each.visit_id, hold_id=each.hold_id, closure_id=each.closure_id,
            )  # fmt: skip
    except IntegrityError as error:
        if "claims overlap" in str(error) or "weft_claims_overlap" in str(error):
            raise Refused(Reason.SLOT_TAKEN, _taken(resource)) from error
        raise


def _taken(resource: Resource) -> Words:
    match resource.kind:
        case ResourceKind.PERSON:
            return Words("This person has another visit at that time. Choose another time.")
        case ResourceKind.PRACTITIONER:
            return Words("{name} is no longer free at that time. Choose another time.", name=resource.name)
        case _:
            return Words("{name} is taken at that time. Choose another time.", name=resource.name)


def hands_on(starts: datetime, intervals: Iterable[Iterable[int]], ends: datetime) -> list[tuple[datetime, datetime]]:
    """When the practitioner is there: ``intervals`` in minutes after ``starts``; none given means all the time."""
    given = [tuple(each) for each in intervals]
    return [(starts + timedelta(minutes=a), starts + timedelta(minutes=b)) for a, b in given] or [(starts, ends)]


def practitioner(user_id: UUID) -> Resource:
    """The resource of a practitioner's hands, one for all clinics; made on first use."""
    found = Resource.objects.everywhere().filter(user_id=user_id).first()
    if found:
        return found
    from weft.records.models import User

    user = User.objects.get(id=user_id)
    made, _ = Resource.objects.everywhere().get_or_create(
        user=user, defaults={"kind": ResourceKind.PRACTITIONER, "name": user.name}
    )
    return made


def practitioners(user_ids: Iterable[UUID]) -> dict[UUID, Resource]:
    """Several of them, by user: one query once each has been made."""
    wanted = set(user_ids)
    rows = Resource.objects.everywhere().filter(user_id__in=wanted)
    found = {row.user_id: row for row in rows if row.user_id}
    return found | {each: practitioner(each) for each in wanted - found.keys()}


def person(person_id: UUID, clinic_id: UUID) -> Resource:
    """The resource of a person's own time; made on first use."""
    made, _ = Resource.objects.everywhere().get_or_create(
        person_id=person_id, defaults={"kind": ResourceKind.PERSON, "clinic_id": clinic_id}
    )
    return made
