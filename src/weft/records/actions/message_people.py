"""What time itself asks people: "all settled?", a check-in, a measure that is due, how it has been since care ended.

Only of who can answer on a page of their own; for the others a person of the clinic asks (`message_tasks`).
"""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef

from weft.core.book.texts import Kind, kind_of
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member, clinic_of
from weft.records.actions.base import action
from weft.records.actions.course_message import HOME, may_be_told, put
from weft.records.actions.message_timers import NEWS_PAGE, locked, new_of
from weft.records.local import moment_of
from weft.records.message_texts import worded
from weft.records.models import (
    Aftercare,
    Clinic,
    Episode,
    EpisodeState,
    OutboxMessage,
    Person,
    Score,
    Task,
    Visit,
    VisitState,
    Watch,
    WatchState,
)
from weft.records.quiet import end_of_quiet, goes_at

ASK_AT = time(9)
"""When "all settled?" is asked on the day after, in the clinic's own time."""
STILL_WORTH_ASKING = timedelta(days=1)
SILENT_FOR = timedelta(days=7)
"""So long nothing was heard from somebody in care; also how often they are asked at most."""
IN_TOUCH = timedelta(days=28)
"""So long after the last visit somebody is still asked how they are by themselves; one ahead counts too."""
ASK_MEASURE = "ask_measure"


@action
def ask_settled(*, by: Member) -> int:
    """The day after care that left aftercare behind: is all settled? How many were written."""
    clinic, now = locked(by), clock.now()
    since = now - timedelta(days=3)
    left = Aftercare.objects.within(by.clinic_id).filter(at__gte=since).values("visit_id")
    rows = Visit.objects.within(by.clinic_id).filter(id__in=left, state=VisitState.DONE, starts__gte=since)
    due = {}
    for visit in rows.select_related("person").order_by("starts"):
        asked = moment_of(datetime.combine(visit.local_date + timedelta(days=1), ASK_AT), clinic.zone)
        until = asked + STILL_WORTH_ASKING
        if goes_at(asked, until, clinic) <= now < until:
            due[f"settled:{visit.person_id}:{visit.local_date}"] = (visit.person, until)
    return _write(due, Kind.SETTLED, NEWS_PAGE, by)


@action
def ask_check_in(*, by: Member) -> int:
    """Of everybody in care who has told us no number for a week; how many were written.

    Four weeks after the last visit it ends: whom we have not seen for so long a person asks, not a message.
    """
    clinic, now = locked(by), clock.now()
    if not _is_day(clinic):
        return 0
    today = clock.today(clinic.zone)
    told = Score.objects.within(by.clinic_id).filter(person_id=OuterRef("person_id"))
    recent = told.filter(local_date__gt=today - SILENT_FOR)
    rows = Episode.objects.within(by.clinic_id).filter(state=EpisodeState.OPEN, opened_at__lte=now - SILENT_FOR)
    seen = Visit.objects.within(by.clinic_id).filter(person_id=OuterRef("person_id"), starts__gt=now - IN_TOUCH)
    silent = rows.filter(~Exists(recent), Exists(seen.exclude(state=VisitState.CANCELLED))).select_related("person")
    asked = OutboxMessage.objects.within(by.clinic_id).filter(kind=Kind.CHECK_IN, made_at__gt=now - SILENT_FOR)
    lately = set(asked.values_list("person_id", flat=True))
    due = {
        f"check_in:{one.person_id}:{today}": (one.person, now + STILL_WORTH_ASKING)
        for one in silent
        if one.person_id not in lately
    }
    return _write(due, Kind.CHECK_IN, HOME, by)


@action
def ask_measures(*, by: Member) -> int:
    """Of whom numbers are due, as a rule has found (its task waits for a clinician too); how many were written."""
    if not _is_day(locked(by)):
        return 0
    rows = Task.objects.within(by.clinic_id).filter(kind=ASK_MEASURE, done_at__isnull=True, person__isnull=False)
    due = {
        f"measure:{row.id}": (row.person, row.due)
        for row in rows.filter(due__gt=clock.now()).select_related("person")
        if row.person is not None
    }
    return _write(due, Kind.MEASURE, HOME, by)


@action
def ask_watched(*, by: Member) -> int:
    """After discharge, on the agreed days: how has it been? Only the newest question of each episode.

    Returns:
        How many were written.
    """
    clinic = locked(by)
    if not _is_day(clinic):
        return 0
    today = clock.today(clinic.zone)
    within = timedelta(days=knowledge().prevent.recurrence.answer_within_days)
    rows = Watch.objects.within(by.clinic_id).filter(state=WatchState.WAITING, due__lte=today, due__gte=today - within)
    due, asked = {}, {}
    for row in newest_watches(rows.select_related("person")):
        until = moment_of(datetime.combine(row.due + within + timedelta(days=1), time()), clinic.zone)
        due[f"watch:{row.id}"] = (row.person, until)
        asked[f"watch:{row.id}"] = row.id
    written = _written(due, Kind.WATCH, by, {key: f"/me/watch/{row_id}" for key, row_id in asked.items()})
    Watch.objects.within(by.clinic_id).filter(id__in=[asked[key] for key in written]).update(state=WatchState.ASKED)
    return len(written)


def newest_watches(rows: Iterable[Watch]) -> list[Watch]:
    """The latest question of each episode."""
    return list({row.episode_id: row for row in sorted(rows, key=lambda one: one.due)}.values())


Due = dict[str, tuple[Person, datetime]]


def _write(due: Due, kind: Kind, path: str, by: Member) -> int:
    return len(_written(due, kind, by, dict.fromkeys(due, path)))


def _written(due: Due, kind: Kind, by: Member, paths: dict[str, str]) -> list[str]:
    """Write what is new, to who may be told and can answer; under which keys."""
    known, clinic = kind_of(kind), clinic_of(by.clinic_id)
    new = [key for key in sorted(new_of(due, by)) if due[key][0].user_id]
    willing = may_be_told((due[key][0] for key in new), known.purpose, by=by)
    keys = [key for key in new if due[key][0].id in willing]
    for key in keys:
        person, until = due[key]
        text = worded(kind, clinic, person.language, path=paths[key], values={})
        put(person, known, text, key, by=by, due=clock.now(), until=until)
    return keys


def _is_day(clinic: Clinic) -> bool:
    """It is not quiet now. What could go at any hour waits for the morning unwritten."""
    return end_of_quiet(clinic, clock.now()) <= clock.now()
