"""The message that asks somebody about another time: when, where and a link; no word of why, or of what for."""

from datetime import datetime

from weft.core.book.texts import Kind
from weft.records import move_links
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.away_end import key_of, row_asked
from weft.records.actions.time_message import write
from weft.records.local import wall_time
from weft.records.models import MoveQuestion, Person
from weft.records.wanted import VisitWanted


def ask(question: MoveQuestion, person: Person, leaves: datetime, *, by: Member) -> None:
    """Write it into the outbox; it is not sent any more once nobody waits for an answer.

    It hangs on no visit: the outbox would hold its end for the visit's beginning. Whether the visits are as they were
    is asked by `lapse`, before each round of messages.
    """
    clinic = clinic_of(by.clinic_id)
    write(
        question, person, new_trips(question, clinic), leaves, kind=Kind.NEW_TIME,
        path=move_links.waiting_path(question.id), once=key_of(question.id), clinic=clinic,
    )  # fmt: skip


def new_trips(question: MoveQuestion, clinic: ClinicSeen) -> list[VisitWanted]:
    """The first new time of each day, in order."""
    by_day: dict[object, VisitWanted] = {}
    for move in sorted(row_asked(question).moves, key=lambda one: one.starts):
        day = wall_time(move.starts, clinic.zone).date()
        by_day.setdefault(day, VisitWanted("", move.practitioner_id, move.starts, 0, move.place_id))
    return list(by_day.values())
