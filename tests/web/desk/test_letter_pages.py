"""Letters as pages: begun from the record, signed, printed, marked as sent."""

import io
import re
from datetime import timedelta

import pytest
from pypdf import PdfReader
from tests.care import drafted, got
from tests.people import TUESDAY_NINE, Cast
from tests.walked import walk
from tests.web.conftest import ClientOf

from weft.core.shared.words import Words
from weft.records import clock
from weft.records.access import Job
from weft.records.actions import tasks
from weft.records.models import Draft, Letter, LetterSending

pytestmark = pytest.mark.django_db
TYPED = {
    "to_name": "Dr Brown", "to_address": "1 Mill Lane", "about": "report", "came": "Low back pain since May.",
    "found": "", "done": "Six visits.", "stands": "Better.", "ask": "Nothing.", "person_knows": "on",
}  # fmt: skip


def signed(cast: Cast, as_: ClientOf, **other: str) -> str:
    answer = as_("ren").post(f"/people/{cast.marta_id}/letter", TYPED | other)
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_the_page_begins_with_the_record(cast: Cast, as_: ClientOf) -> None:
    drafted(cast)

    page = as_("ren").get(f"/people/{cast.marta_id}/letter").text

    assert "Low back, for 26 weeks" in page
    assert "No treatment has been given here yet." in page
    assert "Kowalska" in page
    assert "Sign the letter" in page


def test_it_is_signed_read_and_printed(cast: Cast, as_: ClientOf) -> None:
    where = signed(cast, as_)

    page, paper = as_("dana").get(where), as_("dana").get(f"{where}/sheet")

    assert "Low back pain since May." in page.text
    assert "What we found" not in page.text
    assert "Not yet. Weft sends no letters itself" in page.text
    assert paper.headers["Content-Type"] == "application/pdf"
    (only,) = PdfReader(io.BytesIO(paper.content)).pages
    text = " ".join(only.extract_text().split())
    for words in ("Two Rivers", "Dr Brown", "1 Mill Lane", "About Marta Kowalska", "Six visits.", "Signed: Ren"):
        assert words in text


def test_the_curve_goes_with_it(cast: Cast, as_: ClientOf) -> None:
    walked = walk(cast)
    with clock.at(walked.today):
        where = signed(cast, as_, with_curve="on")

        assert "<svg" in as_("ren").get(where).text
        paper = PdfReader(io.BytesIO(as_("ren").get(f"{where}/sheet").content))
    assert "from 6 to 3 of 10" in paper.pages[0].extract_text()


@pytest.mark.parametrize(
    ("other", "words", "status"),
    [
        ({"to_name": ""}, "Write a name.", 400),
        ({"about": "nonsense"}, "Select a valid choice", 400),
        ({"came": ""}, "Write why they came.", 400),
        ({"ask": " "}, "Write what you ask", 400),
        ({"done": "x" * 1501}, "A letter is read when it fits one page.", 400),
        ({"person_knows": ""}, "Tell the person of this letter first", 422),
    ],
)
def test_what_is_wrong_is_said_and_everything_typed_is_still_there(
    cast: Cast, as_: ClientOf, other: dict[str, str], words: str, status: int
) -> None:
    answer = as_("ren").post(f"/people/{cast.marta_id}/letter", TYPED | other)

    assert answer.status_code == status
    assert words in answer.text
    assert "Error:" in answer.text
    assert "Better." in answer.text
    assert not Letter.objects.within(cast.clinic.id).exists()


def test_a_draft_is_kept_and_comes_back_to_its_author_alone(cast: Cast, as_: ClientOf) -> None:
    typed = TYPED | {"came": "half a sent"}

    plain = as_("ren").post(f"/people/{cast.marta_id}/letter/draft", typed)
    part = as_("ren").post(f"/people/{cast.marta_id}/letter/draft", typed, headers={"HX-Request": "true"})

    assert (plain.status_code, part.status_code) == (303, 200)
    assert "as your draft. Only you see it." in part.text
    mine = as_("ren").get(f"/people/{cast.marta_id}/letter").text
    assert "half a sent" in mine
    assert "You began this letter" in mine
    assert "half a sent" not in as_("wei").get(f"/people/{cast.marta_id}/letter").text
    signed(cast, as_)
    assert not Draft.objects.within(cast.clinic.id).exists()


def test_the_task_leads_to_the_letter_and_ends_with_it(cast: Cast, as_: ClientOf) -> None:
    due = clock.now() + timedelta(days=1)
    task = {"kind": "write_letter", "says": Words("Write it."), "job": Job.RECORD, "due": due}
    got(tasks.raise_task(by=cast.ren, person_id=cast.marta_id, **task))  # type: ignore[arg-type]

    assert f"/people/{cast.marta_id}/letter" in as_("ren").get("/inbox").text
    signed(cast, as_)
    assert f"/people/{cast.marta_id}/letter" not in as_("ren").get("/inbox").text


def test_how_it_went_is_written_down(cast: Cast, as_: ClientOf) -> None:
    where = signed(cast, as_)

    wrong, right = as_("dana").post(f"{where}/sent", {}), as_("dana").post(f"{where}/sent", {"how": "post"})

    assert (wrong.status_code, right.status_code) == (400, 303)
    assert "by post" in as_("ren").get(where).text
    assert "not sent yet" not in as_("ren").get(f"/people/{cast.marta_id}/papers").text


def test_a_letter_leaves_the_house_once_however_often_the_form_is_sent(cast: Cast, as_: ClientOf) -> None:
    where, dana = signed(cast, as_), as_("dana")
    key = re.search(r'name="key" value="([^"]+)"', dana.get(where).text)
    assert key
    for _ in range(2):
        assert dana.post(f"{where}/sent", {"how": "post", "key": key[1]}).status_code == 303

    assert LetterSending.objects.within(cast.clinic.id).count() == 1


@pytest.mark.parametrize("name", ["noor", "otto", "marta", "harold", "visitor"])
def test_nobody_else_reads_or_writes_letters(cast: Cast, as_: ClientOf, name: str) -> None:
    where = signed(cast, as_)
    other = as_(name)

    answers = [
        other.get(f"/people/{cast.marta_id}/letter"),
        other.post(f"/people/{cast.marta_id}/letter", TYPED),
        other.post(f"/people/{cast.marta_id}/letter/draft", TYPED),
        other.get(where),
        other.get(f"{where}/sheet"),
        other.post(f"{where}/sent", {"how": "post"}),
    ]

    assert all(each.status_code in {303, 403, 404} for each in answers)
    assert not any(b"Kowalska" in each.content or b"%PDF" in each.content for each in answers)


@pytest.mark.parametrize("name", ["L" * 120, "O'Brien <b>", "李雷", "ق"])
def test_names_of_every_kind_fit(cast: Cast, as_: ClientOf, name: str) -> None:
    with clock.at(TUESDAY_NINE):
        where = signed(cast, as_, to_name=name)

        assert as_("ren").get(where).status_code == 200
        assert as_("ren").get(f"{where}/sheet").content.startswith(b"%PDF")
