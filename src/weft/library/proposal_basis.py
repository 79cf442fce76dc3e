"""What a proposal rests on, in words: the title of its rule, what was known, limits, sources. No id reaches a page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from weft.core.shared.words import COMMA, Words, joined, on_day
from weft.library.handbook_names import Names
from weft.library.handbook_words import PERCENT, spoken, titled
from weft.library.proposal_labels import KNOWN, LIMITS
from weft.library.shape import Knowledge

NOT_KNOWN = Words("not known")
_PLAIN: Mapping[str, Words] = {"": NOT_KNOWN, "True": Words("yes"), "False": Words("no")}
_CRITERIA = {"all": Words("all of them"), "some": Words("some of them"), "none": Words("none of them")}


@dataclass(frozen=True, slots=True)
class Resting:
    """One line: what it is called, and what it is."""

    label: Words
    value: Words


def rule_title(rule: str, knowledge: Knowledge) -> Words:
    """The title of a rule; one that is there no more is called after its file."""
    known = knowledge.adjust.rules.get(rule)
    return Words(known.name if known else titled(rule))


def short_sources(ids: Iterable[str], knowledge: Knowledge) -> tuple[str, ...]:
    """Who wrote it and when, for each source that is known."""
    names = Names(knowledge)
    return tuple(names.short_source(one) for one in ids if one in knowledge.sources)


def known_rows(inputs: Iterable[tuple[str, str]], knowledge: Knowledge) -> tuple[Resting, ...]:
    """What was known about the person when the rule spoke."""
    return tuple(_rows(inputs, KNOWN, knowledge))


def limit_rows(limits: Iterable[tuple[str, str]], knowledge: Knowledge) -> tuple[Resting, ...]:
    """The rule's own numbers."""
    return tuple(_rows(limits, LIMITS, knowledge))


def _rows(values: Iterable[tuple[str, str]], labels: Mapping[str, str], knowledge: Knowledge) -> Iterator[Resting]:
    names = Names(knowledge)
    for name, value in values:
        yield Resting(_label(name, labels), _value(name, value, names))


def _label(name: str, labels: Mapping[str, str]) -> Words:
    """A score is named by its day, a pair by its number."""
    if (day := _day(name)) is not None:
        return Words("Score on {day}", day=day)
    pair = name.removeprefix("drop_")
    if pair.isdecimal():
        return Words("Pair {number}: fall in pain from before to after needles, points", number=pair)
    return Words(labels.get(name) or titled(name))


def _value(name: str, value: str, names: Names) -> Words:
    if value in _PLAIN:
        return _PLAIN[value]
    if (day := _day(value)) is not None:
        return Words("{day}", day=day)
    if name in PERCENT or name == "home_share":
        return Words("{percent} percent", percent=f"{Decimal(value):.0%}".removesuffix("%"))
    if name == "criteria":
        return _CRITERIA[value]
    speak = _speakers(names).get(name)
    if speak is not None:
        return joined((Words(speak(one)) for one in value.split(", ")), COMMA)
    return Words("{value}", value=value.replace("-", " to ") if name == "weeks" else value)


def _speakers(names: Names) -> Mapping[str, Callable[[str], str]]:
    """Who gives an id its name, by what the id stands for."""
    return {
        "instrument": names.measure, "measure": names.measure, "flags": names.thing, "code": names.thing,
        "any_grade_in": names.reactions, "action": spoken, "phase": titled,
    }  # fmt: skip


def _day(text: str) -> Words | None:
    try:
        return on_day(date.fromisoformat(text))
    except ValueError:
        return None
