"""From a search over the picture of a calendar to an answer that people read and book."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from weft.core.schedule.clinic.capacity import shortages
from weft.core.schedule.clinic.shape import Clinic, Person, Visit
from weft.core.schedule.needs import weekly_needs
from weft.core.schedule.request import WeekNeed
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge
from weft.records.actions.course_confirm import line_of
from weft.records.reads.calendar_treatments import bookable
from weft.records.reads.calendar_weeks import monday_of
from weft.records.reads.clinic_calendar import ClinicCalendar
from weft.records.run_answer import Figures, RunAnswer, RunPerson, RunTrip, RunVisit, Short

NO_TIME = Words("No time was found that fits their days and hours.")
TOO_FEW = Words("The clinic has too few places that week.")
OWN_ONLY = Words("Only the own practitioner was asked for, and has no time left.")


def to_fill(calendar: ClinicCalendar, only: Collection[UUID] | None = None) -> Clinic:
    """The clinic with the needs of those whose plan is agreed; of everybody else only what stands.

    Nobody is booked by a program who has not said yes to the plan. ``only``: these people alone lack anything.
    """
    people = tuple(_asks(calendar, person, only) for person in calendar.clinic.people)
    return replace(calendar.clinic, people=people)


def _asks(calendar: ClinicCalendar, person: Person, only: Collection[UUID] | None) -> Person:
    plan = calendar.plans.get(person.id)
    if plan is not None and plan.only_weeks is None and (only is None or plan.person_id in only):
        return person
    stand = Counter((calendar.clinic.week_of(v.day), v.discipline) for v in calendar.visits if v.person == person.id)
    needs = (
        replace(need, visits={id_: stand[need.week, id_] for id_ in need.visits if stand[need.week, id_]}, pairs=0)
        for need in person.needs
    )
    return replace(person, needs=tuple(need for need in needs if need.visits))


def lacking(clinic: Clinic, calendar: ClinicCalendar) -> Counter[tuple[str, int, str]]:
    """Visits that are still to be placed, by person, week and discipline."""
    wanted = Counter(
        {(p.id, n.week, id_): number for p in clinic.people for n in p.needs for id_, number in n.visits.items()}
    )
    wanted.subtract((v.person, clinic.week_of(v.day), v.discipline) for v in calendar.visits)
    return +wanted


def capacity_of(clinic: Clinic, names: Mapping[str, str]) -> tuple[Words, ...]:
    """What cannot hold the demand, in words that name places and disciplines instead of ids."""
    known = {id_: one.name for id_, one in knowledge().disciplines.items()} | dict(names)
    return tuple(dict.fromkeys(_named(short.said, known) for short in shortages(clinic)))


def _named(words: Words, known: Mapping[str, str]) -> Words:
    values = {name: _named(one, known) if isinstance(one, Words) else one for name, one in words.values}
    return Words(known.get(words.message, words.message), **values)


@dataclass(frozen=True, slots=True)
class Reader:
    """What stays the same while a search goes on."""

    calendar: ClinicCalendar
    clinic: Clinic
    shortages: tuple[Words, ...]
    short_weeks: frozenset[tuple[int, str]]
    lacks: Counter[tuple[str, int, str]]
    """What was to be placed when it began."""
    weeks: Mapping[str, tuple[WeekNeed, ...]]
    """The whole plan of each person, week by week."""

    def answer(self, visits: Sequence[Visit]) -> RunAnswer:
        """The new visits of a search, person by person."""
        stand = set(self.calendar.visits)
        new: dict[str, list[Visit]] = {}
        for visit in visits:
            if visit not in stand:
                new.setdefault(visit.person, []).append(visit)
        lacks, left = self.lacks, self.lacks.copy()
        left.subtract((v.person, self.clinic.week_of(v.day), v.discipline) for own in new.values() for v in own)
        asked, missing = {key[0] for key in lacks}, dict[str, list[tuple[int, str, int]]]()
        for (who, week, id_), number in sorted((+left).items()):
            missing.setdefault(who, []).append((week, id_, number))
        people = tuple(
            self._person(one, new.get(one.id, []), missing.get(one.id, []))
            for one in self.clinic.people if one.id in asked
        )  # fmt: skip
        return RunAnswer(
            figures=self._figures(people, lacks, [v for own in new.values() for v in own]),
            people=people, names=dict(self.calendar.names), shortages=self.shortages,
        )  # fmt: skip

    def _figures(
        self, people: Sequence[RunPerson], lacks: Counter[tuple[str, int, str]], new: Sequence[Visit]
    ) -> Figures:
        own = {(one.id, id_): who for one in self.clinic.people for id_, who in one.primaries.items()}
        pairs = Counter({(id_, week): n for (id_, week, what), n in lacks.items() if what == NEEDLES})
        needed = sum(min(number, lacks[id_, week, MOVEMENT]) for (id_, week), number in pairs.items())
        return Figures(
            needed=sum(lacks.values()), placed=len(new),
            pairs=sum(trip.is_pair for one in people for trip in one.trips), pairs_needed=needed,
            with_own=sum(own.get((v.person, v.discipline)) == v.practitioner for v in new),
            with_named=sum((v.person, v.discipline) in own for v in new),
            people=len(people), complete=sum(not one.short for one in people),
        )  # fmt: skip

    def _person(self, person: Person, new: Sequence[Visit], missing: Iterable[tuple[int, str, int]]) -> RunPerson:
        plan = self.calendar.plans[person.id]
        days = sorted({visit.day for visit in new})
        return RunPerson(
            person=plan.person_id, plan=plan.plan_id, version=plan.version_id,
            first_day=self.calendar.begins[person.id], wishes=plan.wishes, standing=plan.visits,
            trips=tuple(self._trip(person.id, [visit for visit in new if visit.day == day]) for day in days),
            short=tuple(
                Short(self._monday(week), id_, number, self._why(person, week, id_)) for week, id_, number in missing
            ),
        )  # fmt: skip

    def _monday(self, week: int) -> date:
        first = self.clinic.first_day or monday_of(self.clinic.days[0])
        return first + timedelta(days=7 * (week - 1))

    def _why(self, person: Person, week: int, discipline: str) -> Words:
        if no := self.calendar.withheld.get((person.id, discipline)):
            return no
        if (week, discipline) in self.short_weeks:
            return TOO_FEW
        return OWN_ONLY if person.same_people else NO_TIME

    def _trip(self, person: str, visits: Iterable[Visit]) -> RunTrip:
        own = sorted((self._visit(person, visit) for visit in visits), key=lambda visit: visit.starts)
        window = self.calendar.plans[person].clinic.window_minutes
        gap = (own[-1].starts - own[0].starts).total_seconds() / 60 - own[0].minutes
        return RunTrip(tuple(own), is_pair=len(own) == 2 and gap <= window)

    def _visit(self, person: str, visit: Visit) -> RunVisit:
        one, plan = bookable()[visit.discipline], self.calendar.plans[person]
        day = self.calendar.clinic.days[visit.day]
        phase = self._phase(person, day)
        return RunVisit(
            discipline=one.id, day=day, starts=self.calendar.moment_of(visit.day, visit.start),
            minutes=one.visit_minutes, hands_on=one.hands_on or ((0, one.visit_minutes),),
            practitioner=UUID(visit.practitioner), place=UUID(visit.room),
            phase=phase, line=line_of(plan, phase, one.id),
        )  # fmt: skip

    def _phase(self, person: str, day: date) -> str:
        """Of the plan's week in which the day lies, or of the nearest."""
        week = (day - self.calendar.begins[person]).days // 7 + 1
        needs = self.weeks[person]
        return min(needs, key=lambda need: abs(need.week - week)).phase if needs else ""


def reader_of(calendar: ClinicCalendar, only: Collection[UUID] | None = None) -> Reader:
    """Made once for a search; ``only`` for some people."""
    clinic = to_fill(calendar, only)
    weeks = frozenset((short.week, id_) for short in shortages(clinic) for id_ in _disciplines(short.said))
    plans = {id_: weekly_needs(plan.content.phases) for id_, plan in calendar.plans.items()}
    return Reader(calendar, clinic, capacity_of(clinic, calendar.names), weeks, lacking(clinic, calendar), plans)


def _disciplines(said: Words) -> list[str]:
    return [one.message for name, one in said.values if name == "discipline" and isinstance(one, Words)]
