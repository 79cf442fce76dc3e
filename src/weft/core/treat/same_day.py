"""On the day of needles: how hard movement may be, and what heat and cold must heed."""

from dataclasses import dataclass

from weft.core.shared.care import Answer, Effort, Verdict
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words
from weft.core.treat.facts import Retention, SameDay


@dataclass(frozen=True, slots=True)
class Ceiling:
    """How hard movement may be on the day of needles."""

    effort: Effort
    seated_minutes: int
    """Minutes seated before movement starts."""
    why: Explanation


@dataclass(frozen=True, slots=True)
class ThermalVerdict:
    """What may be done with heat or cold on the day of needles."""

    verdict: Verdict
    why: Explanation


def effort_ceiling(facts: SameDay, phase: Effort, *, is_first_pair: bool, reason: str = "") -> Ceiling:
    """The ceiling for movement after needles on one day. On a day without needles there is none.

    Args:
        facts: From ``knowledge/treat/same_day.toml``.
        phase: Ceiling of the plan's phase (Settle gentle, then moderate).
        is_first_pair: The person has never had a pair before; then gentle, whatever the reason.
        reason: Why a clinician opens hard effort; empty when none is given.
    """
    opened = bool(reason.strip())
    seated = facts.seated_minutes_first_pair if is_first_pair else 0
    if is_first_pair:
        effort = Effort.GENTLE
        words = Words("The first pair ever: gentle, after {minutes} minutes seated.", minutes=seated)
    elif opened:
        effort, words = Effort.HARD, Words("Hard effort was opened: {reason}", reason=reason.strip())
    elif phase is Effort.GENTLE:
        effort, words = Effort.GENTLE, Words("Gentle on the day of needles in this phase.")
    else:
        effort = Effort.MODERATE
        words = Words("Up to moderate on the day of needles. Hard effort opens with a reason.")
    why = explain(
        f"{facts.id}.effort",
        words,
        inputs={"phase": phase, "is_first_pair": is_first_pair, "reason": reason.strip()},
        limits={"seated_minutes_first_pair": facts.seated_minutes_first_pair},
        sources=facts.sources,
        status=facts.review.status,
    )
    return Ceiling(effort, seated, why)


def is_within(ceiling: Ceiling, effort: Effort) -> bool:
    """Whether ``effort`` stays under the ceiling."""
    order = tuple(Effort)
    return order.index(effort) <= order.index(ceiling.effort)


def thermal(facts: SameDay, modality: str, *, bleeding_or_bruised: Answer | None, reason: str = "") -> ThermalVerdict:
    """What may be done with heat or cold at one place after needles on one day.

    Args:
        facts: From ``knowledge/treat/same_day.toml``.
        modality: Modality id; one that the rule does not name is CLEAR of it.
        bleeding_or_bruised: Whether the needle sites there bleed or are bruised; None when nobody looked.
        reason: Why heat or cold is wanted; it is asked for.

    Returns:
        BLOCKED on a bleeding or bruised site, ASK when nobody looked or no reason is given,
        else CAUTION.
    """
    verdict, words = _thermal(facts, modality, bleeding_or_bruised, reason.strip())
    why = explain(
        f"{facts.id}.thermal",
        words,
        inputs={"modality": modality, "bleeding_or_bruised": bleeding_or_bruised, "reason": reason.strip()},
        sources=facts.sources,
        status=facts.review.status,
    )
    return ThermalVerdict(verdict, why)


def _thermal(facts: SameDay, modality: str, site: Answer | None, reason: str) -> tuple[Verdict, Words]:
    if modality not in facts.modalities:
        return Verdict.CLEAR, Words("The rule for heat and cold does not touch this.")
    if site is Answer.YES:
        return Verdict.BLOCKED, Words("Not on needle sites that bleed or are bruised. Choose another place.")
    if site is not Answer.NO:
        return Verdict.ASK, Words("Look at the needle sites first: do any bleed, or show a bruise?")
    if not reason:
        return Verdict.ASK, Words("On the day of needles, heat and cold need a reason. Write it in a few words.")
    return Verdict.CAUTION, Words("With care, on dry and closed needle sites: {reason}", reason=reason)


def retention_minutes(facts: Retention, *, is_first_session: bool, line_minutes: int = 0) -> int:
    """How long needles are planned to stay in, in minutes.

    Args:
        facts: From ``knowledge/treat/retention.toml``.
        is_first_session: The person has never had needles here.
        line_minutes: The plan line's own number, 0 for none; the first session is never longer than its default.

    Raises:
        ValueError: If the line's number lies outside the allowed range.
    """
    if line_minutes and not is_retention_allowed(facts, line_minutes):
        raise ValueError(f"{line_minutes} minutes is outside {facts.min_minutes} to {facts.max_minutes}")
    minutes = line_minutes or facts.later_minutes
    return min(minutes, facts.first_session_minutes) if is_first_session else minutes


def is_retention_allowed(facts: Retention, minutes: int) -> bool:
    """Whether needles may stay in for ``minutes`` (both ends of the range count)."""
    return facts.min_minutes <= minutes <= facts.max_minutes
