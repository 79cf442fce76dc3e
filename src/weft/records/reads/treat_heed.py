"""What must be read before needles: why they may not start, what is new, earlier reactions, the line from movement."""

from dataclasses import dataclass
from datetime import date, time
from hashlib import sha256

from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records.live import Live
from weft.records.models import EventKind, SessionRecord
from weft.records.reads.treat_facts import Clearances, Facts
from weft.records.reads.treat_seen import ToldSeen, local, reactions_before


@dataclass(frozen=True, slots=True)
class ReadSeen:
    """Who read it, and when."""

    by: str
    at: time


@dataclass(frozen=True, slots=True)
class Heed:
    """What is read before anything starts."""

    stops: Words | None
    """Why needles may not start now, and the way out."""
    has_agreed: bool
    modality: str
    """Name of what is to be agreed to (message id)."""
    new: tuple[Words, ...]
    """Cautions that did not speak at the last needles."""
    new_since: date | None
    cautions: tuple[Words, ...]
    """The others."""
    reactions: tuple[tuple[Words, date], ...]
    told: ToldSeen | None
    digest: str
    """Of all this; empty when there is nothing to read."""
    read: ReadSeen | None
    """Empty while nobody has read it as it stands now."""

    @property
    def is_unread(self) -> bool:
        """Whether somebody must read before needles."""
        return bool(self.digest) and self.read is None


def heed_of(facts: Facts) -> Heed:
    """What is to be read before the needles of this visit: one query."""
    standing, modality, last, told = facts.standing, facts.modality, facts.last, facts.near.told
    before = _rules_at(last, facts.clearances, modality) if last else None
    new = tuple(each.text for each in standing.cautions if before is not None and each.rule not in before)
    old = tuple(each.text for each in standing.cautions if before is None or each.rule in before)
    reactions = reactions_before(facts.visit)
    digest = _digest(new, old, reactions, told)
    return Heed(
        stops=standing.stops, has_agreed=modality in facts.agreed, modality=knowledge().modalities[modality].name,
        new=new, new_since=last.visit.local_date if last else None, cautions=old, reactions=reactions, told=told,
        digest=digest, read=_read(facts.found, digest),
    )  # fmt: skip


def _rules_at(last: SessionRecord, clearances: Clearances, modality: str) -> frozenset[str] | None:
    """Rules that spoke at the last needles; None when nobody can say."""
    held = next((one for row, one in clearances if last.signed_at and row.at <= last.signed_at), None)
    spoke = held.by_modality.get(modality) if held else None
    return frozenset(reason.rule for reason in spoke.reasons) if spoke else None


def _digest(
    new: tuple[Words, ...], old: tuple[Words, ...], reactions: tuple[tuple[Words, date], ...], told: ToldSeen | None
) -> str:
    parts = [str(each) for each in (*new, *old)] + [f"{what} {day}" for what, day in reactions]
    parts += [f"{told.day} {told.at} {told.words} {told.avoid}"] if told else []
    return sha256("\n".join(sorted(parts)).encode()).hexdigest()[:32] if parts else ""


def _read(found: Live, digest: str) -> ReadSeen | None:
    rows = [row for row in found.rows if row.kind == EventKind.READ and row.details.get("digest") == digest]
    return ReadSeen(rows[0].by.name, local(rows[0].at, found.visit.zone).time()) if rows and digest else None
