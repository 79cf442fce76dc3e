"""Cases of measuring that a clinician can check: `knowledge/cases/measure/<topic>.toml`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from weft.core.measure.activities import one_alone
from weft.core.measure.answers import answer_fault, scale_fault
from weft.core.measure.change import change
from weft.core.measure.facts import Instrument
from weft.core.measure.half import days_to_half
from weft.core.measure.reading import band_of, positives
from weft.core.measure.scoring import score, score_of_total
from weft.library.measure_check import instrument_faults, offered
from weft.library.references import Fault
from weft.library.shape import Knowledge
from weft.library.worked.files import listed, path_of, told
from weft.library.worked.measure_shapes import (
    ChangeCase,
    ChangeExpected,
    HalfCase,
    OfferedCase,
    ScaleCase,
    ScaleExpected,
    ScoreCase,
    ScoreExpected,
)

Instruments = Mapping[str, Instrument]
WAYS = ("better", "start", "same", "worse")
DAY_NOUGHT = date(2026, 11, 2)


@dataclass(frozen=True, slots=True)
class Topic:
    """One file of cases: its shape, and how one of them is run."""

    shape: Any
    run: Callable[[Any, Instruments], object]
    """What came out, in the shape of the case's ``expect``."""


def cases_of(topic: str, root: Path | None = None) -> tuple[Any, ...]:
    """The cases of one topic.

    Raises:
        BadFile: If the file cannot be used.
    """
    return listed(TOPICS[topic].shape, f"measure/{topic}.toml", root)


def faults(knowledge: Knowledge, root: Path | None = None) -> Iterator[Fault]:
    """Instruments that contradict themselves, and cases that come out otherwise than written."""
    yield from instrument_faults(knowledge)
    instruments = knowledge.measure.instruments
    for topic in TOPICS:
        file = f"measure/{topic}.toml"
        if path_of(file, root).exists():
            yield from told(file, cases_of(topic, root), partial(differences, topic, instruments=instruments))


def differences(topic: str, case: Any, instruments: Instruments) -> Iterator[str]:
    """Each way in which a case comes out otherwise than expected; none is good."""
    try:
        found = TOPICS[topic].run(case, instruments)
    except (ValueError, ArithmeticError, KeyError) as trouble:
        yield f"cannot be worked out: {trouble}"
        return
    for name in type(case.expect).__dataclass_fields__:
        want, got = getattr(case.expect, name), getattr(found, name)
        if want != got:
            yield f"{name} should be {want} and is {got}"


def _scale(case: ScaleCase, instruments: Instruments) -> ScaleExpected:
    instrument, expect = instruments[case.given.instrument], case.expect
    item = instrument.items[0].id if instrument.items else ""
    return ScaleExpected(
        better=instrument.better,
        fits=tuple(value for value in expect.fits if scale_fault(instrument, value) is None),
        refused=tuple(value for value in expect.refused if scale_fault(instrument, value)),
        answers=tuple(value for value in expect.answers if answer_fault(instrument, item, value) is None),
        answers_refused=tuple(value for value in expect.answers_refused if answer_fault(instrument, item, value)),
        recovered=instrument.recovered,
    )


def _score(case: ScoreCase, instruments: Instruments) -> ScoreExpected:
    instrument, given = instruments[case.given.instrument], case.given
    try:
        if given.total is None:
            scored = score(instrument, {**given.answers, **dict.fromkeys(given.left_out)})
        else:
            scored = score_of_total(instrument, given.total)
    except ValueError:
        return ScoreExpected(refused=True)
    band = band_of(instrument, scored)
    return ScoreExpected(
        value=scored.value,
        used=len(scored.used),
        care=scored.with_care,
        band=band.name if band else "",
        parts=dict(scored.parts),
        positive=tuple(one.part or "all" for one in positives(instrument, scored)),
    )


def _change(case: ChangeCase, instruments: Instruments) -> ChangeExpected:
    """Every latest score that the case names, put where it came out; without one, the first score again."""
    given, expect = case.given, case.expect
    named = (*expect.better, *expect.start, *expect.same, *expect.worse)
    try:
        whole, latest = instruments[given.instrument], named or (given.baseline,)
        instrument = one_alone(whole) if given.alone else whole
        judged = {one: change(instrument, given.baseline, one, on=given.on) for one in latest}
    except ValueError:
        return ChangeExpected(refused=True)
    by: dict[str, Any] = {way: tuple(one for one in named if judged[one].direction.value == way) for way in WAYS}
    return ChangeExpected(needed=next(iter(judged.values())).needed, **by)


def _half(case: HalfCase, instruments: Instruments) -> Any:
    series = [(DAY_NOUGHT + timedelta(days=int(day)), value) for day, value in case.given.scores]
    found = days_to_half(instruments["days_to_half"], instruments[case.given.instrument], series)
    return type(case.expect)(days=found.days)


def _offered(_: OfferedCase, instruments: Instruments) -> Any:
    return offered(instruments)


TOPICS: dict[str, Topic] = {
    "scale": Topic(ScaleCase, _scale),
    "score": Topic(ScoreCase, _score),
    "change": Topic(ChangeCase, _change),
    "half": Topic(HalfCase, _half),
    "offered": Topic(OfferedCase, _offered),
}
