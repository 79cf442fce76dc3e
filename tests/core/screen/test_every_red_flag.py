"""Every danger sign of the dossier is carried, proven by cases, and said in few words."""

import tomllib
from collections.abc import Iterable
from itertools import chain
from typing import Any

import pytest

from weft.core.screen.facts import QuestionSet, RedFlag
from weft.library.knowledge import knowledge
from weft.library.reading import knowledge_root

FACTS = knowledge().screen
ROWS = tuple(sorted((*(f"RF{number:02}" for number in range(1, 33)), "RF04b")))
LONGEST = 90
"""Words in one text that a person reads."""

each_flag = pytest.mark.parametrize("flag", FACTS.red_flags, ids=lambda flag: flag.id)


def cases(flag: RedFlag) -> list[dict[str, Any]]:
    path = knowledge_root() / f"cases/screen/{flag.id}.toml"
    return list(tomllib.loads(path.read_text(encoding="utf-8"))["cases"])


def words(texts: Iterable[str]) -> int:
    return max(len(text.split()) for text in texts)


def test_every_row_of_the_dossier_is_carried_once() -> None:
    carried = chain.from_iterable(flag.rows for flag in FACTS.red_flags)

    assert tuple(sorted(carried)) == ROWS


@each_flag
def test_a_case_is_clear(flag: RedFlag) -> None:
    assert any(case["expect"] == {"outcome": "go"} for case in cases(flag))


@each_flag
def test_a_case_stands_at_the_border(flag: RedFlag) -> None:
    assert any(case["why"].startswith("Borderline") for case in cases(flag))


@each_flag
def test_a_case_has_an_answer_missing(flag: RedFlag) -> None:
    own = {question.id for question in flag.questions}

    assert any(own & set(case["given"].get("missing", ())) for case in cases(flag))


@each_flag
def test_what_a_person_reads_is_short(flag: RedFlag) -> None:
    asked = chain.from_iterable((one.text, one.why) for one in flag.questions)
    told = (trigger.person for trigger in flag.triggers)

    assert words((flag.person, *told, *asked)) <= LONGEST


@pytest.mark.parametrize("lead", FACTS.leads, ids=lambda lead: lead.id)
def test_what_stands_before_several_questions_is_short(lead: Any) -> None:
    assert words((lead.question.text, lead.question.why)) <= LONGEST


@each_flag
def test_a_flag_that_holds_nobody_back_is_a_letter_alone(flag: RedFlag) -> None:
    letters_only = all(trigger.outcome == "go" for trigger in flag.triggers)

    assert letters_only is (flag.blocks == ())


def test_the_short_set_of_danger_signs_stays_short() -> None:
    short = [one.id for one in FACTS.questions.values() if QuestionSet.EVERY_VISIT in one.asked_in and not one.under]
    of_flags = {question.id for flag in FACTS.red_flags for question in flag.questions}

    assert len(of_flags & set(short)) <= 8
