"""Two rounds of questions put together: the full set of some weeks ago, and a short one of today."""

from collections.abc import Mapping

from weft.core.screen.facts import QuestionSet, ScreenFacts
from weft.core.screen.leads import with_implied
from weft.core.screen.order import questions_for
from weft.core.shared.care import Answer


def together(
    before: Mapping[str, Answer], now: Mapping[str, Answer], facts: ScreenFacts, asked: QuestionSet
) -> dict[str, Answer]:
    """The answers that stand after a short set.

    What was not part of it stands as it was. Of what was, only today's answer counts, also a no that the question
    before it says; one that was left out today is open again when it was a no, and stays when it was a yes or "not
    sure": missing is never a no. When health has changed, every earlier no is open again.
    """
    part_of_it = {question.id for question in questions_for(facts, asked)}
    said_today = with_implied(now, facts).keys() & part_of_it
    open_again = before.keys() if has_changed(now, facts) else part_of_it
    standing = {
        name: said
        for name, said in before.items()
        if name not in said_today and (name not in open_again or said != Answer.NO)
    }
    return {**standing, **now}


def has_changed(now: Mapping[str, Answer], facts: ScreenFacts) -> bool:
    """Whether somebody said, or was not sure, that their health has changed since the full set was asked."""
    asks = (lead.id for lead in facts.leads if lead.reopens)
    return any(now.get(name) in {Answer.YES, Answer.UNSURE} for name in asks)
