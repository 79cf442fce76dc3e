"""What a decision rested on is kept and read back exactly."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weft.core.screen.clearance import Clearance
from weft.core.screen.order import every_question
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer, Verdict
from weft.core.shared.words import Words
from weft.library.cases import example
from weft.library.knowledge import knowledge
from weft.library.plan import plan
from weft.library.stored import from_json, to_json
from weft.library.worked.screen import ScreenCases

QUESTIONS = [question.id for question in every_question(knowledge().screen)]


class Size(Enum):
    SMALL = 1


@dataclass(frozen=True)
class Everything:
    amount: Decimal
    day: date
    moment: datetime
    hour: time
    who: UUID
    verdict: Verdict
    size: Size
    words: Words
    note: str | None
    weeks: tuple[int, int]
    names: tuple[str, ...]
    items: list[float]
    tags: frozenset[str]
    by_verdict: dict[Verdict, Decimal]


SOMETHING = Everything(
    amount=Decimal("1.50"),
    day=date(2026, 11, 21),
    moment=datetime(2026, 11, 21, 9, 30, tzinfo=UTC),
    hour=time(9, 30),
    who=UUID(int=7),
    verdict=Verdict.ASK,
    size=Size.SMALL,
    words=Words(
        "{one} of {many}", one=Words("{n} visits", n=3), many=Decimal("2.0"), on=date(2026, 1, 2), v=Verdict.ASK
    ),
    note=None,
    weeks=(1, 2),
    names=("a", "b"),
    items=[0.5, 2],
    tags=frozenset({"y", "x"}),
    by_verdict={Verdict.CLEAR: Decimal("0.30")},
)


def kept(value: Any) -> Any:
    """Through real JSON text and back."""
    return from_json(type(value), json.loads(json.dumps(to_json(value))))


def test_every_kind_of_value_comes_back_exactly() -> None:
    assert kept(SOMETHING) == SOMETHING
    assert str(kept(SOMETHING).amount) == "1.50"
    assert str(kept(SOMETHING).words) == "3 visits of 2.0"


def test_words_can_be_kept_alone() -> None:
    words = Words("Next on {day}", day=date(2026, 1, 2))

    assert kept(words) == words


@given(st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(Answer)))
def test_every_clearance_comes_back_exactly(answers: dict[str, Answer]) -> None:
    clearance = screen(answers, knowledge().screen)

    assert kept(clearance) == clearance


def test_facts_come_back_exactly() -> None:
    flags = [entry.fact for entry in knowledge().entries]

    assert [kept(fact) for fact in flags] == flags


def test_a_value_that_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(TypeError, match="object cannot be stored"):
        to_json(object())


def test_a_value_in_words_that_could_not_be_read_back_is_not_written() -> None:
    with pytest.raises(TypeError, match="tuple cannot be stored inside Words"):
        to_json(Words("{a}", a=(1, 2)))


def test_an_enum_without_text_is_not_written_inside_words() -> None:
    with pytest.raises(TypeError, match="Size cannot be stored inside Words"):
        to_json(Words("{a}", a=Size.SMALL))


def test_a_key_must_be_text() -> None:
    with pytest.raises(TypeError, match="cannot be a key"):
        to_json({3: "three"})


@pytest.mark.parametrize(
    ("shape", "data"),
    [(int, "3"), (bool, 1), (str, 3), (Clearance, {"outcom": "go"}), (int | str, 3)],
)
def test_data_of_another_shape_is_refused(shape: Any, data: object) -> None:
    with pytest.raises(TypeError):
        from_json(shape, data)


def test_a_value_that_the_enum_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="perhaps"):
        from_json(Answer, "perhaps")


def test_a_pair_of_three_is_refused() -> None:
    with pytest.raises(ValueError, match="argument"):
        from_json(tuple[int, int], [1, 2, 3])


def test_an_optional_value_that_is_there_is_read() -> None:
    assert from_json(Decimal | None, "2.5") == Decimal("2.5")  # type: ignore[arg-type]  # a union is a shape too


def test_case_files_can_be_kept_too() -> None:
    assert kept(ScreenCases(cases=())) == ScreenCases(cases=())


def test_a_plan_of_care_comes_back_exactly() -> None:
    drafted = plan(example("office-worker"))

    assert kept(drafted) == drafted
