"""Whose words a measure is asked in, whether it may be scored here, and what it is then called."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from weft.core.measure.answers import answers_of
from weft.core.measure.choices import LONGEST, Choice, answers_shown, takes_wording, text_fault, tick_words
from weft.core.measure.facts import AnswerWords, Instrument, Licence
from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words

__all__ = ["INSTRUCTIONS", "LONGEST", "AskedItem", "Form", "Standing", "TextFault", "form_as", "form_of", "may_score",
           "paraphrase", "standing", "takes_wording", "text_faults"]  # fmt: skip

INSTRUCTIONS = "instructions"
"""Name of the text that stands above the items."""


class Standing(StrEnum):
    """What a clinic can do with a measure."""

    USABLE = "usable"
    WORDING_MISSING = "wording_missing"
    """Our paraphrase is asked, under its own label, and not judged."""
    PERMISSION_MISSING = "permission_missing"
    """It is not scored."""


@dataclass(frozen=True, slots=True)
class AskedItem:
    """One item as it is shown."""

    id: str
    label: Words
    typed: str
    """The official sentence as the clinic took it in; empty where our label is shown."""
    low: Decimal
    high: Decimal
    choices: tuple[Choice, ...] = ()
    """Every answer with its official words (empty words: a bare number); none where a number is written."""


@dataclass(frozen=True, slots=True)
class Form:
    """A measure as one clinic asks it now."""

    instrument: Instrument
    """Under this id the score is kept: the measure's, or that of its paraphrase."""
    instructions: str
    """As the clinic took them in; empty where our question is shown."""
    items: tuple[AskedItem, ...]
    choices: tuple[Choice, ...] = ()
    """Answers of a measure without items, with their words as the clinic took them in."""
    tick: str = ""
    """What a tick says, as the clinic took it in."""


@dataclass(frozen=True, slots=True)
class TextFault:
    """What is wrong with one text of a wording."""

    item: str
    words: Words


def paraphrase(instrument: Instrument) -> Instrument | None:
    """The measure in our own words, under its own label: never called real change, without bands and code.

    A screen keeps its limit: whoever says so much is talked with, whichever words were used.
    """
    if instrument.label is None:
        return None
    label = instrument.label
    return replace(
        instrument, id=label.id, name=label.name, short=label.short, licence=Licence.OURS, meaningful=(), bands=(),
        loinc="", recovered=None, on_curve=False, label=None, answer_words=AnswerWords.NONE,
        paraphrase_of=instrument.id,
    )  # fmt: skip


def standing(instrument: Instrument, *, has_wording: bool, is_permitted: bool) -> Standing:
    """What a clinic can do with a measure, from what it has taken in and recorded."""
    match instrument.licence:
        case Licence.FREE_WORDING if not has_wording:
            return Standing.WORDING_MISSING
        case Licence.LICENSED if not is_permitted:
            return Standing.PERMISSION_MISSING
        case _:
            return Standing.USABLE


def may_score(instrument: Instrument, *, has_wording: bool, is_permitted: bool) -> Gate:
    """Whether a score may be kept under the measure's own name; ``why.words`` says the way out when it may not."""
    stands = standing(instrument, has_wording=has_wording, is_permitted=is_permitted)
    name = Words(instrument.short)
    said = {
        Standing.USABLE: Words("{measure} may be scored.", measure=name),
        Standing.WORDING_MISSING: Words(
            "{measure} may be scored once its official wording has been taken in. Until then ask our own questions, "
            "under their own name.",
            measure=name,
        ),
        Standing.PERMISSION_MISSING: Words(
            "{measure} belongs to somebody. Record the clinic's permission first, under Measures.", measure=name
        ),
    }
    inputs = {"licence": instrument.licence.value, "wording": has_wording, "permission": is_permitted}
    why = explain(f"{instrument.id}.licence", said[stands], inputs=inputs, sources=instrument.sources)
    return Gate(stands is Standing.USABLE, why)


def form_of(
    instrument: Instrument, *, texts: Mapping[str, str] | None, is_permitted: bool, choices: Sequence[Choice] = ()
) -> Form | None:  # fmt: skip
    """How a clinic asks a measure now; None while its permission is missing, or when it is never asked.

    Args:
        instrument: From ``knowledge/measure/instruments/<id>.toml``.
        texts: The official wording by item id, with ``instructions``; None when it was not taken in.
        is_permitted: Whether the owner's permission stands.
        choices: The words of its answers, taken in with the wording.
    """
    stands = standing(instrument, has_wording=texts is not None, is_permitted=is_permitted)
    if stands is Standing.PERMISSION_MISSING or not instrument.asked:
        return None
    shown = (paraphrase(instrument) if stands is Standing.WORDING_MISSING else None) or instrument
    return form_as(shown, texts or {}, choices)


def form_as(instrument: Instrument, texts: Mapping[str, str], choices: Sequence[Choice] = ()) -> Form:
    """A measure as it is, or was, asked in one wording; without texts in our own words."""
    items, bare = tuple(_asked(instrument, texts, choices)), not instrument.items
    own = answers_shown(instrument, None, choices) if bare else ()
    return Form(instrument, texts.get(INSTRUCTIONS, ""), items, own, tick_words(instrument, choices))


def _asked(instrument: Instrument, said: Mapping[str, str], choices: Sequence[Choice]) -> Iterator[AskedItem]:
    for number, item in enumerate(instrument.items, start=1):
        label = Words(item.label) if item.label else Words("Item {number}", number=number)
        shown = answers_shown(instrument, item, choices)
        yield AskedItem(item.id, label, said.get(item.id, ""), *answers_of(instrument, item), shown)


def text_faults(instrument: Instrument, texts: Mapping[str, str]) -> tuple[TextFault, ...]:
    """What is wrong with a wording that a clinic wants to take in, text by text; empty when it fits.

    Every item needs its text, and so do the instructions; nothing else may be among them.
    """
    if not takes_wording(instrument):
        says = Words("{measure} is our own: there is no wording to take in.", measure=Words(instrument.short))
        return (TextFault("", says),)
    wanted = (INSTRUCTIONS, *(item.id for item in instrument.items))
    unknown = tuple(TextFault(item, Words("There is no such item. Remove it.")) for item in texts if item not in wanted)
    return unknown + tuple(TextFault(item, fault) for item in wanted if (fault := text_fault(texts.get(item, ""))))
