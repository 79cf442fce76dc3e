"""What the page of an absence shows of one visit and of one person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from weft.library.knowledge import knowledge
from weft.records.access import ClinicSeen, PersonSeen
from weft.records.away_offer import KeptRow
from weft.records.local import wall_time
from weft.records.models import PairState, QuestionState, Visit
from weft.records.reads.away_asked import Asked, AskedSeen


@dataclass(frozen=True, slots=True)
class At:
    """When, with whom and where a visit is."""

    when: datetime
    """In the clinic's own time, without a zone."""
    who: str
    place: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A visit that cannot be held."""

    visit_id: UUID
    person_id: UUID
    person: str
    phone: str
    name: str
    """Of the discipline."""
    at: At
    is_pair: bool
    asked: AskedSeen | None
    """By message, about another time."""


@dataclass(frozen=True, slots=True)
class Change:
    """One visit and where it would go."""

    visit_id: UUID
    name: str
    now: At
    then: At
    is_lost: bool

    @property
    def is_same_time(self) -> bool:
        """Only the practitioner or the place is another."""
        return self.now.when == self.then.when


@dataclass(frozen=True, slots=True)
class Row:
    """One person to call, with everything that they would be asked."""

    person_id: UUID
    name: str
    phone: str
    changes: tuple[Change, ...]
    keeps_pair: bool
    breaks_pair: bool
    """Two halves that are together would not be any more."""
    asked: AskedSeen | None
    """By message, about these times or earlier ones."""
    by_message: bool = False
    """They may be written to, and can be."""
    serial: str = ""
    """Of the question that they have, else of what was looked at: whoever moves them says it back."""

    @property
    def is_asked(self) -> bool:
        """They have a message about exactly these times, and have not answered."""
        return self.asked is not None and self.asked.state == QuestionState.OPEN

    @property
    def makes_room(self) -> bool:
        """None of theirs is lost: they would move for somebody else."""
        return not any(change.is_lost for change in self.changes)


def row_seen(
    kept: KeptRow, person: PersonSeen, visits: Mapping[UUID, Visit], lost: frozenset[UUID], clinic: ClinicSeen,
    asked: Asked, *, tells: bool,
) -> Row:  # fmt: skip
    """What one person would be asked, as the page shows it."""
    changes = (
        Change(
            move.visit_id, _named(visits[move.visit_id]), _at(visits[move.visit_id], clinic),
            At(wall_time(move.starts, clinic.zone), move.who, move.place), move.visit_id in lost,
        )
        for move in kept.moves
    )  # fmt: skip
    ordered = tuple(sorted(changes, key=lambda one: one.now.when))
    pairs = [visits[move.visit_id].pair for move in kept.moves]
    is_pair = any(pair is not None and pair.state == PairState.TOGETHER for pair in pairs)
    return Row(
        person.id, person.known_as or person.name, person.phone if tells else "", ordered, kept.keeps_pair,
        is_pair and not kept.keeps_pair, asked.of(person.id),
    )  # fmt: skip


def standing_seen(visit: Visit, person: PersonSeen, clinic: ClinicSeen, asked: Asked, *, tells: bool) -> Standing:
    """One visit that cannot be held, as the page shows it."""
    is_pair = visit.pair is not None and visit.pair.state == PairState.TOGETHER
    phone = person.phone if tells else ""
    at = _at(visit, clinic)
    return Standing(
        visit.id, person.id, person.known_as or person.name, phone, _named(visit), at, is_pair,
        asked.of(person.id),
    )  # fmt: skip


def _at(visit: Visit, clinic: ClinicSeen) -> At:
    place = visit.place.name if visit.place else ""
    return At(wall_time(visit.starts, clinic.zone), visit.practitioner.user.name, place)


def _named(visit: Visit) -> str:
    known = knowledge().disciplines.get(visit.discipline)
    return known.name if known else visit.discipline
