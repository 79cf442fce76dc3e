"""What stands on the sheet of home exercises besides the exercises: how hard, and what to do when it hurts more."""

from collections.abc import Mapping, Sequence

from weft.core.adjust.facts import EaseRule, Rule
from weft.core.plan.facts import Exercise
from weft.core.prevent.facts import StayWell
from weft.core.shared.care import Effort
from weft.core.shared.fact import Review, ReviewStatus
from weft.core.shared.words import Words
from weft.core.treat.facts import AftercareItem

HELP = "call_for_help"
"""Id of the aftercare that says when to call; it is said in any case."""
EFFORTS = {Effort.GENTLE: Words("gentle"), Effort.MODERATE: Words("moderate"), Effort.HARD: Words("hard")}


def when_it_hurts_more(
    rules: Mapping[str, Rule], stay_well: StayWell, aftercare: Sequence[AftercareItem]
) -> tuple[Words, ...]:
    """How much pain asks for less, what to do in the first days, and when to call for help.

    Args:
        rules: Of ``adjust/rules/``; where the clinic does not accept ``ease``, no number of pain is named.
        stay_well: From ``prevent/stay_well.toml``.
        aftercare: From ``treat/aftercare/``.
    """
    ease = rules.get("ease")
    too_much = (_too_much(ease),) if isinstance(ease, EaseRule) else ()
    help_first = tuple(Words(each.text) for each in aftercare if each.id == HELP)
    return (*too_much, *(Words(text) for text in stay_well.first_days), *help_first)


def drafts_on_it(
    exercises: Sequence[Exercise], rules: Mapping[str, Rule], stay_well: StayWell, aftercare: Sequence[AftercareItem]
) -> int:
    """How many of the facts that the sheet rests on no clinician has reviewed."""
    reviews: list[Review] = [each.review for each in exercises] + [stay_well.review]
    reviews += [each.review for each in aftercare if each.id == HELP]
    reviews += [each.review for name, each in rules.items() if name == "ease"]
    return sum(each.status is ReviewStatus.DRAFT for each in reviews)


def on_needle_days(ceiling: Effort) -> Words:
    """How hard on a day with needles."""
    if ceiling is Effort.HARD:
        return Words("On a day with needles: as on other days.")
    return Words("On a day with needles: {effort} effort at most.", effort=EFFORTS[ceiling])


def _too_much(rule: EaseRule) -> Words:
    return Words(_TOO_MUCH, points=rule.pain_from, hours=rule.lasting_hours)


_TOO_MUCH = """\
Pain of {points} of 10 or more, or extra pain for longer than {hours} hours: leave that exercise out, and tell us."""
