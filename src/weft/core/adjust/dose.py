"""How many needle visits are many: a question to the clinician, never a refusal."""

from collections.abc import Sequence
from datetime import date, timedelta

from weft.core.adjust.facts import DoseCap, DoseRule
from weft.core.adjust.proposal import ProposalKind, Proposed, say
from weft.core.adjust.seen import DoseAnswered, EpisodeSeen
from weft.core.shared.words import Words


def dose(rule: DoseRule, seen: EpisodeSeen) -> Proposed | None:
    """:func:`ask_about_dose` for the last needle visit that is booked.

    After an answer it asks again about more visits in as many days, about another run of days, or once the run that
    was answered is over. An answer without its numbers stands for all.
    """
    if not seen.needles_booked or (rule.id in seen.decided and not seen.dose_answered):
        return None
    *others, last = sorted(seen.needles_booked)
    return ask_about_dose(rule, others, last, seen.dose_answered)


def ask_about_dose(
    rule: DoseRule, needle_visits: Sequence[date], adding: date, answered: Sequence[DoseAnswered] = ()
) -> Proposed | None:
    """Ask for a reason when one more needle visit would go over a cap in any run of days around it.

    Args:
        rule: From ``knowledge/adjust/rules/dose.toml``.
        needle_visits: Days of needle visits given or booked, without the new one.
        adding: Day of the new visit.
        answered: What a reason was given for before.
    """
    for cap in rule.caps:
        most = _most_in_a_run((*needle_visits, adding), adding, cap)
        if most > max(cap.visits, _answered(cap, answered, adding)):
            words = Words(
                "This would be needle visit {most} within {days} days; {visits} is the usual most. Why is it needed?",
                most=most,
                days=cap.days,
                visits=cap.visits,
            )
            inputs = {"adding": adding, "visits_in_run": most}
            limits = {"visits": cap.visits, "days": cap.days}
            return say(rule, ProposalKind.GIVE_REASON, words, inputs=inputs, limits=limits)
    return None


def _answered(cap: DoseCap, answered: Sequence[DoseAnswered], adding: date) -> int:
    """For how many visits in this run of days the reason stands; 0 when none does any more."""
    reach = timedelta(days=cap.days)
    return max((one.visits for one in answered if one.days == cap.days and adding <= one.on + reach), default=0)


def _most_in_a_run(visits: Sequence[date], adding: date, cap: DoseCap) -> int:
    """Most visits in any run of ``cap.days`` days that holds the new visit and ends on a visit."""
    reach = timedelta(days=cap.days - 1)
    ends = [day for day in visits if adding <= day <= adding + reach]
    return max(sum(1 for day in visits if end - reach <= day <= end) for end in ends)
