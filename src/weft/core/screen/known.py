"""What is known without asking: from a person's age, and from the places that they said hurt."""

from collections.abc import Collection, Mapping
from datetime import date

from weft.core.screen.facts import ScreenFacts
from weft.core.shared.care import Answer

UNDER_18, OVER_55, OVER_70 = "under_18", "over_55", "over_70"
NECK_OR_HEAD, SHOULDER_OR_ARM = "neck_or_head", "shoulder_or_arm"
"""Ids of the questions that need not be put."""
GROWN_UP, ABOVE_55, ABOVE_70 = 18, 55, 70
"""Years."""
_NECK = frozenset({"neck", "head"})
_SHOULDER = frozenset({"shoulder", "arm"})
_WORSE = (Answer.NO, Answer.UNSURE, Answer.YES)


def known_answers(age: int | None, regions: Collection[str] | None) -> dict[str, Answer]:
    """Answers that follow from what a person has told already.

    Args:
        age: In years; None when it is not known.
        regions: Ids of the body regions that hurt and that the pain spreads to; None when nobody has said.

    Returns:
        By question id. That no neck or shoulder was named is no answer: their questions also ask about illnesses,
        hips and hot joints.
    """
    found: dict[str, Answer] = {}
    if age is not None:
        said = {UNDER_18: age < GROWN_UP, OVER_55: age > ABOVE_55, OVER_70: age > ABOVE_70}
        found |= {name: Answer.YES if is_so else Answer.NO for name, is_so in said.items()}
    named = frozenset(regions or ())
    if named & _NECK:
        found[NECK_OR_HEAD] = Answer.YES
    if named & _SHOULDER:
        found[SHOULDER_OR_ARM] = Answer.YES
    return found


def age_on(day: date, born: date) -> int:
    """Age in whole years on a day. Somebody born on 29 February is a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def with_known(answers: Mapping[str, Answer], known: Mapping[str, Answer], facts: ScreenFacts) -> dict[str, Answer]:
    """The answers together with what is known; where both speak, the worse stands.

    Knowledge of something that ``facts`` has no question for is left out.
    """
    asked = {name: said for name, said in known.items() if name in facts.questions}
    worse = {name: max(said, Answer(answers.get(name, said)), key=_WORSE.index) for name, said in asked.items()}
    return {**answers, **worse}
