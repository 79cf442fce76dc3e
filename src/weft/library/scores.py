"""A filled-in measure in a file: read it, score it, and say what it is called and how it has changed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

from weft.core.measure.answers import form_fault, plain, scale_fault, total_fault
from weft.core.measure.change import Change, change, is_judged
from weft.core.measure.choices import Choice, choice_faults
from weft.core.measure.facts import Band, Instrument, Licence
from weft.core.measure.forms import TextFault, paraphrase, text_faults
from weft.core.measure.reading import Positive, band_of, is_open, positives
from weft.core.measure.scoring import Score, score, score_of_total
from weft.core.shared.fact import fact
from weft.core.shared.words import Words
from weft.library.reading import BadFile, read_as, read_toml
from weft.library.scored_activities import (
    NONE_NAMED,
    ActivityLine,
    ActivityOutcome,
    activities_outcome,
    activity_line_faults,
)
from weft.library.shape import Knowledge

Faults: TypeAlias = Iterator[tuple[str, str]]
"""Place and mend of what is wrong in a file."""


@fact
class ScoreFile:
    """The file of `weft score`; its format stands in `docs/formats/score.md`."""

    measure: str
    answers: dict[str, Decimal] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    """Asked, and not answered."""
    activities: tuple[ActivityLine, ...] = ()
    """The things that the person has named, instead of answers: each with its number now, and its first."""
    total: Decimal | None = None
    """Reckoned on paper, instead of answers."""
    baseline: Decimal | None = None
    on: date | None = None
    """Day of this score; it picks the change values that hold."""
    official_wording: bool = False
    permitted: bool = False


@fact
class WordingFile:
    """The file of `weft measures wording`."""

    stated: str
    items: dict[str, str]
    choices: tuple[Choice, ...] = ()
    """What the answers are called, where the sheet prints words for them."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a file gives."""

    instrument: Instrument
    """As it may be called: the measure, or our paraphrase of it."""
    score: Score
    band: Band | None
    positives: tuple[Positive, ...]
    change: Change | None
    """None without a first score, without a score, or where nothing is judged."""
    baseline: Decimal | None
    """The first score, judged or not."""
    notes: tuple[Words, ...]
    activities: tuple[ActivityOutcome, ...] = ()
    """The things that the person has named, each by itself."""


def outcome_of(path: Path, known: Knowledge) -> Outcome:
    """Score one file.

    Args:
        path: A score file.
        known: The knowledge to score with.

    Raises:
        BadFile: If the file cannot be used: the place and the mend of the first fault.
    """
    given = read_as(ScoreFile, read_toml(path), path)
    instrument = _instrument(given, path, known)
    _refuse(given, instrument, path)
    answers = _answers(given)
    scored = score(instrument, answers) if given.total is None else score_of_total(instrument, given.total)
    judged, notes = _change(given, instrument, scored)
    named = activities_outcome(instrument, given.activities, given.on) if given.activities else NONE_NAMED
    return Outcome(
        instrument,
        scored,
        band_of(instrument, scored),
        positives(instrument, scored),
        judged or named.mean,
        given.baseline,
        (*_as(instrument), *_uncalled(instrument, scored), *notes, *named.notes),
        named.each,
    )


def _answers(given: ScoreFile) -> dict[str, Decimal | None]:
    return {**given.answers, **dict.fromkeys(given.left_out), **{one.name: one.now for one in given.activities}}


def read_wording(path: Path, instrument: Instrument) -> WordingFile:
    """Read the official wording of a questionnaire.

    Raises:
        BadFile: With the item or the answer that is unknown, missing, empty or there twice.
    """
    given = read_as(WordingFile, read_toml(path), path)
    if not given.stated.strip():
        raise BadFile(path, "stated", "is empty; say where the wording comes from, and which version it is")
    for fault in text_faults(instrument, given.items):
        raise BadFile(path, _place(fault), str(fault.words))
    for wrong in choice_faults(instrument, given.choices):
        at = "choices" if wrong.number is None else f"choices.{wrong.number}.{wrong.about}"
        mend = f"{wrong.item}: {wrong.words}" if wrong.item and wrong.number is None else str(wrong.words)
        raise BadFile(path, at, mend)
    return given


def _place(fault: TextFault) -> str:
    return f"items.{fault.item}" if fault.item else ""


def _instrument(given: ScoreFile, path: Path, known: Knowledge) -> Instrument:
    instruments = {name: one for name, one in known.measure.instruments.items() if one.asked}
    found = instruments.get(given.measure)
    if found is None:
        raise BadFile(path, "measure", f"{given.measure!r} is not known; there are: {', '.join(sorted(instruments))}")
    if found.licence is Licence.LICENSED and not given.permitted:
        mend = f"{found.short} belongs to somebody; write permitted = true once your clinic has the owner's permission"
        raise BadFile(path, "permitted", mend)
    return (paraphrase(found) if not given.official_wording else None) or found


def _refuse(given: ScoreFile, instrument: Instrument, path: Path) -> None:
    for find in (_mixed, _off_scale, _named):
        for place, mend in find(given, instrument):
            raise BadFile(path, place, mend)
    has_first = given.baseline is not None or any(line.first is not None for line in given.activities)
    if has_first and given.on is None:
        raise BadFile(path, "on", "is missing; a change is judged with the values that hold on its day")


def _mixed(given: ScoreFile, _: Instrument) -> Faults:
    """Nothing at all, or two ways of giving the same."""
    has_answers, has_total = bool(given.answers or given.left_out), given.total is not None
    if given.activities and (has_answers or has_total or given.baseline is not None):
        yield "activities", "stand alone, each with its first number; remove answers, total and baseline"
    if has_total and has_answers:
        yield "total", "give a total or answers, not both"
    if not has_total and not _answers(given):
        yield "answers", "is missing; add an answer by item, or a total"
    if twice := sorted(given.answers.keys() & set(given.left_out)):
        yield f"left_out.{twice[0]}", "is answered too; take it out of one of the two"


def _off_scale(given: ScoreFile, instrument: Instrument) -> Faults:
    if given.total is not None and (fault := total_fault(instrument, given.total)):
        yield "total", str(fault)
    if given.baseline is not None and (fault := scale_fault(instrument, given.baseline)):
        yield "baseline", str(fault)
    if not given.activities and (fault := form_fault(instrument, _answers(given))):
        yield "answers", str(fault)


def _named(given: ScoreFile, instrument: Instrument) -> Faults:
    return activity_line_faults(instrument, given.activities)


def _change(given: ScoreFile, instrument: Instrument, scored: Score) -> tuple[Change | None, tuple[Words, ...]]:
    if given.baseline is None or given.on is None or scored.value is None:
        return None, ()
    if is_judged(instrument):
        try:
            return change(instrument, given.baseline, scored.value, on=given.on), ()
        except ValueError:
            because = Words("no change value holds on {day}", day=given.on)
    elif instrument.paraphrase_of:
        because = Words("it is asked in our own words")
    else:
        because = Words("no change value is known for it")
    moved = {"short": Words(instrument.short), "baseline": plain(given.baseline), "latest": plain(scored.value)}
    says = "{short}: {baseline} to {latest}. The change is shown and not judged, because {because}."
    return None, (Words(says, because=because, **moved),)


def _uncalled(instrument: Instrument, scored: Score) -> tuple[Words, ...]:
    if not is_open(instrument, scored):
        return ()
    return (Words("A total does not say what it is called here: a part decides too. Give the answers."),)


def _as(instrument: Instrument) -> tuple[Words, ...]:
    if not instrument.paraphrase_of:
        return ()
    says = "In our own words, not under the questionnaire's name. With its official text write official_wording = true."
    return (Words(says),)
