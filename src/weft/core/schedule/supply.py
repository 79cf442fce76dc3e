"""What a clinic has to give: free practitioners and free rooms, day by day, slot by slot."""

from dataclasses import dataclass

from weft.core.schedule.request import Bools, Ints


@dataclass(frozen=True, slots=True)
class Practitioner:
    """Someone who treats."""

    id: str
    name: str
    disciplines: frozenset[str]
    """Ids of the disciplines that they are registered for; with two, they may do a whole pair alone."""


@dataclass(frozen=True, slots=True)
class Room:
    """A row of `Supply.capacity`: all interchangeable rooms of one kind at one site, or a single room.

    One row for a kind is right when booked visits may still be given another room of that kind.
    Where they may not, give every room a row of its own with capacity 0 or 1.
    """

    id: str
    kind: str
    site: int
    """Index into `Supply.sites`."""


@dataclass(frozen=True, slots=True, eq=False)
class Supply:
    """Free time of people and rooms over the same days and slots as the request."""

    sites: tuple[str, ...]
    practitioners: tuple[Practitioner, ...]
    free: Bools
    """bool[practitioner, day, slot]: on shift and not hands-on elsewhere."""
    site_of: Ints
    """int[practitioner, day]: index of the site at which the practitioner works that day."""
    rooms: tuple[Room, ...]
    capacity: Ints
    """int[room, day, slot]: rooms of the row that are still free."""

    def __post_init__(self) -> None:
        people, rooms = len(self.practitioners), len(self.rooms)
        if self.free.ndim != 3 or self.free.shape[0] != people or self.site_of.shape != self.free.shape[:2]:
            raise ValueError("free must be bool[practitioner, day, slot] and site_of int[practitioner, day]")
        if self.capacity.shape != (rooms, *self.free.shape[1:]):
            raise ValueError("capacity must be int[room, day, slot] over the days and slots of free")
