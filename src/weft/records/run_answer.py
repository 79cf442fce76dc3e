"""What a long run found, resolved to rows and moments, so that nobody needs the picture again to read or to book it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import TypeVar
from uuid import UUID

from weft.core.schedule.wishes import Wishes
from weft.core.shared.words import Words
from weft.library.stored import from_json


@dataclass(frozen=True, slots=True)
class RunVisit:
    """One visit that could be booked."""

    discipline: str
    day: date
    starts: datetime
    minutes: int
    hands_on: tuple[tuple[int, int], ...]
    practitioner: UUID
    place: UUID
    phase: str
    line: str


@dataclass(frozen=True, slots=True)
class RunTrip:
    """One coming."""

    visits: tuple[RunVisit, ...]
    is_pair: bool
    """Two visits inside the clinic's window."""


@dataclass(frozen=True, slots=True)
class Short:
    """What one person lacks still in one week."""

    week: date
    """Its Monday."""
    discipline: str
    missing: int
    why: Words


@dataclass(frozen=True, slots=True)
class RunPerson:
    """One person's trips, with what must still be so when they are booked."""

    person: UUID
    plan: UUID
    version: UUID
    first_day: date
    wishes: Wishes
    standing: tuple[tuple[str, date], ...]
    """Discipline and day of every visit that they had."""
    trips: tuple[RunTrip, ...]
    short: tuple[Short, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """The answer in numbers that a manager reads."""

    needed: int
    """Visits that the weeks lacked."""
    placed: int
    pairs: int
    pairs_needed: int
    with_own: int
    """Of the visits placed, those with the person's own practitioner."""
    with_named: int
    """Of the visits placed, those for which there is one."""
    people: int
    """People who lacked something."""
    complete: int
    """Of them, those who lack nothing any more."""


@dataclass(frozen=True, slots=True)
class RunAnswer:
    """The best answer so far."""

    figures: Figures
    people: tuple[RunPerson, ...]
    names: dict[str, str]
    """Practitioners and places by id."""
    shortages: tuple[Words, ...]
    """What cannot hold the demand, however visits are placed."""


@dataclass(frozen=True, slots=True)
class Dropped:
    """A trip that could not be booked."""

    starts: datetime
    why: Words
    taken: RunTrip | None = None
    """The trip, when somebody else has its time by now, or nobody works then any more: another time would do."""


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one person's trips."""

    trips: int
    visits: int
    dropped: tuple[Dropped, ...]
    is_written_to: bool
    """A message with the times goes to them; otherwise somebody rings."""
    elsewhere: RunPerson | None = None
    """Other times for trips whose own were taken, as they were free afterwards; nobody has booked them."""
    instead: tuple[datetime, ...] = ()
    """For each trip of `elsewhere` the time of the one that it stands for."""


def together(answers: Sequence[RunAnswer]) -> RunAnswer:
    """The answers of several sites as one; a person is in one of them."""
    if len(answers) == 1:
        return answers[0]
    numbers = {each.name: sum(getattr(one.figures, each.name) for one in answers) for each in fields(Figures)}
    return RunAnswer(
        figures=Figures(**numbers), people=tuple(one for answer in answers for one in answer.people),
        names={id_: name for answer in answers for id_, name in answer.names.items()},
        shortages=tuple(dict.fromkeys(said for answer in answers for said in answer.shortages)),
    )  # fmt: skip


T = TypeVar("T")


def answer_of(data: object) -> RunAnswer | None:
    """From the run's row; one that another version of the program wrote is as good as none."""
    return _read(RunAnswer, data)


def told_of(data: object) -> Told:
    """What became of one person; of what another version of the program wrote, only that it has been done."""
    return _read(Told, data) or Told(0, 0, (), is_written_to=False)


def figures_of(data: object) -> Figures | None:
    """Its numbers alone."""
    return _read(Figures, data.get("figures")) if isinstance(data, dict) else None


def _read(shape: type[T], data: object) -> T | None:
    try:
        return from_json(shape, data) if data else None
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
