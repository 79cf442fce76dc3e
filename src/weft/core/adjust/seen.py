"""One episode as the rules of adjust see it. What is not known is None or absent: never zero, never "no change"."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from weft.core.shared.care import Action
from weft.core.shared.words import Words


class Criteria(StrEnum):
    """How many exit criteria of the phase are met."""

    ALL = "all"
    SOME = "some"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Scored:
    """One score on one day, in points of its scale."""

    on: date
    value: Decimal


@dataclass(frozen=True, slots=True)
class PairFelt:
    """How one pair went for the person; None where it was not asked."""

    pain_before: Decimal | None = None
    """0-10, on arrival."""
    pain_after_needles: Decimal | None = None
    pain_after_movement: Decimal | None = None
    tolerated: Decimal | None = None
    """Part of the planned movement that was done, 0 to 1."""


@dataclass(frozen=True, slots=True)
class PairOn:
    """How one pair went."""

    on: date
    felt: PairFelt


@dataclass(frozen=True, slots=True)
class Happened:
    """One unwanted event."""

    on: date
    code: str
    """Group and code: ``organ.lung`` (`knowledge/treat/events/`)."""
    grade: int | None = None
    """1 mild to 5 death; None when nobody said."""


@dataclass(frozen=True, slots=True)
class Danger:
    """What the screening that stands asks for."""

    on: date
    action: Action
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """How one movement session went for the person."""

    on: date
    pain_before: Decimal | None = None
    """0-10."""
    pain_after: Decimal | None = None
    lasted_hours: int | None = None
    """How long extra pain lasted afterwards."""
    too_much: bool | None = None
    """Whether the effort was more than the person could take."""


@dataclass(frozen=True, slots=True)
class Due:
    """A measure that is asked around a day."""

    measure: str
    on: date
    prompted: bool | None = None
    """Whether the person was asked once already; None when that is not known."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Needles of one visit."""

    on: date
    needles_in: int
    needles_out: int
    reported: bool = False
    """A missing needle was reported."""


@dataclass(frozen=True, slots=True)
class DoseAnswered:
    """For how many needle visits in how many days a reason was given, and when."""

    on: date
    days: int
    visits: int


@dataclass(frozen=True, slots=True)
class AskedBack:
    """One answer after discharge."""

    on: date
    had_pain: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeSeen:
    """Everything about one episode that a rule may ask. Days are days of the clinic; lists are oldest first."""

    today: date | None = None
    week: int | None = None
    """Week of care, counted from 1."""
    began: date | None = None
    """Day 1 of care."""
    is_long: bool | None = None  # pain for three months or more
    phase: str = ""
    main: str = "nprs"
    """The measure that decides: asked alike each time. Others may only hold a step forward back."""
    scores: Mapping[str, tuple[Scored, ...]] = field(default_factory=dict)
    """By measure, one a day; the first is the baseline."""
    pairs: tuple[PairOn, ...] = ()
    needled: tuple[date, ...] | None = None
    """Needle visits of this episode that were given."""
    needles_planned: int | None = None
    """Needle visits that the plan books, extensions included."""
    look_again_after: int | None = None
    """Needle visits after which the plan's own set asks for a new look, where it says so."""
    look_again_then: Words | None = None
    """What the plan's own set says to do then."""
    needles_most: int | None = None
    """Needle visits that the plan's sets allow in all…"""
    needles_with_reason: int | None = None
    """… and when a clinician writes why."""
    needles_booked: tuple[date, ...] | None = None
    """All needle visits of the person, given or booked."""
    dose_answered: tuple[DoseAnswered, ...] = ()
    extensions: int | None = None
    """How often the block was extended."""
    no_shows: tuple[date, ...] | None = None
    events: tuple[Happened, ...] = ()
    nerve_signs: tuple[date, ...] = ()
    """Days on which new numbness or weakness was told or found."""
    danger: Danger | None = None
    criteria: Criteria | None = None
    goals: tuple[bool | None, ...] = ()
    """For each own goal: reached, not reached, or None when it was not asked."""
    sessions: tuple[Moved, ...] = ()
    home_share: Decimal | None = None
    """Part of the planned home days that were done, 0 to 1."""
    due: tuple[Due, ...] = ()
    counts: tuple[Counted, ...] = ()
    reviews: tuple[date, ...] = ()
    """Days of the plan's review points that have come."""
    review_due: bool = False
    asked_back: tuple[AskedBack, ...] = ()
    decided: Mapping[str, date] = field(default_factory=dict)
    """By rule: the day of the last answer to it. It hears only what came after."""

    def baseline(self, measure: str) -> Scored | None:
        """The first score on a measure."""
        known = self.scores.get(measure, ())
        return known[0] if known else None

    def later(self, measure: str) -> tuple[Scored, ...]:
        """The scores after the first."""
        return self.scores.get(measure, ())[1:]


class _Dated(Protocol):
    @property
    def on(self) -> date: ...


D = TypeVar("D", bound=_Dated)


def since(seen: EpisodeSeen, rule: str, found: Collection[D]) -> tuple[D, ...]:
    """What came after the last answer to a rule."""
    return tuple(one for one in found if is_new(seen, rule, one.on))


def is_new(seen: EpisodeSeen, rule: str, day: date) -> bool:
    """Whether the last answer to a rule did not know of this day."""
    return rule not in seen.decided or day > seen.decided[rule]
