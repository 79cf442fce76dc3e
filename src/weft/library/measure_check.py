"""Whether each instrument fits together: items, parts, bands, labels, and the danger sign that a screen raises."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from weft.core.measure.activities import is_named
from weft.core.measure.change import is_judged
from weft.core.measure.choices import takes_wording
from weft.core.measure.facts import AnswerWords, Instrument, Licence, Scoring
from weft.core.measure.forms import paraphrase
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.measure_shapes import Offered

_ONE_NUMBER = {Scoring.SINGLE}
_TICKED = (Decimal(0), Decimal(1))
_PERSONS_OWN = {Scoring.SINGLE, Scoring.MEAN_OF_GIVEN}
"""Ways that need no list of items."""


def instrument_faults(knowledge: Knowledge) -> Iterator[Fault]:
    """Every instrument that contradicts itself."""
    instruments = knowledge.measure.instruments
    flags = {flag.id for flag in knowledge.screen.red_flags}
    for one in _shipped(instruments).values():
        for place, mend in (*_items(one), *_parts(one), *_change(one), *_licence(one), *_words(one)):
            yield Fault(f"measure/instruments/{one.id}.toml", place, mend)
        if one.raises and flags and one.raises not in flags:
            yield Fault(f"measure/instruments/{one.id}.toml", "raises", f"no danger sign is called {one.raises!r}")
        if one.label and instruments.get(one.label.id) != paraphrase(one):
            yield Fault(f"measure/instruments/{one.id}.toml", "label", "our paraphrase is not made from this file")
        if one.label and one.label.id in _shipped(instruments):
            yield Fault(f"measure/instruments/{one.id}.toml", "label.id", "is the id of another measure; rename it")


def offered(instruments: Mapping[str, Instrument]) -> Offered:
    """Which measures are what."""
    shipped = _shipped(instruments)

    def those(wanted: object) -> tuple[str, ...]:
        return tuple(sorted(one.id for one in shipped.values() if one.licence is wanted))

    return Offered(
        ours=those(Licence.OURS),
        free_wording=those(Licence.FREE_WORDING),
        licensed=those(Licence.LICENSED),
        on_curve=tuple(sorted(one.id for one in instruments.values() if one.on_curve)),
        judged=tuple(sorted(one.id for one in instruments.values() if is_judged(one))),
        never_asked=tuple(sorted(one.id for one in instruments.values() if not one.asked)),
        paraphrases={one.paraphrase_of: one.id for one in instruments.values() if one.paraphrase_of},
        worded={one.id: one.answer_words for one in shipped.values() if takes_wording(one)},
        raises={one.id: one.raises for one in shipped.values() if one.raises},
    )


def _shipped(instruments: Mapping[str, Instrument]) -> dict[str, Instrument]:
    return {name: one for name, one in instruments.items() if not one.paraphrase_of}


def _items(one: Instrument) -> Iterator[tuple[str, str]]:
    ids = [item.id for item in one.items]
    if len(set(ids)) != len(ids):
        yield "items", "an id comes twice; rename one"
    if not ids and one.scoring not in _PERSONS_OWN:
        yield "items", f"{one.scoring.value} needs its items"
    count = len(ids) or (1 if one.scoring in _ONE_NUMBER else 0)
    if count and one.items_usual != (count, count):
        yield "items_usual", f"must be [{count}, {count}], as many as there are items"
    if one.scoring is Scoring.SHARE and (len(ids), one.items_min) != (2, 2):
        yield "items", "a share has two items, and needs both"
    if one.scoring is Scoring.COUNT_TICKED and (one.answers != _TICKED or any(item.range for item in one.items)):
        yield "answers", "what is ticked is 0 or 1; write answers = [0, 1]"
    if not 1 <= one.items_min <= one.items_usual[1]:
        yield "items_min", f"must lie between 1 and {one.items_usual[1]}"


def _parts(one: Instrument) -> Iterator[tuple[str, str]]:
    parts = {part.id for part in one.parts}
    used = {item.part for item in one.items if item.part}
    if used != parts:
        yield "parts", f"the items name {sorted(used)}, the parts are {sorted(parts)}; make them agree"
    if one.bands and one.bands[0].low != one.range[0]:
        yield "bands.0.low", f"must be {one.range[0]}, where the scale begins"
    for number, band in enumerate(one.bands):
        if band.part and band.part not in parts:
            yield f"bands.{number}.part", f"no part is called {band.part!r}"


def _change(one: Instrument) -> Iterator[tuple[str, str]]:
    for name in ("meaningful", "meaningful_each"):
        for number, entry in enumerate(getattr(one, name)):
            if entry.points <= 0 or not 0 < entry.fraction < 1:
                yield f"{name}.{number}", "points must be above 0, and fraction between 0 and 1"
    if is_named(one) and (one.scoring is not Scoring.MEAN_OF_GIVEN or one.items):
        yield "each_question", "is for a mean of things that the person names; remove it or the items"
    if one.meaningful_each and not is_named(one):
        yield "meaningful_each", "needs each_question, for things that the person names"


def _words(one: Instrument) -> Iterator[tuple[str, str]]:
    """What is somebody's bears words on its answers; so may a plain scale with one number."""
    kind = one.answer_words
    if one.licence is not Licence.OURS and kind is AnswerWords.NONE:
        yield "answer_words", "say which answers bear words on the sheet: each, ends or tick"
    if one.licence is Licence.OURS and kind is not AnswerWords.NONE and one.scoring is not Scoring.SINGLE:
        yield "answer_words", "is for somebody's questionnaire, or for a scale with one number; remove it"
    if (kind is AnswerWords.TICK) != (one.scoring is Scoring.COUNT_TICKED) and one.licence is not Licence.OURS:
        yield "answer_words", "is tick where things are ticked, and only there"


def _licence(one: Instrument) -> Iterator[tuple[str, str]]:
    if (one.licence is Licence.FREE_WORDING) != (one.label is not None):
        yield "label", "a questionnaire that is free to use, and only that, has a label for our paraphrase"
    has_labels = any(item.label for item in one.items)
    if one.licence is Licence.LICENSED and has_labels:
        yield "items", "a licensed questionnaire carries no labels; remove them"
    if one.licence is not Licence.LICENSED and one.items and not all(item.label for item in one.items):
        yield "items", "each item needs a label of our own"
