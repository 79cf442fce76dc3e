"""One episode as somebody writes it down: see `docs/formats/review.md`."""

from dataclasses import field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from weft.core.adjust import seen as s
from weft.core.shared.care import Action
from weft.core.shared.fact import fact


class Goal(StrEnum):
    """What became of an own goal."""

    REACHED = "reached"
    NOT_REACHED = "not_reached"
    NOT_ASKED = "not_asked"


@fact
class PairGiven:
    """Pain (0-10) around one pair."""

    on: date
    before: Decimal | None = None
    after_needles: Decimal | None = None
    after_movement: Decimal | None = None


@fact
class EventGiven:
    """One unwanted event."""

    on: date
    code: str
    grade: int | None = None


@fact
class DangerGiven:
    """What the screening that stands asks for."""

    on: date
    action: Action
    flags: tuple[str, ...] = ()


@fact
class SessionGiven:
    """How one movement session went."""

    on: date
    pain_before: Decimal | None = None
    pain_after: Decimal | None = None
    lasted_hours: int | None = None
    too_much: bool | None = None


@fact
class DueGiven:
    """A measure that is asked around a day."""

    measure: str
    on: date
    prompted: bool | None = None


@fact
class CountGiven:
    """Needles of one visit."""

    on: date
    needles_in: int
    needles_out: int
    reported: bool = False


@fact
class DoseGiven:
    """A reason that was given for many needle visits."""

    on: date
    days: int
    visits: int


@fact
class AskedBackGiven:
    """One answer after discharge."""

    on: date
    had_pain: bool | None = None


@fact
class Episode:
    """One episode as somebody writes it down. Each list is oldest first."""

    today: date
    week: int | None = None
    began: date | None = None
    is_long: bool | None = None
    phase: str = ""
    main: str = "nprs"
    scores: dict[str, tuple[tuple[date, Decimal], ...]] = field(default_factory=dict)
    pairs: tuple[PairGiven, ...] = ()
    needled: tuple[date, ...] | None = None
    needles_planned: int | None = None
    needles_most: int | None = None
    needles_with_reason: int | None = None
    look_again_after: int | None = None
    look_again_then: str = ""
    dose_answered: tuple[DoseGiven, ...] = ()
    needles_booked: tuple[date, ...] | None = None
    extensions: int | None = None
    no_shows: tuple[date, ...] | None = None
    events: tuple[EventGiven, ...] = ()
    nerve_signs: tuple[date, ...] = ()
    danger: DangerGiven | None = None
    criteria: s.Criteria | None = None
    goals: tuple[Goal, ...] = ()
    sessions: tuple[SessionGiven, ...] = ()
    home_share: Decimal | None = None
    due: tuple[DueGiven, ...] = ()
    counts: tuple[CountGiven, ...] = ()
    reviews: tuple[date, ...] = ()
    review_due: bool = False
    asked_back: tuple[AskedBackGiven, ...] = ()
    decided: dict[str, date] = field(default_factory=dict)
