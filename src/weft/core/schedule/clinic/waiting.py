"""A freed time: who could use it, by one look at everybody, and who would gain most."""

from collections.abc import Sequence
from dataclasses import dataclass

from weft.core.schedule.clinic.best import Program, points_of
from weft.core.schedule.clinic.floor import Floor, Spot
from weft.core.schedule.clinic.member import member
from weft.core.schedule.clinic.shape import Clinic, Person, Span, Visit
from weft.core.schedule.clinic.timetable import noise


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody to offer the freed time to."""

    person: str
    gain: int
    """Points that their visits would have more."""
    visits: tuple[Visit, ...]
    """What they would have in it: one visit, or a pair."""


def waiting_for(
    clinic: Clinic, visits: Sequence[Visit], freed: Span, practitioner: str, *, at_most: int = 10
) -> tuple[Candidate, ...]:
    """Whom to offer a freed time to, who gains most first; those who have what they need are left out.

    Args:
        clinic: As it is, with the freed time among the practitioner's hours.
        visits: The calendar; the freed time is empty in it. Nobody's visits are moved.
        freed: Day, from and to.
        practitioner: Whose time it is.
        at_most: Candidates.
    """
    floor, kept = Floor(clinic), _taken(clinic, visits)
    for spots in kept.values():
        for spot in spots:
            floor.take(spot)
    program, found = Program(floor, noise(1)), []
    who, inside = [one.id for one in clinic.practitioners].index(practitioner), floor.spans((freed,))
    for at, person in enumerate(clinic.people):
        if not (_lacks(person, kept.get(person.id, [])) and floor.spans(person.available) & inside):
            continue
        one = member(floor, at, kept.get(person.id, []))
        points, best = program.best(one)
        days = {spot[1] // floor.stride for spot in best if spot[2] == who and inside >> spot[1] & 1}
        if days:
            trip = tuple(floor.visit(person, spot) for spot in best if spot[1] // floor.stride in days)
            found.append(Candidate(person.id, points - points_of(floor, one, ()), trip))
    return tuple(sorted(found, key=lambda one: (-one.gain, one.person))[:at_most])


def _taken(clinic: Clinic, visits: Sequence[Visit]) -> dict[str, list[Spot]]:
    floor, taken = Floor(clinic), dict[str, list[Spot]]()
    for visit in visits:
        taken.setdefault(visit.person, []).append(floor.spot(visit))
    return taken


def _lacks(person: Person, spots: Sequence[Spot]) -> bool:
    """The quick look: most people have all that they need."""
    return sum(n for need in person.needs for id_, n in need.visits.items() if person.may_have(id_)) > len(spots)
