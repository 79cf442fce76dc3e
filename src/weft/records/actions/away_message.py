"""The message that asks somebody about another time: when, where and a link; no word of why, or of what for."""

from datetime import datetime

from django.utils import translation
from django.utils.formats import date_format, time_format

from weft.core.book.texts import Kind, kind_of
from weft.core.shared.words import LINE, Words, joined
from weft.records import move_links, outgoing
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.away_end import key_of, row_asked
from weft.records.actions.waitlist_message import place_of
from weft.records.appointments import city_of
from weft.records.local import wall_time
from weft.records.message_texts import worded
from weft.records.models import MoveQuestion, Person, Reach
from weft.records.wanted import VisitWanted


def ask(question: MoveQuestion, person: Person, leaves: datetime, *, by: Member) -> None:
    """Write it into the outbox; it is not sent any more once nobody waits for an answer.

    It hangs on no visit: the outbox would hold its end for the visit's beginning. Whether the visits are as they were
    is asked by `lapse`, before each round of messages.
    """
    clinic, known = clinic_of(by.clinic_id), kind_of(Kind.NEW_TIME)
    with translation.override(person.language):
        lines = joined([_line(trip, clinic) for trip in new_trips(question, clinic)], LINE)
        text = worded(
            known.kind, clinic, person.language, path=move_links.waiting_path(question.id),
            values={"visits": lines, "city": Words("{city}", city=city_of(clinic.zone))},
        )  # fmt: skip
    to = (outgoing.TEXT, person.phone) if question.channel == Reach.TEXT else (outgoing.MAIL, person.email)
    outgoing.write(
        by.clinic_id, known.purpose.value, to, text.subject, text.body, once=key_of(question.id), person=person,
        kind=known.kind.value, text_id=text.text_id, due=leaves, until=question.expires,
    )  # fmt: skip


def new_trips(question: MoveQuestion, clinic: ClinicSeen) -> list[VisitWanted]:
    """The first new time of each day, in order."""
    by_day: dict[object, VisitWanted] = {}
    for move in sorted(row_asked(question).moves, key=lambda one: one.starts):
        day = wall_time(move.starts, clinic.zone).date()
        by_day.setdefault(day, VisitWanted("", move.practitioner_id, move.starts, 0, move.place_id))
    return list(by_day.values())


def _line(first: VisitWanted, clinic: ClinicSeen) -> Words:
    wall = wall_time(first.starts, clinic.zone)
    when = Words("{day}, {time}", day=date_format(wall, "D j N Y"), time=time_format(wall, "G:i"))
    return Words("{when}, {place}", when=when, place=place_of(first, clinic))
