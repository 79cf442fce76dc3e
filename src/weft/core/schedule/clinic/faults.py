"""What a clinic's file says that cannot be: unknown names, times outside the day, needs that contradict themselves."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise

from weft.core.schedule.clinic.shape import CLINIC_FORMAT, HALVES, Clinic, Need, Person, Treatment
from weft.core.shared.care import MOVEMENT, NEEDLES

Fault = tuple[str, str]
"""Place in the file, and the mend."""

MOST_SLOTS, MOST_DAYS = 288, 400
MOST_ROOMS, MOST_POINTS, MOST_PRIORITY, MOST_DAYS_AGO, MOST_LETTERS = 1000, 10**6, 1000, 3660, 80
"""Far beyond any clinic, and small enough that every number that is reckoned with them stays exact."""


def clinic_faults(clinic: Clinic) -> Iterator[Fault]:
    """Everything that contradicts itself, the calendar first; the rest is only read once that is sound."""
    calendar = list(_calendar_faults(clinic))
    yield from calendar
    if calendar:
        return
    yield from _name_faults("practitioners", [one.id for one in clinic.practitioners])
    yield from _name_faults("rooms", [one.kind for one in clinic.rooms])
    yield from _name_faults("people", [one.id for one in clinic.people])
    for at, treatment in enumerate(clinic.disciplines):
        yield from _treatment_faults(clinic, treatment, f"disciplines.{at}")
    names = [one.id for one in clinic.disciplines]
    for at, one in enumerate(clinic.practitioners):
        yield from _unknown(f"practitioners.{at}.disciplines", one.disciplines, names)
        yield from _span_faults(clinic, f"practitioners.{at}.works", one.works)
    for at, rooms in enumerate(clinic.rooms):
        place = f"rooms.{at}"
        yield from _within(f"{place}.count", rooms.count, 0, MOST_ROOMS)
        yield from _span_faults(clinic, f"{place}.closed", [span[:3] for span in rooms.closed])
        if any(not 0 <= number <= rooms.count for *_, number in rooms.closed):
            yield f"{place}.closed", f"more rooms closed than the {rooms.count} there are, or fewer than none"
    for at, person in enumerate(clinic.people):
        yield from _person_faults(clinic, person, f"people.{at}")


def _calendar_faults(clinic: Clinic) -> Iterator[Fault]:
    if clinic.format != CLINIC_FORMAT:
        yield "format", f'is not known here; write "{CLINIC_FORMAT}"'
    if not 5 <= clinic.slot_minutes <= 240:
        yield "slot_minutes", "must lie from 5 to 240"
    elif clinic.opens_minutes < 0 or clinic.opens_minutes + clinic.slots * clinic.slot_minutes > 24 * 60:
        yield "slots", "must lie inside a day, from opens_minutes to midnight"
    yield from _within("slots", clinic.slots, 1, MOST_SLOTS)
    yield from _day_faults(clinic)
    if not 0 <= clinic.min_gap_slots <= clinic.window_slots <= MOST_SLOTS:
        yield "window_slots", "must be min_gap_slots or more, and no less than 0"
    for name in ("placed", "pair", "primary", "waiting"):
        yield from _within(f"worth.{name}", getattr(clinic.worth, name), 0, MOST_POINTS)
    yield from _name_faults("disciplines", [one.id for one in clinic.disciplines])


def _day_faults(clinic: Clinic) -> Iterator[Fault]:
    if len(clinic.days) > MOST_DAYS:
        yield "days", f"must be at most {MOST_DAYS}"
    if any(later <= sooner for sooner, later in pairwise(clinic.days)):
        yield "days", "must rise, each day once"
    if any(not 2000 <= day.year < 3000 for day in clinic.days):
        yield "days", "must lie in the years 2000 to 2999"
    if clinic.first_day and clinic.days and clinic.first_day > clinic.days[0]:
        yield "first_day", "must not come after the first of days"


def _treatment_faults(clinic: Clinic, treatment: Treatment, place: str) -> Iterator[Fault]:
    yield from _within(f"{place}.slots", treatment.slots, 1, clinic.slots)
    edges = list(chain.from_iterable(treatment.hands_on))
    if edges != sorted(edges) or any(not 0 <= first < last <= treatment.slots for first, last in treatment.hands_on):
        yield f"{place}.hands_on", "must lie inside the visit, rising, no slot twice"
    yield from _within(f"{place}.days_apart", treatment.days_apart, 2 if treatment.id == NEEDLES else 1, MOST_DAYS)
    yield from _twice(f"{place}.rooms", treatment.rooms)
    yield from _unknown(f"{place}.rooms", treatment.rooms, [rooms.kind for rooms in clinic.rooms])


def _person_faults(clinic: Clinic, person: Person, place: str) -> Iterator[Fault]:
    names = [one.id for one in clinic.disciplines]
    yield from _span_faults(clinic, f"{place}.available", person.available)
    for key, said in (("primaries", person.primaries), ("rooms", person.rooms), ("last_visits", person.last_visits)):
        yield from _unknown(f"{place}.{key}", said, names)
    yield from _unknown(f"{place}.cleared", person.cleared or (), names)
    for discipline, who in person.primaries.items():
        if not any(one.id == who and discipline in one.disciplines for one in clinic.practitioners):
            yield f"{place}.primaries.{discipline}", f"{who} is no practitioner of it here"
    for discipline, kinds in person.rooms.items():
        treatment = clinic.treatment(discipline)
        yield from _unknown(f"{place}.rooms.{discipline}", kinds, treatment.rooms if treatment else ())
    for discipline, ago in person.last_visits.items():
        yield from _within(f"{place}.last_visits.{discipline}", ago, 1, MOST_DAYS_AGO)
    yield from _within(f"{place}.priority", person.priority, 1, MOST_PRIORITY)
    yield from _twice(f"{place}.needs", [str(need.week) for need in person.needs])
    for at, need in enumerate(person.needs):
        yield from _need_faults(need, names, f"{place}.needs.{at}")


def _need_faults(need: Need, names: Sequence[str], place: str) -> Iterator[Fault]:
    yield from _within(f"{place}.week", need.week, 1, MOST_DAYS)
    yield from _unknown(f"{place}.visits", need.visits, names)
    if any(not 0 <= number <= 7 for number in need.visits.values()):
        yield f"{place}.visits", "a week has 0 to 7 visits of a discipline"
    most = min(need.wanted(NEEDLES), need.wanted(MOVEMENT)) if HALVES[need.order] else 0
    if not 0 <= need.pairs <= most:
        yield f"{place}.pairs", f"its visits and their order allow {most}"


def _span_faults(clinic: Clinic, place: str, spans: Iterable[tuple[int, int, int]]) -> Iterator[Fault]:
    for at, (day, first, last) in enumerate(spans):
        if not (0 <= day < len(clinic.days) and 0 <= first < last <= clinic.slots):
            yield (
                f"{place}.{at}",
                f"[day, from, to) lies in {len(clinic.days)} days of {clinic.slots} slots, from before to",
            )


def _name_faults(place: str, names: Sequence[str]) -> Iterator[Fault]:
    for name in names:
        if not (name.isprintable() and 1 <= len(name) <= MOST_LETTERS):
            yield place, f"{name!r} is no name; write 1 to {MOST_LETTERS} letters without line ends"
    yield from _twice(place, names)


def _twice(place: str, names: Sequence[str]) -> Iterator[Fault]:
    for name in sorted(name for name, times in Counter(names).items() if times > 1):
        yield place, f"{name} comes twice; remove one"


def _unknown(place: str, said: Iterable[str], known: Sequence[str]) -> Iterator[Fault]:
    for name in said:
        if name not in known:
            yield place, f"{name} is not known; use one of: {', '.join(known)}"


def _within(place: str, number: int, least: int, most: int) -> Iterator[Fault]:
    if not least <= number <= most:
        yield place, f"must lie from {least} to {most}"
