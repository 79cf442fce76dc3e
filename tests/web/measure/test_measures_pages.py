"""Which measures the clinic uses: official wordings and permissions, taken in by the owner or the clinical lead."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.care import drafted
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.records.models import MeasurePermission, MeasureWording, Score, Task

pytestmark = pytest.mark.usefixtures("care")
PAGE = "/settings/measures"
PEG = {
    "stated": "The article of 2009",
    "text-instructions": "Read each.",
    "text-pain": "First sentence",
    "text-enjoyment": "Second sentence",
    "text-activity": "Third sentence",
    "answers": "0 = Nothing\n10 = Everything",
}
FILE = '[items]\ninstructions = "Read each."\npain = "First"\nenjoyment = "Second"\nactivity = "Third"\n'
ENDS = '[[choices]]\nvalue = 0\nwords = "Nothing"\n[[choices]]\nvalue = 10\nwords = "Everything"\n'


@pytest.fixture
def care(cast: Cast) -> None:
    """Marta is in care, and the clinic works with drafts."""
    drafted(cast)


def a_file(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("peg.toml", text.encode())


def test_the_list_says_what_is_missing(as_: ClientOf) -> None:
    text = as_("elena").get(PAGE).text

    assert "Official wording missing." in text
    assert "Pain and what it hinders, three questions" in text
    assert "permission is missing. It is not scored." in text
    assert text.count('<li class="card">') == 9  # only those that need a wording or a permission
    assert "Pain, 0 to 10 · its change is judged" in text


def test_a_wording_is_pasted_and_then_asked(cast: Cast, as_: ClientOf) -> None:
    answer = as_("elena").post(f"{PAGE}/peg/wording", PEG)

    assert (answer.status_code, answer.headers["Location"]) == (303, f"{PAGE}/peg")
    asked = as_("dana").get(f"/people/{cast.marta_id}/scores?measure=peg").text
    assert "First sentence" in asked
    assert "In the way of enjoying life" not in asked
    assert "the most you can imagine" not in asked  # our own words for the ends


def test_what_is_missing_is_told_beside_its_field_and_the_rest_is_kept(as_: ClientOf) -> None:
    page = as_("elena").post(f"{PAGE}/peg/wording", PEG | {"text-activity": ""})

    assert page.status_code == 400
    assert 'id="id_text-activity_error"' in page.text
    assert "Second sentence" in page.text
    assert not MeasureWording.objects.everywhere().exists()


def test_a_file_is_taken_in_whole(as_: ClientOf) -> None:
    answer = as_("elena").post(f"{PAGE}/peg/wording", {"stated": "Article", "file": a_file(FILE + ENDS)})

    assert answer.status_code == 303
    assert MeasureWording.objects.everywhere().get().texts["pain"] == "First"


def test_a_file_with_an_unknown_item_is_told_and_its_texts_stay(as_: ClientOf) -> None:
    page = as_("elena").post(
        f"{PAGE}/peg/wording", {"stated": "Article", "file": a_file(FILE + 'sleep = "Fourth"\n' + ENDS)}
    )

    assert page.status_code == 400
    assert "no such items: sleep" in page.text
    assert "Second" in page.text


def test_what_is_no_toml_is_told(as_: ClientOf) -> None:
    bad = ("choices = 3", "choices = [3]", "[[choices]]\nvalue = 0", '[[choices]]\nvalue = "0"\nwords = "No"')
    files = [*(f"{one}\n{FILE}" for one in bad[:2]), *(f"{FILE}{one}" for one in bad[2:])]
    for text in ("no toml at all", "items = 3", "[items]\npain = 3", "\x00", *files):
        assert as_("elena").post(f"{PAGE}/peg/wording", {"stated": "A", "file": a_file(text)}).status_code == 400


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0 = Nothing", "Words are given for 1 of 2 answers; add those of 10."),
        ("0 = Nothing\n0 = Again\n10 = All", "0: 0 comes twice; remove one."),
        ("0 = Nothing\n5 = Some\n10 = All", "5: is no answer that bears words; those that do: 0, 10."),
        ("0 = Nothing\n10 =", "10: is missing; add its text as the questionnaire prints it."),
        ("0 = Nothing\nall of it", "Line 2: write the number of the answer, = and its words."),
        ("", "Write this; it is needed."),
    ],
)
def test_answers_that_do_not_fit_are_told_beside_them_with_everything_kept(
    as_: ClientOf, typed: str, says: str
) -> None:
    page = as_("elena").post(f"{PAGE}/peg/wording", PEG | {"answers": typed})

    assert page.status_code == 400
    assert says in page.text.split('id="id_answers_error"')[1].split("</div>")[0]
    assert all(text in page.text for text in (typed, "Third sentence", "The article of 2009"))
    assert not MeasureWording.objects.everywhere().exists()


def test_the_official_words_are_chosen_on_the_score_form(cast: Cast, as_: ClientOf) -> None:
    own = {"answers-pain": "0 = No pain\n10 = Dreadful pain"}
    assert as_("elena").post(f"{PAGE}/peg/wording", PEG | own).status_code == 303
    address = f"/people/{cast.marta_id}/scores?measure=peg"

    page = as_("dana").get(address).text
    said = {"item-pain": "4", "item-enjoyment": "5", "item-activity": "6", "moment": "general"}
    wrong = as_("dana").post(address, said | {"item-pain": "11"})

    assert (page.count("Dreadful pain"), page.count("Everything")) == (1, 2)
    assert page.count('type="radio" name="item-pain"') == 12
    assert "Choose one of the answers." in wrong.text
    assert as_("dana").post(address, said).status_code == 303
    assert Score.objects.everywhere().get(measure="peg").value == 5


def test_a_tick_says_what_the_sheet_says(cast: Cast, as_: ClientOf) -> None:
    sheet = {f"text-{n:02}": f"Sentence {n}" for n in range(1, 25)}
    typed = {"stated": "Article", "text-instructions": "Read.", **sheet, "answers": "1 = It fits me today"}
    assert as_("elena").post(f"{PAGE}/rmdq/wording", typed).status_code == 303

    page = as_("dana").get(f"/people/{cast.marta_id}/scores?measure=rmdq").text

    assert "It fits me today" in page
    assert "True today" not in page


def test_the_steps_of_overall_change_may_be_named(cast: Cast, as_: ClientOf) -> None:
    steps = "\n".join(f"{n} = Step {n}" for n in range(1, 8))
    assert "/settings/measures/pgic" in as_("elena").get(PAGE).text
    page = as_("elena").get(f"{PAGE}/pgic").text
    assert "1 = \n2 = " in page
    typed = {"stated": "Ours", "text-instructions": "How are you?", "answers": steps}
    assert as_("elena").post(f"{PAGE}/pgic/wording", typed).status_code == 303

    address = f"/people/{cast.marta_id}/scores?measure=pgic"
    assert "Step 7" in as_("dana").get(address).text
    assert as_("dana").post(address, {"pgic": "2", "moment": "general"}).status_code == 303
    assert Score.objects.everywhere().get(measure="pgic").taken_in


def test_an_item_with_other_answers_needs_its_own(as_: ClientOf) -> None:
    page = as_("elena").get(f"{PAGE}/start_back").text

    assert 'name="answers-09"' in page.split("<details>")[0]
    assert 'name="answers-01"' in page.split("<details>")[1]


def test_a_permission_opens_and_its_end_closes(cast: Cast, as_: ClientOf) -> None:
    said = {"permitted": "Use by the clinic", "given_by": "The owner", "reference": "L-7"}

    assert as_("elena").post(f"{PAGE}/odi/permission", said).status_code == 303
    assert "L-7" in as_("elena").get(f"{PAGE}/odi").text
    assert "Oswestry" in as_("dana").get(f"/people/{cast.marta_id}/scores").text
    seen = as_("elena").get(f"{PAGE}/odi").context["withdrawal"]["seen"].value()
    assert as_("elena").post(f"{PAGE}/odi/withdraw", {"why": "Contract ended", "seen": seen}).status_code == 303
    assert "Oswestry" not in as_("dana").get(f"/people/{cast.marta_id}/scores").text
    assert MeasurePermission.objects.everywhere().count() == 2


def test_a_permission_needs_its_words(as_: ClientOf) -> None:
    page = as_("elena").post(f"{PAGE}/odi/permission", {"permitted": "", "given_by": "The owner"})
    ended = as_("elena").post(f"{PAGE}/odi/withdraw", {"why": ""})

    assert (page.status_code, ended.status_code) == (400, 400)
    assert 'value="The owner"' in page.text


def test_only_those_with_the_right_see_it(as_: ClientOf) -> None:
    for who in ("wei", "noor"):
        assert as_(who).get(PAGE).status_code == 403
        assert as_(who).post(f"{PAGE}/peg/wording", PEG).status_code == 403
    assert as_("elena").get(f"{PAGE}/nothing").status_code == 404
    assert as_("elena").get(f"{PAGE}/nprs").status_code == 404
    assert as_("elena").get(f"{PAGE}/peg/wording").status_code == 405


def test_one_other_measure_is_asked_alone(cast: Cast, as_: ClientOf) -> None:
    page = f"/people/{cast.marta_id}/scores?measure=sleep"

    assert 'name="nprs"' not in as_("dana").get(page).text
    assert as_("dana").post(page, {"sleep": "4", "moment": "general"}).status_code == 303
    assert Score.objects.everywhere().filter(measure="sleep", value=4).exists()


def test_ticks_are_kept_as_answers_under_our_own_label(cast: Cast, as_: ClientOf) -> None:
    page = f"/people/{cast.marta_id}/scores?measure=daily_life_back"

    assert as_("dana").post(page, {"true": ["01", "24"], "moment": "general"}).status_code == 303
    kept = Score.objects.everywhere().get(measure="daily_life_back")
    assert (kept.value, kept.answers["24"], kept.answers["02"], kept.taken_in) == (Decimal(2), "1", "0", None)


def test_ticks_need_one_or_the_word_that_none_is_true(cast: Cast, as_: ClientOf) -> None:
    page = f"/people/{cast.marta_id}/scores?measure=daily_life_back"

    assert as_("dana").post(page, {"moment": "general"}).status_code == 400
    assert as_("dana").post(page, {"true": ["01"], "none": "on", "moment": "general"}).status_code == 400
    assert as_("dana").post(page, {"none": "on", "moment": "general"}).status_code == 303
    assert Score.objects.everywhere().get(measure="daily_life_back").value == 0


def test_too_few_answers_are_told(cast: Cast, as_: ClientOf) -> None:
    page = as_("dana").post(
        f"/people/{cast.marta_id}/scores?measure=pain_in_the_way", {"item-pain": "4", "moment": "general"}
    )

    assert page.status_code == 422
    assert "All three answers are needed." in page.text
    assert 'name="item-pain" value="4"' in page.text


def test_a_half_at_its_limit_keeps_the_form_and_asks_for_a_clinician(cast: Cast, as_: ClientOf) -> None:
    typed = {"item-nervous": "3", "item-worrying": "3", "moment": "general"}

    page = as_("dana").post(f"/people/{cast.marta_id}/scores?measure=mood_and_worry", typed)

    assert page.status_code == 422
    assert "A task asks a clinician to talk with the person today." in page.text
    assert page.text.count('value="3"') == 2
    assert Task.objects.everywhere().filter(kind="mood_answer").count() == 1


def test_a_share_of_nothing_keeps_the_form(cast: Cast, as_: ClientOf) -> None:
    page = as_("dana").post(
        f"/people/{cast.marta_id}/scores?measure=movement_tolerated",
        {"item-sets_done": "0", "item-sets_planned": "0", "moment": "general"},
    )

    assert page.status_code == 422
    assert "with nothing planned there is no share" in page.text
    assert 'name="item-sets_done" value="0"' in page.text


@pytest.mark.parametrize(("chosen", "says"), [("odi", "belongs to somebody"), ("oid", "asks no measure “oid”")])
def test_what_may_not_be_asked_is_said_on_the_page(cast: Cast, as_: ClientOf, chosen: str, says: str) -> None:
    assert says in as_("dana").get(f"/people/{cast.marta_id}/scores?measure={chosen}").text


def test_what_was_measured_says_that_it_proves_nothing_and_what_was_given(cast: Cast, as_: ClientOf) -> None:
    page = as_("dana").get(f"/people/{cast.marta_id}/measured")

    assert page.status_code == 200
    assert "Nothing was asked around needles yet." in page.text
    assert '<td data-name="Needles, visits">0 of 4</td>' in page.text
    assert "(to come)" in page.text
    assert as_("noor").get(f"/people/{cast.marta_id}/measured").status_code == 403
