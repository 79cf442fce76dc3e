"""The things that a person has named: each with its last number, how it has changed, and how their mean has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from weft.core.measure.activities import activities_changed
from weft.core.measure.facts import Instrument
from weft.core.measure.scoring import plain
from weft.core.shared.words import Words
from weft.records.activities import NAMED, Number, activities_of, numbers_of
from weft.records.adjusting import standing_scores
from weft.records.models import Activity, Episode, EpisodeState, Score


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """One thing that is hard for them."""

    id: UUID
    words: str
    """As the person named it."""
    last: str
    """The newest number; empty while it has none."""
    last_on: date | None
    change: Words | None
    """Against its first number; None before there are two."""


@dataclass(frozen=True, slots=True)
class ActivitiesAsked:
    """All of them, to be asked one by one."""

    question: Words
    """Asked about each."""
    naming: Words
    """Asked when they are named."""
    ends: Words
    low: Decimal
    high: Decimal
    rows: tuple[ActivityRow, ...]
    room: int
    """How many more may be named."""
    mean: Words | None
    """How the mean of those that were scored twice has changed."""


def activities_asked(episode: Episode | None, instruments: Mapping[str, Instrument]) -> ActivitiesAsked | None:
    """What may be asked in an open episode; None after it, and where the clinic accepts no such measure.

    Args:
        episode: The newest of the person.
        instruments: Those that the clinic accepts.
    """
    if episode is None or episode.state != EpisodeState.OPEN or NAMED not in instruments:
        return None
    scores = standing_scores(episode.person_id, episode.clinic_id).filter(episode=episode, measure=NAMED)
    return asked_of(activities_of(episode), scores, instruments[NAMED])


def asked_of(activities: Iterable[Activity], scores: Iterable[Score], instrument: Instrument) -> ActivitiesAsked:
    """The same from rows: the things that are still asked, and every score of the episode that stands, oldest first."""
    said, standing = numbers_of(scores), tuple(activities)
    known = {str(each.id): said[str(each.id)] for each in standing if str(each.id) in said}
    twice = {name: numbers for name, numbers in known.items() if len(numbers) > 1}
    first = {name: numbers[0].value for name, numbers in twice.items()}
    latest = {name: numbers[-1].value for name, numbers in twice.items()}
    days = [numbers[-1].on for numbers in twice.values()]
    changed = activities_changed(instrument, first, latest, on=max(days)) if days else None
    each = {name: one.why.words for name, one in changed.each.items()} if changed else {}
    return ActivitiesAsked(
        question=Words(instrument.each_question),
        naming=Words(instrument.question),
        ends=ends_of(instrument),
        low=instrument.range[0],
        high=instrument.range[1],
        rows=tuple(_row(one, known.get(str(one.id), ()), each.get(str(one.id))) for one in standing),
        room=max(instrument.items_usual[1] - len(standing), 0),
        mean=changed.mean.why.words if changed and changed.mean else None,
    )


def ends_of(instrument: Instrument) -> Words:
    """What both ends of a scale mean."""
    low, high = instrument.range
    values = {"low": low, "low_end": Words(instrument.low_end), "high": high, "high_end": Words(instrument.high_end)}
    return Words("{low} {low_end}, {high} {high_end}", **values)


def _row(one: Activity, numbers: tuple[Number, ...], change: Words | None) -> ActivityRow:
    last = numbers[-1] if numbers else None
    return ActivityRow(one.id, one.words, plain(last.value) if last else "", last.on if last else None, change)
