"""What a score is called, and whether a screen asks for a clinician. A screen finds no illness."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from weft.core.measure.facts import Band, Instrument
from weft.core.measure.scoring import Score, plain
from weft.core.shared.explained import Explanation, explain
from weft.core.shared.words import Words


@dataclass(frozen=True, slots=True)
class Positive:
    """A screen, or a part of one, that asks for a clinician's contact."""

    instrument: str
    part: str
    """Id of the part; empty for the whole."""
    value: Decimal
    raises: str
    """Id of the danger sign that the clinician asks about; empty for none."""
    why: Explanation


def band_of(instrument: Instrument, scored: Score) -> Band | None:
    """What the score is called: of the bands that fit, the last.

    None without bands or a score, where it is called nothing, and while an unknown part could still call it otherwise.
    """
    if scored.value is None or is_open(instrument, scored):
        return None
    values = dict(scored.parts) | {"": scored.value}
    fitting = [band for band in instrument.bands if band.part in values and values[band.part] >= band.low]
    return fitting[-1] if fitting and fitting[-1].name else None


def is_open(instrument: Instrument, scored: Score) -> bool:
    """Whether a total without its parts leaves open what it is called: a part can be as high as the total."""
    if scored.value is None:
        return False
    known, value = dict(scored.parts), scored.value
    return any(band.part and band.part not in known and value >= band.low for band in instrument.bands)


def positives(instrument: Instrument, scored: Score) -> tuple[Positive, ...]:
    """Every part of a screen, and its whole, that reaches its limit.

    A part counts also where the rest is missing, and where its own answers reach the limit with one of them missing:
    whatever the missing one is, it cannot take anything away.

    Args:
        instrument: Limits from ``knowledge/measure/instruments/<id>.toml``.
        scored: What `score` returned for it.
    """
    values = dict(scored.parts) | ({"": scored.value} if scored.value is not None else {})
    return tuple(_positives(instrument, values, dict(scored.at_least)))


def _positives(
    instrument: Instrument, values: Mapping[str, Decimal], reached: Mapping[str, Decimal]
) -> Iterator[Positive]:
    limits = {"": (instrument.short, instrument.positive_from)}
    limits |= {part.id: (part.name, part.positive_from) for part in instrument.parts}
    known = {**reached, **values}
    for part, (name, limit) in limits.items():
        if limit is not None and part in known and known[part] >= limit:
            yield _positive(instrument, part, _named(name, known[part], limit, is_whole=part in values), known[part])


def _named(name: str, value: Decimal, limit: Decimal, *, is_whole: bool) -> Words:
    values = {"name": Words(name), "value": plain(value), "limit": plain(limit)}
    if is_whole:
        return Words(
            "{name}: {value}, and a clinician talks with the person from {limit} on. It is a question, not a finding.",
            **values,
        )
    return Words(
        "{name}: at least {value} with an answer missing, and a clinician talks with the person from {limit} on. "
        "It is a question, not a finding.",
        **values,
    )


def _positive(instrument: Instrument, part: str, words: Words, value: Decimal) -> Positive:
    limits = {one.id: one.positive_from for one in instrument.parts} | {"": instrument.positive_from}
    why = explain(
        f"{instrument.id}.positive",
        words,
        inputs={part or instrument.id: value},
        limits={"positive_from": limits[part]},
        sources=instrument.sources,
        status=instrument.review.status,
    )
    return Positive(instrument.id, part, value, instrument.raises, why)
