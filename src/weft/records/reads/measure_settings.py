"""Which measures a clinic has, whose sentences they are, and what it has taken in and recorded about them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from weft.core.measure.choices import Choice, named_values, takes_wording
from weft.core.measure.facts import AnswerWords, Instrument, Licence
from weft.core.measure.forms import INSTRUCTIONS, Standing, paraphrase, standing
from weft.core.shared.words import Words
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound, clinic_of
from weft.records.actions.measure_wording import MAY
from weft.records.measures import MeasuresHere, measures_here

__all__ = ["INSTRUCTIONS", "AnswersNamed", "MeasureRow", "TextAsked", "measure_row", "measures_of"]


@dataclass(frozen=True, slots=True)
class TextAsked:
    """One text of a wording, to be typed or shown."""

    id: str
    label: Words
    """Our own few words for it, or its number."""
    text: str
    """As taken in; empty when it was not."""


@dataclass(frozen=True, slots=True)
class AnswersNamed:
    """What the answers are called: those of all items, or an item's own."""

    item: str
    """Empty: of every item that has none of its own."""
    label: Words
    values: tuple[Decimal, ...]
    """The answers that bear words."""
    said: tuple[Choice, ...]
    """As taken in."""
    is_needed: bool
    """Without these the wording is not whole; else they are for an item whose answers are called otherwise."""


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
    answers: tuple[AnswersNamed, ...]
    """The words of its answers, those of all items first; empty where its answers bear none."""
    takes_wording: bool
    instrument: Instrument
    """Its scale and items, to check what is typed."""
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
    wording_seen: str
    """Id of the wording that stands, and of the last word about permission: a form says them back. Empty for none."""
    permission_seen: str


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
    if found is None or not found.takes_wording:
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
        answers=tuple(_answers(one, here.choices(one.id))),
        takes_wording=takes_wording(one),
        instrument=one,
        stated=wording.stated if wording else "",
        taken_in_on=_day(wording.at, zone) if wording else None,
        taken_in_by=wording.by.name if wording and wording.by else "",
        permitted=permission.permitted if permission else "",
        given_by=permission.given_by if permission else "",
        reference=permission.reference if permission else "",
        recorded_on=_day(permission.at, zone) if permission else None,
        recorded_by=permission.by.name if permission else "",
        is_permitted=here.is_permitted(one.id),
        wording_seen=str(wording.id) if wording else "",
        permission_seen=str(permission.id) if permission else "",
    )


def _texts(one: Instrument, texts: Mapping[str, str]) -> tuple[TextAsked, ...]:
    if not takes_wording(one):
        return ()
    says = Words("Instructions above the items") if one.items else Words("The question")
    above = TextAsked(INSTRUCTIONS, says, texts.get(INSTRUCTIONS, ""))
    items = (
        TextAsked(item.id, _label(number, item.label), texts.get(item.id, ""))
        for number, item in enumerate(one.items, start=1)
    )
    return (above, *items)


def _answers(one: Instrument, said: Sequence[Choice]) -> Iterator[AnswersNamed]:
    """Of all items where any shares them; then each item's own."""
    shared = named_values(one, None)
    if not shared:
        return
    is_ticked = one.answer_words is AnswerWords.TICK
    label = Words("What a tick says") if is_ticked else Words("Words of the answers")
    yield AnswersNamed("", label, shared, tuple(each for each in said if not each.item), is_needed=True)
    for number, item in enumerate(() if is_ticked else one.items, start=1):
        values, own = named_values(one, item), tuple(each for each in said if each.item == item.id)
        name = Words("{item}: words of its answers", item=_label(number, item.label))
        yield AnswersNamed(item.id, name, values, own, is_needed=values != shared)


def _label(number: int, label: str) -> Words:
    if label:
        return Words("Item {number}: {label}", number=number, label=Words(label))
    return Words("Item {number}", number=number)


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
