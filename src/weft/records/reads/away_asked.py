"""Who of an absence was asked about another time by message, what they answered, and who can be asked so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.records import clock
from weft.records.access import ClinicSeen
from weft.records.actions.away_end import row_asked
from weft.records.actions.waitlist_message import ways_to
from weft.records.away_offer import KeptRow
from weft.records.local import wall_time
from weft.records.models import Closure, MoveQuestion, Person, QuestionState, Reach


@dataclass(frozen=True, slots=True)
class AskedSeen:
    """One question by message."""

    serial: str
    """Names this question: whoever moves by it says it back."""
    state: str
    """A `QuestionState`."""
    at: datetime
    """When it was asked; in the clinic's own time, as all times here."""
    until: datetime
    format: str
    """How the moment of asking is written: of today the time alone."""


@dataclass(frozen=True, slots=True)
class Asked:
    """All questions of an absence."""

    newest: dict[UUID, AskedSeen]
    """By person."""
    open: dict[UUID, KeptRow]
    """What those are asked who have not answered: it stands, whatever was looked at since."""

    def serial_of(self, person_id: UUID) -> str:
        """Names the question that they have not answered; empty when there is none."""
        return self.newest[person_id].serial if person_id in self.open else ""

    def of(self, person_id: UUID) -> AskedSeen | None:
        """What was asked, as long as it says what to do: one that was settled, or has moved them, is over."""
        one = self.newest.get(person_id)
        return None if one is None or one.state in {QuestionState.STOPPED, QuestionState.YES} else one

    @property
    def agreed(self) -> int:
        """How many have said yes, so that their visits have moved."""
        return sum(one.state == QuestionState.YES for one in self.newest.values())


def asked_of(row: Closure, clinic: ClinicSeen) -> Asked:
    """The newest question of each person; one query."""
    rows = list(MoveQuestion.objects.within(clinic.id).filter(closure=row).order_by("made_at"))
    newest = {one.person_id: one for one in rows}
    waiting = {id_: one for id_, one in newest.items() if _state(one) == QuestionState.OPEN}
    return Asked(
        {id_: _seen(one, clinic) for id_, one in newest.items()}, {id_: row_asked(one) for id_, one in waiting.items()}
    )


def with_asked(rows: Sequence[KeptRow], asked: Asked) -> list[KeptRow]:
    """What was looked at; for who is asked now, what they are asked."""
    others = [one for one in rows if one.person_id not in asked.open]
    return [*others, *asked.open.values()]


def by_message(people: Collection[Person], clinic: ClinicSeen) -> frozenset[UUID]:
    """Those who may be written to, and can be; one query. How they want to hear of earlier times is another matter."""
    ways = ways_to(people, {}, clinic.id)
    return frozenset(id_ for id_, way in ways.items() if way != Reach.PHONE)


def _state(row: MoveQuestion) -> str:
    return QuestionState.EXPIRED if row.state == QuestionState.OPEN and row.expires <= clock.now() else row.state


def _seen(row: MoveQuestion, clinic: ClinicSeen) -> AskedSeen:
    at = wall_time(row.made_at, clinic.zone)
    written = "G:i" if at.date() == clock.today(clinic.zone) else "D j M, G:i"
    return AskedSeen(row.id.hex, _state(row), at, wall_time(row.expires, clinic.zone), written)
