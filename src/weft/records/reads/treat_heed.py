"""What must be read before needles: why they may not start, what is new, earlier reactions, the line from movement."""

from dataclasses import dataclass
from datetime import date, time

from weft.core.screen.standing import Standing as Stands
from weft.core.screen.standing import standing as stands
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records.access import Member
from weft.records.heeded import digest_of, reactions_before, read_by
from weft.records.lifting import gives
from weft.records.live import Live
from weft.records.local import wall_time
from weft.records.models import SessionRecord
from weft.records.reads.treat_facts import Clearances, Facts
from weft.records.reads.treat_seen import ToldSeen
from weft.records.refused import Reason


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
    is_emergency: bool
    """Nobody can lift that: only new answers change it."""
    may_lift: bool
    """The member who looks may sign for it, or lift it."""
    has_agreed: bool
    modality_id: str
    modality: str
    """Its name: what is to be agreed to (message id)."""
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


def heed_of(facts: Facts, by: Member) -> Heed:
    """What is to be read before the needles of this visit: one query."""
    standing, modality, last, told = facts.standing, facts.modality, facts.last, facts.near.told
    before = _rules_at(last, facts.clearances, modality) if last else None
    new = tuple(each.text for each in standing.cautions if before is not None and each.rule not in before)
    old = tuple(each.text for each in standing.cautions if before is None or each.rule in before)
    reactions = reactions_before(facts.visit)
    digest = digest_of((*new, *old), reactions, facts.near.told_raw)
    is_emergency = standing.stops is not None and _is_emergency(facts)
    is_block = standing.why is Reason.BLOCKED and not is_emergency
    return Heed(
        stops=standing.stops, is_emergency=is_emergency,
        may_lift=is_block and gives(modality, by.disciplines, by.jobs), has_agreed=modality in facts.agreed,
        modality_id=modality, modality=knowledge().modalities[modality].name, new=new,
        new_since=last.visit.local_date if last else None, cautions=old, reactions=reactions, told=told,
        digest=digest, read=_read(facts.found, digest),
    )  # fmt: skip


def _is_emergency(facts: Facts) -> bool:
    return facts.clearance is not None and stands(facts.clearance, facts.modality) is Stands.EMERGENCY


def _rules_at(last: SessionRecord, clearances: Clearances, modality: str) -> frozenset[str] | None:
    """Rules that spoke at the last needles; None when nobody can say."""
    held = next((one for row, one in clearances if last.signed_at and row.at <= last.signed_at), None)
    spoke = held.by_modality.get(modality) if held else None
    return frozenset(reason.rule for reason in spoke.reasons) if spoke else None


def _read(found: Live, digest: str) -> ReadSeen | None:
    row = read_by(found, digest)
    return ReadSeen(row.by.name, wall_time(row.at, found.visit.zone).time()) if row else None
