"""What may add to the pain: suggested from what was found and told. A clinician decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from weft.core.assess.facts import AssessFacts, Factor, Sign, SignKind
from weft.core.assess.findings import MovementFinding
from weft.core.assess.pictures import NerveState
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import SEMICOLON, Words, joined


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """Everything that can suggest a factor."""

    findings: tuple[MovementFinding, ...] = ()
    weighs: tuple[str, ...] = ()
    behaviour: tuple[str, ...] = ()
    spreads: tuple[str, ...] = ()
    """Where the person's problems spread to."""
    nerves: tuple[NerveState, ...] = ()
    risk: tuple[str, ...] = ()
    """Ids of the risk questions whose answer counts."""


@dataclass(frozen=True, slots=True)
class FactorFound:
    """A factor that something suggests, and what."""

    id: str
    name: Words
    why: Explanation


def suggest_factors(looked: Looked, facts: AssessFacts) -> tuple[FactorFound, ...]:
    """Factors that something suggests, in the order of their files, each with everything that speaks for it."""
    found = ((factor, tuple(_speaks_for(factor, looked, facts))) for factor in facts.factors)
    return tuple(_found(factor, signs) for factor, signs in found if signs)


def _found(factor: Factor, signs: tuple[tuple[str, Words], ...]) -> FactorFound:
    words = joined((words for _, words in signs), SEMICOLON)
    inputs = {place: str(said) for place, said in signs}
    why = explain(factor.id, words, inputs=inputs, sources=factor.sources, status=factor.review.status)
    return FactorFound(factor.id, Words(factor.name), why)


def _speaks_for(factor: Factor, looked: Looked, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    """What speaks for a factor: a place, and words; each once."""
    said: set[str] = set()
    for sign in factor.signs:
        for place, words in _hits(sign, looked, facts):
            if place not in said:
                said.add(place)
                yield place, words


def _hits(sign: Sign, looked: Looked, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    """What a sign finds: a place, and words."""
    match sign.kind:
        case SignKind.FINDING:
            yield from _tests(sign, looked, facts)
        case SignKind.RISK:
            about = {question.id: question.about for question in facts.risk.questions}
            yield from ((one, Words(about[one])) for one in looked.risk if one in sign.any_of)
        case SignKind.WEIGHS | SignKind.BEHAVIOUR:
            told = looked.weighs if sign.kind is SignKind.WEIGHS else looked.behaviour
            yield from ((one, _named(sign.kind.value, one, facts)) for one in told if one in sign.any_of)
        case _:
            yield from _known(sign, looked)


def _tests(sign: Sign, looked: Looked, facts: AssessFacts) -> Iterator[tuple[str, Words]]:
    for one in looked.findings:
        if one.why.rule in sign.tests and one.finding in sign.any_of:
            name = Words(facts.tests[one.why.rule].name)
            yield f"{one.why.rule} {one.side}".strip(), Words("{test}: {found}", test=name, found=one.why.words)


def _known(sign: Sign, looked: Looked) -> Iterator[tuple[str, Words]]:
    if sign.kind is SignKind.NERVE and set(looked.nerves) & set(sign.any_of):
        yield "nerves", Words("the nerve tests")
    if sign.kind is SignKind.SPREAD and set(looked.spreads) & set(sign.any_of):
        yield "spreads", Words("where it spreads")


def _named(list_id: str, id_: str, facts: AssessFacts) -> Words:
    listed = facts.lists.get(list_id)
    names = {choice.id: choice.name for choice in listed.choices} if listed else {}
    return Words(names.get(id_, id_))
