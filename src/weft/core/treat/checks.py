"""Looking in on somebody with needles in: which check is due, and when the planned time ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words
from weft.core.treat.facts import Retention

LONGER_MINUTES = 2
"""What one press of "stay in longer" adds."""


def check_due(facts: Retention, in_at: datetime, looked_in: Sequence[datetime], now: datetime) -> int | None:
    """The check that is due, as minutes after the needles went in; None when nothing is due.

    Args:
        facts: From ``knowledge/treat/retention.toml``.
        in_at: When the needles went in (aware).
        looked_in: When somebody looked in since.
        now: The moment asked about.

    Returns:
        The latest check whose minute has come, unless somebody looked in at it or after it.
    """
    passed = [minutes for minutes in facts.check_minutes if now >= in_at + timedelta(minutes=minutes)]
    if not passed:
        return None
    latest = max(passed)
    is_done = any(at >= in_at + timedelta(minutes=latest) for at in looked_in)
    return None if is_done else latest


def ends_at(in_at: datetime, retention_minutes: int) -> datetime:
    """When the planned time ends. It says nothing about needles being out: somebody takes them out and counts."""
    return in_at + timedelta(minutes=retention_minutes)


def may_stay_longer(facts: Retention, minutes: int) -> Gate:
    """Whether needles that are to stay in for ``minutes`` may stay in for one step more.

    Args:
        facts: From ``knowledge/treat/retention.toml``.
        minutes: As planned and lengthened so far.
    """
    more = minutes + LONGER_MINUTES
    most = facts.max_minutes
    words = Words("They stay in {minutes} minutes.", minutes=more)
    if more > most:
        words = Words("Needles stay in {most} minutes at most. Take them out, or leave it at this.", most=most)
    limits = {"min_minutes": facts.min_minutes, "max_minutes": facts.max_minutes}
    why = explain(
        "retention.longer", words, inputs={"minutes": minutes}, limits=limits, sources=facts.sources,
        status=facts.review.status,
    )  # fmt: skip
    return Gate(more <= most, why)
