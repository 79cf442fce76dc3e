"""The set that holds at home, and its sheet to take along."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from weft.core.shared.care import Effort
from weft.core.shared.words import Words
from weft.core.treat.home_sheet import EFFORTS, drafts_on_it, on_needle_days, when_it_hurts_more
from weft.core.treat.session import HOME_EXERCISES_MAX
from weft.records.accepted import accepted_by
from weft.records.access import Member, NotFound, PersonSeen, Purpose, person_for
from weft.records.home_sets import HomeLine, lines_of, planned_in
from weft.records.models import EpisodeState
from weft.records.phases import phase_on
from weft.records.plans import newest_for_person
from weft.records.reads.person_rows import Rows, clinical_rows, with_records, with_what_was_agreed


@dataclass(frozen=True, slots=True)
class OnSheet:
    """One exercise, and how hard it was the last time it was done here."""

    line: HomeLine
    effort: Words | None


@dataclass(frozen=True, slots=True)
class HomeSheet:
    """Everything that the sheet says."""

    person: PersonSeen
    today: date
    exercises: tuple[OnSheet, ...]
    effort: Words | None
    """On days with needles; None without a plan."""
    worse: tuple[Words, ...]
    drafts: int
    is_agreed: bool
    """Whether the clinicians have said yes to the plan, or one of them has said the set."""


def home_sheet(by: Member, person_id: UUID) -> HomeSheet:
    """The sheet of somebody who is treated here.

    Raises:
        NotFound: Unknown, another clinic's, or nothing is to be done at home.
        NotAllowed: Right clinic, wrong job.
    """
    rows = with_records(clinical_rows(person_for(by, person_id, Purpose.CARE), is_whole=False))
    return _sheet(rows, is_agreed=rows.home is not None or _is_read_by_person(rows))


def my_home_sheet(by: Member) -> HomeSheet:
    """One's own sheet: the set of one's own page.

    Raises:
        NotFound: No record of their own here, or nothing is to be done at home.
    """
    if by.person_id is None:
        raise NotFound
    person = person_for(by, by.person_id, Purpose.OWN)
    rows = with_what_was_agreed(with_records(clinical_rows(person, is_whole=False)))
    if rows.episode is None or rows.episode.state != EpisodeState.OPEN:
        raise NotFound
    return _sheet(rows, is_agreed=True)  # the plan that they may read, though a newer one is being written


def home_exercises(rows: Rows) -> tuple[HomeLine, ...]:
    """Those that a clinician has said, else those of the phase; at most four."""
    phase = phase_on(rows.plan, rows.began, rows.today) if rows.plan and rows.began else None
    items = planned_in(rows.plan, phase) if rows.home is None else rows.home
    return lines_of(items)[:HOME_EXERCISES_MAX]


def _sheet(rows: Rows, *, is_agreed: bool) -> HomeSheet:
    exercises, episode = home_exercises(rows), rows.episode
    if not exercises or rows.plan is None or episode is None:
        raise NotFound
    known = accepted_by(rows.clinic)
    phase = phase_on(rows.plan, rows.began, rows.today) if rows.began else None
    efforts, facts_of = _efforts(rows), [each.exercise for each in exercises]
    facts = known.adjust.rules, known.prevent.stay_well, known.treat.aftercare
    return HomeSheet(
        person=rows.person, today=rows.today,
        exercises=tuple(OnSheet(each, efforts.get(each.exercise.id)) for each in exercises),
        effort=on_needle_days(Effort(phase.ceiling)) if phase and rows.plan.needles.max else None,
        worse=when_it_hurts_more(*facts), drafts=drafts_on_it(facts_of, *facts),
        is_agreed=is_agreed,
    )  # fmt: skip


def _is_read_by_person(rows: Rows) -> bool:
    """Whether the clinicians have said yes to the plan as it stands: from then on its person reads it."""
    found = newest_for_person(rows.episode.plan) if rows.episode and rows.versions else None
    return found is not None and found.row.number == rows.versions[0].number


def _efforts(rows: Rows) -> dict[str, Words]:
    """By exercise, the newest that was said."""
    items = (item for v in rows.visits if v.id in rows.records for item in rows.records[v.id].content.get("items", []))
    return {item["id"]: EFFORTS[Effort(item["effort"])] for item in items if item.get("effort")}
