"""Movement tests over time: the first and the last value of each, from examinations and sessions."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from weft.core.assess.parts import MovementPart
from weft.core.assess.recorded import values_of
from weft.core.shared.care import MOVEMENT
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records.models import AssessmentPart, SessionRecord, Visit

Place = tuple[str, str]
"""Test id and side: empty, left or right."""
SIDE_WORDS = {"": Words(""), "left": Words("left"), "right": Words("right")}


@dataclass(frozen=True, slots=True)
class Values:
    """What was measured before one visit."""

    first: dict[Place, Decimal] = field(default_factory=dict)
    """In the newest examination, else when it was first measured."""
    last: dict[Place, Decimal] = field(default_factory=dict)
    unusual: frozenset[str] = frozenset()
    """Tests that the newest examination found outside the usual."""
    of_last_session: tuple[Place, ...] = ()


def values_before(visit: Visit) -> Values:
    """Of the visit's episode: two queries."""
    return values_from(visit, sessions_before(visit))


def sessions_before(visit: Visit) -> tuple[SessionRecord, ...]:
    """Signed movement records of the person before this visit, oldest first."""
    rows = SessionRecord.objects.within(visit.clinic_id).filter(
        person_id=visit.person_id, discipline=MOVEMENT, signed_at__isnull=False, visit__starts__lt=visit.starts
    )
    return tuple(rows.select_related("visit").order_by("visit__starts"))


def values_from(visit: Visit, sessions: Iterable[SessionRecord]) -> Values:
    """The same, from records that were loaded before: one query."""
    part = _examined(visit)
    first = {(value.test, side.value): one for value in _part(part).tests for side, one in values_of(value)}
    last = dict(first)
    newest: tuple[Place, ...] = ()
    for row in sessions:
        if visit.episode_id is not None and row.visit.episode_id != visit.episode_id:
            continue
        found = {(one["test"], one["side"]): Decimal(one["now"]) for one in row.content.get("tests", [])}
        first = {**found, **first}
        last |= found
        newest = tuple(found) or newest
    return Values(first, last, _unusual(part), newest)


def _examined(visit: Visit) -> AssessmentPart | None:
    if visit.episode_id is None:
        return None
    rows = AssessmentPart.objects.within(visit.clinic_id).filter(
        assessment__episode_id=visit.episode_id, kind=MOVEMENT, signed_at__isnull=False
    )
    return rows.order_by("-assessment__at").first()


def _part(row: AssessmentPart | None) -> MovementPart:
    return from_json(MovementPart, row.content["part"]) if row else MovementPart()


def _unusual(row: AssessmentPart | None) -> frozenset[str]:
    found: list[dict[str, Any]] = row.content.get("findings", []) if row else []
    return frozenset(one["why"]["rule"] for one in found if one["finding"] in {"below", "above", "uneven"})
