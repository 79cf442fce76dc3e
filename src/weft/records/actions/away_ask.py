"""Somebody is asked by message whether another time works for a visit that cannot be held; a yes moves it at once.

Nothing is held meanwhile, and nothing moves without their yes. What they are asked is what stood on the page; their yes
is checked again under the claims, in one transaction with the answer.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from weft.core.schedule.offering import answer_by
from weft.core.shared.words import Words
from weft.library.stored import to_json
from weft.records import clock, move_links
from weft.records.access import Job, Member, NotFound, row_of, system_of
from weft.records.actions.away_check import checked, making_room
from weft.records.actions.away_end import end_question, row_asked, rung
from weft.records.actions.away_message import ask
from weft.records.actions.away_move import going_on, move_asked, row_on_page
from weft.records.actions.base import action
from weft.records.actions.course_trip import mark_of
from weft.records.actions.waitlist_message import ways_to
from weft.records.away_lost import lost_visits
from weft.records.models import (
    Clinic,
    Closure,
    MoveQuestion,
    Person,
    QuestionState,
    Reach,
    Visit,
    VisitState,
)
from weft.records.quiet import end_of_quiet
from weft.records.refused import Reason, Refused

A_DAY = 24 * 60
"""Minutes: at most so long an answer is waited for, and at most a quarter of the time that is left."""


@action
def ask_to_move(*, by: Member, closure_id: UUID, person_id: UUID, serial: str) -> UUID:
    """Ask one person by message about the times that the page shows.

    Args:
        by: Somebody with the diary.
        closure_id: The absence that it is about.
        person_id: Whom.
        serial: `KeptOffer.serial` of what was on the page.

    Returns:
        Id of the question, or Refused: ALREADY_DONE while they are asked, NOT_POSSIBLE when they may not be written
        to, or no answer would come in time, and what `move_agreed` refuses but for the claims.
    """
    by.need(Job.DIARY)
    absence = going_on(by, closure_id)
    agreed = row_on_page(absence, person_id, serial)
    if (
        MoveQuestion.objects.within(by.clinic_id)
        .filter(closure=absence, person_id=person_id, state=QuestionState.OPEN)
        .exists()
    ):
        raise Refused(Reason.ALREADY_DONE, Words("They have been asked already. Their answer shows here."))
    visits, wanted = checked(agreed, absence, by)
    person, clinic = row_of(Person, by, person_id), Clinic.objects.get(id=by.clinic_id)
    leaves = end_of_quiet(clinic, clock.now())
    way = ways_to([person], {}, by.clinic_id)[person_id]
    notice = timedelta(hours=clinic.notice_hours)
    stays = [visit.starts - notice for visit in making_room(visits, absence)]  # from then on a yes would be too late
    soonest = min(*stays, *(visit.starts for visit in visits), *(one.starts for one in wanted))
    row = MoveQuestion(
        clinic_id=by.clinic_id, person=person, closure=absence, row=to_json(agreed), channel=way,
        expires=_until(clinic, way, leaves, soonest, person), by_id=by.author_id,
    )  # fmt: skip
    row.hash = move_links.hash_of(row.id)
    row.save(force_insert=True)
    rung([person_id], by, "asked")
    ask(row, person, leaves, by=by)
    return row.id


def _until(clinic: Clinic, way: Reach, leaves: datetime, soonest: datetime, person: Person) -> datetime:
    """Until when an answer is waited for; refused, with the number, where no message would be answered in time."""
    expires, phone = answer_by(leaves, soonest, A_DAY), person.phone or "-"
    if way == Reach.PHONE:
        why = Words("They may not be written to. Ring {phone}.", phone=phone)
    elif clinic.mail_held_since is not None:
        why = Words("Messages are held now: nothing would reach them in time. Ring {phone}.", phone=phone)
    elif expires is None:
        why = Words("It is too near to wait for an answer. Ring {phone}.", phone=phone)
    else:
        return expires
    raise Refused(Reason.NOT_POSSIBLE, why)


@action
def answer_question(*, by: Member, question_id: UUID, yes: bool) -> QuestionState:
    """Take somebody's answer; a yes moves their visits, in one with the answer.

    Args:
        by: A visitor who came in with the link of its message.
        question_id: Which question.
        yes: The new time works; no: they want to be rung.

    Returns:
        How it stands now: YES, NO, EXPIRED, GONE (the time was taken), STOPPED (called off, or settled in another
        way). A question that was answered before stays as it was.
    """
    rows = MoveQuestion.objects.within(by.clinic_id)
    closure_id = rows.filter(id=question_id).values_list("closure_id", flat=True).first()
    if closure_id is None:
        raise NotFound
    absence = row_of(Closure, system_of(by.clinic_id), closure_id, for_update=True)  # first, as whoever moves does
    row = rows.select_for_update(no_key=True).get(id=question_id)
    if row.state != QuestionState.OPEN:
        return QuestionState(row.state)
    is_settled = _is_settled(row, lost_visits(by.clinic_id, [absence]))
    return _answered(row, system_of(by.clinic_id), yes=yes, is_settled=is_settled)


def _answered(row: MoveQuestion, by: Member, *, yes: bool, is_settled: bool) -> QuestionState:
    if is_settled:
        state = QuestionState.STOPPED
    elif row.expires <= clock.now():
        state = QuestionState.EXPIRED
    elif not yes:
        state = QuestionState.NO
    else:
        moved = move_asked(by=by, closure_id=row.closure_id, agreed=row_asked(row))
        state = QuestionState.GONE if isinstance(moved, Refused) else QuestionState.YES
    end_question(row, state, by, ring=state not in {QuestionState.YES, QuestionState.STOPPED})
    return state


@action
def lapse(*, by: Member) -> int:
    """End questions whose time to answer is over, and those that hold no more; how many.

    Whoever did not answer, or may not be written to any more, is rung; whoever's visits are elsewhere is not.
    """
    rows = MoveQuestion.objects.within(by.clinic_id).filter(state=QuestionState.OPEN)
    people = list(Person.objects.within(by.clinic_id).filter(id__in=rows.values("person_id")))
    ways = ways_to(people, {}, by.clinic_id)
    lost = lost_visits(by.clinic_id, Closure.objects.within(by.clinic_id).filter(id__in=rows.values("closure_id")))
    open_ = rows.filter(closure__in=lost).order_by("id").select_for_update(of=("self",), no_key=True)
    return sum(_lapsed(row, ways, by, is_settled=_is_settled(row, lost)) for row in open_)


def _lapsed(row: MoveQuestion, ways: dict[UUID, Reach], by: Member, *, is_settled: bool) -> bool:
    if is_settled:
        end_question(row, QuestionState.STOPPED, by)
    elif row.expires <= clock.now():
        end_question(row, QuestionState.EXPIRED, by, ring=True)
    elif ways.get(row.person_id) == Reach.PHONE:
        end_question(row, QuestionState.STOPPED, by, ring=True)
    return row.state != QuestionState.OPEN


def _is_settled(row: MoveQuestion, lost: Mapping[UUID, Collection[Visit]]) -> bool:
    """Their visits are elsewhere or off by now, or nobody is left for whom they would make room."""
    return not lost[row.closure_id] or mark_of(_visits(row)) != row_asked(row).mark


def _visits(row: MoveQuestion) -> Collection[Visit]:
    ids = [move.visit_id for move in row_asked(row).moves]
    rows = Visit.objects.within(row.clinic_id).filter(id__in=ids, state=VisitState.BOOKED)
    return list(rows)
