"""Why a decision came out as it did: kept with the decision, never worked out again later."""

from collections.abc import Mapping
from dataclasses import dataclass

from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a decision rests on. Values are kept as text, so that any store can hold them."""

    rule: str
    """Id of the rule or fact that decided."""
    words: Words
    inputs: tuple[tuple[str, str], ...] = ()
    """What was known about this person, by name."""
    limits: tuple[tuple[str, str], ...] = ()
    """The numbers of the rule, by name."""
    sources: tuple[str, ...] = ()
    status: ReviewStatus = ReviewStatus.DRAFT


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether something may go on now, and why. ``why.words`` says the way out when it may not."""

    is_open: bool
    why: Explanation


def explain(
    rule: str,
    words: Words,
    *,
    inputs: Mapping[str, object] | None = None,
    limits: Mapping[str, object] | None = None,
    sources: tuple[str, ...] = (),
    status: ReviewStatus = ReviewStatus.DRAFT,
) -> Explanation:
    """An explanation from plain values; what is not known (None) is kept as an empty text."""
    return Explanation(rule, words, _texts(inputs or {}), _texts(limits or {}), sources, status)


def _texts(values: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, "" if value is None else str(value)) for name, value in values.items())
