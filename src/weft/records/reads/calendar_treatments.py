"""What is given at one site, in slots: how long, with hands where, in which places, and how far two halves may lie."""

from collections.abc import Collection, Iterable

from weft.core.schedule.clinic.shape import HALVES, Treatment
from weft.core.schedule.request import DisciplineSpec
from weft.core.shared.care import NEEDLES
from weft.core.shared.discipline import Discipline
from weft.library.knowledge import knowledge
from weft.records.access import ClinicSeen
from weft.records.reads.calendar import best_first
from weft.records.reads.calendar_time import Time
from weft.records.reads.calendar_weeks import Asks


def bookable() -> dict[str, Discipline]:
    """Disciplines that have a calendar, in the knowledge's order."""
    return {id_: one for id_, one in knowledge().disciplines.items() if one.bookable}


def treatments_in(time: Time, asks: Iterable[Asks]) -> tuple[Treatment, ...]:
    """What somebody here gives, or some plan asks for."""
    given = {id_ for row in time.staff.values() for id_ in row.disciplines}
    asked = {id_ for one in asks for need in one.left.values() for id_ in need.others}
    return tuple(_treatment(one, time) for one in bookable().values() if one.id in given | asked)


def window_in(clinic: ClinicSeen, treatments: Iterable[Treatment], asks: Iterable[Asks]) -> int:
    """Slots that may lie between two halves: with the minutes that the first half leaves over, they are in it."""
    known, step = bookable(), clinic.slot_minutes
    first = {halves[0] for one in asks for order in one.orders.values() if (halves := HALVES[order])} | {NEEDLES}
    spare = [one.slots * step - known[one.id].visit_minutes for one in treatments if one.id in first]
    least = -(-clinic.min_gap_minutes // step)
    return max(least, (clinic.window_minutes - max(spare, default=0)) // step)


def _treatment(one: Discipline, time: Time) -> Treatment:
    spec, slots = _spec(one, time), set[int]()
    for a, b in spec.hands_on:
        slots |= {*range(a, b)}
    kinds = tuple(str(row.id) for row in best_first(one, time.places))
    apart = max(2 if one.id == NEEDLES else 1, one.min_days_apart)
    return Treatment(id=one.id, slots=spec.slots, hands_on=_joined(slots), rooms=kinds, days_apart=apart)


def _spec(one: Discipline, time: Time) -> DisciplineSpec:
    hands = one.hands_on or ((0, one.visit_minutes),)
    return DisciplineSpec.from_minutes(one.id, one.visit_minutes, hands, (), slot_minutes=time.clinic.slot_minutes)


def _joined(slots: Collection[int]) -> tuple[tuple[int, int], ...]:
    """Slots as intervals: hands rounded outwards may meet in one slot."""
    starts = sorted(slot for slot in slots if slot - 1 not in slots)
    ends = sorted(slot + 1 for slot in slots if slot + 1 not in slots)
    return tuple(zip(starts, ends, strict=True))
