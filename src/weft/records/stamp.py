"""Is this database an older copy of itself? A number beside it knows (ADR 25).

Whoever sends counts up in the database first, and then in a file of the data folder. A number in the file that the
database has not reached can only mean that the database was put back. So does a folder without a number beside a
database that has sent before, and a file that was put back itself: it knows its own place on the disk.
"""

import json
import logging
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from weft.records import clock
from weft.records.models import MailStamp

FILE = "mail.stamp"
LIVING = timedelta(minutes=2)
"""So recently somebody has counted up when a new worker, in a folder of its own, joins those at work."""
WRITTEN_WITHIN = timedelta(seconds=30)
"""So long writing the file takes at most: what the disk has touched later was not touched by us."""
_GENERATION = 0x80087601
"""FS_IOC_GETVERSION of Linux: tells a file from an earlier one that had the same number on the disk."""
log = logging.getLogger("weft.records")


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the file says."""

    place: UUID
    number: int
    is_whole: bool = True
    """It lies where it was written, and was not put back."""


def tells_of_a_copy() -> bool:
    """Whether the database is another one than that which this folder saw last."""
    kept = _read()
    if kept is not None:
        row = MailStamp.objects.filter(id=kept.place).first()
        return not kept.is_whole or kept.number > (row.number if row else 0)
    if not os.access(settings.WEFT_DATA, os.W_OK):
        return False  # no number is ever kept here; `count_up` says so
    newest = MailStamp.objects.order_by("-at").first()
    return newest is not None and clock.now() - newest.at > LIVING


def count_up() -> None:
    """One more, in the database and then beside it: died between the two, the file says less, which is no copy.

    A file that cannot be written holds up no mail.
    """
    kept = _read() or _Kept(uuid4(), 0)
    try:
        if not kept.number:  # a new folder says so before the database does: died between the two, it is still no copy
            _write(kept)
        _write(_counted(kept))
    except OSError as trouble:
        log.error("%s: %s, so a restored copy would not be noticed", FILE, type(trouble).__name__)  # noqa: TRY400  said each tick


def _counted(kept: _Kept) -> _Kept:
    with transaction.atomic():
        row, _ = MailStamp.objects.select_for_update().get_or_create(id=kept.place, defaults={"at": clock.now()})
        row.number, row.at = max(row.number, kept.number) + 1, clock.now()
        row.save(update_fields=["number", "at"])
    return _Kept(row.id, row.number)


def _file() -> Path:
    return Path(settings.WEFT_DATA) / FILE


def _read() -> _Kept | None:
    """None where nothing was written yet; what makes no sense counts as put back, what we may not open does not."""
    try:
        with _file().open("rb") as file:
            said, lies_at, touched = json.load(file), _lies_at(file.fileno()), _touched(file.fileno())
        is_whole = said["file"] == lies_at or touched - int(said["at"]) <= WRITTEN_WITHIN.total_seconds()
        return _Kept(UUID(str(said["place"])), int(said["number"]), is_whole=is_whole)
    except FileNotFoundError:
        return None
    except OSError as trouble:  # such as another account's file: a new one of our own takes its place
        log.error("%s: %s", FILE, type(trouble).__name__)  # noqa: TRY400  one line says it
        return _Kept(uuid4(), 0)
    except (ValueError, KeyError, TypeError):
        return _Kept(uuid4(), 0, is_whole=False)


def _write(kept: _Kept) -> None:
    """Whole or not at all: under another name first, on the disk, then in its place."""
    path = _file().with_name(f"{FILE}.{uuid4().hex}")
    try:
        with path.open("w", encoding="utf-8") as file:
            lies_at, at = _lies_at(file.fileno()), _touched(file.fileno())
            json.dump({"place": str(kept.place), "number": kept.number, "file": lies_at, "at": at}, file)
            file.flush()
            os.fsync(file.fileno())
        path.replace(_file())
    finally:
        path.unlink(missing_ok=True)


def _lies_at(file: int) -> str:
    """Where on the disk an open file lies. A number alone is given again to the next file, often within a second."""
    generation = bytes(8)
    with suppress(ImportError, OSError):  # not every machine and every disk has one
        from fcntl import ioctl

        generation = ioctl(file, _GENERATION, generation)
    return f"{os.fstat(file).st_ino}.{generation.hex()}"


def _touched(file: int) -> int:
    """When the disk itself last wrote down something about an open file; no program can set it back.

    Some disks of other machines number their files anew each time they are mounted: those were not touched meanwhile.
    """
    return int(os.fstat(file).st_ctime)
