"""What the clinic says about itself in public: its line, colour, prices and logo, its people's languages and years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from weft.core.book.contact import is_readable
from weft.core.book.video import room_fault
from weft.core.desk.colour import colour_fault
from weft.core.desk.papers import Media
from weft.core.desk.prices import Priced, currency_fault, price_fault
from weft.core.shared.words import Words, counted
from weft.records import clock
from weft.records.access import Job, Member
from weft.records.actions.base import action
from weft.records.front_version import version_of
from weft.records.models import Clinic, ClinicLogo, Membership
from weft.records.paper_check import CleanPaper, cleaned, drawn_small
from weft.records.refused import Reason, Refused
from weft.records.versions import last_written, need_unchanged
from weft.records.video import talks_to_come

SAVED = Words("the public page")
LONGEST, EARLIEST = 200, 1940
NEEDS_ONE = Words("Write the clinic's room too: talks by video are offered once there is one for everybody.")
ONE_TO_COME = "{count} talk by video is still to come. Write another room; or ring them first, and find another way."
MORE_TO_COME = "{count} talks by video are still to come. Write another room; or ring them first, and find another way."
LOGO_BOX = (640, 160)
"""Pixels at most, wide and high: shown at a quarter of it."""
LOGO_MOST = 30_000
"""Bytes: public pages stay under 60 KB in all."""

ONLY_PICTURES = Words("A PNG or a JPEG picture is taken here, and nothing else.")
TOO_RICH = Words("This picture has too much in it for so small a place. Choose a plainer one, with fewer colours.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Everything that one form holds."""

    tagline: str
    colour: str
    currency: str
    prices: Mapping[str, str]
    """By `core.desk.prices.Priced`; an empty text says no price."""
    languages: Mapping[UUID, str]
    """By membership."""
    works_since: Mapping[UUID, int | None]
    video_room: str = ""
    """Where talks by video are; an empty text offers none."""
    rooms: Mapping[UUID, str] = field(default_factory=dict)
    """By membership: rooms of their own."""


@action
def set_front(*, by: Member, front: Front, seen: str | None = None) -> UUID:
    """Say what visitors read.

    Args:
        by: Who keeps the clinic's settings.
        front: All of it.
        seen: `front_version.version_of` as the form showed it; None does not ask whether it still stands.

    Returns:
        Id of the clinic; or Refused: NOT_POSSIBLE (what cannot be shown), CHANGED_MEANWHILE.

    Raises:
        NotAllowed: Without the job.
    """
    by.need(Job.SETTINGS)
    clinic = Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
    rows = Membership.objects.within(by.clinic_id).filter(active=True, user__is_active=True)
    team = [row for row in rows.order_by("user__name", "id") if row.disciplines]
    need_unchanged(seen, version_of(clinic, team), SAVED, lambda: last_written(clinic, *team))
    _check(front)
    _check_rooms(front, clinic)
    clinic.tagline, clinic.colour = front.tagline.strip(), front.colour.strip().casefold()
    clinic.currency = front.currency.strip()
    clinic.prices = {each.value: said for each in Priced if (said := front.prices.get(each.value, "").strip())}
    clinic.video_room = front.video_room.strip()
    clinic.save(update_fields=["tagline", "colour", "currency", "prices", "video_room"])
    for row in team:
        _tell(row, front)
    return clinic.id


def _tell(row: Membership, front: Front) -> None:
    languages, since, room = (
        front.languages.get(row.id, row.languages).strip(),
        front.works_since.get(row.id, row.works_since),
        front.rooms.get(row.id, row.video_room).strip(),
    )
    if (languages, since, room) != (row.languages, row.works_since, row.video_room):
        row.languages, row.works_since, row.video_room = languages, since, room
        row.save(update_fields=["languages", "works_since", "video_room"])


def _check_rooms(front: Front, clinic: Clinic) -> None:
    """Each address can be one, and no talk that is booked loses its room; another room takes its place at once."""
    rooms = [front.video_room.strip(), *(room.strip() for room in front.rooms.values())]
    if fault := next(filter(None, map(room_fault, rooms)), None):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    if not rooms[0] and any(rooms):
        raise Refused(Reason.NOT_POSSIBLE, NEEDS_ONE)
    if clinic.video_room and not rooms[0] and (count := talks_to_come(clinic.id)):
        raise Refused(Reason.NOT_POSSIBLE, counted(count, ONE_TO_COME, MORE_TO_COME))


def _check(front: Front) -> None:
    faults = [colour_fault(front.colour), currency_fault(front.currency.strip())]
    faults += [price_fault(front.prices.get(each.value, "")) for each in Priced]
    texts = (front.tagline, *front.languages.values())
    if any(len(text) > LONGEST or not is_readable(text, lines=False) for text in texts):
        faults.append(Words("Write at most {most} plain letters in a line.", most=LONGEST))
    this_year = clock.now().year
    if any(year is not None and not EARLIEST <= year <= this_year for year in front.works_since.values()):
        faults.append(Words("Write the year in which they began, such as 2011."))
    if any(front.prices.get(each.value, "").strip() for each in Priced) and not front.currency.strip():
        faults.append(Words("Write the currency too; without it no price is shown."))
    for fault in faults:
        if fault:
            raise Refused(Reason.NOT_POSSIBLE, fault)


def set_logo(*, by: Member, name: str, content: bytes) -> UUID | Refused:
    """Check a picture, draw it small, and show it beside the clinic's name.

    Args:
        by: Who keeps the clinic's settings.
        name: What the file was called; only its ending is looked at.
        content: Its bytes, as they came.

    Returns:
        Id of the clinic; or Refused: NOT_POSSIBLE, with what is wrong with the file.
    """
    by.need(Job.SETTINGS)
    paper = cleaned(name, content)
    if isinstance(paper, Words):
        return Refused(Reason.NOT_POSSIBLE, paper)
    if paper.media is Media.PDF:
        return Refused(Reason.NOT_POSSIBLE, ONLY_PICTURES)
    small = drawn_small(paper, LOGO_BOX)
    if len(small.content) > LOGO_MOST:
        return Refused(Reason.NOT_POSSIBLE, TOO_RICH)
    return _keep(by=by, paper=small)


@action
def _keep(*, by: Member, paper: CleanPaper) -> UUID:
    clinic = Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
    if not ClinicLogo.objects.within(by.clinic_id).filter(sha256=paper.sha256).exists():
        ClinicLogo.objects.create(
            clinic_id=by.clinic_id, media=paper.media.value, sha256=paper.sha256, content=paper.content,
            by_id=by.author_id, at=clock.now(),
        )  # fmt: skip
    clinic.logo = paper.sha256
    clinic.save(update_fields=["logo"])
    return clinic.id


@action
def take_logo_away(*, by: Member) -> UUID:
    """Show the initials again; the picture is kept.

    Returns:
        Id of the clinic; or Refused: ALREADY_DONE.
    """
    by.need(Job.SETTINGS)
    clinic = Clinic.objects.select_for_update(no_key=True).get(id=by.clinic_id)
    if not clinic.logo:
        raise Refused(Reason.ALREADY_DONE, Words("No picture stands there."))
    clinic.logo = ""
    clinic.save(update_fields=["logo"])
    return clinic.id
