"""Is the built demo still of today, and of this Weft? When not, the old one is kept under another name."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from weft.demo import ZONE
from weft.library.reading import knowledge_root

GOOD_FOR = timedelta(hours=4)
"""The demo's day is laid around the hour it is built; later its timers and its "next" are stale."""

DATABASE = "weft.sqlite3"
MARK = "built"


def why_rebuild(folder: Path, now: datetime) -> str | None:
    """A sentence that says why the demo in ``folder`` must be built (again), or None when it serves."""
    mark = folder / MARK
    if not (folder / DATABASE).exists():
        return "There is no demo clinic yet: building one."
    if not mark.exists():
        return "The demo clinic was not finished last time: building it again."
    when, _, of = mark.read_text(encoding="ascii").partition(" ")
    built = datetime.fromisoformat(when)
    if of != _made_of():
        return "Tables or knowledge have changed since the demo clinic was built: building it again."
    if _day(built) != _day(now):
        return "The demo clinic is of another day: building today's."
    if now - built >= GOOD_FOR:
        return "The demo clinic is over four hours old: building one for this hour."
    return None


def put_aside(folder: Path, now: datetime) -> Path | None:
    """Rename the old database with its log, which belongs to it by name; its new place, if there was one."""
    (folder / MARK).unlink(missing_ok=True)
    old = folder / DATABASE
    if not old.exists():
        return None
    kept = folder / f"kept-{now.astimezone(UTC):%Y%m%d-%H%M%S}.sqlite3"
    for ending in ("-wal", "-shm", ""):
        part = folder / f"{DATABASE}{ending}"
        if part.exists():
            part.rename(f"{kept}{ending}")
    return kept


def mark_built(folder: Path, now: datetime) -> None:
    """Written last, so that a build that was cut off counts as none."""
    (folder / MARK).write_text(f"{now.astimezone(UTC).isoformat()} {_made_of()}", encoding="ascii")


def _made_of() -> str:
    """A fingerprint of the tables and the knowledge: a demo of others would show errors, or answers nobody asked."""
    tables = Path(__file__).parents[1] / "records/migrations"
    files = (*sorted(tables.glob("*.py")), *sorted(knowledge_root().rglob("*.toml")))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()[:16]


def _day(moment: datetime) -> object:
    return moment.astimezone(ZoneInfo(ZONE)).date()
