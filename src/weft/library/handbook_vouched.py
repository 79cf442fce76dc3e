"""What vouches for a fact, in words: how it is known, and who has signed it or has to."""

from collections.abc import Iterator
from typing import Any

from weft.core.shared.fact import Review
from weft.library.accepted import is_signed
from weft.library.handbook_any import day
from weft.library.handbook_words import BASES, spoken


def same(facts: list[object]) -> bool:
    """Whether all are known from the same sources, and equally well."""
    return len({(getattr(fact, "basis", ""), getattr(fact, "sources", ())) for fact in facts}) == 1


def vouched(fact: Any) -> Iterator[str]:
    """How it is known, and who has checked it or has to; nothing for names."""
    if basis := getattr(fact, "basis", None):
        yield BASES[basis]
    review = getattr(fact, "review", None)
    if isinstance(review, Review):
        yield _reviewed(review) if is_signed(review) else _draft(review.reviewers_needed)


def vouched_together(facts: list[object]) -> Iterator[str]:
    """Of several facts in one file: drafts are said once, with everybody who has to check some of them."""
    if same(facts):
        yield from dict.fromkeys(BASES[basis] for fact in facts if (basis := getattr(fact, "basis", None)))
    reviews = [fact.review for fact in facts if isinstance(getattr(fact, "review", None), Review)]  # type: ignore[attr-defined]  # just asked
    yield from dict.fromkeys(_reviewed(review) for review in reviews if is_signed(review))
    if left := [review for review in reviews if not is_signed(review)]:
        yield _draft(tuple(dict.fromkeys(one for review in left for one in review.reviewers_needed)))


def _reviewed(review: Review) -> str:
    on = f" on {day(review.on)}" if review.on else ""
    judged = ", by their own judgement where no source says it" if review.judged else ""
    return f"Reviewed by {review.by} ({review.registration}){on}{judged}."


def _draft(reviewers: tuple[str, ...]) -> str:
    return f"Draft: to be checked by {', '.join(map(spoken, reviewers)) or 'a clinician'}."
