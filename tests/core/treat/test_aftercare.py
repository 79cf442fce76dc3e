"""Aftercare: written from what was done and what is booked."""

from itertools import chain, combinations

import pytest
from tests.core.shelf import SHELF

from weft.core.treat.aftercare import aftercare
from weft.core.treat.facts import Situation
from weft.library.steps import treat_facts

FACTS = treat_facts(SHELF)
EVERY_MIX = list(chain.from_iterable(combinations(Situation, size) for size in range(len(Situation) + 1)))


def test_aftercare_never_forbids_the_movement_that_is_booked() -> None:
    booked = {Situation.NEEDLES, Situation.MOVEMENT_BOOKED_TODAY}
    mixes = [mix for mix in EVERY_MIX if booked <= set(mix) and Situation.FAINT not in mix]

    said = {next(str(line.text) for line in aftercare(FACTS, mix) if line.id == "effort") for mix in mixes}

    assert all(text.startswith("Your movement session today goes ahead") for text in said)


def test_the_signs_that_call_for_help_are_always_said() -> None:
    assert all("call_for_help" in {line.id for line in aftercare(FACTS, mix)} for mix in EVERY_MIX)


def test_the_five_items_of_the_source_are_there_in_its_order_each_with_what_is_known() -> None:
    given_by_source = [item for item in FACTS.aftercare if item.seed and item.id != "ask_us"]

    assert [item.id for item in given_by_source] == ["effort", "water", "alcohol", "heat_and_cold", "ease_off"]
    assert all(item.correction for item in given_by_source)


@pytest.mark.parametrize("situation", list(Situation))
def test_each_line_keeps_why_it_was_said(situation: Situation) -> None:
    lines = aftercare(FACTS, [situation])

    assert all(dict(line.why.inputs) == {"situations": situation.value} for line in lines)
