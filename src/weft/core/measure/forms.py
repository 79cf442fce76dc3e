"""Whose words a measure is asked in, whether it may be scored here, and what it is then called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from weft.core.measure.answers import answers_of
from weft.core.measure.facts import Instrument, Licence
from weft.core.shared.explained import Gate, explain
from weft.core.shared.words import Words

INSTRUCTIONS = "instructions"
"""Name of the text that stands above the items."""
LONGEST = 2000
"""Letters in one text of a wording; our own room, not a rule."""


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


@dataclass(frozen=True, slots=True)
class Form:
    """A measure as one clinic asks it now."""

    instrument: Instrument
    """Under this id the score is kept: the measure's, or that of its paraphrase."""
    instructions: str
    """As the clinic took them in; empty where our question is shown."""
    items: tuple[AskedItem, ...]


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
        loinc="", recovered=None, on_curve=False, label=None, paraphrase_of=instrument.id,
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


def form_of(instrument: Instrument, *, texts: Mapping[str, str] | None, is_permitted: bool) -> Form | None:
    """How a clinic asks a measure now; None while its permission is missing, or when it is never asked.

    Args:
        instrument: From ``knowledge/measure/instruments/<id>.toml``.
        texts: The official wording by item id, with ``instructions``; None when it was not taken in.
        is_permitted: Whether the owner's permission stands.
    """
    stands = standing(instrument, has_wording=texts is not None, is_permitted=is_permitted)
    if stands is Standing.PERMISSION_MISSING or not instrument.asked:
        return None
    shown = (paraphrase(instrument) if stands is Standing.WORDING_MISSING else None) or instrument
    said = texts or {}
    return Form(shown, said.get(INSTRUCTIONS, ""), tuple(_asked(shown, said)))


def _asked(instrument: Instrument, said: Mapping[str, str]) -> Iterator[AskedItem]:
    for number, item in enumerate(instrument.items, start=1):
        label = Words(item.label) if item.label else Words("Item {number}", number=number)
        yield AskedItem(item.id, label, said.get(item.id, ""), *answers_of(instrument, item))


def text_faults(instrument: Instrument, texts: Mapping[str, str]) -> tuple[TextFault, ...]:
    """What is wrong with a wording that a clinic wants to take in, text by text; empty when it fits.

    Every item needs its text, and so do the instructions; nothing else may be among them.
    """
    if instrument.licence is Licence.OURS:
        says = Words("{measure} is our own: there is no wording to take in.", measure=Words(instrument.short))
        return (TextFault("", says),)
    wanted = (INSTRUCTIONS, *(item.id for item in instrument.items))
    unknown = tuple(TextFault(item, Words("There is no such item. Remove it.")) for item in texts if item not in wanted)
    return unknown + tuple(TextFault(item, fault) for item in wanted if (fault := _text_fault(texts.get(item, ""))))


def _text_fault(text: str) -> Words | None:
    if not text.strip():
        return Words("is missing; add its text as the questionnaire prints it.")
    if len(text) > LONGEST:
        return Words("is longer than {most} letters; shorten it.", most=LONGEST)
    if any(not each.isprintable() and each not in "\n\r\t" for each in text):
        return Words("holds a sign that cannot be shown; type it again.")
    return None
