"""The words of the answers, as a questionnaire prints them: which are needed, what is wrong with those given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from weft.core.measure.answers import answers_of, plain
from weft.core.measure.facts import AnswerWords, Instrument, Item, Licence
from weft.core.shared.fact import fact
from weft.core.shared.words import Words

LONGEST = 2000
"""Letters in one text of a wording; our own room, not a rule."""
TICKED = Decimal(1)


@fact
class Choice:
    """One answer to choose: its number, and what it is called."""

    value: Decimal
    words: str
    item: str = ""
    """The item whose answers are called so; empty: every item that has none of its own."""


@dataclass(frozen=True, slots=True)
class ChoiceFault:
    """What is wrong with the words of the answers."""

    item: str
    """Whose answers: an item's, or empty for those of all items."""
    number: int | None
    """Which of the choices, from 0; None when one is missing."""
    about: str
    """``item``, ``value`` or ``words``; empty when one is missing."""
    words: Words


def takes_wording(instrument: Instrument) -> bool:
    """Whether there is something to take in: somebody's sentences, or words for the steps of a plain scale."""
    return instrument.licence is not Licence.OURS or instrument.answer_words is not AnswerWords.NONE


def named_values(instrument: Instrument, item: Item | None) -> tuple[Decimal, ...]:
    """The answers that bear words, lowest first."""
    low, high = answers_of(instrument, item)
    match instrument.answer_words:
        case AnswerWords.NONE:
            return ()
        case AnswerWords.ENDS:
            return low, high
        case AnswerWords.TICK:
            return (TICKED,)
        case _:
            return _whole(low, high)


def answers_shown(instrument: Instrument, item: Item | None, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Every answer to one item, with its words where it bears any; empty where a number is written or a box ticked."""
    said = _said_for(item.id if item else "", choices)
    if not said or instrument.answer_words is AnswerWords.TICK:
        return ()
    low, high = answers_of(instrument, item)
    return tuple(Choice(value=value, words=said.get(value, "")) for value in _whole(low, high))


def tick_words(instrument: Instrument, choices: Sequence[Choice]) -> str:
    """What a tick says; empty where nothing is ticked, or it was not taken in."""
    return _said_for("", choices).get(TICKED, "") if instrument.answer_words is AnswerWords.TICK else ""


def choice_faults(instrument: Instrument, choices: Sequence[Choice]) -> tuple[ChoiceFault, ...]:
    """What is wrong with the words of the answers that a clinic wants to take in; empty when they fit.

    Every answer that bears words needs them, once: those of all items together, or those of an item by itself.
    """
    return (*_each(instrument, choices), *_missing(instrument, choices))


def text_fault(text: str) -> Words | None:
    """What is wrong with one text of a wording; None when it may stand."""
    if not text.strip():
        return Words("is missing; add its text as the questionnaire prints it.")
    if len(text) > LONGEST:
        return Words("is longer than {most} letters; shorten it.", most=LONGEST)
    if any(not each.isprintable() and each not in "\n\r\t" for each in text):
        return Words("holds a sign that cannot be shown; type it again.")
    return None


def _each(instrument: Instrument, choices: Sequence[Choice]) -> Iterator[ChoiceFault]:
    items, seen = {item.id: item for item in instrument.items}, set[tuple[str, Decimal]]()
    for number, one in enumerate(choices):
        if one.item and (one.item not in items or instrument.answer_words is AnswerWords.TICK):
            yield ChoiceFault(one.item, number, "item", Words("There is no item with answers of its own by this name."))
            continue
        wanted = named_values(instrument, items.get(one.item))
        if one.value not in wanted:
            says = Words("is no answer that bears words; those that do: {wanted}.", wanted=_listed(wanted))
            yield ChoiceFault(one.item, number, "value", says)
        elif (one.item, one.value) in seen:
            yield ChoiceFault(
                one.item, number, "value", Words("{value} comes twice; remove one.", value=plain(one.value))
            )
        elif fault := text_fault(one.words):
            yield ChoiceFault(one.item, number, "words", fault)
        seen.add((one.item, one.value))


def _missing(instrument: Instrument, choices: Sequence[Choice]) -> Iterator[ChoiceFault]:
    """An item without answers of its own takes those of all; where its numbers differ it needs its own."""
    own, shared = {one.item for one in choices}, named_values(instrument, None)
    lists: dict[str, tuple[Decimal, ...]] = {"": shared} if not instrument.items else {}
    for item in instrument.items:
        wanted = named_values(instrument, item)
        lists |= {item.id: wanted} if item.id in own or wanted != shared else {"": shared}
    for item_id, wanted in sorted(lists.items()):
        given = {one.value for one in choices if one.item == item_id}
        if left := [value for value in wanted if value not in given]:
            values = {"given": len(wanted) - len(left), "all": len(wanted), "left": _listed(left)}
            says = Words("Words are given for {given} of {all} answers; add those of {left}.", **values)
            yield ChoiceFault(item_id, None, "", says)


def _whole(low: Decimal, high: Decimal) -> tuple[Decimal, ...]:
    return tuple(Decimal(value) for value in range(int(low), int(high) + 1))


def _said_for(item: str, choices: Sequence[Choice]) -> dict[Decimal, str]:
    own = {one.value: one.words for one in choices if one.item == item}
    return own or {one.value: one.words for one in choices if not one.item}


def _listed(values: Sequence[Decimal]) -> str:
    return ", ".join(plain(value) for value in values)
