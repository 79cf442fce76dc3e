"""What both halves of a trip show: the visit, what happened in it, what was told, and the signed record."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from weft.core.screen.clearance import Reason as Caution
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.aftercare import AftercareLine
from weft.core.treat.facts import TreatFacts
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Member, NotFound, PersonSeen, Purpose, person_for, row_of
from weft.records.clearances import Cleared
from weft.records.heeded import cautions_of
from weft.records.live import Live, live
from weft.records.local import wall_time
from weft.records.models import Aftercare, Draft, Membership, SessionRecord, Visit
from weft.records.refused import Reason, Refused

KINDS_OF_TRIP = ("treatment", "maintenance")


@dataclass(frozen=True, slots=True)
class VisitSeen:
    """A visit as its page heads itself."""

    id: UUID
    discipline: str
    state: str
    day: date
    starts: time
    place_id: UUID | None
    place: str
    practitioner: str
    is_mine: bool
    """Booked with the member who looks."""
    is_today: bool


@dataclass(frozen=True, slots=True)
class EventSeen:
    """One line of what happened."""

    kind: str
    at: time
    by: str
    count: int | None
    note: str
    """What was found or said, as it was typed."""


@dataclass(frozen=True, slots=True)
class ToldSeen:
    """A hand-over: one line from the other half."""

    words: str
    avoid: str
    by: str
    day: date
    at: time


@dataclass(frozen=True, slots=True)
class AmendmentSeen:
    """What was added to a signed record."""

    text: str
    reason: str
    by: str
    day: date


@dataclass(frozen=True, slots=True)
class DoneSeen:
    """One thing done in a movement session."""

    name: Words
    sets: int | None
    reps: int | None
    minutes: int | None
    effort: str | None


@dataclass(frozen=True, slots=True)
class RecordSeen:
    """A signed record, with what was added and what the person was told."""

    id: UUID
    signed_as: str
    day: date
    at: time
    content: dict[str, Any]
    done: tuple[DoneSeen, ...]
    """Items of a movement record, by the names they had then."""
    amendments: tuple[AmendmentSeen, ...]
    aftercare: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a modality may start for this person, and what must be heeded."""

    stops: Words | None
    """Why it may not start now, and the way out."""
    cautions: tuple[Caution, ...]
    blocked_points: tuple[str, ...]
    why: Reason | None = None
    """BLOCKED: somebody decides. MISSING: somebody asks again."""


def visit_seen(visit: Visit, by: Member) -> VisitSeen:
    """The visit's own facts."""
    return VisitSeen(
        id=visit.id, discipline=visit.discipline, state=visit.state, day=visit.local_date, starts=visit.local_start,
        place_id=visit.place_id, place=visit.place.name if visit.place else "",
        practitioner=visit.practitioner.user.name,
        is_mine=visit.practitioner.user_id == by.user_id,
        is_today=visit.local_date == clock.today(visit.zone),
    )  # fmt: skip


def log_of(found: Live) -> tuple[EventSeen, ...]:
    """Everything that happened, in order."""
    zone = found.visit.zone
    return tuple(
        EventSeen(row.kind, wall_time(row.at, zone).time(), row.by.name, row.count, row.note or _found(row.details))
        for row in found.rows
    )


def _found(details: dict[str, Any]) -> str:
    said = (details.get(name) for name in ("finding", "value"))
    return next((str(each) for each in said if each is not None), "")


def record_of(visit: Visit) -> RecordSeen | None:
    """The signed record of a visit."""
    return record_seen(signed_records(visit).filter(visit=visit).first(), visit)


def signed_records(visit: Visit) -> Any:
    """Signed records of the visit's clinic, each with what the person was told after it (``aftercare``)."""
    told = Aftercare.objects.within(visit.clinic_id).filter(visit=OuterRef("visit")).order_by("-at")
    rows = SessionRecord.objects.within(visit.clinic_id).filter(signed_at__isnull=False)
    return rows.annotate(aftercare=Subquery(told.values("content")[:1]))


def record_seen(row: Any, visit: Visit) -> RecordSeen | None:
    """One of `signed_records`: one query for what was added."""
    if row is None:
        return None
    at = wall_time(row.signed_at, visit.zone)
    added = row.amendments.select_related("by").order_by("at")
    return RecordSeen(
        id=row.id, signed_as=row.signed_as, day=at.date(), at=at.time(), content=row.content, done=_done(row.content),
        amendments=tuple(
            AmendmentSeen(each.text, each.reason, each.by.name, wall_time(each.at, visit.zone).date()) for each in added
        ),
        aftercare=_aftercare(row.aftercare),
    )  # fmt: skip


def _done(content: dict[str, Any]) -> tuple[DoneSeen, ...]:
    names = {each: from_json(Words, name) for each, name in content.get("names", {}).items()}
    return tuple(
        DoneSeen(
            names.get(item["id"], Words(item["id"])), item["sets"], item["reps"], item["minutes"], item["effort"]
        )
        for item in content.get("items", [])
    )  # fmt: skip


def _aftercare(content: dict[str, Any] | None) -> tuple[Words, ...]:
    return tuple(each.text for each in from_json(tuple[AftercareLine, ...], content["lines"])) if content else ()


def standing_by(judge: Callable[[], Cleared]) -> Standing:
    """What a judgement says of starting, whatever it rests on."""
    try:
        cleared = judge()
    except Refused as no:
        return Standing(no.words, (), (), no.reason)
    return Standing(None, cautions_of(cleared), cleared.blocked_points)


def reaction_choices(accepted: TreatFacts) -> tuple[tuple[str, str], ...]:
    """Every unwanted event that the clinic accepts, as code and name (message ids)."""
    return tuple(
        (f"{group.id}.{each.code}", each.name) for group in accepted.reactions.values() for each in group.reactions
    )


def draft_of(visit: Visit, form: str, by: Member) -> tuple[dict[str, Any], time | None]:
    """What the member typed and did not sign, and when it was kept."""
    rows = Draft.objects.within(visit.clinic_id).filter(author_id=by.user_id, form=form, subject=visit.id)
    row = rows.first()
    return (row.content, wall_time(row.saved_at, visit.zone).time()) if row else ({}, None)


def others_to_count(by: Member, staff: Iterable[Membership]) -> tuple[tuple[UUID, str], ...]:
    """Everybody else of those who work here, for a second count: user id and name."""
    return tuple((row.user_id, row.user.name) for row in staff if row.user_id != by.author_id)


def signed_record(visit_id: UUID, *, by: Member) -> UUID:
    """Id of the visit's signed record.

    Raises:
        NotFound: Unknown, another clinic's, or not signed.
    """
    visit = row_of(Visit, by, visit_id)
    rows = SessionRecord.objects.within(by.clinic_id).filter(visit=visit, signed_at__isnull=False)
    found = rows.values_list("id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def treated_as(visit_id: UUID, *, by: Member) -> str:
    """Which page shows the visit now: ``needles`` (also for dry needles that are in) or ``movement``.

    Raises:
        NotFound: Unknown, another clinic's, or of a discipline without such a page.
    """
    visit = row_of(Visit, by, visit_id)
    if visit.discipline not in {NEEDLES, MOVEMENT}:
        raise NotFound
    return NEEDLES if live(visit).count.still_in else visit.discipline


def person_of(visit_id: UUID, *, by: Member) -> PersonSeen:
    """Whose visit it is.

    Raises:
        NotFound: Unknown, or another clinic's.
        NotAllowed: Without the record.
    """
    return person_for(by, row_of(Visit, by, visit_id).person_id, Purpose.CARE)
