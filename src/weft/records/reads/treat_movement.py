"""The movement page: what the needles left, the window, the plan as a checklist with last time beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from weft.core.assess.movement_tests import MovementTest
from weft.core.measure.answers import plain
from weft.core.shared.care import MOVEMENT
from weft.core.shared.modality import Modality
from weft.core.shared.words import Words
from weft.core.treat.dose_said import SaidDose, dose_words
from weft.core.treat.handover import Window, starts_within, window_at
from weft.core.treat.home_check import not_yet
from weft.core.treat.same_day import Ceiling
from weft.core.treat.session import HOME_EXERCISES_MAX, ItemDone
from weft.core.treat.since import Since, to_heed
from weft.library.knowledge import Knowledge, knowledge
from weft.records import clock
from weft.records.accepted import accepted_by
from weft.records.access import Job, Member, NotFound, PersonSeen, Purpose, person_for, row_of
from weft.records.actions.treat_measured import Measured, measured_of
from weft.records.actions.treat_movement import FORM
from weft.records.clearances import cleared, live_overrides
from weft.records.followed import SIDE_WORDS, Place, Values, sessions_before, values_from
from weft.records.heeded import flags_of
from weft.records.home_sets import Items, lines_of, now_in
from weft.records.local import wall_time
from weft.records.models import Clinic, EventKind, Screening, SessionRecord, Visit, VisitState
from weft.records.movement_day import MovementDay, Waits, day_of, is_too_early, said_dose
from weft.records.movement_noted import SaidOfIt, note_of
from weft.records.planned import PlanItem
from weft.records.reads import treat_seen as seen
from weft.records.reads.treat_movement_signed import SignedMovement, signed_movement
from weft.records.reads.treat_seen import EventSeen, RecordSeen, Standing, ToldSeen, VisitSeen
from weft.records.screenings import latest_of

EXERCISE = "exercise"
MOST_TESTS = 6


@dataclass(frozen=True, slots=True)
class ItemSeen:
    """One line of the checklist: the plan's dose, and last time beside today."""

    item: PlanItem
    dose: SaidDose
    last: Words | None
    """What was done last time, in short; None when it is new."""
    last_effort: str
    modality: Modality
    easier: str
    harder: str


@dataclass(frozen=True, slots=True)
class TestSeen:
    """One test to measure again, beside last time."""

    __test__ = False  # not for pytest

    test: MovementTest
    side: str
    title: Words
    last: str
    noise: str


@dataclass(frozen=True, slots=True)
class HomeSeen:
    """One exercise that may be done at home."""

    id: str
    name: Words
    dose: Words


@dataclass(frozen=True, slots=True)
class WaitSeen:
    """Why movement waits: for whom, and where."""

    words: Words
    who: str
    place: str
    visit_id: UUID
    is_needles: bool
    day: date | None
    """Its day, when that is not today's."""


@dataclass(frozen=True, slots=True)
class NextSeen:
    """The person's next coming."""

    day: date
    starts: time
    discipline: str


@dataclass(frozen=True, slots=True)
class MovementPage:
    """Everything that the page shows."""

    visit: VisitSeen
    person: PersonSeen
    trip: int
    now: datetime
    standing: Standing
    flags: tuple[str, ...]
    """Names of the precautions that speak about anything, not about exercise alone; message ids."""
    told: ToldSeen | None
    """What the needles told."""
    has_needles_today: bool
    waits: WaitSeen | None
    is_too_early: bool
    window: Window | None
    window_minutes: int
    is_started: bool
    balance: str
    """faint | not_steady | steady of this visit or the needles' of today, or empty."""
    ceiling: Ceiling | None
    """None on a day without needles."""
    items: tuple[ItemSeen, ...]
    extras: tuple[Modality, ...]
    """Other modalities of the lane."""
    home: tuple[HomeSeen, ...]
    """The set that holds now."""
    home_more: tuple[HomeSeen, ...]
    """What else may come home."""
    heed: tuple[Words, ...]
    """What was said last time that must be read first."""
    tests: tuple[TestSeen, ...]
    values: Values
    phase: Words | None
    tells: str
    """Who reads the line for the needles; empty when it is the same pair of hands."""
    next_visit: NextSeen | None
    may_dry_needle: bool
    log: tuple[EventSeen, ...]
    draft: dict[str, Any]
    record: RecordSeen | None
    signed: SignedMovement | None
    reaction_choices: tuple[tuple[str, str], ...]
    planned: dict[str, PlanItem]
    in_window: bool | None
    """Whether movement began inside the window; None without one, or before it began."""

    def note(self, items: Sequence[ItemDone], said: SaidOfIt, measured: Sequence[Measured]) -> tuple[Words, ...]:
        """The note as these taps write it, in sentences."""
        return note_of(self.planned, items, said, measured, in_window=self.in_window)

    def measured(self, name: str, side: str, now: Decimal) -> Measured | None:
        """What one value of today says beside last time's."""
        found = next((each.test for each in self.tests if each.test.id == name), None)
        return measured_of(found, side, now, self.values) if found else None


def movement_page(visit_id: UUID, *, by: Member) -> MovementPage:
    """The movement half of a trip: at most twelve queries.

    Raises:
        NotFound: Unknown, another clinic's, or not a movement visit.
        NotAllowed: Without the record.
    """
    visit = row_of(Visit, by, visit_id)
    person = person_for(by, visit.person_id, Purpose.CARE)
    if visit.discipline != MOVEMENT:
        raise NotFound
    clinic = Clinic.objects.get(id=by.clinic_id)
    known = accepted_by(clinic)
    day = day_of(visit)
    is_signed = day.visit.state == VisitState.DONE
    is_open = day.visit.state == VisitState.IN_TREATMENT
    sessions = () if is_signed else sessions_before(day.visit)
    values = values_from(day.visit, sessions) if is_open else Values()
    home = _home(day.home(), day)
    record = seen.record_of(day.visit) if is_signed else None
    answers = None if is_signed else latest_of(visit.person_id, by.clinic_id)
    waits = None if is_signed or is_open else day.waits()
    return MovementPage(
        visit=seen.visit_seen(day.visit, by), person=person, trip=day.trip(), now=clock.now(),
        standing=Standing(None, (), ()) if is_signed else _standing(answers, day.visit, by),
        flags=flags_of(answers) if answers else (), told=_told(day),
        has_needles_today=bool(day.needled_before), waits=_waits(waits, day.visit),
        is_too_early=is_too_early(day.visit), window=_window(day, clinic.window_minutes),
        window_minutes=clinic.window_minutes, is_started=is_open or is_signed, balance=day.balance(),
        ceiling=day.ceiling(), items=_items(day.planned.items(), sessions),
        extras=_extras(day.planned.items()), home=home, home_more=_home_more(home, day, known),
        heed=_heed(sessions), tests=_tests(values, known), values=values,
        phase=day.planned.phase.name if day.planned.phase else None, tells=_reader(day, by), next_visit=_next(day),
        may_dry_needle=by.may(Job.MOVEMENT) and day.agreed_to_dry_needles(), log=seen.log_of(day.own),
        draft=seen.draft_of(day.visit, FORM, by)[0] if is_open else {}, record=record,
        signed=signed_movement(record.content) if record else None, reaction_choices=seen.reaction_choices(known.treat),
        planned={item.id: item for item in day.planned.items()}, in_window=_in_window(day, clinic.window_minutes),
    )  # fmt: skip


def _standing(row: Screening | None, visit: Visit, by: Member) -> Standing:
    now = clock.now()
    lifted = live_overrides(row, EXERCISE, now, visit.id) if row else ()
    return seen.standing_by(lambda: cleared(row, lifted, EXERCISE, now, by=by))


def _waits(waits: Waits | None, visit: Visit) -> WaitSeen | None:
    if waits is None:
        return None
    held = waits.visit
    return WaitSeen(
        waits.words, held.practitioner.user.name, held.place.name if held.place else "", held.id,
        held.id != visit.id and held.discipline != MOVEMENT,
        held.local_date if held.local_date != visit.local_date else None,
    )  # fmt: skip


def _told(day: MovementDay) -> ToldSeen | None:
    row = day.told()
    if row is None:
        return None
    said = row.told  # type: ignore[attr-defined]  # annotated
    at = wall_time(row.told_at, day.visit.zone)  # type: ignore[attr-defined]  # annotated
    return ToldSeen(said["words"], said.get("avoid", ""), row.told_by, at.date(), at.time())  # type: ignore[attr-defined]  # annotated


def _window(day: MovementDay, minutes: int) -> Window | None:
    """The window now; at the moment movement began once it has."""
    opened = day.window_opened_at
    if opened is None:
        return None
    started = day.own.first(EventKind.STARTED)
    moment = started.at if started and started.at >= opened else max(clock.now(), opened)
    return window_at(opened, moment, minutes)


def _in_window(day: MovementDay, minutes: int) -> bool | None:
    opened, started = day.window_opened_at, day.own.first(EventKind.STARTED)
    if opened is None or started is None or started.at < opened:
        return None
    return starts_within(opened, started.at, minutes)


def _items(items: Iterable[PlanItem], sessions: Iterable[SessionRecord]) -> tuple[ItemSeen, ...]:
    last: dict[str, dict[str, Any]] = {}
    for row in sessions:
        last |= {item["id"]: item for item in row.content.get("items", [])}
    return tuple(_item(item, last.get(item.id)) for item in items)


def _item(item: PlanItem, last: dict[str, Any] | None) -> ItemSeen:
    exercise = knowledge().plan.exercises.get(item.id)
    done = dose_words(last.get("sets"), last.get("reps"), last.get("minutes")) or Words("done") if last else None
    return ItemSeen(
        item, said_dose(item), done, (last or {}).get("effort") or "", knowledge().modalities[item.modality],
        exercise.easier if exercise else "", exercise.harder if exercise else "",
    )  # fmt: skip


def _extras(items: Iterable[PlanItem]) -> tuple[Modality, ...]:
    """What else the lane may give; exercise comes by the plan, dry needles on a page that counts them."""
    planned = {item.modality for item in items} - {"manual_therapy"} | {"dry_needling", "exercise"}
    return tuple(
        knowledge().modalities[each] for each in knowledge().disciplines[MOVEMENT].modalities if each not in planned
    )


def _home(items: Items | None, day: MovementDay) -> tuple[HomeSeen, ...]:
    """The set that holds; else the phase's own."""
    if items is None:
        return tuple(HomeSeen(each.id, each.name, each.dose) for each in day.planned.home[:HOME_EXERCISES_MAX])
    return tuple(HomeSeen(each.exercise.id, each.name, each.dose) for each in lines_of(items))


def _home_more(home: tuple[HomeSeen, ...], day: MovementDay, known: Knowledge) -> tuple[HomeSeen, ...]:
    """Those of the plan first, then all others whose phase has come."""
    there = {each.id for each in home}
    planned = [*(item.id for item in day.planned.items()), *(each.id for each in day.planned.home)]
    ids = dict.fromkeys((*planned, *known.plan.exercises))
    others = (known.plan.exercises[each] for each in ids if each in known.plan.exercises and each not in there)
    now = now_in(day.planned.phase)
    others = (each for each in others if not_yet(each, now) is None)
    return tuple(HomeSeen(each.id, Words(each.name), Words(each.dose)) for each in others)


def _heed(sessions: Sequence[SessionRecord]) -> tuple[Words, ...]:
    said = sessions[-1].content.get("since", []) if sessions else []
    return to_heed([Since(each) for each in said])


def _tests(values: Values, known: Knowledge) -> tuple[TestSeen, ...]:
    """What was measured last time first, then what the examination found unusual."""
    order = sorted(values.last, key=lambda place: _weight(place, values))
    found = (place for place in order if (test := known.assess.tests.get(place[0])) and test.range is not None)
    return tuple(_test(known.assess.tests[name], side, values) for name, side in list(found)[:MOST_TESTS])


def _weight(place: Place, values: Values) -> tuple[bool, bool]:
    return (place not in values.of_last_session, place[0] not in values.unusual)


def _test(test: MovementTest, side: str, values: Values) -> TestSeen:
    title = Words("{test}, {side}", test=Words(test.name), side=SIDE_WORDS[side]) if side else Words(test.name)
    return TestSeen(test, side, title, plain(values.last[test.id, side]), plain(test.noise or Decimal(0)))


def _reader(day: MovementDay, by: Member) -> str:
    reader = day.needles_by()
    return "" if reader is None or reader.practitioner.user_id == by.user_id else reader.practitioner.user.name


def _next(day: MovementDay) -> NextSeen | None:
    found = day.next_visit()
    return NextSeen(found.local_date, found.local_start, found.discipline) if found else None
