"""The day sheet is saved at seven in the morning: what a clinic needs when its pages cannot be reached that day."""

import logging
import os
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext

from weft.records import clock
from weft.records.access import ClinicSeen, Member, clinic_of
from weft.records.actions.day_sheet import cannot_save
from weft.records.reads.day_sheet import day_sheet

FOLDER = "day-sheets"
HOUR = 7
"""By the clocks of the clinic; no law has ever moved one across it."""
KEPT = timedelta(days=7)
log = logging.getLogger("weft.jobs")


def save_day_sheet(*, by: Member) -> int:
    """Save the sheet of today, once, from seven on; a server that was off then saves it when it is back.

    Two workers may do it at once: each writes a whole file of its own and puts it in the one place.

    Returns:
        1 when it was saved now, else 0. A folder that cannot be written leaves a task, once a day.
    """
    clinic = clinic_of(by.clinic_id)
    now = clock.now().astimezone(ZoneInfo(clinic.zone))
    place = _place(clinic, now.date())
    if now.hour < HOUR or place.exists():
        return 0
    try:
        _open(place.parent)  # first: of a folder that cannot be written, nobody's day is read each minute
        _forget(place.parent, now.date())
        _write(place, _printed(by, clinic.language))
    except OSError as trouble:
        log.error("the day sheet was not saved: %s", type(trouble).__name__)  # noqa: TRY400  the path names a clinic
        cannot_save(by=by)
        return 0
    return 1


def _place(clinic: ClinicSeen, day: date) -> Path:
    """The day first, so that the folder is in order; the clinic's id, because two may share a name."""
    name = slugify(clinic.name) or "clinic"
    return Path(settings.WEFT_DATA) / FOLDER / f"{day.isoformat()}-{name}-{clinic.id.hex[:8]}.pdf"


def _printed(by: Member, language: str) -> bytes:
    from weft.draw import sheet_day  # typst is only needed here

    with translation.override(language):
        return sheet_day.day_sheet(day_sheet(by), say=gettext, language=language)


def _open(folder: Path) -> None:
    """The folder, for the server's own account only."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)


def _write(place: Path, pages: bytes) -> None:
    """Whole or not at all, and for the server's own account only."""
    beside = place.with_name(f".{place.name[:10]}-{uuid4().hex}.part")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(pages)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def _forget(folder: Path, today: date) -> None:
    """Sheets of more than a week ago, of every clinic, and those that a server began and died over."""
    for file in (*folder.glob("????-??-??-*.pdf"), *folder.glob(".????-??-??-*.part")):
        try:
            day = date.fromisoformat(file.name.removeprefix(".")[:10])
        except ValueError:
            continue
        if today - day > KEPT:
            file.unlink(missing_ok=True)
