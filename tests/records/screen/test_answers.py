"""Answers become a clearance that is kept whole, and a task when somebody must look."""

from datetime import timedelta

import pytest
from tests.people import TUESDAY_NINE, Cast

from weft.core.screen.clearance import Clearance
from weft.core.screen.facts import QuestionSet
from weft.core.screen.order import questions_for
from weft.core.screen.screening import NoAcceptedRedFlags, UnknownQuestion
from weft.core.shared.care import Answer, Outcome, Verdict
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.screen import Screened, answer
from weft.records.models import AuditChange, Clinic, Person, Screening, Task
from weft.records.reads import screen as reads
from weft.records.reads import screen_questions as questions
from weft.records.refused import Refused

FULL, SHORT = QuestionSet.FULL, QuestionSet.EVERY_VISIT
ALL_NO = {one.id: Answer.NO for one in questions_for(knowledge().screen, FULL)}
SHORT_NO = {one.id: Answer.NO for one in questions_for(knowledge().screen, SHORT)}
SIX_MONTHS = timedelta(days=182)


def rows(cast: Cast) -> list[Screening]:
    return list(Screening.objects.within(cast.clinic.id).filter(person_id=cast.marta_id).order_by("at", "made_at"))


def open_tasks(cast: Cast) -> list[tuple[str, str]]:
    waiting = Task.objects.within(cast.clinic.id).filter(done_at__isnull=True)
    return sorted(waiting.values_list("kind", "urgency"))


def said(result: Screened | Refused) -> Screened:
    assert isinstance(result, Screened), result
    return result


def said_by(result: Screened | Refused) -> Clearance:
    return said(result).clearance


def test_answers_clearance_version_words_and_writer_are_kept(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        made = said(answer(by=here.noor, person_id=here.marta_id, answers=ALL_NO))

    (row,) = rows(here)
    assert (row.id, row.question_set, row.outcome, row.how) == (made.id, "full", "go", "desk")
    assert (row.by_id, row.knowledge_version) == (here.noor.user_id, knowledge().version)
    assert row.expires_at == TUESDAY_NINE + SIX_MONTHS
    assert row.wording is not None
    assert made.clearance.by_modality["needling"].verdict is Verdict.CLEAR


def test_it_is_audited_in_the_same_transaction(here: Cast) -> None:
    made = said(answer(by=here.noor, person_id=here.marta_id, answers=ALL_NO))

    entry = AuditChange.objects.get(table="records_screening", row=made.id.hex)
    assert (entry.actor, entry.person) == (here.noor.actor, here.marta_id.hex)


def test_a_form_sent_twice_is_one_screening(here: Cast) -> None:
    first = said(answer(by=here.noor, person_id=here.marta_id, answers=ALL_NO, key="k"))

    assert said(answer(by=here.noor, person_id=here.marta_id, answers=ALL_NO, key="k")) == first
    assert len(rows(here)) == 1


def test_a_stop_raises_a_task_with_a_clock_and_an_owner_group(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        made = said(answer(by=here.noor, person_id=here.marta_id, answers={**ALL_NO, "saddle_numbness": Answer.YES}))

    task = Task.objects.within(here.clinic.id).get()
    assert made.clearance.outcome is Outcome.STOP
    assert (task.kind, task.urgency, task.job) == ("red_answer", "emergency", "record")
    assert (task.person_id, task.subject) == (here.marta_id, made.id)
    assert task.due == TUESDAY_NINE + timedelta(minutes=15)


def test_a_second_stop_makes_the_open_task_more_urgent_instead_of_a_second_one(here: Cast) -> None:
    answer(by=here.noor, person_id=here.marta_id, answers={**ALL_NO, "recent_fall": Answer.YES})
    answer(by=here.noor, person_id=here.marta_id, answers={**ALL_NO, "saddle_numbness": Answer.YES})

    assert open_tasks(here) == [("red_answer", "emergency")]


def test_a_lesser_stop_does_not_make_the_task_less_urgent(here: Cast) -> None:
    answer(by=here.noor, person_id=here.marta_id, answers={**ALL_NO, "saddle_numbness": Answer.YES})
    answer(by=here.noor, person_id=here.marta_id, answers={**ALL_NO, "recent_fall": Answer.YES})

    assert open_tasks(here) == [("red_answer", "emergency")]


def test_what_the_desk_typed_waits_for_a_clinician_to_read(here: Cast) -> None:
    answer(by=here.noor, person_id=here.marta_id, answers={"saddle_numbness": Answer.NO})

    assert [kind for kind, _ in open_tasks(here)] == ["read_answers"]


def test_what_a_clinician_typed_is_read(here: Cast) -> None:
    answer(by=here.noor, person_id=here.marta_id, answers={**ALL_NO, "recent_fall": Answer.YES})
    answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO)

    assert open_tasks(here) == []


def test_a_stop_that_a_clinician_types_still_has_a_clock(here: Cast) -> None:
    answer(by=here.dana, person_id=here.marta_id, answers={**ALL_NO, "recent_fall": Answer.YES})

    assert open_tasks(here) == [("red_answer", "same_day")]


def test_a_question_left_open_is_never_a_no(here: Cast) -> None:
    left = {name: said for name, said in ALL_NO.items() if name != "blood_thinner"}

    made = said(answer(by=here.dana, person_id=here.marta_id, answers=left))

    assert made.clearance.unanswered == ("blood_thinner",)
    assert made.clearance.by_modality["needling"].verdict is Verdict.ASK


def test_new_answers_supersede_old_ones(here: Cast) -> None:
    answer(by=here.dana, person_id=here.marta_id, answers={**ALL_NO, "pacemaker": Answer.YES})
    answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO)

    latest = reads.latest_clearance(here.dana, here.marta_id)
    assert latest is not None
    assert latest.by_modality["electrotherapy"].verdict is Verdict.CLEAR


def test_the_short_set_counts_together_with_the_full_one_and_renews_nothing(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        answer(by=here.dana, person_id=here.marta_id, answers={**ALL_NO, "pacemaker": Answer.YES})
    with clock.at(TUESDAY_NINE + timedelta(days=7)):
        made = said(answer(by=here.noor, person_id=here.marta_id, answers=SHORT_NO, question_set=SHORT))

    assert made.clearance.asked is FULL
    assert made.clearance.by_modality["electrotherapy"].verdict is Verdict.BLOCKED
    assert rows(here)[-1].question_set == "every_visit"
    assert rows(here)[-1].expires_at == TUESDAY_NINE + SIX_MONTHS


def test_the_short_set_alone_leaves_questions_open(here: Cast) -> None:
    made = said(answer(by=here.noor, person_id=here.marta_id, answers=SHORT_NO, question_set=SHORT))

    assert "infection_risk" in made.clearance.unanswered


def test_a_danger_sign_left_out_today_is_open_again_although_it_was_a_no(here: Cast) -> None:
    answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO)
    today = {name: said for name, said in SHORT_NO.items() if name != "recent_fall"}

    made = said(answer(by=here.noor, person_id=here.marta_id, answers=today, question_set=SHORT))

    assert made.clearance.unanswered == ("recent_fall",)


def test_a_short_set_after_the_full_one_ran_out_leaves_questions_open(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO)
    with clock.at(TUESDAY_NINE + SIX_MONTHS):
        made = said(answer(by=here.noor, person_id=here.marta_id, answers=SHORT_NO, question_set=SHORT))

    assert "infection_risk" in made.clearance.unanswered


@pytest.mark.parametrize("said", [Answer.YES, Answer.UNSURE])
def test_when_health_has_changed_the_full_set_is_asked_again_and_no_yes_is_lost(here: Cast, said: Answer) -> None:
    answer(by=here.dana, person_id=here.marta_id, answers={**ALL_NO, "pacemaker": Answer.YES})

    changed = answer(
        by=here.noor, person_id=here.marta_id, answers={**SHORT_NO, "health_changed": said}, question_set=SHORT
    )

    clearance = said_by(changed)
    assert "infection_risk" in clearance.unanswered
    assert clearance.by_modality["exercise"].verdict is Verdict.ASK
    assert clearance.by_modality["electrotherapy"].verdict is Verdict.BLOCKED


def test_after_a_change_the_full_set_clears_again(here: Cast) -> None:
    answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO)
    answer(by=here.noor, person_id=here.marta_id, answers={"health_changed": Answer.YES}, question_set=SHORT)

    again = said_by(answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO))

    assert (again.outcome, again.unanswered) == (Outcome.GO, ())


@pytest.mark.parametrize(("years", "outcome"), [(17, Outcome.TALK_FIRST), (18, Outcome.GO)])
def test_a_birth_date_says_who_is_under_18_whatever_was_ticked(here: Cast, years: int, outcome: Outcome) -> None:
    born = TUESDAY_NINE.date().replace(year=TUESDAY_NINE.year - years)
    Person.objects.within(here.clinic.id).filter(id=here.marta_id).update(birth_date=born)

    with clock.at(TUESDAY_NINE):
        made = said(answer(by=here.dana, person_id=here.marta_id, answers={**ALL_NO, "under_18": Answer.NO}))

    assert made.clearance.outcome is outcome
    assert rows(here)[0].answers["under_18"] == "no"


def test_clearance_holds_for_six_months_and_not_a_second_longer(here: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO)

    with clock.at(TUESDAY_NINE + SIX_MONTHS - timedelta(seconds=1)):
        assert reads.latest_clearance(here.dana, here.marta_id) is not None
    with clock.at(TUESDAY_NINE + SIX_MONTHS):
        assert reads.latest_clearance(here.dana, here.marta_id) is None


def test_an_answer_to_no_question_is_a_mistake_and_saves_nothing(here: Cast) -> None:
    with pytest.raises(UnknownQuestion):
        answer(by=here.dana, person_id=here.marta_id, answers={**ALL_NO, "colour_of_eyes": Answer.YES})

    assert rows(here) == []


def test_without_accepted_danger_signs_screening_raises_and_the_check_says_so(here: Cast) -> None:
    Clinic.objects.filter(id=here.clinic.id).update(work_with_drafts_at=None, work_with_drafts_by=None)

    with pytest.raises(NoAcceptedRedFlags):
        answer(by=here.dana, person_id=here.marta_id, answers=ALL_NO)

    assert rows(here) == []
    assert questions.clinics_that_cannot_ask() == ("Two Rivers",)
    assert not questions.can_ask(here.clinic.id)
    assert questions.can_ask(here.other_clinic.id)


def test_a_patient_answers_for_themselves_and_for_nobody_else(here: Cast) -> None:
    assert said(answer(by=here.marta, person_id=here.marta_id, answers=ALL_NO, how="portal"))
    with pytest.raises(NotFound):
        answer(by=here.marta, person_id=here.harold_id, answers=ALL_NO)


def test_another_clinics_person_does_not_exist(here: Cast) -> None:
    with pytest.raises(NotFound):
        answer(by=here.otto, person_id=here.marta_id, answers=ALL_NO)
    with pytest.raises(NotFound):
        reads.latest(here.otto, here.marta_id)


def test_the_desk_sees_outcome_and_route_and_no_answer(here: Cast) -> None:
    answer(by=here.noor, person_id=here.marta_id, answers={**ALL_NO, "saddle_numbness": Answer.YES})

    desk, clinician = reads.latest(here.noor, here.marta_id), reads.latest(here.dana, here.marta_id)

    assert desk is not None
    assert clinician is not None
    assert desk.outcome is Outcome.STOP
    assert (desk.clearance, desk.modalities, desk.answers) == (None, (), ())
    assert [said for question, said in clinician.answers if "between your legs" in str(question)] == [Answer.YES]
    with pytest.raises(NotAllowed):
        reads.latest_clearance(here.noor, here.marta_id)


def test_nothing_asked_is_no_clearance(here: Cast) -> None:
    assert reads.latest(here.dana, here.marta_id) is None
    assert reads.latest_clearance(here.dana, here.marta_id) is None
