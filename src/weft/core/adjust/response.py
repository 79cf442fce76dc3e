"""Rules that read the curve: taper when improvement holds, examine again when nothing moves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from weft.core.adjust.facts import NoResponseRule, TaperRule
from weft.core.adjust.judging import reached, really_worse, review_measure
from weft.core.adjust.proposal import ProposalKind, Proposed, say
from weft.core.adjust.seen import EpisodeSeen, Scored, is_new, since
from weft.core.measure.change import Direction, change, gain
from weft.core.measure.facts import Instrument
from weft.core.shared.words import Words

__all__ = ["Scored", "propose_re_examination", "propose_taper", "re_examine", "taper"]


_WITH_NEEDLES = Words(
    "{short} has hardly changed: {baseline} at the start, {latest} now, with {visits} needle visits. {then}"
)
_WITHOUT = Words("{short} has hardly changed: {baseline} at the start, {latest} now. {then}")
_LOOK = Words("Examine again before going on: the points, the dose, sleep, mood, and what home exercise was possible.")
_LOOK_WITHOUT = Words("Examine again before going on: the exercises, how much of them was possible, sleep, and mood.")


def taper(rule: TaperRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """:func:`propose_taper` on the scores since the last answer, where needles were given and more are planned.

    No other measure may be really worse.
    """
    found = review_measure(seen, instruments)
    if found is None or really_worse(seen, instruments):
        return None
    if not seen.needled or (seen.needles_planned or 0) <= len(seen.needled):
        return None
    return propose_taper(rule, found.instrument, found.baseline, since(seen, rule.id, found.later))


def propose_taper(
    rule: TaperRule, instrument: Instrument, baseline: Scored, later: Sequence[Scored]
) -> Proposed | None:
    """Propose rarer needles when improvement was real and enough several times, days apart, and does not wane.

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
    last = _apart(rule, later)
    held = [one for one in later if last and one.on >= last[0].on]
    if len(last) < rule.times_in_a_row or not all(_has_held(rule, instrument, baseline, one) for one in held):
        return None
    if any(gain(instrument, one.value, last[-1].value) <= -instrument.step for one in held):
        return None
    words = Words(
        "{short} has shown a real change {times} times in a row, {percent} percent or more each time: {baseline} at "
        "the start, {latest} now. Needles could become rarer.",
        times=rule.times_in_a_row,
        percent=f"{rule.fraction:.0%}".removesuffix("%"),
        short=Words(instrument.short),
        baseline=baseline.value,
        latest=last[-1].value,
    )
    inputs = {"instrument": instrument.id, "baseline": baseline.value} | {str(s.on): s.value for s in last}
    limits = {"fraction": rule.fraction, "times_in_a_row": rule.times_in_a_row, "days_apart": rule.days_apart}
    return say(rule, ProposalKind.TAPER, words, inputs=inputs, limits=limits)


def re_examine(rule: NoResponseRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """:func:`propose_re_examination` on what came since the last answer; the weeks count until the first one."""
    found = review_measure(seen, instruments)
    if found is None:
        return None
    fresh = since(seen, rule.id, found.later)
    visits = sum(1 for day in seen.needled or () if is_new(seen, rule.id, day))
    week = None if rule.id in seen.decided else seen.week
    latest = fresh[-1] if fresh else None
    sooner = min(rule.by_needle_visit, seen.look_again_after or rule.by_needle_visit)
    own = replace(rule, by_needle_visit=sooner)
    then = seen.look_again_then if seen.look_again_after and visits >= seen.look_again_after else None
    said = propose_re_examination(own, found.instrument, found.baseline, latest, visits, week, then)
    if said is None or seen.home_share is None:
        return said
    home = ("home_share", str(seen.home_share))  # the first thing to ask about when little moves
    return replace(said, why=replace(said.why, inputs=(*said.why.inputs, home)))


def propose_re_examination(
    rule: NoResponseRule,
    instrument: Instrument,
    baseline: Scored,
    latest: Scored | None,
    needle_visits: int,
    week: int | None = None,
    then: Words | None = None,
) -> Proposed | None:
    """Propose to examine again when little has changed in the rule's weeks, or by its needle visit.

    Args:
        rule: From ``knowledge/adjust/rules/no_response.toml``.
        instrument: The measure that was scored.
        baseline: First score of the episode.
        latest: Newest score; None when there is none: missing is not "no change".
        needle_visits: Needle visits given so far.
        week: Week of care, counted from 1; None when it is not known.
        then: What the plan's own set says to do now; None for the usual words.

    Raises:
        ValueError: If a score lies outside the scale.
    """
    first, last = rule.weeks
    is_time = needle_visits >= rule.by_needle_visit or (week is not None and first <= week <= last)
    if latest is None or not is_time or reached(instrument, baseline, latest, rule.below_fraction):
        return None
    words = Words(
        (_WITH_NEEDLES if needle_visits else _WITHOUT).message,
        short=Words(instrument.short), baseline=baseline.value, latest=latest.value, visits=needle_visits,
        then=then or (_LOOK if needle_visits else _LOOK_WITHOUT),
    )  # fmt: skip
    inputs = {"baseline": baseline.value, "latest": latest.value, "on": latest.on, "needle_visits": needle_visits}
    limits = {"weeks": f"{first}-{last}", "by_needle_visit": rule.by_needle_visit}
    return say(
        rule, ProposalKind.RE_EXAMINE, words, inputs=inputs | {"week": week},
        limits=limits | {"below_fraction": rule.below_fraction},
    )  # fmt: skip


def _apart(rule: TaperRule, later: Sequence[Scored]) -> tuple[Scored, ...]:
    """The newest score and those before it that lie far enough apart, as many as the rule asks for, oldest first."""
    found = list(later[-1:])
    for one in reversed(later[:-1]):
        if len(found) < rule.times_in_a_row and found[0].on - one.on >= timedelta(days=rule.days_apart):
            found.insert(0, one)
    return tuple(found)


def _has_held(rule: TaperRule, instrument: Instrument, baseline: Scored, one: Scored) -> bool:
    """Real change by the measure's own rule, and the percentage of this rule: both, for they may part."""
    is_real = change(instrument, baseline.value, one.value, on=one.on).direction is Direction.BETTER
    return is_real and reached(instrument, baseline, one, rule.fraction)
