"""The words of the home sheet: how hard, what to do when it hurts more, and what nobody has reviewed."""

from dataclasses import replace

from weft.core.shared.care import Effort
from weft.core.shared.fact import ReviewStatus
from weft.core.treat.home_sheet import drafts_on_it, on_needle_days, when_it_hurts_more
from weft.library.knowledge import knowledge

KNOWN = knowledge()
FACTS = KNOWN.adjust.rules, KNOWN.prevent.stay_well, KNOWN.treat.aftercare
EXERCISES = (KNOWN.plan.exercises["bridging"], KNOWN.plan.exercises["walking"])


def test_it_names_the_pain_that_asks_for_less_and_when_to_call_for_help() -> None:
    first, *middle, last = (str(each) for each in when_it_hurts_more(*FACTS))

    assert first.startswith("Pain of 6 of 10 or more, or extra pain for longer than 24 hours")
    assert middle == list(KNOWN.prevent.stay_well.first_days)
    assert "emergency number" in last


def test_a_rule_that_the_clinic_does_not_accept_names_no_number() -> None:
    said = when_it_hurts_more({}, KNOWN.prevent.stay_well, KNOWN.treat.aftercare)

    assert "of 10" not in " ".join(map(str, said))


def test_every_fact_that_nobody_reviewed_is_counted() -> None:
    signed = replace(EXERCISES[0], review=replace(EXERCISES[0].review, status=ReviewStatus.REVIEWED))

    assert drafts_on_it(EXERCISES, *FACTS) == 5
    assert drafts_on_it((signed, EXERCISES[1]), *FACTS) == 4


def test_a_needle_day_has_a_ceiling_until_hard_is_open() -> None:
    assert str(on_needle_days(Effort.GENTLE)) == "On a day with needles: gentle effort at most."
    assert str(on_needle_days(Effort.HARD)) == "On a day with needles: as on other days."
