"""Where one modality stands, and what a signature changes."""

from collections.abc import Mapping

import pytest

from weft.core.screen.clearance import Clearance, ModalityClearance, Reason
from weft.core.screen.facts import QuestionSet
from weft.core.screen.finding import UNANSWERED
from weft.core.screen.order import questions_for
from weft.core.screen.screening import screen
from weft.core.screen.standing import Standing, covers, standing
from weft.core.screen.times import READ_WITHIN, ring_within
from weft.core.shared.care import Action, Answer, Outcome, Verdict
from weft.core.shared.fact import ReviewStatus
from weft.core.shared.words import Words
from weft.library.knowledge import knowledge

FACTS = knowledge().screen
FULL, CONSULT = QuestionSet.FULL, QuestionSet.CONSULT


def cleared(asked: QuestionSet = FULL, leave_out: str = "", **said: Answer) -> Clearance:
    answers: Mapping[str, Answer] = {one.id: said.get(one.id, Answer.NO) for one in questions_for(FACTS, asked)}
    return screen({name: one for name, one in answers.items() if name != leave_out}, FACTS, asked=asked)


def test_all_no_is_open() -> None:
    assert standing(cleared(), "needling") is Standing.OPEN


def test_the_consult_set_opens_no_treatment() -> None:
    assert standing(cleared(CONSULT), "needling") is Standing.NOT_ASKED


def test_a_modality_without_a_verdict_is_not_open() -> None:
    assert standing(cleared(), "leeches") is Standing.NOT_ASKED


def test_a_missing_answer_waits_and_no_signature_helps() -> None:
    assert standing(cleared(leave_out="blood_thinner"), "needling", is_lifted=True) is Standing.UNANSWERED


def test_a_blood_thinner_waits_for_a_signature_before_it_starts() -> None:
    clearance = cleared(blood_thinner=Answer.YES)

    assert standing(clearance, "needling") is Standing.UNSIGNED
    assert standing(clearance, "needling", to_start=False) is Standing.OPEN
    assert standing(clearance, "needling", is_lifted=True) is Standing.OPEN
    assert standing(clearance, "exercise") is Standing.OPEN


def test_a_block_is_lifted_by_a_signature() -> None:
    clearance = cleared(pacemaker=Answer.YES)

    assert standing(clearance, "electrotherapy") is Standing.BLOCKED
    assert standing(clearance, "electrotherapy", to_start=False) is Standing.BLOCKED
    assert standing(clearance, "electrotherapy", is_lifted=True) is Standing.OPEN


def test_an_emergency_is_never_lifted() -> None:
    clearance = cleared(saddle_numbness=Answer.YES)

    assert standing(clearance, "exercise", is_lifted=True) is Standing.EMERGENCY


def test_a_stop_for_today_is_lifted_by_a_clinician() -> None:
    assert standing(cleared(recent_fall=Answer.YES), "exercise", is_lifted=True) is Standing.OPEN


def test_lifting_a_block_does_not_answer_what_nobody_asked() -> None:
    assert standing(cleared(leave_out="infection_risk", recent_fall=Answer.YES), "exercise", is_lifted=True) is (
        Standing.UNANSWERED
    )
    assert standing(cleared(CONSULT, recent_fall=Answer.YES), "exercise", is_lifted=True) is Standing.NOT_ASKED


def test_a_not_sure_beside_a_block_is_never_signed_away() -> None:
    clearance = cleared(small_knock_weak_bones=Answer.YES, pacemaker=Answer.UNSURE)

    assert standing(clearance, "electro_acupuncture") is Standing.BLOCKED
    assert standing(clearance, "electro_acupuncture", is_lifted=True) is Standing.UNANSWERED
    assert standing(cleared(small_knock_weak_bones=Answer.YES), "electro_acupuncture", is_lifted=True) is Standing.OPEN


def test_a_not_sure_about_the_lifted_sign_itself_is_asked_again() -> None:
    clearance = cleared(recent_fall=Answer.YES, small_knock_weak_bones=Answer.UNSURE)

    assert standing(clearance, "exercise", is_lifted=True) is Standing.UNANSWERED


def holds(modality: str, *, signed: Clearance, now: Clearance) -> bool:
    return covers(signed.by_modality[modality], now.by_modality[modality])


def test_a_signature_over_a_not_sure_does_not_cover_the_yes_that_follows() -> None:
    signed = cleared(small_knock_weak_bones=Answer.YES, pacemaker=Answer.UNSURE)
    yes = cleared(small_knock_weak_bones=Answer.YES, pacemaker=Answer.YES)
    no = cleared(small_knock_weak_bones=Answer.YES)

    assert not holds("electro_acupuncture", signed=signed, now=yes)
    assert holds("electro_acupuncture", signed=signed, now=no)


def test_a_signature_for_a_milder_sign_does_not_cover_a_graver_one_of_the_same_flag() -> None:
    milder, both = (
        cleared(small_knock_weak_bones=Answer.YES),
        cleared(small_knock_weak_bones=Answer.YES, recent_fall=Answer.YES),
    )

    assert not holds("needling", signed=milder, now=both)
    assert not holds("needling", signed=milder, now=cleared(recent_fall=Answer.YES))
    assert holds("needling", signed=both, now=milder)
    assert holds("needling", signed=both, now=both)


@pytest.mark.parametrize(
    ("outcome", "action", "covered"),
    [
        (Outcome.TALK_FIRST, Action.WITHIN_24_HOURS, True),
        (Outcome.TALK_FIRST, Action.WITHIN_2_WEEKS, True),
        (Outcome.TALK_FIRST, Action.SAME_DAY, False),
        (Outcome.GO, Action.WITHIN_24_HOURS, True),
        (Outcome.STOP, Action.WITHIN_24_HOURS, False),
    ],
)
def test_a_sign_that_the_knowledge_has_come_to_judge_more_gravely_needs_a_new_signature(
    outcome: Outcome, action: Action, covered: bool
) -> None:
    def speaks(outcome: Outcome, action: Action) -> ModalityClearance:
        reason = Reason("a", Words("a"), (), ReviewStatus.DRAFT, said=("fall",), outcome=outcome, action=action)
        return ModalityClearance(Verdict.BLOCKED, (reason,))

    assert covers(speaks(Outcome.TALK_FIRST, Action.WITHIN_24_HOURS), speaks(outcome, action)) is covered


def found(verdict: Verdict, *rules: str) -> ModalityClearance:
    return ModalityClearance(
        verdict,
        tuple(Reason(rule, Words(rule), (), ReviewStatus.DRAFT, is_open=rule == UNANSWERED) for rule in rules),
    )


@pytest.mark.parametrize(
    ("signed", "now", "holds"),
    [
        (found(Verdict.CAUTION, "a"), found(Verdict.CAUTION, "a"), True),
        (found(Verdict.CAUTION, "a", "b"), found(Verdict.CAUTION, "a"), True),
        (found(Verdict.CAUTION, "a"), found(Verdict.CAUTION, "a", "b"), False),
        (found(Verdict.CAUTION, "a"), found(Verdict.BLOCKED, "a"), False),
        (found(Verdict.BLOCKED, "a"), found(Verdict.CAUTION, "a"), True),
        (found(Verdict.CAUTION, "a"), found(Verdict.ASK, "a", UNANSWERED), True),
    ],
)
def test_a_signature_covers_what_was_seen_and_nothing_new(
    signed: ModalityClearance, now: ModalityClearance, holds: bool
) -> None:
    assert covers(signed, now) is holds


def test_the_more_urgent_the_sooner_somebody_rings() -> None:
    clocks = [ring_within(action) for action in (Action.EMERGENCY, Action.SAME_DAY, Action.WITHIN_24_HOURS, Action.GP)]

    assert clocks == sorted(clocks)
    assert clocks[-1] is READ_WITHIN
