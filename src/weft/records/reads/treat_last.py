"""Last time's needles, ready to be taken over with one tap; and which ways of needling suit this person now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from weft.core.shared.words import Words
from weft.core.treat.facts import PointCaution
from weft.core.treat.points import CAUTION_WORDS, PointNotice, point_notices
from weft.core.treat.techniques import Fit, techniques
from weft.library.knowledge import knowledge
from weft.records.models import SessionRecord
from weft.records.reads.treat_facts import Facts
from weft.records.reads.treat_seen import Standing


@dataclass(frozen=True, slots=True)
class Last:
    """The last signed needle record of this kind."""

    row: SessionRecord | None
    points: str
    """As one would type them, without those that are blocked for the person now."""
    needles: int
    left_out: tuple[str, ...]
    """Codes that were used then and are blocked now."""
    settings: dict[str, str]
    traditional: str
    functional: str
    day: date | None


@dataclass(frozen=True, slots=True)
class TechniqueSeen:
    """One way of needling, with how it suits the person."""

    id: str
    name: str
    """Message id."""
    because: Words
    """Why it is suggested or possible; for one that is held, why not."""
    is_suggested: bool
    is_held: bool


def last_of(row: SessionRecord | None, blocked: Iterable[str]) -> Last:
    """The last time this person had needles in a visit of this discipline, from its record."""
    if row is None:
        return Last(None, "", 0, (), {}, "", "", None)
    points, stop = row.content.get("points", []), set(blocked)
    free = [point for point in points if point["code"] not in stop]
    gone = tuple(dict.fromkeys(point["code"] for point in points if point["code"] in stop))
    said = row.content
    return Last(
        row, ", ".join(_typed(point) for point in free), sum(point["needles"] for point in free), gone,
        said.get("settings") or {}, said.get("traditional", ""), said.get("functional") or said.get("rationale", ""),
        row.visit.local_date,
    )  # fmt: skip


def techniques_for(facts: Facts) -> tuple[TechniqueSeen, ...]:
    """Ways of needling that a visit of this discipline can give, the suggested ones first."""
    discipline = knowledge().disciplines.get(facts.visit.discipline)
    if facts.clearance is None or discipline is None:
        return ()
    mine = {one.id: one for one in knowledge().treat.techniques.values() if one.modality in discipline.modalities}
    found = techniques(mine, facts.clearance, is_first_session=facts.last is None, agreed=facts.agreed)
    return tuple(
        TechniqueSeen(
            one.technique.id, one.technique.name, one.why.words, one.fit is Fit.SUGGESTED, one.fit is Fit.HELD
        )
        for one in found
    )


def notices_of(codes: Iterable[str], standing: Standing) -> tuple[PointNotice, ...]:
    """What to heed at these points; the caution for pregnancy speaks only by blocking, when somebody is pregnant."""
    found = point_notices(knowledge().treat, dict.fromkeys(codes), standing.blocked_points)
    return tuple(each for each in found if each.words != CAUTION_WORDS[PointCaution.PREGNANCY])


def _typed(point: dict[str, Any]) -> str:
    usual = 2 if point["side"] == "both" else 1
    many = f"x{point['needles']}" if point["needles"] != usual else ""
    return " ".join(part for part in (point["code"], point["where"], point["side"][0], many) if part).lower()
