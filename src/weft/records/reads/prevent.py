"""The discharge page: goals to ask, what is written for afterwards, and what came after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from weft.core.prevent.discharge import recurrence_dates
from weft.core.prevent.stay_well import stay_well
from weft.core.screen.facts import QuestionSet
from weft.core.screen.leads import beneath, is_shown
from weft.core.screen.order import questions_for
from weft.core.shared.care import Answer
from weft.core.shared.words import Words
from weft.draw.curve_data import CurveData
from weft.library.accepted import is_accepted
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.accepted import accepted_in
from weft.records.access import Member, Purpose, clinic_of, person_for, row_of
from weft.records.discharging import first_open
from weft.records.local import wall_time
from weft.records.models import EpisodeState, Flare, Watch, WatchState
from weft.records.reads.person import header_of
from weft.records.reads.person_curve import curve_of
from weft.records.reads.person_now import goals_seen, now_line
from weft.records.reads.person_rows import Rows, clinical_rows
from weft.records.reads.person_shapes import Header, Said
from weft.records.reads.person_side import home_of
from weft.records.reads.person_timeline import WHY_ENDED

STATES = {
    WatchState.WAITING: Words("to come"),
    WatchState.ASKED: Words("asked"),
    WatchState.ANSWERED: Words("answered"),
    WatchState.CLOSED: Words("closed"),
}


@dataclass(frozen=True, slots=True)
class GoalToAsk:
    """An own goal that the discharge asks about."""

    id: UUID
    words: str
    first: str = ""
    """0-10 as text, when it was first asked and when last; empty while nobody asked."""
    last: str = ""


@dataclass(frozen=True, slots=True)
class WatchSeen:
    """One day on which the person is asked, or was."""

    id: UUID
    due: date
    state: Words
    said: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class FlareSeen:
    """Somebody said that it is worse again."""

    id: UUID
    at: datetime
    """In the clinic's own time."""
    told: str
    answer: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Ended:
    """How an episode ended."""

    on: date
    reason: Words
    summary: str
    next: str
    """What is next for goals that were not fully reached."""
    stay_well: tuple[tuple[Words, str], ...]


@dataclass(frozen=True, slots=True)
class DischargePage:
    """All of it."""

    header: Header
    episode_id: UUID | None
    is_open: bool
    now: tuple[Said, ...]
    curve: CurveData | None
    holds: Words | None
    """What must be closed before care can end."""
    asks_on: tuple[date, ...]
    """Days on which they would be asked how it is, if care ended today."""
    goals: tuple[GoalToAsk, ...]
    first_texts: dict[str, tuple[Words, ...]]
    """For each part of the stay-well plan (`STAY_WELL`) the lines to start from."""
    ended: Ended | None
    watches: tuple[WatchSeen, ...]
    flares: tuple[FlareSeen, ...]


STAY_WELL = {
    "keep": Words("What to go on doing"),
    "watch_for": Words("Early signs to watch for"),
    "way_back": Words("What to do then"),
}


def discharge_page(person_id: UUID, by: Member) -> DischargePage:
    """Everything about ending care, or about what came after.

    Raises:
        NotFound, NotAllowed: Not theirs to see.
    """
    person = person_for(by, person_id, Purpose.CARE)
    rows = clinical_rows(person)
    is_open = rows.episode is not None and rows.episode.state == EpisodeState.OPEN
    return DischargePage(
        header=header_of(person, rows.today),
        episode_id=rows.episode.id if rows.episode else None,
        is_open=is_open,
        now=now_line(rows)[:2],
        curve=curve_of(rows),
        holds=_holds(rows) if is_open else None,
        asks_on=recurrence_dates(knowledge().prevent.recurrence, rows.today) if is_open else (),
        goals=tuple(
            GoalToAsk(goal.id, goal.words, said.first, said.last)
            for goal, said in zip(rows.goals, goals_seen(rows), strict=True)
        ),
        first_texts=_first_texts(rows) if is_open else {},
        ended=_ended(rows),
        watches=tuple(_watch(row) for row in rows.watches),
        flares=tuple(_flares(rows)),
    )


def danger_questions(by: Member, said: Mapping[str, str] | None = None) -> tuple[tuple[str, Words], ...]:
    """The danger questions that are asked when it is worse again: those of every visit, of danger signs only.

    Args:
        by: In whose clinic.
        said: What was answered so far, by question id; a yes or "not sure" brings what stands under the question.
    """
    facts = accepted_in(by.clinic_id).screen
    flags = {question.id for flag in facts.red_flags for question in flag.questions}
    given = {name: Answer(value) for name, value in (said or {}).items() if value in set(Answer)}
    shown = (each for each in questions_for(facts, QuestionSet.EVERY_VISIT) if is_shown(each, given, facts))
    return tuple((each.id, Words(each.text)) for each in shown if flags & {each.id, *beneath(each.id, facts)})


def header_for(person_id: UUID, by: Member) -> Header:
    """Who a page of the desk is about."""
    person = person_for(by, person_id, Purpose.SAFETY)
    return header_of(person, clock.today(clinic_of(by.clinic_id).zone))


def _holds(rows: Rows) -> Words | None:
    """What would refuse, said before anybody types. The action looks again, and at the needles too."""
    episode_id = rows.episode.id if rows.episode else None
    return first_open((one for one in rows.visits if one.episode_id == episode_id), rows.records)


def _ended(rows: Rows) -> Ended | None:
    found = getattr(rows.episode, "discharge", None)
    if found is None or rows.episode is None:
        return None
    zone, said = ZoneInfo(rows.clinic.zone), found.summary
    texts = tuple((STAY_WELL[name], text) for name, text in found.stay_well.items() if text and name in STAY_WELL)
    return Ended(
        found.at.astimezone(zone).date(), WHY_ENDED[found.reason], said.get("words", ""), said.get("next", ""), texts
    )


def _first_texts(rows: Rows) -> dict[str, tuple[Words, ...]]:
    rule, home = knowledge().prevent.stay_well, home_of(rows)
    if not is_accepted(rule, rows.clinic.work_with_drafts_at is not None):
        return {"keep": home}
    plan = stay_well(rule, home)
    return {name: getattr(plan, name) for name in STAY_WELL}


def _watch(row: Watch) -> WatchSeen:
    said = row.answer or {}
    words = " · ".join(str(each) for each in (said.get("pain"), said.get("told")) if each not in (None, ""))
    is_open = row.state in {WatchState.WAITING, WatchState.ASKED}
    return WatchSeen(row.id, row.due, STATES[WatchState(row.state)], words, is_open)


def _flares(rows: Rows) -> list[FlareSeen]:
    zone = ZoneInfo(rows.clinic.zone)
    return [
        FlareSeen(row.id, wall_time(row.at, zone), row.told, row.answer, row.answered_at is None) for row in rows.flares
    ]


def flare_of(flare_id: UUID, by: Member) -> UUID:
    """Whose flare it is.

    Raises:
        NotFound: Unknown, or another clinic's.
    """
    return row_of(Flare, by, flare_id).person_id
