"""What an answer of the ladder asks of each person: which of their visits goes where, and which pairs stay one."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from weft.core.schedule.clinic.repair import Offer
from weft.core.schedule.clinic.shape import Clinic
from weft.core.schedule.clinic.shape import Visit as Placed
from weft.records.access import ClinicSeen
from weft.records.actions.course_trip import mark_of
from weft.records.away_offer import KeptMove, KeptRow
from weft.records.models import PairState, Visit
from weft.records.reads.clinic_calendar import ClinicCalendar


def asks_in(
    found: Offer, picture: ClinicCalendar, lost: Sequence[Placed], clinic: ClinicSeen
) -> tuple[tuple[KeptRow, ...], int] | None:
    """One row for each person, and how many pairs stay together; None when it would take a visit from somebody."""
    moves = _moves(picture, found)
    if _takes_away(picture, found, moves, lost):
        return None
    ids = [picture.ids[was] for was in moves]
    rows = {row.id: row for row in Visit.objects.within(clinic.id).filter(id__in=ids).select_related("pair")}
    kept = _kept(picture, moves, rows.values())
    people: dict[UUID, list[tuple[Visit, Placed]]] = {}
    for was, then in moves.items():
        row = rows[picture.ids[was]]
        people.setdefault(row.person_id, []).append((row, then))
    return tuple(_row(id_, own, picture, kept) for id_, own in people.items()), len(kept)


def _moves(picture: ClinicCalendar, found: Offer) -> dict[Placed, Placed]:
    """Every visit that would be elsewhere, and where: the nearest new time of its person, discipline and week."""
    before, after = set(picture.visits), {replace(one, confirmed=True) for one in found.visits}
    gone: dict[tuple[str, str, int], list[Placed]] = {}
    new: dict[tuple[str, str, int], list[Placed]] = {}
    for found_in, visits in ((gone, before - after), (new, after - before)):
        for visit in sorted(visits, key=lambda one: (one.day, one.start)):
            key = visit.person, visit.discipline, picture.clinic.week_of(visit.day)
            found_in.setdefault(key, []).append(visit)
    return {was: then for key, visits in gone.items() for was, then in _matched(visits, new.get(key, []))}


def _matched(gone: list[Placed], new: list[Placed]) -> Iterable[tuple[Placed, Placed]]:
    """Those on one day first, then in order of time."""
    left, rest = list(new), []
    for was in gone:
        same = next((then for then in left if then.day == was.day), None)
        if same:
            left.remove(same)
            yield was, same
        else:
            rest.append(was)
    yield from zip(rest, left, strict=False)


def _takes_away(picture: ClinicCalendar, found: Offer, moves: dict[Placed, Placed], lost: Sequence[Placed]) -> bool:
    """Somebody would lose a visit that could be held: that is no move, and nobody is asked for it."""
    after = {replace(one, confirmed=True) for one in found.visits}
    return any(one not in after and one not in moves and one not in lost for one in picture.visits)


def _kept(picture: ClinicCalendar, moves: dict[Placed, Placed], rows: Iterable[Visit]) -> frozenset[UUID]:
    """Pairs of which a half moves and both still follow each other inside the window."""
    pairs = {row.pair.id for row in rows if row.pair and row.pair.state == PairState.TOGETHER}
    places = {id_: moves.get(placed, placed) for placed, id_ in picture.ids.items()}
    halves: dict[UUID, list[Placed]] = {}
    in_pairs = Visit.objects.everywhere().filter(pair_id__in=pairs, id__in=places)  # of pairs of this clinic
    for id_, pair_id in in_pairs.order_by("order_in_pair").values_list("id", "pair_id"):
        halves.setdefault(pair_id, []).append(places[id_])
    return frozenset(id_ for id_, both in halves.items() if len(both) == 2 and _is_pair(picture.clinic, *both))


def _is_pair(clinic: Clinic, first: Placed, second: Placed) -> bool:
    treatment = clinic.treatment(first.discipline)
    gap = second.start - first.start - (treatment.slots if treatment else 0)
    return first.day == second.day and clinic.min_gap_slots <= gap <= clinic.window_slots


def _row(
    person_id: UUID, moves: Sequence[tuple[Visit, Placed]], picture: ClinicCalendar, kept: frozenset[UUID]
) -> KeptRow:
    return KeptRow(
        person_id, tuple(_move(visit, then, picture) for visit, then in moves),
        any(visit.pair_id in kept for visit, _ in moves), mark_of(visit for visit, _ in moves),
    )  # fmt: skip


def _move(visit: Visit, then: Placed, picture: ClinicCalendar) -> KeptMove:
    return KeptMove(
        visit.id, picture.moment_of(then.day, then.start), UUID(then.practitioner), UUID(then.room),
        picture.names[then.practitioner], picture.names[then.room],
    )  # fmt: skip
