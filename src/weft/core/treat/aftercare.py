"""What a person is told after a session: from what was done and what is booked, so that it never forbids it."""

from collections.abc import Collection
from dataclasses import dataclass

from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words
from weft.core.treat.facts import AftercareItem, Situation, TreatFacts


@dataclass(frozen=True, slots=True)
class AftercareLine:
    """One line of advice, with why these words were chosen."""

    id: str
    text: Words
    why: Explanation


def aftercare(facts: TreatFacts, situations: Collection[Situation]) -> tuple[AftercareLine, ...]:
    """The lines for one session, in order.

    Args:
        facts: Items of ``knowledge/treat/aftercare/``.
        situations: What was done, what was seen, and what is booked for later today.
    """
    return tuple(_line(item, situations) for item in facts.aftercare if _is_given(item, situations))


def _is_given(item: AftercareItem, situations: Collection[Situation]) -> bool:
    return not item.only_when or any(situation in situations for situation in item.only_when)


def _line(item: AftercareItem, situations: Collection[Situation]) -> AftercareLine:
    fitting = (variant.text for variant in item.variants if all(need in situations for need in variant.when))
    text = Words(next(fitting, item.text))
    why = explain(
        f"aftercare.{item.id}",
        Words(item.correction),
        inputs={"situations": ", ".join(sorted(situations))},
        sources=item.sources,
        status=item.review.status,
    )
    return AftercareLine(item.id, text, why)
