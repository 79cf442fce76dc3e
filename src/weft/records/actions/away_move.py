"""A visit that cannot be held, or one that makes room for it, goes where its person has agreed to come."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from weft.core.schedule.moving import move_fault
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.stored import to_json
from weft.records import claims, clock, resources
from weft.records.access import ClinicSeen, Job, Member, clinic_of, row_of
from weft.records.actions import course_message
from weft.records.actions.away import finish_calls
from weft.records.actions.away_end import row_asked, rung, stop_questions
from weft.records.actions.base import action
from weft.records.actions.course_move import stay_of, write_time
from weft.records.actions.course_trip import must_be, only_booked
from weft.records.actions.schedule import check_time, needs
from weft.records.away_lost import lost_visits
from weft.records.away_offer import KeptMove, KeptOffer, KeptRow, kept_of
from weft.records.models import (
    Closure,
    Membership,
    MoveQuestion,
    Pair,
    PairState,
    QuestionState,
    Resource,
    ResourceKind,
    Visit,
    VisitState,
)
from weft.records.move_clear import need_clear
from weft.records.reads.schedule import in_hours
from weft.records.refused import Reason, Refused
from weft.records.wanted import VisitWanted

AWAY = "somebody was away"


@action
def keep_offer(*, by: Member, closure_id: UUID, offer: KeptOffer) -> UUID:
    """Keep what was looked at, so that it stands still while somebody calls. Solved before, without a transaction."""
    by.need(Job.DIARY)
    row = going_on(by, closure_id)
    row.offer = to_json(offer)
    row.save(update_fields=["offer"])
    return row.id


@action
def move_agreed(*, by: Member, closure_id: UUID, person_id: UUID, serial: str) -> tuple[UUID, ...]:
    """Move one person's visits to the times that they have agreed to, all or none.

    Args:
        by: Somebody with the diary, who has talked to the person.
        closure_id: The absence that it is about.
        person_id: Who has agreed.
        serial: `KeptOffer.serial` of what was on the page, or that of the question that they have.

    Returns:
        Ids of the visits, or Refused: SLOT_TAKEN, CHANGED_MEANWHILE, ALREADY_DONE (called off, begun), NOT_POSSIBLE
        (in the past, outside working hours, too near another visit, inside the notice period).
    """
    by.need(Job.DIARY)
    absence = going_on(by, closure_id)
    agreed = row_on_page(absence, person_id, serial)
    stop_questions(by.clinic_id, by, closure_id=absence.id, person_id=person_id)
    return _moved(agreed, absence, by)


@action
def move_asked(*, by: Member, closure_id: UUID, agreed: KeptRow) -> tuple[UUID, ...]:
    """The same for somebody who said yes to a message; the refusal of it undoes nothing else."""
    return _moved(agreed, going_on(by, closure_id), by)


def row_on_page(absence: Closure, person_id: UUID, serial: str) -> KeptRow:
    """What somebody would be asked, as long as it is what was on the page.

    Raises:
        Refused: CHANGED_MEANWHILE.
    """
    rows = MoveQuestion.objects.within(absence.clinic_id).filter(closure=absence, person_id=person_id)
    asked = rows.filter(state=QuestionState.OPEN).first()
    if asked is not None and serial == asked.id.hex:
        return row_asked(asked)
    kept = kept_of(absence)
    found = next((row for row in kept.rows if row.person_id == person_id), None) if kept else None
    if kept is None or kept.serial != serial or found is None:
        raise Refused(Reason.CHANGED_MEANWHILE, Words("Somebody has looked again meanwhile. These are the times now."))
    return found


def checked(agreed: KeptRow, absence: Closure, by: Member) -> tuple[list[Visit], list[VisitWanted]]:
    """The visits, locked, and where they would go, when every rule allows it; only the claims are not asked.

    Raises:
        Refused: As `move_agreed`.
    """
    visits = _locked(agreed, by)
    only_booked(visits)
    must_be(visits, agreed.mark)
    need_clear(visits, by)
    # The days between visits have no constraint in the database: two moves of one person's visits go one by one.
    claims.lock([resources.person(agreed.person_id, by.clinic_id).id])
    clinic = clinic_of(by.clinic_id)
    new = {move.visit_id: move for move in agreed.moves}
    wanted = [_wanted(visit, new[visit.id], by) for visit in visits]
    _check_notice(visits, absence, clinic)
    _check(visits, wanted, clinic)
    return visits, wanted


def _moved(agreed: KeptRow, absence: Closure, by: Member) -> tuple[UUID, ...]:
    visits, wanted = checked(agreed, absence, by)
    clinic = clinic_of(by.clinic_id)
    for visit, each in zip(visits, wanted, strict=True):
        write_time(visit, each, clinic.zone)
    claims.claim(by.clinic_id, [need for visit in visits for need in needs(visit)], release=visits)
    _pairs_of(visits, clinic)
    _tell(visits, by)
    finish_calls([agreed.person_id], outcome="moved", by=by)
    rung([agreed.person_id], by, "moved")
    return tuple(visit.id for visit in visits)


def going_on(by: Member, closure_id: UUID) -> Closure:
    """An absence, locked, that was not called off.

    Raises:
        Refused: ALREADY_DONE.
    """
    row = row_of(Closure, by, closure_id, for_update=True)
    if row.ended_at:
        raise Refused(Reason.ALREADY_DONE, Words("This was called off meanwhile: the visits can stay as they are."))
    return row


def _locked(agreed: KeptRow, by: Member) -> list[Visit]:
    ids = [move.visit_id for move in agreed.moves]
    rows = Visit.objects.within(by.clinic_id).filter(id__in=ids).order_by("id").select_for_update(of=("self",))
    return sorted(rows.select_related("practitioner", "pair"), key=lambda visit: visit.starts)


def _wanted(visit: Visit, new: KeptMove, by: Member) -> VisitWanted:
    staff = Membership.objects.within(by.clinic_id).filter(id=new.practitioner_id, active=True).first()
    kinds = (ResourceKind.BED, ResourceKind.ROOM)
    places = Resource.objects.within(by.clinic_id).filter(id=new.place_id, kind__in=kinds, active=True)
    if staff is None or visit.discipline not in staff.disciplines or not places.exists():
        raise Refused(Reason.CHANGED_MEANWHILE, Words("Who or what it was to be is not here any more. Look again."))
    minutes = int((visit.ends - visit.starts).total_seconds() // 60)
    hands = tuple((a, b) for a, b in visit.hands_on)
    return VisitWanted(visit.discipline, staff.id, new.starts, minutes, new.place_id, hands)


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


def _pairs_of(visits: Sequence[Visit], clinic: ClinicSeen) -> None:
    """A pair stays one while its halves follow each other inside the window; else it is apart, and says why."""
    for pair_id in {visit.pair_id for visit in visits if visit.pair_id}:
        pair = Pair.objects.within(clinic.id).select_for_update().get(id=pair_id)
        rows = Visit.objects.within(clinic.id).filter(pair=pair).exclude(state=VisitState.CANCELLED)
        halves = list(rows.order_by("order_in_pair"))
        gap = (halves[1].starts - halves[0].ends).total_seconds() / 60 if len(halves) == 2 else -1
        is_pair = clinic.min_gap_minutes <= gap <= clinic.window_minutes and len({v.local_date for v in halves}) == 1
        pair.local_date = halves[0].local_date
        if is_pair:
            pair.state = PairState.TOGETHER
        elif pair.state == PairState.TOGETHER:
            pair.state, pair.apart_reason = PairState.APART, AWAY
        pair.save(update_fields=["local_date", "state", "apart_reason"])


def _tell(visits: Sequence[Visit], by: Member) -> None:
    rows = Visit.objects.within(by.clinic_id).filter(id__in=[visit.id for visit in visits]).select_related("pair")
    for trip in course_message.trips_of(rows):
        course_message.tell_moved(trip, by=by)
