"""Rules that move the plan on: ease, progress, finish, hold."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from weft.core.adjust.facts import BlockEndRule, EaseRule, FinishRule, HoldRule, ProgressRule
from weft.core.adjust.judging import Curve, fell, is_recent, moved, really_worse, review_measure
from weft.core.adjust.ladder import block_ended_on
from weft.core.adjust.proposal import ProposalKind, Proposed, say
from weft.core.adjust.seen import Criteria, EpisodeSeen, Moved, Scored, is_new, since
from weft.core.measure.change import Direction, gain
from weft.core.measure.facts import Instrument
from weft.core.shared.words import Words


def ease(rule: EaseRule, seen: EpisodeSeen) -> Proposed | None:
    """Propose less load when the newest session hurt much, hurt for long, or was more than the person could take."""
    fresh = since(seen, rule.id, seen.sessions)
    if not fresh or not _was_too_much(rule, fresh[-1]):
        return None
    last = fresh[-1]
    words = Words("The last movement session was too much. Step back: fewer sets, less range, or an easier exercise.")
    inputs = {
        "on": last.on, "pain_before": last.pain_before, "pain_after": last.pain_after,
        "lasted_hours": last.lasted_hours, "too_much": last.too_much,
    }  # fmt: skip
    limits = {"pain_from": rule.pain_from, "lasting_hours": rule.lasting_hours}
    return say(rule, ProposalKind.EASE, words, inputs=inputs, limits=limits)


def progress(rule: ProgressRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """Propose the next phase when every exit criterion of this one is met and no measure is worse."""
    if seen.criteria is not Criteria.ALL or _is_held_back(seen, instruments) or not _is_news(rule.id, seen):
        return None
    words = Words("Every exit criterion of this phase is met. The next phase can begin.")
    return say(rule, ProposalKind.PROGRESS, words, inputs={"phase": seen.phase, "criteria": seen.criteria.value})


def finish(
    rule: FinishRule, block: BlockEndRule | None, seen: EpisodeSeen, instruments: Mapping[str, Instrument]
) -> Proposed | None:
    """Propose to end care when every own goal is reached, or nothing moved at several late reviews in a row."""
    if _is_held_back(seen, instruments) or not _is_news(rule.id, seen):
        return None
    flat = plateaus(seen, instruments, _late_from(rule, block, seen))
    reached = sum(1 for goal in seen.goals if goal)
    inputs = {"goals": len(seen.goals), "reached": reached, "plateaus": flat}
    is_goal = bool(seen.goals) and reached == len(seen.goals)
    if is_goal:
        words = Words("Every own goal is reached. Care can end with a stay-well plan.")
    elif flat >= rule.plateaus:
        words = Words(
            "Nothing has moved at {times} reviews in a row. End, or refer, with a stay-well plan.", times=flat
        )
    else:
        return None
    limits = {"plateaus": rule.plateaus, "from_week": rule.from_week}
    return replace(say(rule, ProposalKind.FINISH, words, inputs=inputs, limits=limits), is_goal=is_goal)


def hold(rule: HoldRule, seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> Proposed | None:
    """Say that the plan can stand when a review is due and the main measure, asked lately, did not get worse."""
    later = seen.later(seen.main)
    if not seen.review_due or not later or not is_recent(seen, later[-1], rule.fresh_days):
        return None
    curve = review_measure(seen, instruments)
    if _is_held_back(seen, instruments) or (curve and fell(curve)):
        return None
    words = Words("Nothing in the numbers asks for a change. The plan can stand.")
    return say(rule, ProposalKind.HOLD, words, inputs={"latest": later[-1].value})


def plateaus(seen: EpisodeSeen, instruments: Mapping[str, Instrument], start: date | None) -> int:
    """At how many reviews in a row, up to now, nothing had really moved. A review without a score breaks the row.

    Reviews before ``start`` do not count: the first weeks are too early to say that nothing will move.
    """
    curve = review_measure(seen, instruments)
    if curve is None or start is None:
        return 0
    at_reviews = (curve.baseline, *(_at(curve, earlier, day) for earlier, day in pairwise((None, *seen.reviews))))
    flat = 0
    for day, (earlier, later) in zip(seen.reviews, pairwise(at_reviews), strict=True):
        flat = flat + 1 if day >= start and earlier and later and _is_flat(curve, earlier, later) else 0
    return flat


def _late_from(rule: FinishRule, block: BlockEndRule | None, seen: EpisodeSeen) -> date | None:
    """From which day on a review may be a plateau; None when neither the week nor the block says."""
    week = seen.began + timedelta(weeks=rule.from_week - 1) if seen.began else None
    ended = block_ended_on(block, seen) if block else None
    return min((day for day in (week, ended) if day), default=None)


def _at(curve: Curve, after: object, until: object) -> Scored | None:
    inside = [one for one in curve.later if (after is None or one.on > after) and one.on <= until]  # type: ignore[operator]
    return inside[-1] if inside else None


def _is_flat(curve: Curve, earlier: Scored, later: Scored) -> bool:
    return moved(curve, earlier, later) not in {Direction.BETTER, Direction.WORSE}


def _was_too_much(rule: EaseRule, last: Moved) -> bool:
    # Pain that was as high before the session was not brought by it.
    rose = last.pain_after is not None and (last.pain_before is None or last.pain_after > last.pain_before)
    is_high = last.pain_after is not None and last.pain_after >= rule.pain_from and rose
    lasts = last.lasted_hours is not None and last.lasted_hours > rule.lasting_hours
    return bool(last.too_much) or is_high or lasts


def _is_held_back(seen: EpisodeSeen, instruments: Mapping[str, Instrument]) -> bool:
    """Whether a measure is really worse, or the main one is worse than at the start by however little."""
    curve = review_measure(seen, instruments)
    newest = curve.later[-1] if curve and curve.later else None
    below = curve and newest and gain(curve.instrument, curve.baseline.value, newest.value) < 0
    return bool(below or really_worse(seen, instruments))


def _is_news(rule: str, seen: EpisodeSeen) -> bool:
    """After an answer, only a new score lets the rule speak again."""
    if rule not in seen.decided:
        return True
    return any(is_new(seen, rule, one.on) for one in seen.scores.get(seen.main, ()))
