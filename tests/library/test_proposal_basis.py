"""What a proposal rests on is said in words: no id and no name of a field reaches the page."""

import pytest

from weft.core.adjust.proposal import Proposed
from weft.core.adjust.review import look
from weft.library.episodes import episode_seen
from weft.library.knowledge import knowledge
from weft.library.proposal_basis import Resting, known_rows, limit_rows, rule_title, short_sources
from weft.library.proposal_labels import KNOWN, LIMITS
from weft.library.worked.adjust import review_cases


@pytest.fixture(scope="module")
def proposed() -> tuple[Proposed, ...]:
    """All that the worked cases make the rules say."""
    known = knowledge()
    cases = (case for cases in review_cases().values() for case in cases)
    return tuple(
        one for case in cases for one in look(episode_seen(case.given), known.adjust, known.measure.instruments)
    )


def said(rows: tuple[Resting, ...]) -> list[str]:
    return [f"{row.label}: {row.value}" for row in rows]


def test_everything_that_a_rule_says_has_a_name(proposed: tuple[Proposed, ...]) -> None:
    known = {name for one in proposed for name, _ in one.inputs if name[0].isalpha() and not name.startswith("drop_")}
    limits = {name for one in proposed for name, _ in one.why.limits}

    assert known - set(KNOWN) == set()
    assert limits - set(LIMITS) == set()


def test_no_id_stands_in_it(proposed: tuple[Proposed, ...]) -> None:
    for one in proposed:
        rows = (*known_rows(one.inputs, knowledge()), *limit_rows(one.why.limits, knowledge()))
        text = " ".join((*said(rows), str(rule_title(one.rule, knowledge())), *short_sources(one.sources, knowledge())))

        assert "_" not in text
        assert not {"nprs", "rmdq", "phq4.mood"} & set(text.replace(",", " ").split())


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("instrument", "nprs", "Measure: Pain, 0 to 10"),
        ("measure", "phq4.worry", "Measure: PHQ-4, worry"),
        (
            "flags",
            "cauda_equina, fracture",
            "Danger sign: Pressed nerves at the end of the spine (cauda equina), A broken bone in the spine",
        ),
        ("code", "organ.lung", "What happened: Collapsed lung, or the suspicion of it"),
        ("action", "same_day", "How soon somebody looks: a doctor today"),
        ("phase", "settle", "Phase: Settle"),
        ("criteria", "all", "Exit criteria met: all of them"),
        ("told_on", "2026-02-04", "Told on: 4 Feb 2026"),
        ("too_much", "True", "The effort was too much: yes"),
        ("planned", "", "Needle visits planned: not known"),
        ("home_share", "0.4", "Home days done, of those planned: 40 percent"),
        ("2026-01-12", "4", "Score on 12 Jan 2026: 4"),
        ("drop_2", "-1", "Pair 2: fall in pain from before to after needles, points: -1"),
        ("from_elsewhere", "7", "From elsewhere: 7"),
    ],
)
def test_what_was_known_is_said_in_words(name: str, value: str, line: str) -> None:
    assert said(known_rows(((name, value),), knowledge())) == [line]


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("below_fraction", "0.1", "Little change is less than: 10 percent"),
        ("weeks", "2-4", "Looks in weeks of care: 2 to 4"),
        ("any_grade_in", "nerve_and_vessel", "Every grade counts in: Nerve or blood vessel"),
        ("times_in_a_row", "2", "Times in a row: 2"),
    ],
)
def test_the_limits_are_said_in_words(name: str, value: str, line: str) -> None:
    assert said(limit_rows(((name, value),), knowledge())) == [line]


def test_a_rule_has_a_title_even_when_it_is_gone() -> None:
    assert str(rule_title("taper", knowledge())) == knowledge().adjust.rules["taper"].name
    assert str(rule_title("old_rule", knowledge())) == "Old rule"


def test_a_source_is_named_by_who_and_when() -> None:
    assert short_sources(("ost08", "nobody"), knowledge()) == ("Ostelo RWJG and others (2008)",)
