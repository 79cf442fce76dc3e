"""The worked cases of ending care and staying well come out as clinicians wrote them."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tests.core.written_topics import every_case

from weft.core.prevent.ending import CareSeen, ending
from weft.core.prevent.maintenance import Wish, may_keep_well
from weft.core.prevent.stay_well import stay_well
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.library.worked.prevent import TOPICS, faults
from weft.library.worked.topic import Topic


@every_case(TOPICS)
def test_each_case_comes_out_as_written(topic: Topic, case: Any) -> None:
    assert list(topic.differences(case, knowledge())) == []


def test_an_altered_limit_is_noticed_by_a_case() -> None:
    known = knowledge()
    rule = replace(known.prevent.maintenance, days_apart=29)

    found = list(faults(replace(known, prevent=replace(known.prevent, maintenance=rule))))

    assert [fault.place for fault in found] == ["four weeks after the last"]


def test_a_stay_well_plan_begins_with_the_persons_own_exercises_and_names_its_sources() -> None:
    plan = stay_well(knowledge().prevent.stay_well, [Words("Bridge")])

    assert str(plan.keep[0]) == "Bridge"
    assert "poc24" in plan.why.sources


def test_thirty_percent_is_called_a_number_and_not_a_real_improvement() -> None:
    seen = ending(knowledge().prevent.ending, CareSeen(goals_reached=(True, False), gain_fraction=Decimal("0.3")))

    said = str(seen.why.words)

    assert said == "At least 30 percent better, and every goal was asked. Care can taper and end."


def test_visits_to_keep_well_that_are_not_offered_judge_nobodys_numbers() -> None:
    gate = may_keep_well(knowledge().prevent.maintenance, Wish(gain_fraction=None), date(2026, 11, 2))

    assert str(gate.why.words).startswith("Visits to keep well are not offered here for now.")


def test_needles_are_never_promised_against_new_episodes() -> None:
    plan = stay_well(knowledge().prevent.stay_well, [])
    said = " ".join(str(line) for part in (plan.keep, plan.watch_for, plan.way_back) for line in part)

    assert "needle" not in said.lower()
    assert "acupuncture" not in said.lower()
