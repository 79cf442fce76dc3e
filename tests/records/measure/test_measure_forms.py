"""Questionnaires: wording and permission first, answers kept as given, a screen that asks for a clinician."""

from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import PlanMade, drafted, got, no
from tests.people import Cast

from weft.core.measure.choices import Choice
from weft.records import clock
from weft.records.access import NotAllowed, NotFound
from weft.records.actions.measure import record_scores
from weft.records.actions.measure_wording import record_permission, take_in_wording, withdraw_permission
from weft.records.adjusting import review_series
from weft.records.models import MeasureWording, Score, Task
from weft.records.reads.inbox import inbox
from weft.records.reads.measure import scores_asked
from weft.records.reads.measure_settings import measure_row, measures_of
from weft.records.refused import Reason, Refused

pytestmark = pytest.mark.django_db
PEG = {"instructions": "Read each.", "pain": "One", "enjoyment": "Two", "activity": "Three"}
ENDS = (Choice(value=Decimal(0), words="Nothing"), Choice(value=Decimal(10), words="Everything"))
FOUR = tuple(Choice(value=Decimal(n), words=f"Answer {n}") for n in range(4))
SAID = {"pain": Decimal(4), "enjoyment": Decimal(5), "activity": Decimal(6)}
ODI = {f"{n:02}": Decimal(1) for n in range(1, 11)}
ALLOWED = {"permitted": "Use by this clinic", "given_by": "The owner", "reference": "L-7"}


@pytest.fixture(autouse=True)
def care(cast: Cast) -> PlanMade:
    return drafted(cast)


def kept(cast: Cast, measure: str) -> Score:
    return Score.objects.within(cast.clinic.id).get(person_id=cast.marta_id, measure=measure)


def taken_in(
    cast: Cast, texts: dict[str, str] = PEG, stated: str = "Article of 2009", key: str = ""
) -> UUID | Refused:  # fmt: skip
    return take_in_wording(by=cast.elena, measure="peg", texts=texts, stated=stated, choices=ENDS, key=key)


def test_the_questionnaire_bears_its_name_only_with_its_wording(cast: Cast) -> None:
    before = no(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"peg": SAID}))
    wording = got(taken_in(cast))
    got(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"peg": SAID}))

    assert before.reason is Reason.NOT_AGREED
    row = kept(cast, "peg")
    assert (row.value, row.taken_in_id, row.answers["pain"]) == (Decimal(5), wording, "4")
    assert row.wording
    scale = "\n".join(["0 Nothing", *map(str, range(1, 10)), "10 Everything"])
    assert row.wording.text == f"Read each.\nOne\n{scale}\nTwo\n{scale}\nThree\n{scale}"
    assert row.explained["rule"] == "peg"


def test_our_own_words_are_kept_under_their_label_and_never_called_real(cast: Cast) -> None:
    got(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"pain_in_the_way": SAID}))

    row = kept(cast, "pain_in_the_way")
    assert (row.value, row.taken_in) == (Decimal(5), None)
    assert review_series([row], "peg") == ()


def test_what_is_licensed_waits_for_permission(cast: Cast) -> None:
    before = no(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"odi": ODI}))
    total = no(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"odi": Decimal(20)}))
    got(record_permission(by=cast.elena, measure="odi", **ALLOWED))
    got(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"odi": ODI}))

    assert (before.reason, total.reason) == (Reason.NOT_AGREED, Reason.NOT_AGREED)
    assert kept(cast, "odi").value == 20


def test_a_permission_that_has_ended_closes_again(cast: Cast) -> None:
    got(record_permission(by=cast.elena, measure="odi", **ALLOWED))
    got(withdraw_permission(by=cast.elena, measure="odi", why="Contract ended"))

    refused = no(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"odi": ODI}))
    again = no(withdraw_permission(by=cast.elena, measure="odi", why="Contract ended"))

    assert (refused.reason, again.reason) == (Reason.NOT_AGREED, Reason.ALREADY_DONE)
    assert not measure_row(cast.elena, "odi").is_permitted


def test_the_newest_wording_stands_and_none_is_lost(cast: Cast) -> None:
    got(taken_in(cast))
    got(taken_in(cast, texts=PEG | {"pain": "Better"}, stated="Second"))

    asked = scores_asked(cast.marta_id, cast.dana, chosen="peg").form
    assert asked
    assert [item.typed for item in asked.items] == ["Better", "Two", "Three"]
    assert MeasureWording.objects.within(cast.clinic.id).count() == 2
    assert measure_row(cast.elena, "peg").stated == "Second"


def test_a_wording_that_does_not_fit_is_told(cast: Cast) -> None:
    for texts, says in (({**PEG, "sleep": "Four"}, "sleep"), ({"pain": "One"}, "instructions")):
        refused = no(take_in_wording(by=cast.elena, measure="peg", texts=texts, stated="Article"))
        assert refused.reason is Reason.NOT_POSSIBLE
        assert str(refused.words).startswith(says)
    assert no(take_in_wording(by=cast.elena, measure="peg", texts=PEG, stated=" ")).reason is Reason.MISSING
    assert no(take_in_wording(by=cast.elena, measure="nprs", texts=PEG, stated="x")).reason is Reason.NOT_POSSIBLE


@pytest.mark.parametrize(
    ("choices", "says"),
    [
        ((), "answers: Words are given for 0 of 2 answers; add those of 0, 10."),
        (ENDS[:1], "answers: Words are given for 1 of 2 answers; add those of 10."),
        ((*ENDS, ENDS[0]), "answers: 0 comes twice; remove one."),
        ((*ENDS, Choice(value=Decimal(0), words="None", item="pain")), "pain: Words are given for 1 of 2"),
    ],
)
def test_answers_that_do_not_fit_are_told(cast: Cast, choices: tuple[Choice, ...], says: str) -> None:
    refused = no(take_in_wording(by=cast.elena, measure="peg", texts=PEG, stated="Article", choices=choices))

    assert refused.reason is Reason.NOT_POSSIBLE
    assert str(refused.words).startswith(says)
    assert not MeasureWording.objects.within(cast.clinic.id).exists()


def test_the_steps_of_a_plain_scale_may_be_named(cast: Cast) -> None:
    steps = tuple(Choice(value=Decimal(n), words=f"Step {n}") for n in range(1, 8))
    got(take_in_wording(by=cast.elena, measure="pgic", texts={"instructions": "How?"}, stated="Ours", choices=steps))

    got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"pgic": Decimal(2)}))

    row = kept(cast, "pgic")
    assert row.wording
    assert row.wording.text == "How?\n" + "\n".join(f"{n} Step {n}" for n in range(1, 8))
    asked = scores_asked(cast.marta_id, cast.dana, chosen="pgic").scales
    assert [one.words for one in asked[0].choices] == [f"Step {n}" for n in range(1, 8)]


def test_words_of_a_permission_are_needed_and_of_use(cast: Cast) -> None:
    refusals = [
        no(record_permission(by=cast.elena, measure="odi", permitted="", given_by="x")),
        no(record_permission(by=cast.elena, measure="odi", permitted="x", given_by="")),
        no(record_permission(by=cast.elena, measure="odi", permitted="x", given_by="y" * 201)),
        no(record_permission(by=cast.elena, measure="odi", permitted="x", given_by="a\x00b")),
        no(record_permission(by=cast.elena, measure="rmdq", permitted="x", given_by="y")),
    ]

    wrong = [Reason.NOT_POSSIBLE] * 3
    assert [one.reason for one in refusals] == [Reason.MISSING, Reason.MISSING, *wrong]


def test_a_form_sent_twice_counts_once(cast: Cast) -> None:
    first = got(taken_in(cast, key="k"))
    again = got(taken_in(cast, key="k"))

    assert first == again


def test_only_the_owner_and_the_clinical_lead_may(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        take_in_wording(by=cast.wei, measure="peg", texts=PEG, stated="Article")
    with pytest.raises(NotAllowed):
        record_permission(by=cast.noor, measure="odi", **ALLOWED)
    with pytest.raises(NotAllowed):
        measures_of(cast.dana)
    for unknown in ("nothing", "pain_in_the_way"):
        with pytest.raises(NotFound):
            take_in_wording(by=cast.elena, measure=unknown, texts=PEG, stated="Article")


def test_the_machine_of_the_clinic_may_take_in_a_file(cast: Cast) -> None:
    got(take_in_wording(by=cast.system, measure="peg", texts=PEG, stated="File", choices=ENDS))

    assert measure_row(cast.elena, "peg").taken_in_by == ""


@pytest.mark.parametrize("measure", ["mood_and_worry", "phq4"])
def test_a_screen_asks_for_a_clinician_at_once_in_any_words(cast: Cast, measure: str) -> None:
    names = ("instructions", "nervous", "worrying", "interest", "low")
    got(
        take_in_wording(
            by=cast.elena, measure="phq4", texts=dict.fromkeys(names, "Text"), stated="Manual", choices=FOUR
        )
    )
    said = {"nervous": Decimal(0), "worrying": Decimal(0), "interest": Decimal(1), "low": Decimal(2)}

    got(record_scores(by=cast.dana, person_id=cast.marta_id, forms={measure: said}))

    assert kept(cast, measure).parts == {"mood": "3", "worry": "0"}
    assert Task.objects.within(cast.clinic.id).filter(kind="mood_answer", person_id=cast.marta_id).count() == 1


def test_the_task_says_what_to_ask_and_is_late_only_after_today(cast: Cast) -> None:
    said = {"interest": Decimal(3), "low": Decimal(3)}

    got(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"low_mood": said}))

    (waits,) = [row for row in inbox(cast.dana) if row.kind == "mood_answer"]
    assert "thought about hurting yourself" in str(waits.says)
    assert not waits.is_late
    assert waits.due.date() == clock.today(cast.clinic.zone)


def test_a_paper_total_of_a_screen_asks_for_a_clinician_too(cast: Cast) -> None:
    got(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"low_mood": Decimal(3)}))
    hidden = no(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"mood_and_worry": Decimal(12)}))

    assert hidden.reason is Reason.NOT_POSSIBLE
    assert Task.objects.within(cast.clinic.id).filter(kind="mood_answer", person_id=cast.marta_id).count() == 1


def test_below_the_limit_nobody_is_called(cast: Cast) -> None:
    said = {"interest": Decimal(1), "low": Decimal(1)}

    got(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"low_mood": said}))

    assert not Task.objects.within(cast.clinic.id).filter(kind="mood_answer").exists()


def test_too_few_answers_keep_no_score_and_still_ask_for_a_clinician(cast: Cast) -> None:
    said = {"nervous": Decimal(3), "worrying": Decimal(3), "interest": Decimal(1), "low": None}

    refused = no(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"mood_and_worry": said}))

    assert refused.reason is Reason.MISSING
    assert "Worry: 6" in str(refused.words)
    assert "A task asks a clinician" in str(refused.words)
    assert Task.objects.within(cast.clinic.id).filter(kind="mood_answer", person_id=cast.marta_id).count() == 1
    assert not Score.objects.within(cast.clinic.id).filter(measure="mood_and_worry").exists()


def test_too_few_answers_below_the_limit_raise_nothing(cast: Cast) -> None:
    no(record_scores(by=cast.dana, person_id=cast.marta_id, forms={"mood_and_worry": {"nervous": Decimal(2)}}))

    assert not Task.objects.within(cast.clinic.id).filter(kind="mood_answer").exists()


@pytest.mark.parametrize(("answer", "tasks"), [(2, 0), (3, 1)])
@pytest.mark.parametrize(("measure", "item"), [("low_mood", "low"), ("mood_and_worry", "nervous")])
def test_one_answer_that_reaches_the_limit_asks_with_its_partner_blank(
    cast: Cast, measure: str, item: str, answer: int, tasks: int
) -> None:
    refused = no(record_scores(by=cast.dana, person_id=cast.marta_id, forms={measure: {item: Decimal(answer)}}))

    assert refused.reason is Reason.MISSING
    assert ("at least 3 with an answer missing" in str(refused.words)) is bool(tasks)
    assert Task.objects.within(cast.clinic.id).filter(kind="mood_answer", person_id=cast.marta_id).count() == tasks


def test_answers_that_cannot_be_and_measures_never_asked_are_told(cast: Cast) -> None:
    for forms in ({"mood_and_worry": {"low": Decimal(4)}}, {"low_mood": {"other": Decimal(1)}}):
        assert no(record_scores(by=cast.dana, person_id=cast.marta_id, forms=forms)).reason is Reason.NOT_POSSIBLE
    never = no(record_scores(by=cast.dana, person_id=cast.marta_id, scores={"days_to_half": Decimal(4)}))
    assert never.reason is Reason.NOT_POSSIBLE


@pytest.mark.parametrize(
    ("chosen", "shown", "says"),
    [
        ("odi", "", "ODI belongs to somebody. Record the clinic's permission first"),
        ("peg", "pain_in_the_way", "PEG may be scored once its official wording has been taken in."),
        ("oid", "", "This clinic asks no measure “oid”."),
        ("days_to_half", "", "This clinic asks no measure"),
    ],
)
def test_what_may_not_be_asked_is_said(cast: Cast, chosen: str, shown: str, says: str) -> None:
    asked = scores_asked(cast.marta_id, cast.dana, chosen=chosen)

    assert asked.chosen == shown
    assert str(asked.why_not).startswith(says)


@pytest.mark.parametrize("chosen", ["", "nprs", "own_goal", "sleep", "pain_in_the_way"])
def test_what_may_be_asked_needs_no_word(cast: Cast, chosen: str) -> None:
    assert scores_asked(cast.marta_id, cast.dana, chosen=chosen).why_not is None


def test_our_own_words_give_way_to_the_official_ones(cast: Cast) -> None:
    got(taken_in(cast))

    asked = scores_asked(cast.marta_id, cast.dana, chosen="pain_in_the_way")
    assert str(asked.why_not) == "The official wording has been taken in: ask PEG."


def test_another_clinic_sees_nothing_of_it(cast: Cast) -> None:
    got(record_permission(by=cast.elena, measure="odi", **ALLOWED))

    assert not MeasureWording.objects.within(cast.other_clinic.id).exists()
    with pytest.raises(NotFound):
        record_scores(by=cast.otto, person_id=cast.marta_id, forms={"odi": ODI})


def test_what_to_ask_takes_twelve_questions_to_the_database_at_most(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as asked:
        scores_asked(cast.marta_id, cast.dana)

    assert len([one for one in asked.captured_queries if one["sql"].startswith("SELECT")]) <= 12
