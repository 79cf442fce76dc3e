"""Taking time: the one way in which a person, hands, a bed or a room are claimed. The database has the last word."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q

from weft.core.schedule.absence import gaps, shared
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.closed_times import spans_of
from weft.records.models import Claim, Closure, Hold, Resource, ResourceKind, Site, Visit
from weft.records.refused import Reason, Refused
from weft.records.wanted import Wanted


def claim(clinic_id: UUID, wanted: Iterable[Wanted], *, release: Iterable[Visit | Hold | Closure] = ()) -> None:
    """Claim all of ``wanted``, after letting go of what ``release`` held; all or nothing. For use inside an action.

    Raises:
        Refused: SLOT_TAKEN, with the resource and time that somebody else has.
    """
    _claim(clinic_id, wanted, list(release), None)


def claim_back(
    clinic_id: UUID, wanted: Iterable[Wanted], *, release: Iterable[Visit | Hold | Closure], since: datetime
) -> None:
    """The same for a step that is taken back: how it was at ``since``. For use inside an action.

    What stood in an absence then, and was its time at once when it left, is let go of by the absence again. An absence
    that was written since keeps what it has.

    Raises:
        Refused: SLOT_TAKEN, as `claim`.
    """
    _claim(clinic_id, wanted, list(release), since)


def _claim(
    clinic_id: UUID, wanted: Iterable[Wanted], let_go: list[Visit | Hold | Closure], since: datetime | None
) -> None:
    asked = sorted(wanted, key=lambda each: (each.resource_id, each.starts))
    resources = lock({each.resource_id for each in asked} | _closable(let_go))
    _end_expired_holds(resources)
    _release(let_go)
    taken = _from_absences(asked, since) if since else []
    for each in asked:
        _insert(clinic_id, each, resources[each.resource_id])
    _close_again(taken)


def _from_absences(asked: Iterable[Wanted], since: datetime) -> list[Wanted]:
    """What absences that stood then have of these times; they take what is left of it when the visits are back."""
    taken: list[Wanted] = []
    for each in asked:
        theirs = Claim.objects.everywhere().filter(  # hands cross clinics
            resource_id=each.resource_id, starts__lt=each.ends, ends__gt=each.starts, active=True,
            closure__isnull=False, closure__made_at__lte=since,
        )  # fmt: skip
        taken += _times(theirs)
        theirs.update(active=False)
    return taken


def release(*owners: Visit | Hold | Closure) -> None:
    """Let go of everything that these hold. For use inside an action.

    What an absence could take is locked first: an absence that is written or called off at this moment waits for us, or
    we for it. Else its time could stay free in it, or taken after it.
    """
    lock(_closable(owners))
    _release(list(owners))


def close(closure: Closure) -> None:
    """Claim for an absence or a closure whatever is free of its time. For use inside an action.

    What is booked in it already keeps its claims, until it is moved or cancelled: then the closure takes the time.
    """
    if closure.site_id:
        _lock_sites(closure.clinic_id)
    _take([closure])


def close_new(clinic_id: UUID) -> None:
    """What was added to a clinic is closed for as long as everything else there: the absences that stand take it too.

    For use inside an action, once it has written a bed or room, somebody who works here, or their hours; which ones it
    was is nobody's to say, so that none is forgotten. The sites are locked: a closure that is written at this moment
    waits for us and finds what is new, or we wait for it and find the closure.
    """
    _lock_sites(clinic_id)
    standing = Closure.objects.within(clinic_id).filter(ended_at__isnull=True, ends__gt=clock.now())
    _take(list(standing.order_by("id").select_for_update(no_key=True)))


def _lock_sites(clinic_id: UUID) -> None:
    list(Site.objects.within(clinic_id).order_by("id").select_for_update(no_key=True))


def _take(closures: list[Closure]) -> None:
    """Whatever is free of the time of these, all of one clinic."""
    spans = [each for kept in spans_of(closures).values() for each in kept]
    if not spans:
        return
    _end_expired_holds(lock({each.resource_id for each in spans}), waits=True)
    _fill(closures[0].clinic_id, spans)


def reopen(closure: Closure) -> None:
    """Let go of what an absence or a closure took, and end it. For use inside an action."""
    lock({each.resource_id for each in spans_of([closure])[closure.id]} | _closable([closure]))
    _release([closure])


def lock(resource_ids: Iterable[UUID]) -> dict[UUID, Resource]:
    """Lock the resources, always in the order of their ids: rivals wait for each other instead of deadlocking.

    ``no_key``: a visit just written already shares its bed's key with rivals; a full lock would wait for them, and
    they for us.
    """
    rows = Resource.objects.everywhere().filter(id__in=list(resource_ids)).order_by("id")  # hands cross clinics
    return {row.id: row for row in rows.select_for_update(no_key=True)}


def _end_expired_holds(resource_ids: Iterable[UUID], *, waits: bool = False) -> None:
    """After the locks, so that two rivals do not end the same hold in opposite order.

    Skipping a hold that a rival is ending is safe: our insert waits for the rival's claims. Who takes what is free has
    to wait: the rival does not know of them yet.
    """
    expired = Hold.objects.everywhere().filter(
        ended_at__isnull=True, expires__lte=clock.now(), id__in=_holding(resource_ids)
    )
    ids = list(expired.order_by("id").select_for_update(skip_locked=not waits).values_list("id", flat=True))
    if ids:
        held = Claim.objects.everywhere().filter(hold_id__in=ids, active=True)
        freed = _times(held)
        held.update(active=False)
        Hold.objects.everywhere().filter(id__in=ids).update(ended_at=clock.now())
        _close_again(freed)


def _holding(resource_ids: Iterable[UUID]) -> Any:
    held = Claim.objects.everywhere().filter(resource_id__in=list(resource_ids), active=True, hold__isnull=False)
    return held.values("hold_id")


def _release(owners: list[Visit | Hold | Closure]) -> None:
    freed: list[Wanted] = []
    for owner in owners:
        mine = owner.claims.filter(active=True)
        freed += _times(mine)
        mine.update(active=False)
        if isinstance(owner, Hold | Closure) and owner.ended_at is None:
            owner.ended_at = clock.now()
            owner.save(update_fields=["ended_at"])
    _close_again(freed)


def _closable(owners: Iterable[Visit | Hold | Closure]) -> set[UUID]:
    """Of what these hold the hands, beds and rooms; no absence takes a person's own time."""
    if not (rows := list(owners)):
        return set()
    ids = [row.id for row in rows]
    held = Claim.objects.everywhere().filter(  # hands cross clinics
        Q(visit_id__in=ids) | Q(hold_id__in=ids) | Q(closure_id__in=ids), active=True
    )
    return set(held.exclude(resource__kind=ResourceKind.PERSON).values_list("resource_id", flat=True))


def _times(rows: Any) -> list[Wanted]:
    return [Wanted(*each) for each in rows.values_list("resource_id", "starts", "ends")]


def _close_again(freed: list[Wanted]) -> None:
    """What was booked before somebody was away, and is let go now, is theirs no more: the absence takes it."""
    if not freed:
        return
    first, last = min(each.starts for each in freed), max(each.ends for each in freed)
    closed = Closure.objects.everywhere().filter(ended_at__isnull=True, starts__lt=last, ends__gt=first)  # hands cross
    by_clinic: dict[UUID, list[Closure]] = {}
    for row in closed:
        by_clinic.setdefault(row.clinic_id, []).append(row)
    for clinic_id, rows in by_clinic.items():
        spans = [each for kept in spans_of(rows).values() for each in kept]
        _fill(clinic_id, [each for one in freed for each in _in(one, spans)])


def _in(freed: Wanted, spans: Iterable[Wanted]) -> list[Wanted]:
    both = [
        (each, shared((each.starts, each.ends), (freed.starts, freed.ends)))
        for each in spans
        if each.resource_id == freed.resource_id
    ]
    return [Wanted(each.resource_id, *time, closure_id=each.closure_id) for each, time in both if time]


def _fill(clinic_id: UUID, spans: Iterable[Wanted]) -> None:
    """Claim what nobody has of these times; one after the other, so that two closures of one time do not meet."""
    asked = sorted(spans, key=lambda each: (each.resource_id, each.starts))
    if not asked:
        return
    resources = {row.id: row for row in Resource.objects.everywhere().filter(id__in={e.resource_id for e in asked})}
    first, last = min(each.starts for each in asked), max(each.ends for each in asked)
    taken: dict[UUID, list[tuple[datetime, datetime]]] = {}
    standing = Claim.objects.everywhere().filter(
        resource_id__in=resources, active=True, starts__lt=last, ends__gt=first
    )
    for resource_id, starts, ends in standing.values_list("resource_id", "starts", "ends"):
        taken.setdefault(resource_id, []).append((starts, ends))
    for each in asked:
        own = taken.setdefault(each.resource_id, [])
        for starts, ends in gaps(each.starts, each.ends, own):
            part = Wanted(each.resource_id, starts, ends, closure_id=each.closure_id)
            _insert(clinic_id, part, resources[each.resource_id])
            own.append((starts, ends))


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
