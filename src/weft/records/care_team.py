"""Who cares for whom, and to which clinicians a record is open without asking.

The **care team** of a person: their own practitioners; who has seen them within the last 90 days, or is booked to; who
wrote or signed something of the care that is open now; and whoever a task about them was given to.

Besides, nobody is asked

* while nobody of their discipline has the person: somebody new is examined by whoever is free;
* while a treatment with needles goes on: whoever is near helps, looks, and takes them out;
* after somebody fainted: whoever is there sees what was done;
* while a red answer of the person's waits and nobody has taken it: whoever is free reads it.

Everybody else says why first (`records.actions.opening`); that opens the record until the clinic's day is over.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records import clock
from weft.records.member import Job, Member
from weft.records.models import (
    Assessment,
    AssessmentPart,
    EpisodeState,
    Event,
    EventKind,
    Person,
    PlanVersion,
    RecordOpening,
    SessionRecord,
    Task,
    Visit,
    VisitState,
)

LATELY = timedelta(days=90)
"""So long after a visit its practitioner is still in the care team."""
AT_HAND = timedelta(hours=3)
"""Needles that went in longer ago are not in any more, only unsigned; a faint is over."""
OPEN = EpisodeState.OPEN
RED_ANSWER = "red_answer"
"""`screenings.RED_ANSWER`, which comes through the door and cannot be asked from here."""
OWN = {NEEDLES: "needles_by", MOVEMENT: "movement_by"}
"""Who is the person's own practitioner of a discipline."""


def cares_for(by: Member, person: str = "pk") -> Q:
    """On rows that name a person in the column ``person``: the member has a part in their care.

    Who is their own practitioner for needles or movement is asked beside it.
    """
    seen = _visits(by, person).filter(practitioner_id=by.membership_id)
    return (
        Q(Exists(seen))
        | Q(Exists(_rows(Assessment, by, person).filter(by_id=by.user_id, episode__state=OPEN)))
        | Q(Exists(_rows(AssessmentPart, by, person).filter(signed_by_id=by.user_id, assessment__episode__state=OPEN)))
        | Q(Exists(_rows(PlanVersion, by, person).filter(by_id=by.user_id, plan__episode__state=OPEN)))
        | Q(Exists(_rows(SessionRecord, by, person).filter(signed_by_id=by.user_id, visit__episode__state=OPEN)))
    )


def is_open_to(by: Member) -> Case:
    """On people: whether a record is open to this member without a reason. A part of the query that fetches them."""
    tasks = _rows(Task, by).filter(done_at__isnull=True)
    is_open = (
        Q(needles_by_id=by.membership_id)
        | Q(movement_by_id=by.membership_id)
        | cares_for(by)
        | Q(Exists(tasks.filter(owner_id=by.membership_id)))
        | Q(Exists(tasks.filter(kind=RED_ANSWER, owner__isnull=True)))
        | _is_nobodys(by)
    )
    just_now = _rows(Event, by).filter(at__gt=clock.now() - AT_HAND)
    is_open |= Q(Exists(just_now.filter(kind=EventKind.FAINT)))
    if by.may(Job.NEEDLES) or by.may(Job.MOVEMENT):
        is_open |= Q(Exists(just_now.filter(kind=EventKind.NEEDLES_IN, visit__state=VisitState.IN_TREATMENT)))
    return Case(When(is_open, then=Value(True)), default=Value(False))


def readable(by: Member) -> QuerySet[Person]:
    """People whose record is open to this member now, with or without a reason: for lists, inside their own query."""
    rows = Person.objects.within(by.clinic_id)
    if not by.may(Job.RECORD):
        return rows.none()
    found: QuerySet[Person] = rows.alias(is_open=is_open_to(by)).filter(Q(is_open=True) | Q(Exists(openings(by))))
    return found


def openings(by: Member, person: str = "pk") -> QuerySet[RecordOpening]:
    """On rows that name a person: the reasons with which this member has the record open now."""
    mine = {"membership_id": by.membership_id, "until__gt": clock.now()}
    rows: QuerySet[RecordOpening] = _rows(RecordOpening, by, person).filter(**mine)
    return rows


def _is_nobodys(by: Member) -> Q:
    """Of one of the member's disciplines nobody has the person; for who has none: nobody at all has."""
    free = [_is_free(by, discipline) for discipline in sorted(by.disciplines)]
    if not free:
        return _is_free(by, NEEDLES) & _is_free(by, MOVEMENT)
    found = free[0]
    for each in free[1:]:
        found |= each
    return found


def _is_free(by: Member, discipline: str) -> Q:
    """Nobody who still works here is the person's own of the discipline, has seen them lately or is booked to."""
    has = _visits(by).filter(discipline=discipline, practitioner__active=True, practitioner__user__is_active=True)
    nobody = ~Q(Exists(has))
    own = OWN.get(discipline)
    if own is None:
        return nobody
    left = Q(**{f"{own}__active": False}) | Q(**{f"{own}__user__is_active": False})
    return nobody & (Q(**{f"{own}__isnull": True}) | left)


def _visits(by: Member, person: str = "pk") -> QuerySet[Visit]:
    rows: QuerySet[Visit] = _rows(Visit, by, person)
    return rows.filter(starts__gt=clock.now() - LATELY).exclude(state=VisitState.CANCELLED)


def _rows(model: Any, by: Member, person: str = "pk") -> Any:
    return model.objects.within(by.clinic_id).filter(person_id=OuterRef(person))
