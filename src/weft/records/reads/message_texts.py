"""The wording of every kind of message: the clinic's own, or the product's; and how one reads."""

from dataclasses import dataclass
from datetime import datetime, time

from weft.core.book.texts import KINDS, Kind, KindOfMessage, clinical_words, kind_of
from weft.core.shared.words import Words
from weft.records.access import ClinicSeen, Member, NotFound, clinic_of
from weft.records.actions.message_text import MAY
from weft.records.local import wall_time
from weft.records.message_texts import TIMES, ours, times_version, trial
from weft.records.models import Clinic, MessageText


@dataclass(frozen=True, slots=True)
class TextRow:
    """One kind of message and how it is worded now."""

    kind: Kind
    name: Words
    when: Words
    subject: str
    body: str
    is_own: bool
    """The clinic's own wording, not the product's."""
    number: int
    """Of the newest version; 0 while the clinic never changed it."""
    by: str
    at: datetime | None
    """When it was changed last, in the clinic's own time; None: never."""
    placeholders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimesSeen:
    """When messages go by themselves."""

    quiet_from: time
    quiet_until: time
    remind_first_hours: int
    remind_second_hours: int
    ask_news_hours: int
    version: str
    """For `save_times`: what the form was filled from."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A wording as it will be read."""

    subject: str
    body: str
    characters: int
    care_words: tuple[str, ...]


def texts(by: Member) -> tuple[TextRow, ...]:
    """Every kind, in the order in which a person meets them.

    Raises:
        NotAllowed: Neither content nor settings.
    """
    by.need(*MAY)
    clinic = clinic_of(by.clinic_id)
    rows = MessageText.objects.within(by.clinic_id).filter(language=clinic.language).select_related("by")
    newest = {row.kind: row for row in rows.order_by("number")}  # the highest number stands
    return tuple(_row(each, newest.get(each.kind.value), clinic) for each in KINDS)


def text(by: Member, kind: str) -> TextRow:
    """One kind.

    Raises:
        NotFound: No such kind.
        NotAllowed: Neither content nor settings.
    """
    found = next((row for row in texts(by) if row.kind.value == kind), None)
    if found is None:
        raise NotFound
    return found


def times(by: Member) -> TimesSeen:
    """The clinic's lead times and quiet hours."""
    by.need(*MAY)
    row = Clinic.objects.get(id=by.clinic_id)
    return TimesSeen(**{name: getattr(row, name) for name in TIMES}, version=times_version(row))


def preview(by: Member, kind: Kind, subject: str, body: str) -> Preview:
    """How a wording would be read."""
    by.need(*MAY)
    read = trial(kind, clinic_of(by.clinic_id), subject, body)
    return Preview(read.subject, read.body, len(read.body), clinical_words(f"{subject} {body}"))


def _row(known: KindOfMessage, row: MessageText | None, clinic: ClinicSeen) -> TextRow:
    is_own = row is not None and bool(row.body)
    subject, body = (row.subject, row.body) if row is not None and is_own else ours(known.kind, clinic.language)
    return TextRow(
        kind=known.kind, name=known.name, when=known.when, subject=subject, body=body, is_own=is_own,
        number=row.number if row else 0, by=row.by.name if row else "",
        at=wall_time(row.made_at, clinic.zone) if row else None,
        placeholders=tuple(f"{{{name}}}" for name in kind_of(known.kind).placeholders),
    )  # fmt: skip
