"""What the score form asks: the measures of the curve, and the person's own goals."""

from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from weft.core.measure.facts import Instrument
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.accepted import accepted_in
from weft.records.access import Member, Purpose, clinic_of, person_for
from weft.records.models import Goal
from weft.records.phases import latest_episode
from weft.records.reads.person import header_of
from weft.records.reads.person_shapes import Header

OWN_GOAL = "own_goal"


@dataclass(frozen=True, slots=True)
class ScaleAsked:
    """One number to ask for."""

    name: str
    """Field name: the instrument's id, or ``goal-<id>``."""
    goal_id: UUID | None
    label: Words
    typed: str
    """The goal in the person's words; empty for a measure."""
    question: Words
    ends: Words
    """What both ends of the scale mean."""
    low: Decimal
    high: Decimal
    step: Decimal


@dataclass(frozen=True, slots=True)
class ScoresAsked:
    """The whole form."""

    header: Header
    scales: tuple[ScaleAsked, ...]


def scores_asked(person_id: UUID, by: Member) -> ScoresAsked:
    """What to ask this person, with the measures that the clinic accepts.

    Raises:
        NotFound, NotAllowed: Not theirs to ask.
    """
    person = person_for(by, person_id, Purpose.CARE)
    instruments = accepted_in(by.clinic_id).measure.instruments
    episode = latest_episode(person_id, by.clinic_id)
    goals = Goal.objects.within(by.clinic_id).filter(episode=episode, retired_at__isnull=True).order_by("position")
    scales = [_asked(one) for one in instruments.values() if one.on_curve]
    by_goal = [(instruments.get(goal.measure or OWN_GOAL), goal) for goal in goals if episode]
    scales += [_asked(one, goal) for one, goal in by_goal if one]
    return ScoresAsked(header_of(person, clock.today(clinic_of(by.clinic_id).zone)), tuple(scales))


def _asked(one: Instrument, goal: Goal | None = None) -> ScaleAsked:
    low, high = one.range
    return ScaleAsked(
        name=f"goal-{goal.id}" if goal else one.id,
        goal_id=goal.id if goal else None,
        label=Words(one.short),
        typed=goal.words if goal else "",
        question=Words(one.question),
        ends=Words(
            "{low} {low_end}, {high} {high_end}",
            low=low,
            low_end=Words(one.low_end),
            high=high,
            high_end=Words(one.high_end),
        ),
        low=low,
        high=high,
        step=one.step,
    )
