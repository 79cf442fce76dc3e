"""Disciplines are data: `knowledge/disciplines/<id>.toml`. The code knows none by name but the two it pairs."""

from enum import StrEnum

from weft.core.shared.fact import fact


class Side(StrEnum):
    """Which half of a pair's capsule shows the discipline; NONE for one that is never paired."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"


@fact
class Discipline:
    """One kind of care, as far as calendars and pages need to know it."""

    id: str
    name: str
    """The lane's name for people: "Needles", "Movement"."""
    profession: str
    """Who may give it: "acupuncturist"."""
    side: Side
    bookable: bool
    """False: it can be asked for at the consult, but has no calendar here."""
    visit_minutes: int = 0
    """Usual length of a visit; 0 when it is not bookable."""
    hands_on: tuple[tuple[int, int], ...] = ()
    """Minutes from the start, [from, to), in which the practitioner's hands are needed.

    Person and place are taken for the whole visit, the practitioner only for these.
    """
    place: str = ""
    """Kind of place that a visit takes: bed, movement_place, room."""
    min_days_apart: int = 0
    """Smallest difference of dates between two visits of one person."""
    modalities: tuple[str, ...] = ()
    """Modality ids that its practitioners may give, if their registration allows."""
    note: str = ""
    """What a person is told who asks for it."""
