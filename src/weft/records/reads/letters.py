"""A letter to be written, begun from the record, and a letter as it was signed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.desk.letters import (
    TITLES,
    About,
    Delivered,
    GoalTold,
    LetterFacts,
    ProblemTold,
    Section,
    drafted,
)
from weft.core.screen.clearance import Clearance
from weft.core.shared.care import NEEDLES, Action, Outcome
from weft.core.shared.words import Words
from weft.draw.curve_data import CurveData, score
from weft.draw.curve_words import curve_words
from weft.library.knowledge import knowledge
from weft.library.stored import from_json
from weft.records.access import Member, Purpose, person_for, row_of
from weft.records.assessments import problems_of
from weft.records.local import wall_time
from weft.records.models import AssessmentPart, Draft, EpisodeState, Goal, Letter, Problem, SentHow, VisitState
from weft.records.reads.assess_words import TEXTS
from weft.records.reads.attachments import letter_wanted
from weft.records.reads.person import header_of
from weft.records.reads.person_curve import curve_of
from weft.records.reads.person_rows import GONE_BY, Rows, clinical_rows
from weft.records.reads.person_shapes import Header
from weft.records.reads.person_side import home_of
from weft.records.screenings import clearance_of

FORM = "letter"
NOT_FOR_LETTERS = {"comfort", "told", "pattern", "channel", "tongue", "pulse"}
"""Comfort is ours, the story has a place of its own, and few readers know the traditional words."""
SENT = {
    SentHow.HANDED: Words("handed to the person"),
    SentHow.POST: Words("by post"),
    SentHow.FAX: Words("by fax"),
    SentHow.OTHER: Words("another way"),
}


@dataclass(frozen=True, slots=True)
class LetterToWrite:
    """What the writing page begins with."""

    header: Header
    about: About
    sections: dict[Section, Words | None]
    """What each section begins with; empty when a draft is there."""
    curve: CurveData | None
    sentence: Words | None
    draft: dict[str, Any]
    """What this member typed before and did not sign."""
    kept_at: datetime | None


@dataclass(frozen=True, slots=True)
class SendingSeen:
    """Once it left the house."""

    on: date
    how: Words
    by: str


@dataclass(frozen=True, slots=True)
class LetterSeen:
    """A signed letter."""

    id: UUID
    header: Header
    to_name: str
    to_address: str
    parts: tuple[tuple[Words, str], ...]
    """Title and text of every section that was written."""
    curve: CurveData | None
    sentence: Words | None
    person_knows: bool
    signed_as: str
    signed_on: date
    sendings: tuple[SendingSeen, ...]


def letter_to_write(person_id: UUID, by: Member) -> LetterToWrite:
    """Everything for the writing page; at most twelve questions to the database.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.CARE)
    draft = Draft.objects.within(by.clinic_id).filter(author_id=by.user_id, form=FORM, subject=person_id).first()
    rows = clinical_rows(person, is_whole=False)
    drawn = curve_of(rows)
    shown = drawn if drawn and drawn.points else None
    clearance = clearance_of(rows.screening) if rows.screening else None
    about = _about(rows, clearance, by)
    return LetterToWrite(
        header=header_of(person, rows.today),
        about=about,
        sections={} if draft else drafted(_facts(rows, about, clearance, shown)),
        curve=shown,
        sentence=curve_words(shown) if shown else None,
        draft=draft.content if draft else {},
        kept_at=wall_time(draft.saved_at, rows.clinic.zone) if draft else None,
    )


def letter_seen(letter_id: UUID, by: Member) -> LetterSeen:
    """A letter as it was signed.

    Raises:
        NotFound: Unknown, or another clinic's.
        NotAllowed: Without the record.
    """
    row = row_of(Letter, by, letter_id)
    person = person_for(by, row.person_id, Purpose.CARE)
    zone = ZoneInfo(row.clinic.zone)
    drawn = from_json(CurveData, row.curve) if row.curve else None
    signed_on = row.signed_at.astimezone(zone).date()
    sent = row.sendings.select_related("by").order_by("at")
    return LetterSeen(
        id=row.id,
        header=header_of(person, signed_on),
        to_name=row.to_name,
        to_address=row.to_address,
        parts=tuple((TITLES[each], row.sections[each]) for each in Section if row.sections.get(each)),
        curve=drawn,
        sentence=curve_words(drawn) if drawn else None,
        person_knows=row.person_knows,
        signed_as=row.signed_as,
        signed_on=signed_on,
        sendings=tuple(
            SendingSeen(one.at.astimezone(zone).date(), SENT[SentHow(one.how)], one.by.name) for one in sent
        ),
    )


def _about(rows: Rows, clearance: Clearance | None, by: Member) -> About:
    if clearance and clearance.outcome is Outcome.STOP:
        return About.DANGER
    if clearance and clearance.flags:
        return About.SIGNS
    if letter_wanted(rows.person.id, by):
        return About.REFER
    is_over = rows.episode is not None and rows.episode.state != EpisodeState.OPEN
    return About.ENDED if is_over else About.REPORT


def _facts(rows: Rows, about: About, clearance: Clearance | None, drawn: CurveData | None) -> LetterFacts:
    told, findings = _written(rows)
    signs = {flag.id: flag.letter for flag in knowledge().screen.red_flags}
    return LetterFacts(
        about=about,
        action=clearance.action if clearance else Action.NONE,
        problems=_problems(rows),
        told=told,
        signs=tuple(Words(signs[flag]) for flag in (clearance.flags if clearance else ()) if flag in signs),
        findings=findings,
        delivered=_delivered(rows),
        home=home_of(rows),
        curve=curve_words(drawn) if drawn else None,
        goals=_goals(rows),
    )


def _problems(rows: Rows) -> tuple[ProblemTold, ...]:
    if rows.episode is None:
        return ()
    names = {region.id: region.name for region in knowledge().assess.regions}
    return tuple(
        ProblemTold(Words(names.get(row.region, row.region)), _weeks(row, rows.today), row.text)
        for row in problems_of(rows.episode)
    )


def _weeks(row: Problem, today: date) -> int | None:
    if row.since_weeks is None:
        return None
    return row.since_weeks + max(0, (today - row.noted_on).days // 7)


def _written(rows: Rows) -> tuple[str, tuple[tuple[Words, str], ...]]:
    """The story, and what clinicians wrote in signed parts of the newest examination."""
    if rows.episode is None:
        return "", ()
    parts = AssessmentPart.objects.within(rows.clinic.id).filter(
        assessment__episode=rows.episode, signed_at__isnull=False
    )
    newest: dict[str, dict[str, Any]] = {}
    for part in parts.order_by("assessment__at"):
        newest[part.kind] = part.content.get("part", {})
    told = str(newest.get("story", {}).get("told", ""))
    wanted = [name for name in TEXTS if name not in NOT_FOR_LETTERS]
    found = ((TEXTS[name], str(part[name])) for part in newest.values() for name in wanted if part.get(name))
    return told, tuple(found)


def _delivered(rows: Rows) -> Delivered:
    given = [visit for visit in rows.visits if visit.state == VisitState.DONE and visit.kind not in GONE_BY]
    needles = sum(visit.discipline == NEEDLES for visit in given)
    days = [visit.local_date for visit in given]
    return Delivered(needles, len(given) - needles, min(days, default=None), max(days, default=None))


def _goals(rows: Rows) -> tuple[GoalTold, ...]:
    if rows.episode is None:
        return ()
    goals = Goal.objects.within(rows.clinic.id).filter(episode=rows.episode, retired_at__isnull=True)
    said: dict[object, list[str]] = {}
    for row in rows.scores:
        if row.goal_id:
            said.setdefault(row.goal_id, []).append(score(row.value))
    return tuple(
        GoalTold(goal.words, said.get(goal.id, [""])[0], said.get(goal.id, [""])[-1])
        for goal in goals.order_by("position", "made_at")
    )
