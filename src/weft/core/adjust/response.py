"""Rules that read the curve: taper when improvement holds, examine again when nothing moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from weft.core.adjust.facts import NoResponseRule, TaperRule
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.measure.change import Direction, change, gain
from weft.core.measure.facts import Instrument
from weft.core.shared.explained import explain
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Scored:
    """One score on one day, in points of its scale."""

    on: date
    value: Decimal


def propose_taper(
    rule: TaperRule, instrument: Instrument, baseline: Scored, later: Sequence[Scored]
) -> Proposed | None:
    """Propose rarer needles when the last scores each show a real change and enough improvement.

    Args:
        rule: From ``knowledge/adjust/rules/taper.toml``.
        instrument: The measure that was scored.
        baseline: First score of the episode.
        later: Scores after it, oldest first, one a day and asked alike (not before and after one visit).

    Returns:
        A TAPER proposal, or None when the rule has nothing to say.

    Raises:
        ValueError: If a score lies outside the scale.
    """
    last = later[-rule.times_in_a_row :]
    if len(last) < rule.times_in_a_row or not all(_has_held(rule, instrument, baseline, one) for one in last):
        return None
    values = {"times": rule.times_in_a_row, "short": Words(instrument.short), "latest": last[-1].value}
    words = Words(
        "{short} has shown a real change {times} times in a row: {baseline} at the start, {latest} now. "
        "Needles could become rarer.",
        baseline=baseline.value,
        **values,
    )
    why = explain(
        rule.id,
        words,
        inputs={"instrument": instrument.id, "baseline": baseline.value} | {str(s.on): s.value for s in last},
        limits={"fraction": rule.fraction, "times_in_a_row": rule.times_in_a_row},
        sources=rule.sources,
        status=rule.review.status,
    )
    return Proposed(ProposalKind.TAPER, why)


def propose_re_examination(
    rule: NoResponseRule, instrument: Instrument, baseline: Scored, latest: Scored | None, needle_visits: int
) -> Proposed | None:
    """Propose to examine again when little has changed by the rule's needle visit.

    Args:
        rule: From ``knowledge/adjust/rules/no_response.toml``.
        instrument: The measure that was scored.
        baseline: First score of the episode.
        latest: Newest score; None when there is none: missing is not "no change".
        needle_visits: Needle visits given so far.

    Raises:
        ValueError: If a score lies outside the scale.
    """
    if latest is None or needle_visits < rule.by_needle_visit:
        return None
    if gain(instrument, baseline.value, latest.value) >= rule.below_fraction * baseline.value:
        return None
    words = Words(
        "After {visits} needle visits {short} has hardly changed: {baseline} at the start, {latest} now. "
        "Examine again before going on: the points, the dose, sleep, mood, and what home exercise was possible.",
        visits=needle_visits,
        short=Words(instrument.short),
        baseline=baseline.value,
        latest=latest.value,
    )
    why = explain(
        rule.id,
        words,
        inputs={"baseline": baseline.value, "latest": latest.value, "on": latest.on, "needle_visits": needle_visits},
        limits={"by_needle_visit": rule.by_needle_visit, "below_fraction": rule.below_fraction},
        sources=rule.sources,
        status=rule.review.status,
    )
    return Proposed(ProposalKind.RE_EXAMINE, why)


def _has_held(rule: TaperRule, instrument: Instrument, baseline: Scored, one: Scored) -> bool:
    """Real change by the measure's own rule, and the percentage of this rule: both, for they may part."""
    is_real = change(instrument, baseline.value, one.value, on=one.on).direction is Direction.BETTER
    return is_real and gain(instrument, baseline.value, one.value) >= rule.fraction * baseline.value
