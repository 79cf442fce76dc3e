"""What the nerve tests of one limb say together: as usual, changed at one level, or worse."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from weft.core.assess.facts import AssessFacts
from weft.core.assess.findings import Finding, Side, against_usual, as_chosen, chosen_since_last, since_last
from weft.core.assess.movement_tests import Limb, MovementTest, Nerve, NerveSign
from weft.core.assess.parts import MovementPart
from weft.core.assess.pictures import NerveState
from weft.core.assess.recorded import choices_of, values_of
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words

_ROOT_SIGNS = frozenset({NerveSign.POWER, NerveSign.REFLEX, NerveSign.FEELING})


@dataclass(frozen=True, slots=True)
class NeuroFound:
    """What the nerve tests say together."""

    state: NerveState
    levels: tuple[str, ...]
    """Nerve roots that what changed has in common; all of them when it has none."""
    red_flags: tuple[str, ...]
    """Danger signs to ask about before anything else."""
    missing: tuple[str, ...]
    """Tests that belong to a whole check and were not done, or not on both sides."""
    why: Explanation


@dataclass(frozen=True, slots=True)
class _Sign:
    """One nerve test on one side."""

    test: MovementTest
    nerve: Nerve
    side: Side
    changed: bool
    worse: bool
    severe: bool


_SAID = {
    NerveState.NOT_EXAMINED: Words("The nerves are not tested yet."),
    NerveState.INCOMPLETE: Words("As usual, as far as it was tested."),
    NerveState.NORMAL: Words("Strength, reflexes and feeling are as usual."),
    NerveState.TENSION: Words(
        "Stretching the nerve brings on the known pain; strength, reflexes and feeling are as usual."
    ),
    NerveState.ONE_LEVEL: Words("Changed at one level: {levels}."),
    NerveState.SEVERAL_LEVELS: Words("Changed at more than one level: {levels}. A doctor's look is reasonable."),
    NerveState.WORSENING: Words("Severe, or worse than last time: {levels}. Ask about the danger sign now."),
    NerveState.CORD: Words("A sign of the spinal cord. Ask about the danger signs now."),
}


def neuro_summary(
    part: MovementPart, facts: AssessFacts, limb: Limb, *, before: MovementPart | None = None
) -> NeuroFound:
    """Put the nerve tests of one limb together.

    Args:
        part: What was recorded.
        facts: Tests and the rule of `knowledge/assess/neuro.toml`.
        limb: Legs or arms.
        before: What was recorded last time; None when there is nothing to compare with.
    """
    signs = tuple(_signs(part, facts, limb, before or MovementPart()))
    changed = [sign for sign in signs if sign.changed and sign.nerve.sign in _ROOT_SIGNS]
    missing, levels = _missing(signs, facts, limb), _levels(changed)
    state = _state(signs, changed, missing)
    rule = facts.neuro
    said = Words(_SAID[state].message, levels=", ".join(levels))
    why = explain(
        rule.id, _with_missing(said, missing, facts) if signs else said,
        inputs={f"{sign.test.id} {sign.side}".strip(): "changed" if sign.changed else "usual" for sign in signs},
        limits={"severe_at_most": rule.severe_at_most}, sources=rule.sources, status=rule.review.status,
    )  # fmt: skip
    return NeuroFound(state, levels, _red_flags(signs, changed, facts), missing, why)


def _signs(part: MovementPart, facts: AssessFacts, limb: Limb, before: MovementPart) -> Iterator[_Sign]:
    earlier = {value.test: value for value in before.tests}
    for value in part.tests:
        test = facts.tests.get(value.test)
        if test is None or test.nerve is None or test.nerve.limb is not limb:
            continue
        old = earlier.get(value.test)
        numbers, words = dict(values_of(old)) if old else {}, dict(choices_of(old)) if old else {}
        for side, number in values_of(value):
            worse = side in numbers and since_last(test, numbers[side], number).finding is Finding.WORSE
            changed = against_usual(test, number).finding is Finding.BELOW
            yield _Sign(test, test.nerve, side, changed, worse, severe=_is_severe(test.nerve, number, facts))
        for side, choice in choices_of(value):
            worse = side in words and chosen_since_last(test, words[side], choice).finding is Finding.WORSE
            changed = as_chosen(test, choice).finding is Finding.CHANGED
            yield _Sign(test, test.nerve, side, changed, worse, severe=False)


def _is_severe(nerve: Nerve, grade: Decimal, facts: AssessFacts) -> bool:
    return nerve.sign is NerveSign.POWER and grade <= facts.neuro.severe_at_most


def _state(signs: tuple[_Sign, ...], changed: list[_Sign], missing: tuple[str, ...]) -> NerveState:
    if _of_the_cord(signs):
        return NerveState.CORD
    if _is_worse(signs):
        return NerveState.WORSENING
    if changed:
        return NerveState.ONE_LEVEL if _common(changed) else NerveState.SEVERAL_LEVELS
    if any(sign.changed for sign in signs):
        return NerveState.TENSION
    if not signs:
        return NerveState.NOT_EXAMINED
    return NerveState.INCOMPLETE if missing else NerveState.NORMAL


def _red_flags(signs: tuple[_Sign, ...], changed: list[_Sign], facts: AssessFacts) -> tuple[str, ...]:
    rule = facts.neuro
    asked = rule.ask_when_cord if _of_the_cord(signs) else ()
    if _is_worse(signs):
        asked += rule.ask_when_worse
    if {Side.LEFT, Side.RIGHT} <= {sign.side for sign in changed}:
        asked += rule.ask_when_both_sides
    return tuple(dict.fromkeys(asked))


def _of_the_cord(signs: Iterable[_Sign]) -> bool:
    return any(sign.changed and sign.nerve.sign is NerveSign.CORD for sign in signs)


def _is_worse(signs: Iterable[_Sign]) -> bool:
    return any(sign.severe or (sign.worse and sign.nerve.sign in _ROOT_SIGNS) for sign in signs)


def _common(changed: list[_Sign]) -> set[str]:
    """Roots that everything which changed has in common."""
    return set.intersection(*(set(sign.nerve.levels) for sign in changed))


def _levels(changed: list[_Sign]) -> tuple[str, ...]:
    if not changed:
        return ()
    return tuple(sorted(_common(changed) or {level for sign in changed for level in sign.nerve.levels}))


def _missing(signs: tuple[_Sign, ...], facts: AssessFacts, limb: Limb) -> tuple[str, ...]:
    done = {(sign.test.id, sign.side) for sign in signs}
    needed = [test for test in facts.tests.values() if test.nerve and test.nerve.limb is limb and test.nerve.needed]
    sides = {True: (Side.LEFT, Side.RIGHT), False: (Side.BOTH,)}
    return tuple(test.id for test in needed if not {(test.id, side) for side in sides[test.sides]} <= done)


def _with_missing(said: Words, missing: tuple[str, ...], facts: AssessFacts) -> Words:
    if not missing:
        return said
    first = Words(facts.tests[missing[0]].name)
    if len(missing) == 1:
        return Words("{said} Not tested on both sides: {first}.", said=said, first=first)
    message = "{said} Not tested on both sides: {first}, and {more} more."
    return Words(message, said=said, first=first, more=len(missing) - 1)
