"""Everything to read is plain: at most the eighth school grade, measured."""

import pytest
from tests.core.shelf import SHELF
from tests.reading_age import HARDEST, grade, syllables

from weft.core.learn.facts import Article, Claim, Section
from weft.library.steps.learn import learn_facts

LEARN = learn_facts(SHELF)


@pytest.mark.parametrize(
    ("word", "spoken"),
    [("pain", 1), ("needles", 2), ("needle", 2), ("exercise", 3), ("moved", 1), ("treated", 2), ("the", 1),
     ("muscle", 2), ("because", 2), ("acupuncture", 4), ("relax", 2), ("Qi", 1), ("40", 1)],
)  # fmt: skip
def test_syllables_are_counted_as_they_are_spoken(word: str, spoken: int) -> None:
    assert syllables(word) == spoken


def test_the_grade_is_that_of_the_formula() -> None:
    assert grade(["The cat sat on the mat."]) == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade(["The cat sat. On the mat."]) == pytest.approx(0.39 * 3 + 11.8 - 15.59)
    assert grade(["A platypus is seemingly a hybrid of mammal and reptilian creature."]) > HARDEST


def test_no_text_has_no_grade() -> None:
    with pytest.raises(ValueError, match="nothing to read"):
        grade(["…"])


def _said(section: Section) -> tuple[str, ...]:
    known = [LEARN.claims[one] for one in section.claims]
    return (
        section.name,
        section.short,
        *section.full,
        *section.points,
        *(text for one in known for text in (one.claim, one.known)),
    )


@pytest.mark.parametrize("article", LEARN.articles.values(), ids=lambda one: one.id)
def test_an_article_is_plain_at_both_lengths(article: Article) -> None:
    short = [article.name, article.summary, *(section.short for section in article.sections)]
    whole = [text for section in article.sections for text in _said(section)]

    assert grade(short) <= HARDEST
    assert grade(whole) <= HARDEST


@pytest.mark.parametrize("claim", LEARN.claims.values(), ids=lambda one: one.id)
def test_what_is_known_of_a_claim_is_plain(claim: Claim) -> None:
    assert grade([claim.claim, claim.known]) <= HARDEST + 2, "one short text is measured roughly"
