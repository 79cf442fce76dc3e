"""What `knowledge/treat/events/` and `telling.toml` hold: unwanted events, and who is told of them."""

from weft.core.shared.fact import Basis, Review, fact


@fact
class Reaction:
    """One kind of unwanted event."""

    code: str
    name: str
    serious: bool = False
    """Told to the clinical lead the same day, with an incident report, whatever the grade."""


@fact
class ReactionGroup:
    """Unwanted events of one kind, with the grade from which the lead is told."""

    id: str
    name: str
    order: int
    reactions: tuple[Reaction, ...]
    tell_lead_from_grade: int
    incident_from_grade: int
    sources: tuple[str, ...]
    basis: Basis
    review: Review


@fact
class Grade:
    """One degree of harm."""

    grade: int
    """1 mild to 5 death."""
    name: str
    plain: str


@fact
class Relation:
    """How sure it is that the treatment caused it."""

    id: str
    name: str


@fact
class Telling:
    """Who is told of an unwanted event, and how soon."""

    id: str
    tell_lead_within_hours: int
    incident_within_hours: int
    grades: tuple[Grade, ...]
    relations: tuple[Relation, ...]
    why: str
    sources: tuple[str, ...]
    basis: Basis
    review: Review
