"""A whole clinic as one integer program: what every rival is given, and what the bound is proved from.

Written from the clinic's file alone, so that it shares nothing with the solver. It is as small as it can be made:
people who may be treated by anybody share the columns that say who treats, and people who may use the same rooms share
those that say where. Taken apart person by person it has several times the columns, and the same relaxation.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from benchmarks.schedule.rows import Rows, Terms
from numpy.typing import NDArray

from weft.core.schedule.clinic.shape import HALVES, Clinic, Need, Person, Span, Treatment, Visit
from weft.core.shared.care import NEEDLES

Slot = tuple[int, int]
"""Day and slot."""
Start = tuple[int, int, int, int]
"""Person, discipline, day, slot."""


class ClinicProgram:
    """The columns of a clinic, and the way back to visits."""

    def __init__(self, clinic: Clinic) -> None:
        if any(person.allow_split for person in clinic.people):
            raise ValueError("the program knows no split pairs")
        self.clinic, self.rows = clinic, Rows()
        self.own: dict[Start, int] = {}
        """Columns of visits with the person's own practitioner."""
        self.other: dict[Start, int] = {}
        """Columns of visits with anybody else."""
        self.pairs: dict[tuple[int, int, int, int], int] = {}
        """By person, day, start of the first half, start of the second half."""
        self.who: dict[tuple[int, int, int], dict[int, int]] = {}
        """By discipline, day, slot: practitioner to column, shared by all visits with anybody."""
        self.where: dict[tuple[int, tuple[int, ...], int, int], dict[int, int]] = {}
        """By discipline, kinds that will do, day, slot: kind to column."""
        self.hands: dict[tuple[int, int, int], int] = {}
        """Row by practitioner, day, slot."""
        self.rooms: dict[tuple[int, int, int], int] = {}
        """Row by kind of room, day, slot."""
        self._works = [_slots(one.works) for one in clinic.practitioners]
        self._kinds = {rooms.kind: at for at, rooms in enumerate(clinic.rooms)}
        self._held: dict[tuple[int, int, int], Terms] = defaultdict(list)
        self._used: dict[tuple[int, int, int], Terms] = defaultdict(list)
        for at, person in enumerate(clinic.people):
            self._person(at, person)
        self._share()
        for key, terms in self._held.items():
            self.hands[key] = self.rows.row(terms, 0, 1)
        for (kind, day, slot), terms in self._used.items():
            self.rooms[kind, day, slot] = self.rows.row(terms, 0, self._left(kind, day, slot))

    def _left(self, kind: int, day: int, slot: int) -> int:
        rooms = self.clinic.rooms[kind]
        return rooms.count - sum(n for on, first, last, n in rooms.closed if on == day and first <= slot < last)

    def kinds(self, person: Person, treatment: Treatment) -> tuple[int, ...]:
        """Rows of the kinds of room that will do."""
        return tuple(self._kinds[kind] for kind in self.clinic.rooms_for(person, treatment))

    def _skilled(self, treatment: Treatment) -> list[int]:
        return [at for at, one in enumerate(self.clinic.practitioners) if treatment.id in one.disciplines]

    def _person(self, at: int, person: Person) -> None:
        clinic, hours = self.clinic, _slots(person.available)
        needs = {need.week: need for need in person.needs}
        by_day: dict[int, Terms] = defaultdict(list)
        for row, treatment in enumerate(clinic.disciplines):
            if person.may_have(treatment.id):
                days = {
                    day: self._starts(at, row, day, hours)
                    for day in range(len(clinic.days))
                    if clinic.week_of(day) in needs and needs[clinic.week_of(day)].wanted(treatment.id)
                }
                self._limit(person, treatment, needs, days)
                for day, columns in days.items():
                    by_day[day] += [(column, 1.0) for column in columns]
        for day, terms in by_day.items():
            pairs = self._pair(at, day, needs[clinic.week_of(day)])
            self.rows.row([*terms, *((column, -1.0) for column in pairs)], -np.inf, 1)

    def _starts(self, at: int, row: int, day: int, hours: set[Slot]) -> list[int]:
        """The columns of one person's visits of a discipline on one day."""
        clinic, person, treatment = self.clinic, self.clinic.people[at], self.clinic.disciplines[row]
        kinds, skilled, found = self.kinds(person, treatment), self._skilled(treatment), []
        primary = person.primaries.get(treatment.id)
        for slot in range(clinic.slots - treatment.slots + 1):
            taken = range(slot, slot + treatment.slots)
            if not (kinds and all((day, one) in hours for one in taken)):
                continue
            hands = [(day, one) for one in treatment.hands_slots(slot)]
            free = [who for who in skilled if self._works[who].issuperset(hands)]
            for who in (who for who in free if clinic.practitioners[who].id == primary):
                column = self.rows.column(clinic.worth.placed * person.priority + clinic.worth.primary)
                self.own[at, row, day, slot] = column
                for one in treatment.hands_slots(slot):
                    self._held[who, day, one].append((column, 1.0))
                found.append(column)
            if free and not person.same_people:
                column = self.rows.column(clinic.worth.placed * person.priority)
                self.other[at, row, day, slot] = column
                self.who.setdefault((row, day, slot), dict.fromkeys(free, -1))
                found.append(column)
        return found

    def _limit(self, person: Person, treatment: Treatment, needs: dict[int, Need], days: dict[int, list[int]]) -> None:
        """Visits a week, and days between two visits."""
        clinic = self.clinic
        for week in {clinic.week_of(day) for day in days}:
            columns = chain.from_iterable(own for day, own in days.items() if clinic.week_of(day) == week)
            self.rows.row([(column, 1.0) for column in columns], 0, needs[week].wanted(treatment.id))
        least = max(2 if treatment.id == NEEDLES else 1, treatment.days_apart)
        last = clinic.days[0].toordinal() - person.last_visits.get(treatment.id, 10**6)
        for day, own in days.items():
            ordinal = clinic.days[day].toordinal()
            near = [columns for then, columns in days.items() if 0 <= clinic.days[then].toordinal() - ordinal < least]
            if len(near) > 1:
                self.rows.row([(column, 1.0) for columns in near for column in columns], 0, 1)
            if ordinal - last < least:
                self.rows.row([(column, 1.0) for column in own], 0, 0)

    def at(self, start: Start) -> list[int]:
        """Columns that begin a visit there."""
        return [columns[start] for columns in (self.own, self.other) if start in columns]

    def _pair(self, at: int, day: int, need: Need) -> list[int]:
        """The columns of two halves on one day, each tied to both of its halves."""
        clinic, ids, found = self.clinic, [one.id for one in self.clinic.disciplines], []
        halves = HALVES[need.order]
        if not halves or not {*halves} <= {*ids}:
            return []
        first, second = (ids.index(half) for half in halves)
        slots = clinic.disciplines[first].slots
        begun: dict[Start, Terms] = defaultdict(list)
        for slot in range(clinic.slots):
            for gap in range(clinic.min_gap_slots, clinic.window_slots + 1):
                one, two = (at, first, day, slot), (at, second, day, slot + slots + gap)
                if self.at(one) and self.at(two):
                    quarters = -(-(gap - clinic.min_gap_slots) * clinic.slot_minutes // 15)
                    column = self.rows.column(clinic.worth.pair - clinic.worth.waiting * quarters)
                    self.pairs[at, day, slot, two[3]] = column
                    found.append(column)
                    begun[one].append((column, -1.0))
                    begun[two].append((column, -1.0))
        for start, terms in begun.items():
            self.rows.row([*((column, 1.0) for column in self.at(start)), *terms], 0, np.inf)
        return found

    def _share(self) -> None:
        """Who treats those who may come to anybody, and in which kind of room everybody is."""
        clinic, here = self.clinic, defaultdict[tuple[int, int, int], Terms](list)
        for (_, row, day, slot), column in self.other.items():
            here[row, day, slot].append((column, 1.0))
        for (row, day, slot), terms in here.items():
            columns = {who: self.rows.column() for who in self.who[row, day, slot]}
            self.who[row, day, slot] = columns
            for who, column in columns.items():
                for one in clinic.disciplines[row].hands_slots(slot):
                    self._held[who, day, one].append((column, 1.0))
            self.rows.row([*terms, *((column, -1.0) for column in columns.values())], 0, 0)
        there = defaultdict[tuple[int, tuple[int, ...], int, int], Terms](list)
        for (at, row, day, slot), column in chain(self.own.items(), self.other.items()):
            kinds = self.kinds(clinic.people[at], clinic.disciplines[row])
            there[row, kinds, day, slot].append((column, 1.0))
        for (row, kinds, day, slot), terms in there.items():
            self._rooms(row, kinds, (day, slot), terms)

    def _rooms(self, row: int, kinds: tuple[int, ...], begins: Slot, terms: Terms) -> None:
        day, slot = begins
        taken = range(slot, slot + self.clinic.disciplines[row].slots)
        if len(kinds) == 1:
            for one in taken:
                self._used[kinds[0], day, one] += terms
            return
        columns = {kind: self.rows.column(most=self.clinic.rooms[kind].count) for kind in kinds}
        self.where[row, kinds, day, slot] = columns
        for kind, column in columns.items():
            for one in taken:
                self._used[kind, day, one].append((column, 1.0))
        self.rows.row([*terms, *((column, -1.0) for column in columns.values())], 0, 0)

    def values(self, visits: Iterable[Visit]) -> NDArray[np.float64]:
        """The columns of an answer that keeps the rules: what a rival is given to begin with."""
        clinic, values = self.clinic, np.zeros(len(self.rows.points))
        people = {person.id: at for at, person in enumerate(clinic.people)}
        ids = [one.id for one in clinic.disciplines]
        names = [one.id for one in clinic.practitioners]
        days: dict[tuple[int, int], list[Visit]] = defaultdict(list)
        for visit in visits:
            at, row = people[visit.person], ids.index(visit.discipline)
            days[at, visit.day].append(visit)
            start = at, row, visit.day, visit.start
            if clinic.people[at].primaries.get(visit.discipline) == visit.practitioner:
                values[self.own[start]] = 1
            else:
                values[self.other[start]] = 1
                values[self.who[start[1:]][names.index(visit.practitioner)]] += 1
            kinds = self.kinds(clinic.people[at], clinic.disciplines[row])
            if len(kinds) > 1:
                values[self.where[row, kinds, visit.day, visit.start][self._kinds[visit.room]]] += 1
        for (at, day), trip in days.items():
            key = at, day, min(v.start for v in trip), max(v.start for v in trip)
            if len(trip) > 1:
                values[self.pairs[key]] = 1
        return values

    def visits(self, values: Sequence[float] | NDArray[np.float64]) -> tuple[Visit, ...]:
        """An answer from whole columns: whoever and whatever is shared is given out in the order of the people."""
        clinic, found = self.clinic, []
        left = {key: _given(columns, values) for key, columns in self.who.items()}
        rooms = {key: _given(columns, values) for key, columns in self.where.items()}
        names = [one.id for one in clinic.practitioners]
        for own, columns in ((True, self.own), (False, self.other)):
            for (at, row, day, slot), column in columns.items():
                if values[column] < 0.5:
                    continue
                person, treatment = clinic.people[at], clinic.disciplines[row]
                who = person.primaries[treatment.id] if own else names[left[row, day, slot].pop()]
                kinds = self.kinds(person, treatment)
                kind = kinds[0] if len(kinds) == 1 else rooms[row, kinds, day, slot].pop()
                found.append(
                    Visit(
                        person=person.id,
                        discipline=treatment.id,
                        day=day,
                        start=slot,
                        practitioner=who,
                        room=clinic.rooms[kind].kind,
                    )
                )
        return tuple(sorted(found, key=lambda visit: (visit.day, visit.start, visit.person, visit.discipline)))


def _given(columns: dict[int, int], values: Sequence[float] | NDArray[np.float64]) -> list[int]:
    return [one for one, column in columns.items() for _ in range(round(float(values[column])))]


def _slots(spans: Iterable[Span]) -> set[Slot]:
    return {(day, slot) for day, first, last in spans for slot in range(first, last)}
