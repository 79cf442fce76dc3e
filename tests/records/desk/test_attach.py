"""Papers of a person: kept once, taken out with a reason, never deleted, never another clinic's."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import papers
from tests.care import got, no
from tests.people import TUESDAY_NINE, Cast
from tests.records.test_guards import refused

from weft.core.desk import papers as rules
from weft.records import clock
from weft.records.access import Member, NotAllowed, NotFound
from weft.records.actions import attach as actions
from weft.records.actions.attach import attach, withdraw
from weft.records.models import Attachment, AuditChange, AuditRead, Withdrawal
from weft.records.reads.attachments import file_to_send, papers_page
from weft.records.refused import Reason

pytestmark = pytest.mark.django_db
TODAY = TUESDAY_NINE.date()


def kept(cast: Cast, by: Member | None = None, content: bytes = b"", says: str = "Letter", **more: object) -> UUID:
    sent = {"name": "letter.pdf", "content": content or papers.pdf(), "says": says} | more
    with clock.at(TUESDAY_NINE):
        return got(attach(by=by or cast.ren, person_id=cast.marta_id, **sent))  # type: ignore[arg-type]


def test_a_paper_is_kept_and_goes_out_as_it_was(cast: Cast) -> None:
    number = kept(cast, dated=TODAY)

    sent = file_to_send(number, cast.wei)

    assert sent.content == papers.pdf()
    assert sent.media == "application/pdf"
    assert sent.name == f"paper-2027-03-02-{number.hex[:8]}.pdf"
    assert sent.spoken_name == "Letter.pdf"


def test_nothing_of_the_sent_name_is_kept(cast: Cast) -> None:
    with clock.at(TUESDAY_NINE):
        number = got(
            attach(by=cast.ren, person_id=cast.marta_id, name="Secret name.pdf", content=papers.pdf(), says="A")
        )

    row = Attachment.objects.within(cast.clinic.id).get(id=number)
    assert "Secret" not in repr(row.__dict__)


def test_sending_it_out_is_written_down_with_the_person(cast: Cast) -> None:
    number = kept(cast)
    before = AuditRead.objects.count()

    file_to_send(number, cast.wei)

    assert AuditRead.objects.count() == before + 1


def test_what_is_hostile_is_refused_and_nothing_is_kept(cast: Cast) -> None:
    for what, name, content in papers.hostile():
        if len(content) < 100_000:
            declined = no(attach(by=cast.ren, person_id=cast.marta_id, name=name, content=content, says="A"))
            assert declined.reason is Reason.NOT_POSSIBLE, what

    assert not Attachment.objects.within(cast.clinic.id).exists()


def test_the_same_paper_is_kept_once(cast: Cast) -> None:
    first = kept(cast, key="one")

    again = kept(cast, key="one")
    other = no(
        attach(by=cast.ren, person_id=cast.marta_id, name="b.pdf", content=papers.pdf(), says="Again", key="two")
    )

    assert again == first
    assert other.reason is Reason.ALREADY_DONE


def test_taken_out_it_may_be_brought_again(cast: Cast) -> None:
    first = kept(cast)
    got(withdraw(by=cast.wei, attachment_id=first, reason="Wrong person"))

    assert kept(cast) != first


def test_a_paper_says_what_it_is_and_its_day_is_not_to_come(cast: Cast) -> None:
    def tried(says: str, days: int) -> Reason | None:
        with clock.at(TUESDAY_NINE):
            found = attach(
                by=cast.ren, person_id=cast.marta_id, name="a.pdf", content=papers.pdf(), says=says,
                dated=TODAY + timedelta(days=days),
            )  # fmt: skip
        return None if isinstance(found, UUID) else found.reason

    assert tried(" ", 0) is Reason.MISSING
    assert tried("x" * 201, 0) is Reason.NOT_POSSIBLE
    assert tried("Letter", 1) is Reason.NOT_POSSIBLE
    assert tried("Letter", 0) is None


def test_a_person_has_so_many_papers_and_not_one_more(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    first = kept(cast)
    kept(cast, content=papers.pdf(2))

    full = attach(by=cast.ren, person_id=cast.marta_id, name="a.pdf", content=papers.pdf(3), says="A")
    got(withdraw(by=cast.ren, attachment_id=first, reason="Not needed"))

    assert no(full).reason is Reason.NOT_POSSIBLE
    assert kept(cast, content=papers.pdf(3))


def test_taken_out_it_is_listed_with_its_reason_and_not_sent_out(cast: Cast) -> None:
    number = kept(cast)
    got(withdraw(by=cast.wei, attachment_id=number, reason="  Another person's  "))

    (seen,) = papers_page(cast.marta_id, cast.ren).gone

    assert (seen.withdrawn_because, seen.withdrawn_by) == ("Another person's", "Wei")
    with pytest.raises(NotFound):
        file_to_send(number, cast.ren)
    assert Attachment.objects.within(cast.clinic.id).filter(id=number).exists()


def test_taking_out_needs_a_reason_and_happens_once(cast: Cast) -> None:
    number = kept(cast)

    assert no(withdraw(by=cast.ren, attachment_id=number, reason=" ")).reason is Reason.MISSING
    assert no(withdraw(by=cast.ren, attachment_id=number, reason="a\x00b")).reason is Reason.NOT_POSSIBLE
    got(withdraw(by=cast.ren, attachment_id=number, reason="Wrong"))
    assert no(withdraw(by=cast.ren, attachment_id=number, reason="Wrong")).reason is Reason.ALREADY_DONE


def test_another_clinic_does_not_learn_of_it(cast: Cast) -> None:
    number = kept(cast)

    with pytest.raises(NotFound):
        file_to_send(number, cast.otto)
    with pytest.raises(NotFound):
        withdraw(by=cast.otto, attachment_id=number, reason="x")
    with pytest.raises(NotFound):
        attach(by=cast.otto, person_id=cast.marta_id, name="a.pdf", content=papers.pdf(), says="A")


def test_the_desk_and_the_patient_have_no_right_to_papers(cast: Cast) -> None:
    number = kept(cast)

    for who in (cast.noor, cast.marta):
        with pytest.raises((NotAllowed, NotFound)):
            file_to_send(number, who)
        with pytest.raises((NotAllowed, NotFound)):
            attach(by=who, person_id=cast.marta_id, name="a.pdf", content=papers.pdf(2), says="A")
        with pytest.raises((NotAllowed, NotFound)):
            withdraw(by=who, attachment_id=number, reason="x")
    with pytest.raises(NotFound):
        file_to_send(uuid4(), cast.ren)


@pytest.mark.parametrize("model", [Attachment, Withdrawal])
def test_the_database_keeps_a_paper_as_it_is(cast: Cast, model: type[Attachment] | type[Withdrawal]) -> None:
    number = kept(cast)
    got(withdraw(by=cast.ren, attachment_id=number, reason="Wrong"))

    with refused("append-only"):
        model.objects.within(cast.clinic.id).update(by_id=cast.wei.user_id)


def test_the_audit_says_that_and_not_what(cast: Cast) -> None:
    number = kept(cast)

    rows = AuditChange.objects.filter(table="records_attachment")

    assert [row.operation for row in rows] == ["insert"]
    assert str(rows[0].row) == str(number) or number.hex in str(rows[0].row).replace("-", "")


@pytest.mark.parametrize("count", [0, 3, 12])
def test_the_page_asks_the_same_few_questions_however_many_papers(cast: Cast, count: int) -> None:
    for number in range(count):
        kept(cast, content=papers.pdf(number + 1), says=f"Paper {number}")

    with CaptureQueriesContext(connection) as asked:
        seen = papers_page(cast.marta_id, cast.ren)

    selects = [each["sql"] for each in asked if each["sql"].startswith("SELECT")]
    assert len(seen.papers) == count
    assert len(selects) <= 8
    assert not any('"content"' in each for each in selects)


def test_the_largest_is_what_the_rules_say() -> None:
    assert rules.LARGEST == 10 * 1024 * 1024
