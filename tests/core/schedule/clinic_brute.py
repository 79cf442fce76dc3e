"""Every way to place one person's visits, or several people's, judged by the checker alone: slow, and surely right."""

from collections.abc import Iterator
from itertools import product

from weft.core.schedule.clinic.check import check_clinic
from weft.core.schedule.clinic.shape import Clinic, Person, Visit


def every_visit(clinic: Clinic, person: Person) -> list[Visit]:
    """Single visits that break no rule by themselves."""
    kinds = [rooms.kind for rooms in clinic.rooms]
    names = [one.id for one in clinic.practitioners]
    ids = [one.id for one in clinic.disciplines]
    spots = product(ids, range(len(clinic.days)), range(clinic.slots), names, kinds)
    tried = (Visit(person=person.id, discipline=a, day=b, start=c, practitioner=d, room=e) for a, b, c, d, e in spots)
    return [visit for visit in tried if not check_clinic(clinic, (visit,)).violations]


def every_course(clinic: Clinic, person: Person) -> Iterator[tuple[Visit, ...]]:
    """All sets of visits that break no rule, the empty one first."""
    visits = every_visit(clinic, person)

    def grow(chosen: tuple[Visit, ...], since: int) -> Iterator[tuple[Visit, ...]]:
        yield chosen
        for at in range(since, len(visits)):
            more = (*chosen, visits[at])
            if _may_grow(clinic, more):
                yield from grow(more, at + 1)

    return (course for course in grow((), 0) if not check_clinic(clinic, course).violations)


def _may_grow(clinic: Clinic, visits: tuple[Visit, ...]) -> bool:
    """Faults of two halves in the wrong order do not go away; all others would stay too."""
    return not check_clinic(clinic, visits).violations


def best_points(clinic: Clinic) -> int:
    """The most that everybody together can have."""
    courses = [list(every_course(clinic, person)) for person in clinic.people]
    best = 0
    for combined in product(*courses):
        checked = check_clinic(clinic, [visit for course in combined for visit in course])
        if not checked.violations:
            best = max(best, checked.objective)
    return best
