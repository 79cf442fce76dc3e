"""The articles keep their word: every seed, every claim with what is known, and no promise in our own voice."""

import re

import pytest
from tests.core.shelf import SHELF

from weft.core.learn.facts import Article, Claim, Picture
from weft.core.shared.fact import Certainty
from weft.library.steps.learn import learn_facts

LEARN = learn_facts(SHELF)
OURS = [text for one in LEARN.articles.values() for section in one.sections for text in (section.short, *section.full)]
PROMISES = re.compile(
    r"highly effective|powerful|\bcured?\b|pain[- ]free|guarantee|root cause|you are safe|wellness|journey|miracle"
    r"|wear and tear|degenerat|complian|long-lasting relief",
    re.IGNORECASE,
)


def test_each_founding_article_is_told_again() -> None:
    assert [one.sources[0] for one in LEARN.articles.values()] == [f"seed_00{n}" for n in range(5)]


@pytest.mark.parametrize("text", [*OURS, *(one.known for one in LEARN.claims.values())], ids=lambda one: one[:40])
def test_nothing_is_promised_in_our_own_voice(text: str) -> None:
    assert not PROMISES.search(text)


def test_claims_come_in_the_order_of_the_founding_article() -> None:
    said = [claim for section in LEARN.articles["working_together"].sections for claim in section.claims]
    from_000 = [
        "endorphins",
        "calm_nerve",
        "frozen_shoulder",
        "blood_flow",
        "fewer_pills",
        "heals_faster",
        "knots",
        "athletes",
    ]

    assert [claim for claim in said if claim in from_000] == from_000


def test_the_five_ways_and_the_seven_good_points_are_all_there() -> None:
    causes, both = LEARN.articles["causes_and_a_plan"], LEARN.articles["both_for_a_sore_back"]

    assert len(next(one for one in causes.sections if one.id == "five_ways").claims) == 5
    assert len(next(one for one in both.sections if one.id == "good_points").claims) >= 7


def test_the_causes_have_a_drawing() -> None:
    causes = next(one for one in LEARN.articles["causes_and_a_plan"].sections if one.id == "causes")

    assert causes.picture is Picture.SPINE
    assert {"muscles", "posture", "disc", "nerve_cause", "sitting", "mind"} <= set(causes.claims)


def test_every_question_of_003_and_004_is_answered() -> None:
    asked = {one.id for article in LEARN.articles.values() for one in article.sections if one.is_question}

    assert {"does_it_hurt", "how_soon", "what_happens", "how_many", "afterwards", "how_often"} <= asked


@pytest.mark.parametrize("article", LEARN.articles.values(), ids=lambda one: one.id)
def test_the_short_reading_is_short(article: Article) -> None:
    short = sum(len(section.short.split()) for section in article.sections)
    whole = sum(len(text.split()) for section in article.sections for text in section.full)

    assert short < 250
    assert short < whole


@pytest.mark.parametrize("claim", LEARN.claims.values(), ids=lambda one: one.id)
def test_what_was_not_found_says_so(claim: Claim) -> None:
    if claim.certainty is Certainty.NONE:
        assert re.search(
            r"no study|no trial|found no|cannot test|could not find|nobody has|not known|not check|not show",
            claim.known,
            re.IGNORECASE,
        )


def test_where_guidelines_disagree_both_sides_are_told() -> None:
    assert "disagree" in LEARN.claims["long_pain"].known
    assert {"ng59", "acp17", "who23"} <= set(LEARN.claims["long_pain"].sources)
