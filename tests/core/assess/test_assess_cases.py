"""The cases of assessing that a clinician can check, each run under its own name."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from weft.library.knowledge import knowledge
from weft.library.worked import assess
from weft.library.worked.topic import Topic

CASES = [(topic, case) for topic in assess.TOPICS for case in topic.cases()]


@pytest.mark.parametrize(("topic", "case"), CASES, ids=[f"{topic.file}: {case.name}" for topic, case in CASES])
def test_the_case_comes_out_as_expected(topic: Topic, case: Any) -> None:
    assert list(topic.differences(case, knowledge())) == []


def test_every_movement_test_has_its_case() -> None:
    tested = {case.given.test for topic, case in CASES if hasattr(case.given, "test")}

    assert tested == set(knowledge().assess.tests)


def test_a_limit_that_is_moved_is_noticed() -> None:
    known = knowledge()
    moved = replace(known, assess=replace(known.assess, stage=replace(known.assess.stage, chronic_from_weeks=13)))

    assert [fault.place for fault in assess.faults(moved)] == ["twelve weeks, once before"]


def test_a_test_whose_fields_do_not_fit_is_named() -> None:
    known = knowledge()
    reach = known.assess.tests["fingertip_to_floor"]
    tests = known.assess.tests | {reach.id: replace(reach, usual=(Decimal(0), Decimal(200)))}
    found = next(iter(assess.faults(replace(known, assess=replace(known.assess, tests=tests)))))

    assert (found.file, found.place) == ("assess/tests/fingertip_to_floor.toml", "usual")


def test_a_word_that_is_taken_off_a_test_is_noticed() -> None:
    known = knowledge()
    gait = known.assess.tests["gait"]
    tests = known.assess.tests | {gait.id: replace(gait, choices=gait.choices[:-1])}
    found = list(assess.faults(replace(known, assess=replace(known.assess, tests=tests))))

    assert {fault.place for fault in found} == {"How they walk"}


def test_a_danger_sign_that_nobody_knows_is_named() -> None:
    known = knowledge()
    rule = replace(known.assess.neuro, ask_when_worse=(*known.assess.neuro.ask_when_worse, "moonstroke"))
    found = next(iter(assess.faults(replace(known, assess=replace(known.assess, neuro=rule)))))

    assert (found.file, found.place) == ("assess/neuro.toml", "ask_when_worse")


def test_a_danger_sign_that_a_word_asks_for_and_nobody_knows_is_named() -> None:
    known = knowledge()
    gait = known.assess.tests["gait"]
    drops = replace(gait.choices[-1], asks=("moonstroke",))
    tests = known.assess.tests | {gait.id: replace(gait, choices=(*gait.choices[:-1], drops))}
    found = next(iter(assess.faults(replace(known, assess=replace(known.assess, tests=tests)))))

    assert (found.file, found.place) == ("assess/tests/gait.toml", "asks")
