"""Marta's visit on Friday cannot be held, and she may be written to: she is asked about three hours later."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tests.care import got
from tests.people import Cast
from tests.records.schedule.courses import sure
from tests.records.schedule.test_away import FRIDAY, HOUR, away, wanted, wei

from weft.core.book.consents import Purpose
from weft.core.schedule.clinic.repair import Rung
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.actions.away_ask import ask_to_move
from weft.records.actions.away_move import keep_offer
from weft.records.actions.book_consent import give_consent
from weft.records.actions.course_trip import mark_of
from weft.records.actions.schedule import book_visit
from weft.records.away_offer import KeptMove, KeptOffer, KeptRow
from weft.records.models import Closure, MoveQuestion, OutboxMessage, Person, Task, Visit

LATER = FRIDAY + 3 * HOUR
"""12:00, the new time."""


@dataclass(frozen=True, slots=True)
class Hit:
    """What stands before she is asked."""

    absence: Closure
    visit: Visit
    serial: str


def hit(cast: Cast, *, may_write: bool = True) -> Hit:
    """Wei is away on Friday morning; Marta's visit would go to `LATER`."""
    reached(cast, may_write=may_write)
    mine = got(book_visit(cast.marta_id, wanted(cast, FRIDAY), by=cast.noor)).visits[0]
    absence, visit = away(cast, wei(cast)), Visit.objects.within(cast.clinic.id).get(id=mine)
    return Hit(absence, visit, offered(cast, absence, visit, LATER - FRIDAY))


def reached(cast: Cast, *, may_write: bool = True, person_id: UUID | None = None) -> None:
    """Marta, or who is named, has an address and a number."""
    id_ = person_id or cast.marta_id
    Person.objects.within(cast.clinic.id).filter(id=id_).update(email="marta@example.org", phone="555 0101")
    if may_write:
        got(give_consent(by=cast.noor, person_id=id_, purpose=Purpose.VISIT_REMINDERS))


def making_room(cast: Cast) -> Hit:
    """Harold's visit with Wei cannot be held; Marta's with Ren, in the afternoon, can, and would be an hour later."""
    reached(cast)
    got(book_visit(cast.harold_id, wanted(cast, FRIDAY), by=cast.noor))
    mine = got(book_visit(cast.marta_id, wanted(cast, FRIDAY + 5 * HOUR, "ren", 1), by=cast.noor)).visits[0]
    absence, visit = away(cast, wei(cast)), Visit.objects.within(cast.clinic.id).get(id=mine)
    return Hit(absence, visit, offered(cast, absence, visit, HOUR))


def offered(
    cast: Cast,
    absence: Closure,
    visit: Visit,
    later: timedelta,
    serial: str = "serial",
    *,
    who: UUID | None = None,
    name: str = "Wei",
) -> str:
    """Another look, which found another time."""
    move = KeptMove(
        visit.id, visit.starts + later, who or visit.practitioner_id, sure(visit.place_id), name, "Bed 1"
    )  # fmt: skip
    row = KeptRow(visit.person_id, (move,), keeps_pair=False, mark=mark_of([visit]))
    got(keep_offer(
        by=cast.noor, closure_id=absence.id, offer=KeptOffer(serial, Rung.ALONE, clock.now(), Words("1 of 1"), (row,))
    ))  # fmt: skip
    return serial


def asked(cast: Cast) -> MoveQuestion:
    """She is asked by message."""
    seen = hit(cast)
    made = ask_to_move(by=cast.noor, closure_id=seen.absence.id, person_id=cast.marta_id, serial=seen.serial)
    return MoveQuestion.objects.within(cast.clinic.id).get(id=got(made))


def messages(cast: Cast) -> list[OutboxMessage]:
    """Those that ask about another time."""
    return list(OutboxMessage.objects.within(cast.clinic.id).filter(kind="new_time").order_by("made_at"))


def to_ring(cast: Cast) -> list[str]:
    """What tasks say that wait because of a question."""
    rows = Task.objects.within(cast.clinic.id).filter(kind="away_ring", done_at__isnull=True)
    return [row.says["message"] for row in rows]
