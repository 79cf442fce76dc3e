"""After discharge: is this a flare, and in what state is the watch?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from weft.core.prevent.discharge import recurrence_dates
from weft.core.prevent.facts import FlareRule, PreventFacts
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


class WatchState(StrEnum):
    """Where the watch over one discharged person stands."""

    WATCHED = "watched"
    """Nothing is due."""
    DUE = "due"
    """A question is due and may still be answered."""
    SILENT = "silent"
    """A question went unanswered; that is not "all well"."""
    FLARE = "flare"
    BACK = "back"
    """The person is in care again."""
    ENDED = "ended"
    """Every question was answered."""


@dataclass(frozen=True, slots=True)
class Tap:
    """One pain answer after discharge, 0-10."""

    on: date
    pain: Decimal


@dataclass(frozen=True, slots=True)
class Flare:
    """Whether the answers look like a flare, and why."""

    is_flare: bool
    why: Explanation


def find_flare(rule: FlareRule, calm_pain: Decimal, taps: Sequence[Tap]) -> Flare:
    """Judge the answers after discharge.

    Args:
        rule: From ``knowledge/prevent/flare.toml``.
        calm_pain: Pain at discharge, 0-10.
        taps: Answers since, oldest first.

    Returns:
        A flare when the newest answer is ``pain_rise_points`` above the calm score, or when the
        last ``rising_taps`` answers each lie above the one before (the first of all: above calm).
    """
    steps = tuple(pairwise((calm_pain, *(tap.pain for tap in taps))))
    last = steps[-rule.rising_taps :]
    has_jumped = bool(taps) and taps[-1].pain - calm_pain >= rule.pain_rise_points
    is_rising = len(last) == rule.rising_taps and all(later > earlier for earlier, later in last)
    if has_jumped:
        words = Words("Pain is {now}; it was {calm} at discharge.", now=taps[-1].pain, calm=calm_pain)
    elif is_rising:
        words = Words("Pain has risen {times} times in a row.", times=rule.rising_taps)
    else:
        words = Words("No sign of a flare.")
    why = explain(
        rule.id,
        words,
        inputs={"calm_pain": calm_pain} | {str(tap.on): tap.pain for tap in taps[-rule.rising_taps :]},
        limits={"rising_taps": rule.rising_taps, "pain_rise_points": rule.pain_rise_points},
        sources=rule.sources,
        status=rule.review.status,
    )
    return Flare(has_jumped or is_rising, why)


def is_flare(rule: FlareRule, calm_pain: Decimal, taps: Sequence[Tap]) -> bool:
    """Whether the answers look like a flare (see :func:`find_flare`)."""
    return find_flare(rule, calm_pain, taps).is_flare


def watch_state(
    facts: PreventFacts,
    discharged_on: date,
    calm_pain: Decimal,
    taps: Sequence[Tap],
    *,
    today: date,
    is_back: bool = False,
) -> WatchState:
    """Where the watch stands today.

    Args:
        facts: From ``knowledge/prevent/``.
        discharged_on: Day of discharge.
        calm_pain: Pain at discharge, 0-10.
        taps: Answers since, oldest first; an answer counts for the newest question asked by then.
        today: The day asked about.
        is_back: A new episode has begun since.
    """
    if is_back:
        return WatchState.BACK
    if is_flare(facts.flare, calm_pain, taps):
        return WatchState.FLARE
    asked = [day for day in recurrence_dates(facts.recurrence, discharged_on) if day <= today]
    if not asked or any(tap.on >= asked[-1] for tap in taps):
        is_last = len(asked) == len(facts.recurrence.days_after_discharge)
        return WatchState.ENDED if is_last else WatchState.WATCHED
    waited = today - asked[-1]
    return WatchState.SILENT if waited > timedelta(days=facts.recurrence.answer_within_days) else WatchState.DUE
