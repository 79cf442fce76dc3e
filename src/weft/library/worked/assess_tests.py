"""Cases of the movement tests: what each value, word and pair says, and what a nerve test says alone."""

from collections.abc import Callable, Mapping
from dataclasses import field
from decimal import Decimal

from weft.core.assess.facts import AssessFacts
from weft.core.assess.findings import (
    Finding,
    against_usual,
    as_chosen,
    between_sides,
    check_value,
    chosen_since_last,
    since_last,
)
from weft.core.assess.judge import Examined, JudgedKind, judge
from weft.core.assess.movement_tests import Limb, MovementTest, TestKind, choice_of
from weft.core.assess.neuro import neuro_summary
from weft.core.assess.parts import MovementPart, Story, TestValue
from weft.core.assess.pictures import NerveState
from weft.core.shared.fact import fact
from weft.library.shape import Knowledge
from weft.library.worked.topic import Topic

Two = tuple[Decimal, Decimal]
Words2 = tuple[str, str]


@fact
class NerveAlone:
    """A nerve test changed on the left alone, all others that are needed as usual: what they say together."""

    value: Decimal | None = None
    word: str = ""
    state: NerveState
    levels: tuple[str, ...] = ()


@fact
class MovementGiven:
    """The test."""

    test: str
    limb: Limb = Limb.LEG
    """For a nerve test: whose nerves."""


@fact
class MovementExpected:
    """Values, words and pairs that must come out so. Pairs over time run from before to now."""

    sided: bool
    """Tested left and right."""
    usual: tuple[Decimal, ...] = ()
    below: tuple[Decimal, ...] = ()
    above: tuple[Decimal, ...] = ()
    takes: tuple[Decimal, ...] = ()
    """Values that can be recorded, and those that cannot."""
    refuses: tuple[Decimal, ...] = ()
    even: tuple[Two, ...] = ()
    uneven: tuple[Two, ...] = ()
    noise: tuple[Two, ...] = ()
    better: tuple[Two, ...] = ()
    worse: tuple[Two, ...] = ()
    usual_words: tuple[str, ...] = ()
    changed_words: tuple[str, ...] = ()
    described_words: tuple[str, ...] = ()
    same_words: tuple[Words2, ...] = ()
    better_words: tuple[Words2, ...] = ()
    worse_words: tuple[Words2, ...] = ()
    alone: tuple[NerveAlone, ...] = ()
    asks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By word: the danger signs that it alone asks about."""
    without: NerveState | None = None
    """What the limb's tests say together when everything that is needed is as usual and this one is left out."""


@fact
class MovementCase:
    """What one movement test says."""

    name: str
    why: str
    given: MovementGiven
    expect: MovementExpected


def _movement(case: MovementCase, known: Knowledge) -> Mapping[str, object]:
    """For each field, those of the expected values that do come out so."""
    facts, want = known.assess, case.expect
    test = facts.tests[case.given.test]
    number, word = lambda one: against_usual(test, one).finding, lambda one: as_chosen(test, one).finding
    over_time = lambda two: since_last(test, two[0], two[1]).finding  # noqa: E731  as short as the two above
    words_over_time = lambda two: chosen_since_last(test, two[0], two[1]).finding  # noqa: E731
    sides = lambda two: between_sides(test, two[0], two[1]).finding  # noqa: E731
    return {
        **_those(want, number, usual=Finding.USUAL, below=Finding.BELOW, above=Finding.ABOVE),
        **_those(want, sides, even=Finding.EVEN, uneven=Finding.UNEVEN),
        **_those(want, over_time, noise=Finding.WITHIN_NOISE, better=Finding.BETTER, worse=Finding.WORSE),
        **_those(want, word, usual_words=Finding.USUAL, changed_words=Finding.CHANGED),
        **_those(want, word, described_words=Finding.DESCRIBED),
        **_those(want, words_over_time, same_words=Finding.WITHIN_NOISE),
        **_those(want, words_over_time, better_words=Finding.BETTER, worse_words=Finding.WORSE),
        "sided": test.sides,
        "takes": tuple(one for one in want.takes if _is_taken(test, one)),
        "refuses": tuple(one for one in want.refuses if not _is_taken(test, one)),
        "asks": {word: _asks(test, word, facts) for word in want.asks},
        "alone": tuple(_alone(one, case.given, facts) for one in want.alone),
        "without": want.without and _state(_usual(case.given.limb, facts, but=test.id), case.given.limb, facts),
    }


def _those(want: MovementExpected, said: Callable[..., Finding], **fields: Finding) -> dict[str, object]:
    return {name: tuple(one for one in getattr(want, name) if _says(said, one) is so) for name, so in fields.items()}


def _says(said: Callable[..., Finding], one: object) -> Finding | None:
    try:
        return said(one)
    except ValueError:  # a value or word that the altered test does not take
        return None


def _is_taken(test: MovementTest, one: Decimal) -> bool:
    try:
        check_value(test, one)
    except ValueError:
        return False
    return True


def _asks(test: MovementTest, word: str, facts: AssessFacts) -> tuple[str, ...]:
    if choice_of(test, word) is None:  # a word that the altered test does not take
        return ()
    part = MovementPart(tests=(TestValue(test=test.id, choice=word),))
    judged = judge(Examined(problems=(), story=Story(), movement=part), facts)
    return tuple(flag for one in judged if one.kind is JudgedKind.SIGN for flag in one.red_flags)


def _alone(one: NerveAlone, given: MovementGiven, facts: AssessFacts) -> NerveAlone:
    changed = TestValue(test=given.test, left=one.value, choice_left=one.word)
    part = MovementPart(tests=(*_usual(given.limb, facts, but=given.test), changed))
    found = neuro_summary(part, facts, given.limb)
    return NerveAlone(value=one.value, word=one.word, state=found.state, levels=found.levels)


def _state(values: tuple[TestValue, ...], limb: Limb, facts: AssessFacts) -> NerveState:
    return neuro_summary(MovementPart(tests=values), facts, limb).state


def _usual(limb: Limb, facts: AssessFacts, *, but: str = "") -> tuple[TestValue, ...]:
    """All that is needed, as usual on both sides."""
    needed = [test for test in facts.tests.values() if test.nerve and test.nerve.needed and test.nerve.limb is limb]
    return tuple(_as_usual(test) for test in needed if test.id != but)


def _as_usual(test: MovementTest) -> TestValue:
    if test.kind is TestKind.CHOSEN:
        word = next((choice.id for choice in test.choices if choice.usual), "")
        return TestValue(test=test.id, choice_left=word, choice_right=word)
    full = test.usual[1] if test.usual else None
    return TestValue(test=test.id, left=full, right=full)


GROUPS = ("posture", "range", "flexibility", "strength", "endurance", "balance", "function", "leg_nerves", "arm_nerves")
TOPICS = tuple(Topic(f"assess/{group}.toml", MovementCase, _movement) for group in GROUPS)
