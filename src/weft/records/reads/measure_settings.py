"""Which measures a clinic has, whose sentences they are, and what it has taken in and recorded about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from weft.core.measure.facts import Instrument, Licence
from weft.core.measure.forms import INSTRUCTIONS, Standing, paraphrase, standing
from weft.core.shared.words import Words
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound, clinic_of
from weft.records.actions.measure_wording import MAY
from weft.records.measures import MeasuresHere, measures_here

__all__ = ["INSTRUCTIONS", "MeasureRow", "TextAsked", "measure_row", "measures_of"]


@dataclass(frozen=True, slots=True)
class TextAsked:
    """One text of a wording, to be typed or shown."""

    id: str
    label: Words
    """Our own few words for it, or its number."""
    text: str
    """As taken in; empty when it was not."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """One measure, as the clinic stands to it."""

    id: str
    name: Words
    licence: Licence
    note: Words
    """What we found about the licence."""
    standing: Standing
    asked_as: Words
    """Name of the paraphrase that is asked while the wording is missing, else the measure's own."""
    is_judged: bool
    texts: tuple[TextAsked, ...]
    """What a wording consists of; empty where there is none to take in."""
    stated: str
    """Where the wording comes from that was taken in."""
    taken_in_on: date | None
    taken_in_by: str
    permitted: str
    given_by: str
    reference: str
    recorded_on: date | None
    recorded_by: str
    is_permitted: bool


def measures_of(by: Member) -> tuple[MeasureRow, ...]:
    """Every measure that the clinic accepts, somebody else's first.

    Raises:
        NotAllowed: Not theirs to see.
    """
    by.need(*MAY)
    here, zone = measures_here(by.clinic_id), ZoneInfo(clinic_of(by.clinic_id).zone)
    shipped = [one for one in accepted_in(by.clinic_id).measure.instruments.values() if not one.paraphrase_of]
    order = [Licence.FREE_WORDING, Licence.LICENSED, Licence.OURS]
    shipped.sort(key=lambda one: (order.index(one.licence), one.name))
    return tuple(_row(one, here, zone) for one in shipped)


def measure_row(by: Member, measure: str) -> MeasureRow:
    """One of them.

    Raises:
        NotFound: The clinic accepts no such measure.
        NotAllowed: Not theirs to see.
    """
    found = next((row for row in measures_of(by) if row.id == measure), None)
    if found is None or found.licence is Licence.OURS:
        raise NotFound
    return found


def _row(one: Instrument, here: MeasuresHere, zone: ZoneInfo) -> MeasureRow:
    wording, permission = here.wordings.get(one.id), here.permissions.get(one.id)
    stands = standing(one, has_wording=wording is not None, is_permitted=here.is_permitted(one.id))
    ours = paraphrase(one) if stands is Standing.WORDING_MISSING else None
    return MeasureRow(
        id=one.id,
        name=Words(one.name),
        licence=one.licence,
        note=Words(one.licence_note),
        standing=stands,
        asked_as=Words((ours or one).name),
        is_judged=bool((ours or one).meaningful),
        texts=_texts(one, here.texts(one.id) or {}),
        stated=wording.stated if wording else "",
        taken_in_on=_day(wording.at, zone) if wording else None,
        taken_in_by=wording.by.name if wording and wording.by else "",
        permitted=permission.permitted if permission else "",
        given_by=permission.given_by if permission else "",
        reference=permission.reference if permission else "",
        recorded_on=_day(permission.at, zone) if permission else None,
        recorded_by=permission.by.name if permission else "",
        is_permitted=here.is_permitted(one.id),
    )


def _texts(one: Instrument, texts: Mapping[str, str]) -> tuple[TextAsked, ...]:
    if one.licence is Licence.OURS:
        return ()
    above = TextAsked(
        INSTRUCTIONS, Words("Instructions above the items, with the words of the answers"), texts.get(INSTRUCTIONS, "")
    )
    items = (
        TextAsked(item.id, _label(number, item.label), texts.get(item.id, ""))
        for number, item in enumerate(one.items, start=1)
    )
    return (above, *items)


def _label(number: int, label: str) -> Words:
    if label:
        return Words("Item {number}: {label}", number=number, label=Words(label))
    return Words("Item {number}", number=number)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
