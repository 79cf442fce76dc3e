"""Visits to keep well: for somebody who improved and asks for them. Offered, never advised."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from weft.core.prevent.facts import Maintenance
from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is known when somebody asks for visits to keep well."""

    gain_fraction: Decimal | None
    """Part of the first score by which they are better; None when it was not measured."""
    given: int = 0
    """Visits to keep well so far, since a clinician last looked."""
    last: date | None = None


def may_keep_well(rule: Maintenance, wish: Wish, on: date) -> Gate:
    """Whether one more visit to keep well may be offered for a day.

    Args:
        rule: From ``knowledge/prevent/maintenance.toml``.
        wish: The person's improvement and their visits so far.
        on: Day of the visit.
    """
    words = _why_not(rule, wish, on)
    why = explain(
        rule.id,
        words or Words(rule.says_offer),
        inputs={"gain_fraction": wish.gain_fraction, "given": wish.given, "last": wish.last, "on": on},
        limits={
            "least_improvement": rule.least_improvement, "days_apart": rule.days_apart, "most_visits": rule.most_visits,
        },
        sources=rule.sources,
        status=rule.review.status,
    )  # fmt: skip
    return Gate(words is None, why)


def _why_not(rule: Maintenance, wish: Wish, on: date) -> Words | None:
    if wish.gain_fraction is None or wish.gain_fraction < rule.least_improvement:
        return Words(rule.says_not)
    if wish.given >= rule.most_visits:
        return counted(
            wish.given,
            "{count} visit to keep well was given. A clinician looks first.",
            "{count} visits to keep well were given. A clinician looks first.",
        )
    if wish.last and on - wish.last < timedelta(days=rule.days_apart):
        return Words("At least {days} days lie between visits to keep well.", days=rule.days_apart)
    return None
