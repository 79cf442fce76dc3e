"""A course as it was offered to somebody: kept whole, so that what is confirmed is what was seen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from weft.core.schedule.proposal import PlacedVisit, Proposal, TripChoices
from weft.core.shared.words import Words
from weft.library.stored import from_json, to_json
from weft.records import wall


@dataclass(frozen=True, slots=True)
class Length:
    """How long a visit of one discipline takes, in minutes, and when hands are needed."""

    minutes: int
    hands_on: tuple[tuple[int, int], ...]
    name: str
    """The discipline's name for people, a message id of the knowledge."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One visit of an offer with its moments in UTC."""

    placed: PlacedVisit
    starts: datetime
    ends: datetime
    hands: tuple[tuple[datetime, datetime], ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """One proposal with its alternatives, and everything needed to read it later."""

    serial: str
    """Changes with every change of the offer: two people who choose at once are told."""
    proposal: Proposal
    choices: tuple[TripChoices, ...]
    opens_minutes: int
    slot_minutes: int
    zone: str
    lengths: dict[str, Length]
    """By discipline."""
    names: dict[str, str]
    """Practitioners and places by id."""
    only_weeks: int | None
    """The last week that may be booked now; None for all."""
    withheld: tuple[Words, ...]
    """Why a discipline may not be booked."""
    closed: tuple[date, ...]
    """Weekdays of the course's weeks on which nobody works."""
    phases: dict[str, str]
    """Names of the phases by id, as the plan had them."""
    knowledge_version: str
    standing: tuple[tuple[str, date], ...] | None = None
    """Discipline and day of every visit that the person had when it was held; None until then."""

    def minute(self, visit: PlacedVisit) -> int:
        """Local minutes after midnight at which a visit starts."""
        return self.opens_minutes + visit.start_slot * self.slot_minutes

    def timed(self, visit: PlacedVisit) -> Timed:
        """A visit with its moments."""
        length = self.lengths[visit.discipline]
        starts = wall.moment(visit.day, self.minute(visit), self.zone)
        hands = length.hands_on or ((0, length.minutes),)
        return Timed(
            visit, starts, starts + _minutes(length.minutes),
            tuple((starts + _minutes(a), starts + _minutes(b)) for a, b in hands),
        )  # fmt: skip

    def trips(self) -> Iterator[tuple[Timed, ...]]:
        """Every trip of the proposal in order, timed."""
        return (tuple(self.timed(visit) for visit in trip) for trip in self.proposal.trips())


def kept(offer: Offer) -> object:
    """For the course's row."""
    return to_json(offer)


def offered(data: object) -> Offer | None:
    """From the course's row; None when nothing has been offered yet."""
    return from_json(Offer, data) if data else None


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
