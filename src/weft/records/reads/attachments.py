"""The papers of one person: what was brought, what was written, and one file to send out."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.desk.papers import LARGEST, MOST, Media, plain_name, spoken_name
from weft.core.shared.words import Words
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Member, NotFound, PersonSeen, Purpose, clinic_of, person_for, row_of
from weft.records.models import Attachment, Letter, LetterSending, Task, Withdrawal
from weft.records.reads.person import header_of
from weft.records.reads.person_shapes import Header

WRITE_LETTER = "write_letter"
"""Kind of the task that a letter finishes."""
MEDIA = {Media.PDF: Words("PDF"), Media.PNG: Words("picture"), Media.JPEG: Words("picture")}


@dataclass(frozen=True, slots=True)
class PaperSeen:
    """One paper that somebody brought."""

    id: UUID
    says: str
    dated: date | None
    kept_on: date
    by: str
    media: Words
    kilobytes: int
    withdrawn_because: str
    withdrawn_by: str

    @property
    def is_here(self) -> bool:
        """Not taken out."""
        return not self.withdrawn_because


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One signed letter in the list."""

    id: UUID
    to_name: str
    signed_on: date
    signed_as: str
    is_sent: bool


@dataclass(frozen=True, slots=True)
class PapersPage:
    """All papers of one person, newest first."""

    header: Header
    papers: tuple[PaperSeen, ...]
    letters: tuple[LetterLine, ...]
    waits: Words | None
    """The letter that a task asks for."""
    most: int = MOST
    megabytes: int = LARGEST // 1024 // 1024

    @property
    def here(self) -> tuple[PaperSeen, ...]:
        """Those that were not taken out."""
        return tuple(each for each in self.papers if each.is_here)

    @property
    def gone(self) -> tuple[PaperSeen, ...]:
        """Those that were."""
        return tuple(each for each in self.papers if not each.is_here)


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A paper as it goes out: content of a fixed kind under names of ours."""

    content: bytes
    media: str
    name: str
    spoken_name: str


def papers_page(person_id: UUID, by: Member) -> PapersPage:
    """Everything on paper about one person.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.CARE)
    zone = ZoneInfo(clinic_of(by.clinic_id).zone)
    return PapersPage(
        header=header_of(person, clock.today(zone.key)),
        papers=_papers(person, zone),
        letters=_letters(person, zone),
        waits=letter_wanted(person.id, by),
    )


def file_to_send(attachment_id: UUID, by: Member) -> FileToSend:
    """One paper to be downloaded; that it was is written down with the person's name.

    Raises:
        NotFound: Unknown, another clinic's, or taken out.
        NotAllowed: Without the record.
    """
    row = row_of(Attachment, by, attachment_id)
    person_for(by, row.person_id, Purpose.CARE)
    if Withdrawal.objects.within(by.clinic_id).filter(attachment=row).exists():
        raise NotFound
    media, kept_on = Media(row.media), row.at.astimezone(ZoneInfo(clinic_of(by.clinic_id).zone)).date()
    name = plain_name(media, kept_on, row.id.hex[:8])
    return FileToSend(bytes(row.content), media.value, name, spoken_name(row.says, media))


def person_of_paper(attachment_id: UUID, by: Member) -> UUID:
    """Whose paper it is.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    found = Attachment.objects.within(by.clinic_id).filter(id=attachment_id).values_list("person_id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def letter_wanted(person_id: UUID, by: Member) -> Words | None:
    """What the open task about this person says that a letter is wanted for."""
    rows = Task.objects.within(by.clinic_id).filter(kind=WRITE_LETTER, person_id=person_id, done_at__isnull=True)
    says = rows.order_by("due").values_list("says", flat=True).first()
    return from_json(Words, says) if says else None


def _papers(person: PersonSeen, zone: ZoneInfo) -> tuple[PaperSeen, ...]:
    rows = Attachment.objects.within(person.clinic_id).filter(person_id=person.id).defer("content")
    found = rows.select_related("by", "withdrawal", "withdrawal__by").order_by("-at", "-id")
    return tuple(_paper(row, zone) for row in found)


def _paper(row: Attachment, zone: ZoneInfo) -> PaperSeen:
    gone: Any = getattr(row, "withdrawal", None)
    return PaperSeen(
        id=row.id,
        says=row.says,
        dated=row.dated,
        kept_on=row.at.astimezone(zone).date(),
        by=row.by.name,
        media=MEDIA[Media(row.media)],
        kilobytes=max(1, round(row.size / 1024)),
        withdrawn_because=gone.reason if gone else "",
        withdrawn_by=gone.by.name if gone else "",
    )


def _letters(person: PersonSeen, zone: ZoneInfo) -> tuple[LetterLine, ...]:
    rows = Letter.objects.within(person.clinic_id).filter(person_id=person.id)
    sent = LetterSending.objects.within(person.clinic_id).filter(person_id=person.id)
    gone = set(sent.values_list("letter_id", flat=True))
    return tuple(
        LetterLine(row.id, row.to_name, row.signed_at.astimezone(zone).date(), row.signed_as, row.id in gone)
        for row in rows.only("id", "to_name", "signed_at", "signed_as").order_by("-signed_at")
    )
