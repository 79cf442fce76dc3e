"""Letters: begun from the record, kept for their author, frozen when signed, and the task that asked for one ends."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.care import drafted, got, no, screened, work_with_drafts
from tests.people import TUESDAY_NINE, Cast
from tests.records.test_guards import refused
from tests.walked import GOAL, Walked, walk

from weft.core.desk.letters import About, Section
from weft.core.shared.care import Answer
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job, Member, NotAllowed, NotFound
from weft.records.actions import tasks
from weft.records.actions.letters import LetterWritten, keep_letter, letter_sent, sign_letter
from weft.records.models import Draft, Letter, LetterSending, SentHow, Task
from weft.records.reads.attachments import papers_page
from weft.records.reads.letters import letter_seen, letter_to_write
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
SECTIONS = {Section.CAME: "Low back pain.", Section.ASK: "Nothing."}


def written(**other: object) -> LetterWritten:
    given = {"about": About.REPORT, "to_name": "Dr Brown", "sections": SECTIONS, "person_knows": True} | other
    return LetterWritten(**given)  # type: ignore[arg-type]


def signed(cast: Cast, by: Member | None = None, **other: object) -> UUID:
    return got(sign_letter(by=by or cast.ren, person_id=cast.marta_id, letter=written(**other)))


def wanted(cast: Cast) -> UUID:
    return got(
        tasks.raise_task(
            by=cast.ren, kind="write_letter", says=Words("Write the letter to their doctor."), job=Job.RECORD,
            due=TUESDAY_NINE + timedelta(days=1), person_id=cast.marta_id,
        )
    )  # fmt: skip


def begins(cast: Cast, section: Section) -> str:
    return str(letter_to_write(cast.marta_id, cast.ren).sections[section] or "")


@pytest.fixture
def walked(cast: Cast) -> Walked:
    return walk(cast)


def test_it_begins_with_what_the_record_holds(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        seen = letter_to_write(cast.marta_id, cast.ren)
        texts = {section: str(words or "") for section, words in seen.sections.items()}

    assert "Low back" in texts[Section.CAME]
    assert "needles, 6 visits and movement, 7 visits" in texts[Section.DONE]
    assert "from 6 to 3 of 10" in texts[Section.STANDS]
    assert GOAL in texts[Section.STANDS]
    assert seen.about is About.REPORT
    assert seen.curve


def test_somebody_new_has_a_letter_that_claims_nothing(cast: Cast) -> None:
    seen = letter_to_write(cast.harold_id, cast.ren)

    assert (seen.about, seen.curve, seen.sections[Section.CAME]) == (About.REPORT, None, None)
    assert str(seen.sections[Section.DONE]) == "No treatment has been given here yet."


def test_a_danger_sign_brings_its_own_words_and_its_own_hurry(cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast, saddle_numbness=Answer.YES)

    seen = letter_to_write(cast.marta_id, cast.ren)

    assert seen.about is About.DANGER
    assert "cauda equina" in begins(cast, Section.FOUND).lower()
    assert begins(cast, Section.ASK).startswith("Please examine them now, as an emergency.")


def test_a_sign_that_only_calls_for_a_letter_brings_it_too(cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast, no_change_after_weeks=Answer.YES)

    assert letter_to_write(cast.marta_id, cast.ren).about is About.SIGNS
    assert "No meaningful change after 4 to 6 weeks of adequate care." in begins(cast, Section.FOUND)
    assert begins(cast, Section.ASK).startswith("Please look at this at the next chance.")


def test_a_task_that_wants_a_letter_says_what_it_is_about(cast: Cast) -> None:
    drafted(cast)
    wanted(cast)

    assert letter_to_write(cast.marta_id, cast.ren).about is About.REFER
    assert str(papers_page(cast.marta_id, cast.ren).waits) == "Write the letter to their doctor."


def test_what_is_typed_is_kept_for_its_author_alone(cast: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        got(keep_letter(by=cast.ren, person_id=cast.marta_id, content={"to_name": "Dr B"}))
        got(keep_letter(by=cast.ren, person_id=cast.marta_id, content={"to_name": "Dr Brown"}))

    mine, hers = letter_to_write(cast.marta_id, cast.ren), letter_to_write(cast.marta_id, cast.dana)

    assert (mine.draft, mine.sections) == ({"to_name": "Dr Brown"}, {})
    assert mine.kept_at
    assert (mine.kept_at.hour, hers.draft, hers.kept_at) == (9, {}, None)


def test_signing_ends_the_draft_and_the_task(cast: Cast) -> None:
    task = wanted(cast)
    got(keep_letter(by=cast.ren, person_id=cast.marta_id, content={"to_name": "Dr B"}))

    signed(cast)

    assert not Draft.objects.within(cast.clinic.id).exists()
    assert Task.objects.within(cast.clinic.id).get(id=task).done_by_id == cast.ren.user_id


def test_a_signed_letter_is_what_was_signed(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        number = signed(cast, to_address="1 Mill Lane", sections=SECTIONS | {Section.FOUND: " tight "})

    seen = letter_seen(number, cast.dana)

    assert (seen.to_name, seen.to_address, seen.person_knows) == ("Dr Brown", "1 Mill Lane", True)
    assert [(str(title), text) for title, text in seen.parts] == [
        ("Why they came", "Low back pain."), ("What we found", "tight"), ("What we ask", "Nothing."),
    ]  # fmt: skip
    assert seen.signed_as.startswith("Ren")
    assert seen.curve
    assert seen.curve.last
    assert seen.curve.last.value == 3


def test_the_curve_is_left_out_when_nobody_wants_it_or_there_is_no_score(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        without = letter_seen(signed(cast, with_curve=False), cast.ren)
        nobody = letter_seen(got(sign_letter(by=cast.ren, person_id=cast.harold_id, letter=written())), cast.ren)

    assert (without.curve, nobody.curve, nobody.sentence) == (None, None, None)


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"to_name": " "}, Reason.MISSING),
        ({"to_name": "a\x00b"}, Reason.NOT_POSSIBLE),
        ({"to_name": "x" * 201}, Reason.NOT_POSSIBLE),
        ({"to_address": "a\x00b"}, Reason.NOT_POSSIBLE),
        ({"sections": {Section.ASK: "Nothing."}}, Reason.MISSING),
        ({"sections": {Section.CAME: "Back."}}, Reason.MISSING),
        ({"sections": SECTIONS | {Section.DONE: "x" * 1501}}, Reason.NOT_POSSIBLE),
        ({"person_knows": False}, Reason.MISSING),
    ],
)
def test_a_letter_that_lacks_something_is_not_signed(cast: Cast, other: dict[str, object], reason: Reason) -> None:
    declined = no(sign_letter(by=cast.ren, person_id=cast.marta_id, letter=written(**other)))

    assert declined.reason is reason
    assert not Letter.objects.within(cast.clinic.id).exists()


def test_a_danger_sign_does_not_wait_until_the_person_was_told(cast: Cast) -> None:
    number = signed(cast, about=About.DANGER, person_knows=False)

    assert letter_seen(number, cast.ren).person_knows is False


def test_sent_again_the_form_signs_one_letter(cast: Cast) -> None:
    first = got(sign_letter(by=cast.ren, person_id=cast.marta_id, letter=written(), key="one"))
    again = got(sign_letter(by=cast.ren, person_id=cast.marta_id, letter=written(), key="one"))

    assert first == again
    assert Letter.objects.within(cast.clinic.id).count() == 1


def test_how_it_left_the_house_is_added_as_often_as_it_does(cast: Cast) -> None:
    number = signed(cast)
    with clock.at(TUESDAY_NINE):
        got(letter_sent(by=cast.dana, letter_id=number, how=SentHow.HANDED))
    with clock.at(TUESDAY_NINE + timedelta(days=1)):
        got(letter_sent(by=cast.wei, letter_id=number, how=SentHow.POST))

    seen = letter_seen(number, cast.ren)

    assert [(str(one.how), one.by) for one in seen.sendings] == [("handed to the person", "Dana"), ("by post", "Wei")]
    assert papers_page(cast.marta_id, cast.ren).letters[0].is_sent


def test_the_database_keeps_a_letter_as_it_was_signed(cast: Cast) -> None:
    number = signed(cast)
    got(letter_sent(by=cast.ren, letter_id=number, how=SentHow.FAX))

    for model in (Letter, LetterSending):
        with refused("append-only"):
            model.objects.within(cast.clinic.id).update(person_id=cast.harold_id)


def test_letters_are_for_those_with_the_record_in_this_clinic(cast: Cast) -> None:
    number = signed(cast)

    for who in (cast.noor, cast.otto, cast.marta):
        with pytest.raises((NotAllowed, NotFound)):
            letter_seen(number, who)
        with pytest.raises((NotAllowed, NotFound)):
            letter_to_write(cast.marta_id, who)
        with pytest.raises((NotAllowed, NotFound)):
            sign_letter(by=who, person_id=cast.marta_id, letter=written())
        with pytest.raises((NotAllowed, NotFound)):
            keep_letter(by=who, person_id=cast.marta_id, content={})
        with pytest.raises((NotAllowed, NotFound)):
            letter_sent(by=who, letter_id=number, how=SentHow.POST)


def test_writing_asks_at_most_twelve_questions(cast: Cast, walked: Walked) -> None:
    wanted(cast)
    with clock.at(walked.today), CaptureQueriesContext(connection) as asked:
        letter_to_write(cast.marta_id, cast.ren)

    assert len([each for each in asked if each["sql"].startswith("SELECT")]) <= 12


def test_writing_about_a_danger_sign_asks_no_more(cast: Cast, walked: Walked) -> None:
    with clock.at(walked.today):
        screened(cast, saddle_numbness=Answer.YES)
        with CaptureQueriesContext(connection) as asked:
            letter_to_write(cast.marta_id, cast.ren)

    assert len([each for each in asked if each["sql"].startswith("SELECT")]) <= 12


def test_a_new_sign_that_holds_nobody_back_asks_for_one_letter(cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast, no_change_after_weeks=Answer.YES)
    first = [row.kind for row in Task.objects.within(cast.clinic.id).filter(done_at__isnull=True)]

    signed(cast)
    screened(cast, no_change_after_weeks=Answer.YES)
    again = Task.objects.within(cast.clinic.id).filter(kind="write_letter", done_at__isnull=True)

    assert first == ["write_letter"]
    assert not again.exists()


def test_without_a_sign_nobody_is_asked_for_a_letter(cast: Cast) -> None:
    work_with_drafts(cast)
    screened(cast)

    assert not Task.objects.within(cast.clinic.id).filter(kind="write_letter").exists()
