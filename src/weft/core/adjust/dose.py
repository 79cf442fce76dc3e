"""How many needle visits are many: a question to the clinician, never a refusal."""

from collections.abc import Sequence
from datetime import date, timedelta

from weft.core.adjust.facts import DoseCap, DoseRule
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.shared.explained import explain
from weft.core.shared.words import Words


def ask_about_dose(rule: DoseRule, needle_visits: Sequence[date], adding: date) -> Proposed | None:
    """Ask for a reason when one more needle visit would go over a cap in any run of days around it.

    Args:
        rule: From ``knowledge/adjust/rules/dose.toml``.
        needle_visits: Days of needle visits given or booked, without the new one.
        adding: Day of the new visit.
    """
    for cap in rule.caps:
        most = _most_in_a_run((*needle_visits, adding), adding, cap)
        if most > cap.visits:
            words = Words(
                "This would be needle visit {most} within {days} days; {visits} is the usual most. Why is it needed?",
                most=most,
                days=cap.days,
                visits=cap.visits,
            )
            why = explain(
                rule.id,
                words,
                inputs={"adding": adding, "visits_in_run": most},
                limits={"visits": cap.visits, "days": cap.days},
                sources=rule.sources,
                status=rule.review.status,
            )
            return Proposed(ProposalKind.GIVE_REASON, why)
    return None


def _most_in_a_run(visits: Sequence[date], adding: date, cap: DoseCap) -> int:
    """Most visits in any run of ``cap.days`` days that holds the new visit and ends on a visit."""
    reach = timedelta(days=cap.days - 1)
    ends = [day for day in visits if adding <= day <= adding + reach]
    return max(sum(1 for day in visits if end - reach <= day <= end) for end in ends)
