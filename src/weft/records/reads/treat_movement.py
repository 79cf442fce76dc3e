"""The movement page: what the needles left, how long the window is open, the plan as a checklist."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from weft.core.plan.plan import HomeExercise
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.handover import WAITS, Window, last_told_of_balance, may_start_movement, window_at
from weft.core.treat.same_day import Ceiling
from weft.library.knowledge import knowledge
from weft.records import clock, live
from weft.records.access import Member, NotFound, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.actions.treat_movement import FORM, ceiling_of, window_opened_at
from weft.records.models import EventKind, SessionRecord, Visit, VisitState
from weft.records.planned import PlanItem, planned_for
from weft.records.reads import treat_seen as seen
from weft.records.reads.treat_seen import EventSeen, RecordSeen, Standing, ToldSeen, VisitSeen


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One line of the checklist: the plan's dose, and last time beside today."""

    item: PlanItem
    last: dict[str, Any] | None
    """core.treat.session.ItemDone of last time, as stored; None when it is new."""


@dataclass(frozen=True, slots=True)
class MovementPage:
    """Everything that the page shows."""

    visit: VisitSeen
    person: PersonSeen
    trip: int
    now: datetime
    standing: Standing
    told: ToldSeen | None
    """What the needles told."""
    has_needles_today: bool
    waits: Words | None
    """Why movement cannot start yet."""
    window: Window | None
    window_minutes: int
    is_started: bool
    balance: str
    """faint | not_steady | steady of this visit or the needles' of today, or empty."""
    ceiling: Ceiling | None
    """None on a day without needles."""
    items: tuple[ItemSeen, ...]
    extras: tuple[tuple[str, str], ...]
    """Other modalities of the lane: id and name."""
    home: tuple[HomeExercise, ...]
    phase: Words | None
    tells: str
    """Who reads the line for the needles; empty when it is the same pair of hands."""
    log: tuple[EventSeen, ...]
    draft: dict[str, Any]
    record: RecordSeen | None
    reaction_choices: tuple[tuple[str, str], ...]


def movement_page(visit_id: UUID, *, by: Member) -> MovementPage:
    """The movement half of a trip.

    Raises:
        NotFound: Unknown, another clinic's, or not a movement visit.
        NotAllowed: Without the record.
    """
    visit = row_of(Visit, by, visit_id)
    person = person_for(by, visit.person_id, Purpose.CARE)
    if visit.discipline != MOVEMENT:
        raise NotFound
    found, planned = live.live(visit), planned_for(visit)
    today = live.today(visit)
    has_needles = any(each.count.needles_in for each in today if each.visit.id != visit.id)
    told, window = seen.told_before(visit, NEEDLES), _window(visit)
    balance = next((last for each in today if (last := last_told_of_balance(each.events)) in WAITS), None)
    return MovementPage(
        visit=seen.visit_seen(visit, by), person=person, trip=seen.trip_number(visit), now=clock.now(),
        standing=seen.standing_of(visit, "exercise", by), told=told, has_needles_today=has_needles,
        waits=_waits(today), window=window, window_minutes=clinic_of(by.clinic_id).window_minutes,
        is_started=visit.state in {VisitState.IN_TREATMENT, VisitState.DONE}, ceiling=ceiling_of(visit),
        balance=balance or last_told_of_balance(found.events) or "",
        items=_items(visit, planned.items()), extras=_extras(planned.items()), home=planned.home,
        phase=planned.phase.name if planned.phase else None, tells=_needles_by(visit, by), log=seen.log_of(found),
        draft=seen.draft_of(visit, FORM, by)[0], record=seen.record_of(visit),
        reaction_choices=seen.reaction_choices(by),
    )  # fmt: skip


def _waits(today: tuple[live.Live, ...]) -> Words | None:
    gates = (may_start_movement(each.events, each.has_report) for each in today)
    return next((gate.why.words for gate in gates if not gate.is_open), None)


def _window(visit: Visit) -> Window | None:
    """The window now; at the moment movement began once it has."""
    opened = window_opened_at(visit)
    if opened is None:
        return None
    started = live.live(visit).first(EventKind.STARTED)
    moment = started.at if started and started.at >= opened else max(clock.now(), opened)
    return window_at(opened, moment, clinic_of(visit.clinic_id).window_minutes)


def _items(visit: Visit, items: tuple[PlanItem, ...]) -> tuple[ItemSeen, ...]:
    rows = SessionRecord.objects.within(visit.clinic_id).filter(
        person_id=visit.person_id, discipline=MOVEMENT, signed_at__isnull=False, visit__starts__lt=visit.starts
    )
    last: dict[str, dict[str, Any]] = {}
    for row in rows.order_by("visit__starts"):
        last |= {item["id"]: item for item in row.content.get("items", [])}
    return tuple(ItemSeen(item, last.get(item.id)) for item in items)


def _extras(items: tuple[PlanItem, ...]) -> tuple[tuple[str, str], ...]:
    """What else the lane may give; exercise comes by the plan, dry needles on a page that counts them."""
    planned = {item.modality for item in items} | {"dry_needling"}
    modalities = knowledge().disciplines[MOVEMENT].modalities
    return tuple((each, knowledge().modalities[each].name) for each in modalities if each not in planned)


def _needles_by(visit: Visit, by: Member) -> str:
    rows = Visit.objects.within(visit.clinic_id).filter(person_id=visit.person_id, discipline=NEEDLES)
    alive = rows.exclude(state__in=live.OVER).select_related("practitioner__user")
    near = alive.filter(starts__gte=visit.starts).order_by("starts").first() or alive.order_by("-starts").first()
    if near is None or near.practitioner.user_id == by.user_id:
        return ""
    return near.practitioner.user.name
