"""May somebody's visits go where they would, out of an absence or to make room? Every rule but the claims."""

from collections.abc import Sequence
from datetime import timedelta

from weft.core.schedule.moving import move_fault
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records import claims, clock, resources
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.course_move import stay_of
from weft.records.actions.course_trip import locked, must_be, only_booked
from weft.records.actions.schedule import check_time
from weft.records.actions.still_here import still_here
from weft.records.away_lost import lost_visits
from weft.records.away_offer import KeptMove, KeptRow
from weft.records.models import Closure, Visit, VisitState
from weft.records.move_clear import need_clear
from weft.records.reads.schedule import in_hours
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted


def checked(agreed: KeptRow, absence: Closure, by: Member) -> tuple[list[Visit], list[VisitWanted]]:
    """The visits, locked, and where they would go, when every rule allows it; only the claims are not asked.

    Raises:
        Refused: As `move_agreed`.
    """
    visits = locked([move.visit_id for move in agreed.moves], by)
    only_booked(visits)
    must_be(visits, agreed.mark)
    need_clear(visits, by)
    # The days between visits have no constraint in the database: two moves of one person's visits go one by one.
    claims.lock([resources.person(agreed.person_id, by.clinic_id).id])
    clinic = clinic_of(by.clinic_id)
    new = {move.visit_id: move for move in agreed.moves}
    wanted = [_wanted(visit, new[visit.id]) for visit in visits]
    still_here(wanted, by)
    _check_notice(visits, absence, clinic)
    _check(visits, wanted, clinic)
    return visits, wanted


def _wanted(visit: Visit, new: KeptMove) -> VisitWanted:
    minutes = int((visit.ends - visit.starts).total_seconds() // 60)
    hands = tuple((a, b) for a, b in visit.hands_on)
    return VisitWanted(visit.discipline, new.practitioner_id, new.starts, minutes, new.place_id, hands)


def _check_notice(visits: Sequence[Visit], absence: Closure, clinic: ClinicSeen) -> None:
    """A visit that cannot be held may move at any time; another one only as long as its person can still plan."""
    until = clock.now() + timedelta(hours=clinic.notice_hours)
    if any(visit.starts < until for visit in making_room(visits, absence)):
        raise Refused(
            Reason.NOT_POSSIBLE,
            Words("This visit begins in less than {hours} hours, so it stays where it is.", hours=clinic.notice_hours),
        )


def making_room(visits: Sequence[Visit], absence: Closure) -> list[Visit]:
    """Of one person's visits those that could be held, and belong to no pair of which the other half cannot."""
    lost = {visit.id for visit in lost_visits(absence.clinic_id, [absence])[absence.id]}
    pairs = {visit.pair_id for visit in visits if visit.id in lost and visit.pair_id}
    return [visit for visit in visits if visit.id not in lost and visit.pair_id not in pairs]


def _check(visits: Sequence[Visit], wanted: Sequence[VisitWanted], clinic: ClinicSeen) -> None:
    for each in wanted:
        check_time(each)
        if each.starts <= clock.now():
            raise Refused(Reason.NOT_POSSIBLE, Words("That time has passed. Choose a later one."))
        if not in_hours((each,), clinic=clinic):
            raise Refused(Reason.NOT_POSSIBLE, Words("That time is outside working hours. Choose another time."))
    standing = Visit.objects.within(clinic.id).filter(person_id=visits[0].person_id)
    rows = standing.exclude(id__in=[visit.id for visit in visits]).exclude(state=VisitState.CANCELLED)
    others = [stay_of(one.discipline, one.starts, one.ends, clinic.zone) for one in rows]
    moved = [stay_of(each.discipline, each.starts, each.ends, clinic.zone) for each in wanted]
    apart = {id_: one.min_days_apart for id_, one in knowledge().disciplines.items()}
    for at, one in enumerate(moved):
        rest = [*others, *moved[:at], *moved[at + 1 :]]
        if fault := move_fault([one], rest, apart=apart, min_gap_minutes=clinic.min_gap_minutes):
            raise Refused(Reason.NOT_POSSIBLE, fault)
