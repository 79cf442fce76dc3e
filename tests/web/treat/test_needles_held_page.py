"""What keeps needles out, on the page; and what the signed record says of them."""

import re

import pytest
from django.urls import reverse
from tests.people import Cast
from tests.records.treat.treat_builders import answers, assert_done, at, needled, prepare, record, single, trip
from tests.web.conftest import ClientOf

from weft.core.shared.care import NEEDLES, Answer
from weft.records import clock
from weft.records.actions import screen, treat

pytestmark = pytest.mark.django_db
POINTS = "bl23 b, bl25 b, gb30 r"


def url(name: str, visit_id: object) -> str:
    return reverse(f"treat:{name}", args=[visit_id])


def offers(page: str, visit_id: object) -> bool:
    """The page has a form that puts needles in, and it is not hidden."""
    before, found, _ = page.partition(f'action="{url("needles_in", visit_id)}"')
    return bool(found) and "<div hidden>" not in before


@pytest.mark.parametrize(
    ("yes", "words", "way"),
    [
        ("saddle_numbness", "Stop: no needles", "What to say and do now"),
        ("fever_now", "No needles go in yet", "Read the answers and decide"),
    ],
)
def test_a_danger_sign_or_a_block_stands_in_place_of_the_needles(
    cast: Cast, as_: ClientOf, yes: str, words: str, way: str
) -> None:
    prepare(cast, None, **{yes: Answer.YES})
    bed, wei = trip(cast).needles, as_("wei")

    page = wei.get(url("needles", bed)).content.decode()
    answer = wei.post(url("needles_in", bed), {"points": POINTS})
    refused = answer.content.decode()

    assert url("needles_in", bed) not in page
    assert words in page
    assert way in page
    assert "Place the needles" not in page
    assert answer.status_code == 409
    assert f'<code translate="no">{POINTS}</code>' in refused
    assert url("needles_in", bed) not in refused


def test_who_decides_about_a_block_is_named_to_who_may_not(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, fever_now=Answer.YES)

    page = as_("dana").get(url("needles", trip(cast).needles)).content.decode()

    assert "This can be lifted by: Ren, Wei." in page
    assert "Open the health questions" in page
    assert "Read the answers and decide" not in page


def test_without_an_agreement_the_way_to_one_stands_there(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, None, "dry_needling")
    bed = trip(cast).needles

    page = as_("wei").get(url("needles", bed)).content.decode()

    assert url("needles_in", bed) not in page
    assert "Ask for the agreement" in page


def test_last_time_waits_for_reading_first(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    first, second = trip(cast), trip(cast, day=2)
    with clock.at(at(2)):
        treat.needles_in(visit_id=first.needles, by=cast.wei, points=POINTS)
        treat.needles_out(visit_id=first.needles, by=cast.wei, count=5)
        treat.sign_needles(visit_id=first.needles, by=cast.wei)
        screen.answer(by=cast.wei, person_id=cast.marta_id, answers=answers(antiplatelet=Answer.YES))

    with clock.at(at(0, day=2)):
        wei, home = as_("wei"), url("needles", second.needles)
        unread = wei.get(home).content.decode()
        refused = wei.post(url("needles_in", second.needles), {"points": POINTS})
        digest = re.search(r'name="digest" value="(\w+)"', unread)
        assert digest
        wei.post(url("read_heed", second.needles), {"digest": digest[1]})
        read = wei.get(home).content.decode()

    assert (offers(unread, second.needles), offers(read, second.needles)) == (False, True)
    assert "Same as last time" not in unread
    assert "Same as last time: 5 needles in" in read
    assert refused.status_code == 422
    assert POINTS in refused.content.decode()
    assert "I have read this" in refused.content.decode()


def test_a_bed_with_a_missing_needle_is_named_and_another_one_chosen(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    prepare(cast, cast.harold_id)
    hers, his = trip(cast).needles, single(cast, NEEDLES, person_id=cast.harold_id, minutes=120, bed=0)
    needled(cast, hers, count=4, out=3)
    with clock.at(at(125)):
        wei = as_("wei")
        page = wei.get(url("needles", his)).content.decode()
        refused = wei.post(url("needles_in", his), {"points": POINTS, "place": str(cast.beds[0].id)})
        bare = wei.post(url("needles_in", his), {"points": POINTS})
        other = wei.post(url("needles_in", his), {"points": POINTS, "place": str(cast.beds[1].id)})

    for said in (page, bare.content.decode()):
        assert "Bed 1: 1 of 4 needles not accounted for (Marta)." in said
    assert f'value="{cast.beds[0].id}"' not in page
    assert (refused.status_code, bare.status_code, other.status_code) == (400, 409, 303)


def test_the_other_bed_stays_chosen_when_last_time_is_refused(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    prepare(cast, cast.harold_id)
    first, second = trip(cast).needles, trip(cast, day=2).needles
    his = single(cast, NEEDLES, person_id=cast.harold_id, minutes=120, bed=0)
    assert_done(treat.needles_in(visit_id=first, by=cast.wei, points=POINTS))
    assert_done(treat.needles_out(visit_id=first, by=cast.wei, count=5))
    assert_done(treat.sign_needles(visit_id=first, by=cast.wei))
    needled(cast, his, count=4, out=3)
    chosen = str(cast.beds[2].id)

    with clock.at(at(0, day=2)):
        refused = as_("wei").post(url("needles_in", second), {"points": "nonsense9", "place": chosen})

    same = refused.text[refused.text.index('id="same-place"') :].partition("</select>")[0]
    assert refused.status_code == 422
    assert re.findall(r'value="([^"]*)" selected', same) == [chosen]


def test_the_signed_record_says_what_they_said_and_who_counted(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    bed, wei = trip(cast).needles, as_("wei")
    treat.needles_in(visit_id=bed, by=cast.wei, points=POINTS)
    taps = [
        ("said", {"what": "nprs", "moment": "before_needles", "value": "6"}),
        ("said", {"what": "relaxation", "moment": "after_needles", "value": "8"}),
        ("needles_out", {"count": "5"}),
        ("steady", {"steady": "yes"}),
        ("sign_needles", {"pain_after": "3", "reaction": "needle_site.bruise", "reaction_story": "Small."}),
    ]  # fmt: skip
    for name, data in taps:
        as_("ren" if name == "needles_out" else "wei").post(url(name, bed), data)

    page = " ".join(wei.get(url("needles", bed)).content.decode().split())

    assert "before 6, after 3" in page
    assert "after 8" in page
    assert 'in: <span translate="no">Wei</span>' in page
    assert 'out: <span translate="no">Ren</span>' in page
    assert "Bruise, mild" in page
    assert "Small." in page


def test_no_reaction_is_said_and_not_supposed(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    bed, wei = trip(cast).needles, as_("wei")
    treat.needles_in(visit_id=bed, by=cast.wei, points=POINTS)
    form = wei.get(url("needles", bed)).content.decode()
    wei.post(url("needles_out", bed), {"count": "5"})

    wei.post(url("sign_needles", bed), {"reaction": "none", "grade": "1"})

    assert 'type="radio" name="reaction" value="none"' in form
    assert 'type="radio" name="reaction" value="organ.lung"' in form
    assert '<select name="reaction"' not in form
    assert record(bed).content["no_reaction"] is True


def test_there_is_one_way_to_report_an_incident(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast, first=cast.ren, second=cast.ren)
    treat.start_movement(visit_id=pair.movement, by=cast.ren)

    for page in (as_("ren").get(url(name, getattr(pair, name))).content.decode() for name in ("needles", "movement")):
        assert page.count("/incident") == 1


def test_a_blood_thinner_is_named_on_every_page_that_writes_of_the_visit(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, blood_thinner=Answer.YES)
    pair = trip(cast)
    screen.sign_off(
        by=cast.wei, person_id=cast.marta_id, modality="needling", reason="Apixaban.", visit_id=pair.needles
    )

    needles = as_("wei").get(url("needles", pair.needles)).content.decode()
    movement = as_("dana").get(url("movement", pair.movement)).content.decode()

    for page in (needles, movement):
        header = page[page.index('class="who"') :].partition("</section>")[0]
        assert "who__alert" in header
        assert "Blood thinner" in header
    assert "Apixaban." in needles


def test_the_first_alert_names_what_to_heed_and_not_who_signed(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, blood_thinner=Answer.YES, antiplatelet=Answer.YES)
    bed = trip(cast).needles
    screen.sign_off(by=cast.wei, person_id=cast.marta_id, modality="needling", reason="Apixaban.", visit_id=bed)

    page = as_("wei").get(url("needles", bed)).content.decode()

    first, signed = re.findall(r'class="who__alert">.*?</span>(.*?)</p>', page)[:2]
    assert set(first.split(", ")) == {"Aspirin or other antiplatelet", "Blood thinner"}
    assert signed == "Signed by Wei for this visit: Apixaban."
