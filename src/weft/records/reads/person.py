"""The person page: everything about one person in one scroll, read in ten seconds."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from weft.core.desk.names import initials
from weft.core.plan.plan import PlanOfCare
from weft.core.schedule.needs import needs_after, weekly_needs
from weft.core.shared.words import COMMA, Words, joined
from weft.draw.curve_words import curve_table
from weft.library.stored import from_json
from weft.records import clock
from weft.records.access import Job, Member, PersonSeen, Purpose, person_for
from weft.records.models import Episode, EpisodeState, Visit, VisitState
from weft.records.phases import week_on
from weft.records.reads.person_curve import curve_of, other_curves
from weft.records.reads.person_now import goals_seen, next_step, now_line
from weft.records.reads.person_rows import Rows, clinical_rows, desk_rows
from weft.records.reads.person_shapes import Care, Contact, Header, Own, PersonPage, Weight
from weft.records.reads.person_side import ended_of, home_of, intent_of, people_of, safety_of, trips_ahead, why_of
from weft.records.reads.person_timeline import timeline, waiting

__all__ = ["PersonPage", "person_page"]


def person_page(person_id: UUID, by: Member) -> PersonPage:
    """Everything about one person that this member may see. For the desk: name, times, how to reach them.

    At most twelve questions to the database, however many rows there are.

    Raises:
        NotFound: Unknown, or another clinic's.
        NotAllowed: A member without any right to people.
    """
    if by.may(Job.RECORD):
        person = person_for(by, person_id, Purpose.CARE)
        rows = clinical_rows(person)
        return PersonPage(
            header=_header(person, rows.today, _facts(rows), alerts=_alerts(rows)),
            people=people_of(rows.visits),
            trips=trips_ahead(rows.visits, rows.today),
            contact=_contact(person),
            own=_own(person),
            care=_care(rows, by),
            course_of=rows.versions[0].plan_id if rows.versions and _is_open(rows.episode) else None,
            to_book=_to_book(rows.plan, rows.visits, rows.course_begins, rows.today) if _is_open(rows.episode) else 0,
        )
    person = person_for(by, person_id, Purpose.CONTACT if by.may(Job.PEOPLE) else Purpose.DIARY)
    desk = desk_rows(person)
    today = clock.today(desk.clinic.zone)
    return PersonPage(
        _header(person, today), people_of(desk.visits), trips_ahead(desk.visits, today), _contact(person), _own(person),
        course_of=desk.plan_id, to_book=_to_book(desk.plan, desk.visits, desk.course_begins, today),
    )  # fmt: skip


def header_of(person: PersonSeen, today: date) -> Header:
    """Who a page that writes about one person is about, with what is to be heeded in one line."""
    return _header(person, today, alerts=_heeded(person))


def _heeded(person: PersonSeen) -> tuple[Words, ...]:
    """One line: a narrow screen shows the first alert only."""
    return (joined((Words(each) for each in person.flags), COMMA),) if person.flags else ()


def _header(person: PersonSeen, today: date, facts: tuple[Words, ...] = (), alerts: tuple[Words, ...] = ()) -> Header:
    return Header(
        id=person.id,
        name=person.name,
        known_as=person.known_as,
        initials=initials(person.name),
        born=person.birth_date,
        age=age_on(person.birth_date, today),
        facts=facts,
        alerts=alerts,
        is_synthetic=person.is_synthetic,
    )


def age_on(born: date | None, today: date) -> int | None:
    """Whole years; None when the birth date is not known."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def _facts(rows: Rows) -> tuple[Words, ...]:
    if rows.began is None or rows.episode is None or rows.episode.state != EpisodeState.OPEN:
        return ()
    trip = _trip_number(rows.trips, rows.today)
    facts = [Words("trip {number}", number=trip)] if trip else []
    return (*facts, Words("week {number}", number=week_on(rows.began, rows.today)))


def _to_book(plan: PlanOfCare | None, visits: Iterable[Visit], begins: date | None, today: date) -> int:
    """Trips without a time, once the course has begun to be booked."""
    booked = [(visit.local_date, visit.discipline) for visit in visits if visit.course_id]
    if plan is None or begins is None or not booked:
        return 0
    return sum(need.trips for need in needs_after(weekly_needs(plan.phases), booked, begins, today))


def _trip_number(trips: Iterable[tuple[Visit, ...]], today: date) -> int:
    """Which trip today is, or how many there were."""
    return sum(
        1
        for visits in trips
        if visits[0].local_date == today or any(visit.state != VisitState.BOOKED for visit in visits)
    )


def _alerts(rows: Rows) -> tuple[Words, ...]:
    """A danger sign, or a flare that nobody has answered."""
    stops = tuple(line.words for line in safety_of(rows).lines if line.weight is Weight.STOP)
    if rows.is_worse:
        stops = (*stops, Words("worse again: ring first"))
    return stops[:2]


def _is_open(episode: Episode | None) -> bool:
    return episode is not None and episode.state == EpisodeState.OPEN


def _contact(person: PersonSeen) -> Contact:
    return Contact(
        person.phone, person.email, person.contact_notes, person.leave_no_details, person.emergency_contact,
        has_account=person.has_account,
    )  # fmt: skip


def _own(person: PersonSeen) -> Own:
    return Own(
        person.needles_by, person.movement_by, "needles_by" in person.left, "movement_by" in person.left
    )  # fmt: skip


def _care(rows: Rows, by: Member) -> Care:
    drawn = curve_of(rows)
    episode = rows.episode
    return Care(
        now=now_line(rows),
        goals=goals_seen(rows),
        curve=drawn,
        table=curve_table(drawn) if drawn else (),
        others=other_curves(rows),
        why=why_of(rows),
        intent=intent_of(rows),
        home=home_of(rows),
        safety=safety_of(rows),
        timeline=timeline(rows),
        next=next_step(rows, may_decide=by.may(Job.AGREE_PLAN)),
        proposals=tuple(from_json(Words, row.says) for row in waiting(rows.proposals)),
        drafts=rows.plan.drafts if rows.plan else (),
        plan_id=rows.versions[0].plan_id if rows.versions else None,
        episode_id=episode.id if episode else None,
        is_open=_is_open(episode),
        ended=ended_of(rows),
    )
