"""Incidents: filed by anybody who works here, told to the clinical lead with a clock, looked at once, never changed."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import got, no
from tests.people import TUESDAY_NINE, Cast
from tests.records.test_guards import a_visit, refused

from weft.core.treat.incidents import Kind, Reported
from weft.records.access import Member, NotAllowed, NotFound
from weft.records.actions.incidents import IncidentTold, file_incident, look
from weft.records.models import AdverseEvent, Incident, IncidentLook, MissingNeedleReport, Task
from weft.records.reads.incidents import incident_list, incident_page, incidents_of, report_form
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
FALL = Reported(Kind.FALL, grade=2)
NEAR = Reported(Kind.FALL, is_near_miss=True)


def wall(hour: int, minute: int = 0) -> datetime:
    """A time of that Tuesday on the clinic's own clock."""
    return datetime.combine(date(2027, 3, 2), time(hour, minute))


def told(reported: Reported = FALL, **other: object) -> IncidentTold:
    given = {"reported": reported, "story": "Slipped beside the bed."} | other
    return IncidentTold(**given)  # type: ignore[arg-type]


def filed(cast: Cast, reported: Reported = FALL, by: Member | None = None, **about: UUID) -> UUID:
    where = about or {"person_id": cast.marta_id}
    return got(file_incident(by=by or cast.wei, told=told(reported), **where))  # type: ignore[arg-type]


def tasks(cast: Cast) -> list[tuple[str, timedelta]]:
    rows = Task.objects.within(cast.clinic.id).filter(kind__in=("incident", "tell_lead"), done_at__isnull=True)
    return [(row.kind, row.due - TUESDAY_NINE) for row in rows.order_by("kind")]


def test_harm_is_kept_as_a_report_and_as_an_unwanted_event(cast: Cast) -> None:
    visit = a_visit(cast)

    number = got(
        file_incident(
            by=cast.wei, visit_id=visit.id,
            told=told(relation="unlikely", done_about_it="Sat down, looked at.", present="Dana", happened=wall(8, 30)),
        )
    )  # fmt: skip

    row = Incident.objects.within(cast.clinic.id).get(id=number)
    event = AdverseEvent.objects.within(cast.clinic.id).get(incident=row)
    assert (row.person_id, row.visit_id, row.code, row.grade) == (cast.marta_id, visit.id, "movement.fall", 2)
    assert row.happened_at == TUESDAY_NINE - timedelta(minutes=30)
    assert (event.kind, event.severity, event.done_about_it) == ("movement.fall", "moderate", "Sat down, looked at.")
    assert event.visit_id == visit.id


@pytest.mark.parametrize(
    ("reported", "waits"),
    [
        (Reported(Kind.LUNG, grade=1), [("incident", timedelta(hours=8))]),
        (Reported(Kind.FALL, grade=3), [("incident", timedelta(hours=8))]),
        (Reported(Kind.FALL, grade=2), [("tell_lead", timedelta(hours=24))]),
        (Reported(Kind.BLEEDING, grade=1), []),
        (NEAR, [("tell_lead", timedelta(hours=24))]),
        (Reported(Kind.OTHER, grade=1), [("incident", timedelta(hours=8))]),
    ],
)
def test_the_lead_is_told_by_the_clock_of_the_knowledge(cast: Cast, reported: Reported, waits: list[object]) -> None:
    filed(cast, reported)

    assert tasks(cast) == waits


def test_a_clinic_that_refuses_drafts_files_reports_all_the_same(cast: Cast) -> None:
    assert cast.clinic.work_with_drafts_at is None

    assert filed(cast, Reported(Kind.LUNG, grade=2))


def test_a_near_miss_is_no_unwanted_event(cast: Cast) -> None:
    number = filed(cast, NEAR)

    row = Incident.objects.within(cast.clinic.id).get(id=number)
    assert (row.is_near_miss, row.grade, row.event_id, row.code) == (True, None, None, "")
    assert not AdverseEvent.objects.within(cast.clinic.id).exists()


def test_what_happened_to_nobody_on_the_list_has_a_task_of_its_own(cast: Cast) -> None:
    filed(cast, NEAR)
    first = got(file_incident(by=cast.noor, told=told(NEAR)))
    got(file_incident(by=cast.noor, told=told(Reported(Kind.NEEDLE, grade=1), present="Noor")))

    assert [kind for kind, _ in tasks(cast)] == ["incident", "tell_lead", "tell_lead"]
    got(look(by=cast.elena, incident_id=first, outcome="A mat is bought."))
    assert [kind for kind, _ in tasks(cast)] == ["incident", "tell_lead"]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"story": " "}, Reason.MISSING),
        ({"story": "a\x00b"}, Reason.MISSING),
        ({"reported": Reported(Kind.FALL)}, Reason.MISSING),
        ({"reported": Reported(Kind.FALL, grade=6)}, Reason.MISSING),
        ({"done_about_it": "a\x00b"}, Reason.NOT_POSSIBLE),
        ({"present": "a\x00b"}, Reason.NOT_POSSIBLE),
        ({"relation": "nonsense"}, Reason.NOT_POSSIBLE),
        ({"happened": wall(9, 1)}, Reason.NOT_POSSIBLE),
    ],
)
def test_a_report_that_lacks_something_is_not_filed(cast: Cast, other: dict[str, object], reason: Reason) -> None:
    declined = no(file_incident(by=cast.wei, told=told(**other), person_id=cast.marta_id))  # type: ignore[arg-type]

    assert declined.reason is reason
    assert not Incident.objects.within(cast.clinic.id).exists()


def test_it_may_have_happened_until_now(cast: Cast) -> None:
    assert got(file_incident(by=cast.wei, told=told(happened=wall(9)), person_id=cast.marta_id))


def test_sent_again_it_is_filed_once(cast: Cast) -> None:
    first, again = (got(file_incident(by=cast.wei, told=told(), person_id=cast.marta_id, key="one")) for _ in range(2))

    assert first == again
    assert AdverseEvent.objects.within(cast.clinic.id).count() == 1


def test_the_lead_writes_what_came_of_it_once(cast: Cast) -> None:
    number = filed(cast)

    assert no(look(by=cast.elena, incident_id=number, outcome=" ")).reason is Reason.MISSING
    assert no(look(by=cast.elena, incident_id=number, outcome="a\x00b")).reason is Reason.NOT_POSSIBLE
    assert got(look(by=cast.elena, incident_id=number, outcome="Floor is dried at noon.")) == cast.marta_id
    assert no(look(by=cast.elena, incident_id=number, outcome="Again")).reason is Reason.ALREADY_DONE
    seen = incident_page(number, cast.wei).seen
    assert seen.look
    assert (seen.look.outcome, seen.look.by) == ("Floor is dried at noon.", "Elena")


def test_tasks_about_a_person_end_with_the_last_thing_looked_at(cast: Cast) -> None:
    first, second = filed(cast), filed(cast, Reported(Kind.LUNG, grade=4))

    got(look(by=cast.elena, incident_id=first, outcome="Seen."))
    between = tasks(cast)
    got(look(by=cast.elena, incident_id=second, outcome="Seen."))

    assert [kind for kind, _ in between] == ["incident", "tell_lead"]
    assert tasks(cast) == []


def an_event(cast: Cast, kind: str = "organ.lung", severity: str = "mild") -> AdverseEvent:
    return AdverseEvent.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, kind=kind, severity=severity, story="Told at signing.",
        by_id=cast.wei.author_id, at=TUESDAY_NINE,
    )  # fmt: skip


def a_missing_needle(cast: Cast) -> MissingNeedleReport:
    return MissingNeedleReport.objects.create(
        clinic=cast.clinic, person_id=cast.marta_id, visit=a_visit(cast), needles_in=8, needles_out=7,
        working_alone=True, story="Bed and floor.", by_id=cast.wei.author_id, at=TUESDAY_NINE,
    )  # fmt: skip


def test_events_without_a_report_and_missing_needles_wait_too(cast: Cast) -> None:
    filed(cast)
    event, missing = an_event(cast), a_missing_needle(cast)

    waiting = incident_list(cast.elena).waiting
    assert sorted(each.table for each in waiting) == ["event", "incident", "report"]

    got(look(by=cast.elena, event_id=event.id, outcome="Seen."))
    got(look(by=cast.elena, report_id=missing.id, outcome="Found in the bin."))
    seen = incident_list(cast.elena)
    assert [each.table for each in seen.waiting] == ["incident"]
    assert sorted(each.table for each in seen.looked_at) == ["event", "report"]


@pytest.mark.parametrize(
    ("kind", "severity", "shown"),
    [
        ("needle_site.bruise", "mild", False), ("needle_site.bruise", "moderate", True),
        ("general.faint", "mild", True), ("organ.lung", "mild", True), ("nonsense", "mild", True),
        ("organ.nonsense", "mild", True),
    ],
)  # fmt: skip
def test_small_reactions_stay_in_the_record_alone(cast: Cast, kind: str, severity: str, shown: bool) -> None:
    an_event(cast, kind, severity)

    assert bool(incidents_of(cast.marta_id, cast.elena).waiting) is shown


def test_a_look_is_at_one_of_the_three(cast: Cast) -> None:
    with pytest.raises(TypeError):
        look(by=cast.elena, outcome="Nothing")


def test_only_the_lead_looks_and_lists(cast: Cast) -> None:
    number = filed(cast)

    with pytest.raises(NotAllowed):
        look(by=cast.wei, incident_id=number, outcome="x")
    with pytest.raises(NotAllowed):
        incident_list(cast.wei)
    assert incidents_of(cast.marta_id, cast.wei).may_look is False
    assert incidents_of(cast.marta_id, cast.elena).may_look is True


def test_who_filed_it_sees_it_and_others_at_the_desk_do_not(cast: Cast) -> None:
    hers, his = filed(cast, by=cast.noor), filed(cast)

    assert incident_page(hers, cast.noor).seen.by == "Noor"
    with pytest.raises(NotAllowed):
        incident_page(his, cast.noor)
    with pytest.raises((NotAllowed, NotFound)):
        incidents_of(cast.marta_id, cast.noor)


def test_another_clinic_and_patients_are_kept_out(cast: Cast) -> None:
    number = filed(cast)

    for who in (cast.otto, cast.marta):
        with pytest.raises((NotFound, NotAllowed)):
            incident_page(number, who)
        with pytest.raises((NotFound, NotAllowed)):
            file_incident(by=who, told=told(), person_id=cast.marta_id)
        with pytest.raises((NotFound, NotAllowed)):
            incidents_of(cast.marta_id, who)
        with pytest.raises((NotFound, NotAllowed)):
            look(by=who, incident_id=number, outcome="x")


def test_the_form_says_whom_to_ring(cast: Cast) -> None:
    seen = report_form(cast.noor, person_id=cast.marta_id)

    assert (seen.help.number, seen.help.clinic_phone, seen.help.leads) == ("911", "555 0100", ("Elena",))
    assert seen.help.lung
    assert "ambulance" in str(seen.help.lung)
    assert report_form(cast.noor).header is None


def test_a_grave_report_keeps_whom_to_ring_on_its_page(cast: Cast) -> None:
    assert incident_page(filed(cast, Reported(Kind.LUNG, grade=1)), cast.wei).help
    assert incident_page(filed(cast), cast.wei).help is None


@pytest.mark.parametrize("model", [Incident, IncidentLook])
def test_the_database_keeps_them_as_they_are(cast: Cast, model: type[Incident] | type[IncidentLook]) -> None:
    got(look(by=cast.elena, incident_id=filed(cast), outcome="Seen."))

    with refused("append-only"):
        model.objects.within(cast.clinic.id).update(by_id=cast.dana.user_id)


@pytest.mark.parametrize("count", [1, 9])
def test_the_list_asks_the_same_few_questions_however_long(cast: Cast, count: int) -> None:
    for _ in range(count):
        filed(cast)
        an_event(cast)

    with CaptureQueriesContext(connection) as asked:
        assert len(incident_list(cast.elena).waiting) == 2 * count

    assert len([each for each in asked if each["sql"].startswith("SELECT")]) <= 6
