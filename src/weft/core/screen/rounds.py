"""Two rounds of questions put together: the full set of some weeks ago, and a short one of today."""

from collections.abc import Mapping

from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.order import questions_for
from weft.core.shared.care import Answer


def together(
    before: Mapping[str, Answer], now: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet
) -> dict[str, Answer]:
    """The answers that stand after a short set.

    What was not part of it stands as it was. Of what was, only today's answer counts; one that was left out today
    is open again when it was a no, and stays when it was a yes or "not sure": missing is never a no.
    """
    part_of_it = {question.id for question in questions_for(facts, asked)}
    standing = {name: said for name, said in before.items() if name not in part_of_it or said != Answer.NO}
    return {**standing, **now}
