"""The needle page: what a practitioner must know and count, from first point to signature."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.checks import check_due, ends_at
from weft.core.treat.count import Count, SecondCheck, may_sign, second_check
from weft.core.treat.facts import PointCaution
from weft.core.treat.handover import last_told_of_balance
from weft.core.treat.points import CAUTION_WORDS, PointNotice, point_notices
from weft.library.knowledge import knowledge
from weft.records import clock, live
from weft.records.access import Member, NotFound, PersonSeen, Purpose, person_for, row_of
from weft.records.actions.treat_needles import planned_minutes
from weft.records.actions.treat_notes import other_half
from weft.records.actions.treat_sign import FORM
from weft.records.agreed import live_agreements
from weft.records.live import Live
from weft.records.models import EventKind, Resource, ResourceKind, SessionRecord, Visit
from weft.records.reads import treat_seen as seen
from weft.records.reads.treat_seen import EventSeen, RecordSeen, Standing, ToldSeen, VisitSeen


@dataclass(frozen=True, slots=True)
class Timer:
    """The time the needles stay in."""

    minutes: int
    in_at: datetime | None
    """Wall time of the first needle."""
    ends_at: datetime | None
    """The instant (aware)."""
    left: timedelta
    check_minutes: int | None
    """The check that is due."""


@dataclass(frozen=True, slots=True)
class PointSeen:
    """One point that was used at this visit."""

    code: str
    side: str
    needles: int
    where: str
    """In plain words; for a sore spot as typed."""


@dataclass(frozen=True, slots=True)
class NeedlePage:
    """Everything that the page shows. Nothing in it counts for anybody: the out-count is never prefilled."""

    visit: VisitSeen
    person: PersonSeen
    trip: int
    now: datetime
    standing: Standing
    has_agreed: bool
    reactions: tuple[tuple[Words, date], ...]
    told: ToldSeen | None
    """What movement told after last time."""
    count: Count
    timer: Timer
    points: tuple[PointSeen, ...]
    notices: tuple[PointNotice, ...]
    last_points: str
    """Last time's points, as one would type them."""
    places: tuple[tuple[UUID, str], ...]
    may_sign: bool
    why_not: Words
    """Why it cannot be signed yet, or that all is out."""
    second: SecondCheck
    others: tuple[tuple[UUID, str], ...]
    has_report: bool
    balance: str
    """faint | not_steady | steady, or empty."""
    movement_with: str
    """Who takes the movement half; empty without one, or when it is the same pair of hands."""
    log: tuple[EventSeen, ...]
    draft: dict[str, Any]
    record: RecordSeen | None
    reaction_choices: tuple[tuple[str, str], ...]


def needle_page(visit_id: UUID, *, by: Member) -> NeedlePage:
    """The needle half of a trip.

    Raises:
        NotFound: Unknown, another clinic's, or not a needle visit.
        NotAllowed: Without the record.
    """
    visit = row_of(Visit, by, visit_id)
    person = person_for(by, visit.person_id, Purpose.CARE)
    if visit.discipline != NEEDLES:
        raise NotFound
    found = live.live(visit)
    gate = may_sign(found.events, found.has_report)
    standing = seen.standing_of(visit, "needling", by)
    others = seen.others_to_count(by)
    points = _points(found)
    other = other_half(visit)
    is_other = other is not None and other.practitioner.user_id != by.user_id
    return NeedlePage(
        visit=seen.visit_seen(visit, by), person=person, trip=seen.trip_number(visit), now=clock.now(),
        standing=standing, has_agreed=_has_agreed(visit), reactions=seen.reactions_before(visit),
        told=seen.told_before(visit, MOVEMENT), count=found.count, timer=_timer(found), points=points,
        notices=_notices(points, standing),
        last_points=_last_points(visit), places=_places(by), may_sign=gate.is_open, why_not=gate.why.words,
        second=second_check(knowledge().treat.needle_count, found.count, others_present=bool(others)), others=others,
        has_report=found.has_report, balance=last_told_of_balance(found.events) or "",
        movement_with=other.practitioner.user.name if other and is_other else "", log=seen.log_of(found),
        draft=seen.draft_of(visit, FORM, by)[0], record=seen.record_of(visit),
        reaction_choices=seen.reaction_choices(by),
    )  # fmt: skip


def _notices(points: tuple[PointSeen, ...], standing: Standing) -> tuple[PointNotice, ...]:
    """What to heed at the points; the caution for pregnancy speaks only by blocking, when somebody is pregnant."""
    codes = dict.fromkeys(point.code for point in points)
    found = point_notices(knowledge().treat, codes, standing.blocked_points)
    return tuple(each for each in found if each.words != CAUTION_WORDS[PointCaution.PREGNANCY])


def _has_agreed(visit: Visit) -> bool:
    return "needling" in live_agreements(visit.person_id, visit.clinic_id)


def _timer(found: Live) -> Timer:
    first = found.first(EventKind.NEEDLES_IN)
    if first is None:
        return Timer(planned_minutes(found.visit), None, None, timedelta(0), None)
    now, ends = clock.now(), ends_at(first.at, first.details["minutes"])
    looked_in = [row.at for row in found.rows if row.kind == EventKind.CHECK]
    due = check_due(knowledge().treat.retention, first.at, looked_in, now) if found.count.still_in else None
    in_at = seen.local(first.at, found.visit.zone)
    return Timer(first.details["minutes"], in_at, ends, ends - now, due if now < ends else None)


def _points(found: Live) -> tuple[PointSeen, ...]:
    put_in = [row for row in found.rows if row.kind == EventKind.NEEDLES_IN]
    known = knowledge().treat.points
    return tuple(
        PointSeen(
            point["code"], point["side"], point["needles"],
            point["where"] or (known[point["code"]].place if point["code"] in known else ""),
        )
        for row in put_in
        for point in row.details["points"]
    )  # fmt: skip


def _last_points(visit: Visit) -> str:
    rows = SessionRecord.objects.within(visit.clinic_id).filter(
        person_id=visit.person_id, discipline=NEEDLES, signed_at__isnull=False, visit__starts__lt=visit.starts
    )
    last = rows.order_by("-visit__starts").first()
    points = last.content.get("points", []) if last else []
    return ", ".join(_typed(point) for point in points)


def _typed(point: dict[str, Any]) -> str:
    usual = 2 if point["side"] == "both" else 1
    many = f"x{point['needles']}" if point["needles"] != usual else ""
    return " ".join(part for part in (point["code"], point["where"], point["side"][0], many) if part).lower()


def _places(by: Member) -> tuple[tuple[UUID, str], ...]:
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    rows = Resource.objects.within(by.clinic_id).filter(kind__in=kinds, active=True).order_by("position", "name")
    return tuple(rows.values_list("id", "name"))
