"""A question about a new time, for who came in with the link of its message: when and where, and no word of why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from weft.records import clock, move_links
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.away_end import row_asked
from weft.records.actions.time_message import place_of
from weft.records.appointments import city_of
from weft.records.away_offer import KeptMove
from weft.records.local import wall_time
from weft.records.models import MoveQuestion, QuestionState, Visit, VisitState
from weft.records.wanted import VisitWanted

AFTER = timedelta(days=1)
"""So long after the last new time its link still says how it came out."""


@dataclass(frozen=True, slots=True)
class NewTrip:
    """One day's new time, in the clinic's own time."""

    starts: datetime
    minutes: int
    """From the start of the first to the end of the last visit."""
    place: str
    was: datetime | None
    """When it is now; None when that is the same, or was moved since."""
    who: str = ""
    """With whom, where that is somebody else than now."""


@dataclass(frozen=True, slots=True)
class QuestionSeen:
    """What somebody is asked."""

    id: UUID
    state: str
    """A `QuestionState`; ``changed``: they said yes, and what was moved then is elsewhere or off by now."""
    trips: tuple[NewTrip, ...] = ()
    until: datetime | None = None
    city: str = ""


def question_at(by: Member, token: str) -> UUID | None:
    """The question that a link opens, however it stands; None when it is none of ours or long over."""
    row = move_links.found(by.clinic_id, token)
    return row.id if row is not None and _is_known(row) else None


def question_seen(by: Member, question_id: UUID) -> QuestionSeen | None:
    """A question for who came in with its link; None when it is long over."""
    row = MoveQuestion.objects.within(by.clinic_id).filter(id=question_id).first()
    if row is None or not _is_known(row):
        return None
    state = QuestionState.EXPIRED if row.state == QuestionState.OPEN and row.expires <= clock.now() else row.state
    if state not in {QuestionState.OPEN, QuestionState.YES}:
        return QuestionSeen(row.id, state)
    clinic, moves = clinic_of(by.clinic_id), row_asked(row).moves
    rows = Visit.objects.within(by.clinic_id).filter(id__in=[move.visit_id for move in moves])
    visits = {visit.id: visit for visit in rows.exclude(state=VisitState.CANCELLED)}
    stands = [move.visit_id in visits and visits[move.visit_id].starts == move.starts for move in moves]
    if state == QuestionState.YES and not all(stands):
        return QuestionSeen(row.id, "changed")
    return QuestionSeen(
        row.id, state, tuple(_trips(moves, visits, clinic)), wall_time(row.expires, clinic.zone), city_of(clinic.zone)
    )


def _is_known(row: MoveQuestion) -> bool:
    return clock.now() < max(move.starts for move in row_asked(row).moves) + AFTER


def _trips(moves: Iterable[KeptMove], visits: dict[UUID, Visit], clinic: ClinicSeen) -> Iterable[NewTrip]:
    by_day: dict[date, list[KeptMove]] = {}
    for move in sorted(moves, key=lambda one: one.starts):
        by_day.setdefault(wall_time(move.starts, clinic.zone).date(), []).append(move)
    for own in by_day.values():
        stays = [visits[move.visit_id] for move in own if move.visit_id in visits]
        ends = max((m.starts + _lasts(visits.get(m.visit_id)) for m in own), default=own[0].starts)
        was = min((visit.starts for visit in stays), default=own[0].starts)
        others = [
            m.who for m in own if m.visit_id in visits and visits[m.visit_id].practitioner_id != m.practitioner_id
        ]
        first = VisitWanted("", own[0].practitioner_id, own[0].starts, 0, own[0].place_id)
        yield NewTrip(
            wall_time(own[0].starts, clinic.zone), int((ends - own[0].starts).total_seconds() // 60),
            place_of(first, clinic), wall_time(was, clinic.zone) if was != own[0].starts else None,
            ", ".join(dict.fromkeys(others)),
        )  # fmt: skip


def _lasts(visit: Visit | None) -> timedelta:
    return visit.ends - visit.starts if visit else timedelta()
