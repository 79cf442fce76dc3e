"""One trip of the day as its capsule is drawn: true starts once something has begun, booked ones before."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.core.treat.checks import ends_at
from weft.core.treat.handover import starts_within, window_at
from weft.draw.capsule_data import CapsuleData, CapsuleState, Half
from weft.library.knowledge import knowledge
from weft.records.live import OVER, Live
from weft.records.models import EventKind, PairState, Visit, VisitState
from weft.records.reads.today_facts import NO_PAIN_KNOWN, Day


def capsules(visits: Sequence[Visit], day: Day) -> tuple[CapsuleData, ...]:
    """The trips of one person, by time; a visit of a discipline that is neither needles nor movement has no capsule."""
    drawn: list[CapsuleData] = []
    for trip in _trips(visit for visit in visits if visit.discipline in {NEEDLES, MOVEMENT}):
        drawn += _trip(trip, day)
    return tuple(drawn)


def retention_ends(found: Live) -> datetime | None:
    """When the planned time of the needles that are in ends."""
    first = found.first(EventKind.NEEDLES_IN)
    if first is None:
        return None
    minutes = found.minutes or knowledge().treat.retention.later_minutes
    return ends_at(first.at, int(minutes))


def needles_done_at(found: Live) -> datetime | None:
    """When the window after this needle visit opened."""
    if found.count.needles_in:
        return found.out_at
    finished = found.last(EventKind.FINISHED)
    return finished.at if finished else None


def _trips(visits: Iterable[Visit]) -> list[list[Visit]]:
    found: dict[UUID, list[Visit]] = {}
    for visit in visits:
        found.setdefault(visit.pair_id or visit.id, []).append(visit)
    return list(found.values())


def _trip(visits: list[Visit], day: Day) -> list[CapsuleData]:
    alive = [visit for visit in visits if visit.state not in OVER]
    if not alive:
        return _cancelled(visits, day)
    halves = {visit.discipline: visit for visit in alive}
    needles, movement = halves.get(NEEDLES), halves.get(MOVEMENT)
    if len(alive) == 2 and needles and movement and needles.starts < movement.starts:
        together = _pair(needles, movement, day)
        if together:
            return [together]
    return [_single(visit, day) for visit in alive]


def _pair(needles: Visit, movement: Visit, day: Day) -> CapsuleData | None:
    """Both halves as one shape; None once a pair that was pulled apart has begun: then each stands for itself."""
    is_apart = needles.pair is None or needles.pair.state == PairState.APART
    first, second = day.found[needles.id], day.found[movement.id]
    if is_apart:
        begun = needles.state in _BEGUN or movement.state in _BEGUN
        return None if begun else _both(CapsuleState.SPLIT, first, second, day)
    if first.count.still_in and not first.has_report:
        return _lying(first, second, day)
    opened = needles_done_at(first)
    if movement.state in _BEGUN:
        return _moving(first, second, opened, day)
    return _draining(first, second, opened, day) if opened else _both(CapsuleState.PLANNED, first, second, day)


def _lying(first: Live, second: Live | None, day: Day) -> CapsuleData:
    ends = retention_ends(first)
    return CapsuleData(
        state=CapsuleState.NEEDLES_IN, needles=_half(first, day), movement=_half(second, day) if second else None,
        count=first.count.still_in, seconds_left=_seconds(ends - day.now) if ends else None,
        ends=ends.isoformat() if ends else "",
    )  # fmt: skip


def _draining(first: Live, second: Live, opened: datetime, day: Day) -> CapsuleData:
    minutes = day.clinic.window_minutes
    window = window_at(opened, max(day.now, opened), minutes)
    waits = _half(second, day)
    waits = replace(waits, starts=max(waits.starts, day.minute(day.now))) if day.is_today else waits
    return CapsuleData(
        state=CapsuleState.WINDOW, needles=_half(first, day), movement=waits,
        seconds_left=_seconds(window.left), window_minutes=minutes or 1, ends=window.closes_at.isoformat(),
    )  # fmt: skip


def _moving(first: Live, second: Live, opened: datetime | None, day: Day) -> CapsuleData:
    began = _began(second)
    minutes = day.clinic.window_minutes
    in_order = opened is not None and began >= opened
    is_done = second.visit.state == VisitState.DONE
    pain = day.pain.get(second.visit.person_id, NO_PAIN_KNOWN)
    both = (pain.before, pain.after)
    return CapsuleData(
        state=CapsuleState.DONE if is_done else CapsuleState.MOVING,
        needles=_half(first, day), movement=_half(second, day), window_minutes=minutes or 1,
        in_time=not in_order or opened is None or starts_within(opened, began, minutes),
        seconds_left=_seconds(window_at(opened, began, minutes).left) if in_order and opened else None,
        pain=both if is_done and None not in both else None,  # type: ignore[arg-type]  # both are known then
    )  # fmt: skip


def _single(visit: Visit, day: Day) -> CapsuleData:
    found = day.found[visit.id]
    half = _half(found, day)
    if visit.discipline == NEEDLES:
        if found.count.still_in and not found.has_report:
            return _lying(found, None, day)
        is_done = visit.state == VisitState.DONE or needles_done_at(found) is not None
        return CapsuleData(state=CapsuleState.DONE if is_done else CapsuleState.PLANNED, needles=half)
    state = {VisitState.DONE: CapsuleState.DONE, VisitState.IN_TREATMENT: CapsuleState.MOVING}
    return CapsuleData(state=state.get(VisitState(visit.state), CapsuleState.PLANNED), movement=half)


def _both(state: CapsuleState, first: Live, second: Live, day: Day) -> CapsuleData:
    return CapsuleData(state=state, needles=_half(first, day), movement=_half(second, day))


def _cancelled(visits: list[Visit], day: Day) -> list[CapsuleData]:
    stayed_away = all(visit.state == VisitState.NO_SHOW for visit in visits)
    typed = next((visit.cancel_reason for visit in visits if visit.cancel_reason), "")
    reason = Words("Did not come") if stayed_away else Words("{reason}", reason=typed) if typed else None
    halves = {visit.discipline: _half(day.found[visit.id], day) for visit in visits}
    off = CapsuleState.CANCELLED
    return [CapsuleData(state=off, needles=halves.get(NEEDLES), movement=halves.get(MOVEMENT), reason=reason)]


def _half(found: Live, day: Day) -> Half:
    visit = found.visit
    starts, ends = visit.starts, visit.ends
    if visit.state in _BEGUN:
        starts = _began(found)
        ends = _ended(found)
    minutes = max(day.minute(ends) - day.minute(starts), 1)
    return Half(starts=day.minute(starts), minutes=minutes, who=first_word(visit.practitioner.user.name))


def first_word(name: str) -> str:
    """What a practitioner is called on the board."""
    return next(iter(name.split()), "")


def _began(found: Live) -> datetime:
    """The true start; the booked one when nobody said."""
    known = [row.at for kind in (EventKind.STARTED, EventKind.NEEDLES_IN) if (row := found.first(kind))]
    return min(known, default=found.visit.starts)


def _ended(found: Live) -> datetime:
    """The true end, or when it will end if it takes the time that was booked."""
    visit = found.visit
    if visit.discipline == NEEDLES:
        return needles_done_at(found) or max(retention_ends(found) or visit.ends, visit.ends)
    finished = found.last(EventKind.FINISHED)
    return finished.at if finished else _began(found) + (visit.ends - visit.starts)


def _seconds(span: timedelta) -> int:
    return int(span.total_seconds())


_BEGUN = (VisitState.IN_TREATMENT, VisitState.DONE)
