"""A visit that cannot be held, or one that makes room for it, goes where its person has agreed to come."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import claims
from weft.records.access import ClinicSeen, Job, Member, clinic_of, row_of
from weft.records.actions import course_message
from weft.records.actions.away import finish_calls
from weft.records.actions.away_check import checked
from weft.records.actions.away_end import row_asked, rung, stop_questions
from weft.records.actions.base import action
from weft.records.actions.course_move import write_time
from weft.records.actions.schedule import needs
from weft.records.away_offer import KeptOffer, KeptRow, kept_of
from weft.records.models import (
    Closure,
    MoveQuestion,
    Pair,
    PairState,
    QuestionState,
    Visit,
    VisitState,
)
from weft.records.refused import Reason, Refused

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
def leave_out(*, by: Member, closure_id: UUID, person_id: UUID, serial: str) -> bool:
    """Take the times of one person, which are gone, out of what a longer look gave; those of the others stand.

    Under another serial it was the time of a question, or of an earlier look, that is gone: then nothing is taken out.

    Returns:
        False when it was looked at for no longer than a page may: then it is looked at anew.
    """
    by.need(Job.DIARY)
    row = going_on(by, closure_id)
    kept = kept_of(row)
    if kept is None or not kept.seconds:
        return False
    if kept.serial != serial:
        return True
    rows = tuple(one for one in kept.rows if one.person_id != person_id)
    row.offer = to_json(replace(kept, rows=rows, is_cut=True))
    row.save(update_fields=["offer"])
    return True


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
