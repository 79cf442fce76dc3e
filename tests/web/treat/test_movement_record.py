"""The movement record in full: ticks, the note, tests, home, the states of the page, and how few actions it takes."""

import re
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.people import Cast
from tests.records.treat.treat_builders import agree, assert_done, at, needled, prepare, record, single, trip, visit
from tests.web.conftest import ClientOf
from tests.web.treat.test_movement_page import TWO_BY_EIGHT, plan_for, url

from weft.core.assess.parts import MovementPart, TestValue
from weft.core.shared.care import MOVEMENT
from weft.library.stored import to_json
from weft.records import clock
from weft.records.actions import treat
from weft.records.models import Assessment, AssessmentPart, HandOver, Score, Visit, VisitState
from weft.records.reads.treat import movement_page

pytestmark = pytest.mark.django_db

TWO_BY_TEN = "2 \N{MULTIPLICATION SIGN} 10"
MOST_ACTIONS, MOST_SELECTS = 14, 12


def started(cast: Cast, phase: str = "settle") -> UUID:
    """Marta's movement half after needles, begun inside the window."""
    prepare(cast)
    pair = trip(cast)
    plan_for(cast, pair.needles, pair.movement, phase=phase)
    needled(cast, pair.needles)
    with clock.at(at(40)):
        assert_done(treat.start_movement(visit_id=pair.movement, by=cast.dana))
    return pair.movement


def examined(cast: Cast, visit_id: UUID, **values: str) -> None:
    """A signed examination of the visit's episode."""
    episode = visit(visit_id).episode
    assert episode
    of = {"clinic": cast.clinic, "person_id": cast.marta_id}
    assert cast.dana.user_id
    done = Assessment.objects.create(**of, episode=episode, at=at(-3000), by_id=cast.dana.user_id)
    part = MovementPart(tests=tuple(TestValue(test=name, value=Decimal(value)) for name, value in values.items()))
    AssessmentPart.objects.create(
        **of, assessment=done, kind=MOVEMENT, content={"part": to_json(part), "findings": []},
        signed_by_id=cast.dana.user_id, signed_at=at(-2990), signed_as="Dana",
    )  # fmt: skip


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send from the page's form as it stands."""
    form = page[page.index('id="movement"') :]
    found: dict[str, list[str]] = {}
    for tag in re.findall(r"<input[^>]*>", form[: form.index("</form>")]):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_choice = 'type="radio"' in tag or 'type="checkbox"' in tag
        if name and (not is_choice or " checked" in tag):
            found.setdefault(name[1], []).append(value[1] if value else "")
    return found | {"next_time": ["hold"]}


def test_a_usual_record_takes_few_actions(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    examined(cast, visit_id, lumbar_flexion="45")
    taps = {
        "done-pelvic_tilt": "on", "done-knee_rocks": "on", "done-low-back.settle_myofascial": "on",
        "since": "bends_easier", "test-lumbar_flexion": "52", "pain_after": "1", "next_time": "load", "taught": "on",
    }  # fmt: skip
    page = dana.get(url("movement", visit_id)).content.decode()

    answer = dana.post(url("sign_movement", visit_id), fields_of(page) | taps)

    assert answer.status_code == 303
    assert 1 + len(taps) + 1 <= MOST_ACTIONS  # opened, tapped, signed
    content = record(visit_id).content
    assert [(one["id"], one["sets"], one["reps"], one["minutes"]) for one in content["items"]] == [
        ("pelvic_tilt", 2, 10, None), ("knee_rocks", None, 10, None), ("low-back.settle_myofascial", None, None, 10),
    ]  # fmt: skip


def test_the_note_is_written_from_taps_and_nothing_else(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    dana.post(url("sign_movement", visit_id), {"done-pelvic_tilt": "on", "pain_after": "1", "next_time": "hold"})

    page = dana.get(url("movement", visit_id)).content.decode()

    assert f"Done inside the window: Pelvic tilt ({TWO_BY_TEN})." in page
    assert "Pain now 1 of 10." in page
    assert ">typed<" not in page


def test_a_tap_writes_the_note_anew_and_typed_lines_stay(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    htmx = {"HX-Request": "true"}
    typed = {"done-pelvic_tilt": "on", "note": "Next time the same.\r\nMine.", "note_written": "Next time the same.",
             "next_time": "hold"}  # fmt: skip

    kept = dana.post(url("movement_draft", visit_id), typed, headers=htmx).content.decode()
    signed = dana.post(url("sign_movement", visit_id), typed)

    assert signed.status_code == 303
    assert 'hx-swap-oob="true"' in kept
    for line in (f"Done inside the window: Pelvic tilt ({TWO_BY_TEN}).", "Mine.", "as your draft"):
        assert line in kept
    content = record(visit_id).content
    assert content["note_typed"] == ["Mine."]
    assert "Pelvic tilt" in content["note"]


def test_a_note_that_was_emptied_stays_empty(cast: Cast, as_: ClientOf) -> None:
    visit_id = started(cast)
    data = {"next_time": "hold", "note": "", "note_written": "Next time the same."}

    as_("dana").post(url("sign_movement", visit_id), data)

    assert (record(visit_id).content["note"], record(visit_id).content["note_words"]) == ("", [])


@pytest.mark.parametrize(
    ("today", "says"),
    [("50", "inside the noise"), ("51", "45 to 51 degrees, better."), ("39", "45 to 39 degrees, worse.")],
)
def test_a_change_inside_the_noise_is_called_that(cast: Cast, as_: ClientOf, today: str, says: str) -> None:
    visit_id, dana = started(cast), as_("dana")
    examined(cast, visit_id, lumbar_flexion="45")

    before = dana.get(url("movement", visit_id)).content.decode()
    dana.post(url("sign_movement", visit_id), {"next_time": "hold", "test-lumbar_flexion": today})

    assert "±5 degrees is noise" in before
    assert says in dana.get(url("movement", visit_id)).content.decode()


def test_tests_and_the_share_done_become_scores_in_the_same_step(cast: Cast, as_: ClientOf) -> None:
    visit_id = started(cast)
    examined(cast, visit_id, lumbar_flexion="45", fingertip_to_floor="20")
    data = {"next_time": "hold", "done-pelvic_tilt": "on", "test-lumbar_flexion": "54", "test-fingertip_to_floor": "10"}

    as_("dana").post(url("sign_movement", visit_id), data)

    rows = Score.objects.within(cast.clinic.id).filter(visit_id=visit_id)
    assert dict(rows.values_list("measure", "value")) == {"range": Decimal(120), "movement_tolerated": Decimal(40)}


def test_a_test_outside_its_scale_is_said_beside_it(cast: Cast, as_: ClientOf) -> None:
    visit_id = started(cast)
    examined(cast, visit_id, lumbar_flexion="45")

    answer = as_("dana").post(url("sign_movement", visit_id), {"next_time": "hold", "test-lumbar_flexion": "121"})

    assert answer.status_code == 400
    assert not Score.objects.within(cast.clinic.id).filter(visit_id=visit_id).exists()


@pytest.mark.parametrize(("chip", "said", "status"), [("work", "", 303), ("say", "climbs", 303), ("", "", 422)])
def test_hard_effort_opens_with_one_chip(cast: Cast, as_: ClientOf, chip: str, said: str, status: int) -> None:
    visit_id = started(cast, phase="rebuild")
    earlier = trip(cast, day=-7)
    Visit.objects.within(cast.clinic.id).filter(id__in=(earlier.needles, earlier.movement)).update(
        state=VisitState.DONE
    )
    data = {
        "next_time": "hold",
        "done-bird_dog": "on",
        "effort-bird_dog": "hard",
        "opened": chip,
        "override_reason": said,
    }

    answer = as_("dana").post(url("sign_movement", visit_id), data)

    assert answer.status_code == status


def test_the_first_pair_shows_a_closed_bar_and_no_way_to_open_it(cast: Cast, as_: ClientOf) -> None:
    page = as_("dana").get(url("movement", started(cast))).content.decode()

    assert "The first pair ever: gentle, after 10 minutes seated." in page
    assert "effort__closed" in page
    assert 'name="opened"' not in page


def test_heat_needs_a_look_at_the_skin_and_shows_it_in_the_record(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    heat = {
        "next_time": "hold", "also-heat": "on", "site-x.heat": "low back", "minutes-x.heat": "10",
        "skin_after-x.heat": "fine", "sites_bleed": "no", "thermal_reason": "stiff",
    }  # fmt: skip

    blind = dana.post(url("sign_movement", visit_id), heat)
    broken = dana.post(url("sign_movement", visit_id), heat | {"skin_before-x.heat": "not_fine"})
    looked = dana.post(url("sign_movement", visit_id), heat | {"skin_before-x.heat": "fine"})

    assert (blind.status_code, broken.status_code, looked.status_code) == (422, 409, 303)
    assert 'value="low back"' in blind.content.decode()
    page = dana.get(url("movement", visit_id)).content.decode()
    assert "low back, skin before: whole" in re.sub(r"\s+", " ", page)


def test_what_guidelines_advise_against_is_said_and_needs_a_why(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    data = {"next_time": "hold", "also-traction": "on", "minutes-x.traction": "5", "settings-x.traction": "10 kg"}

    page = dana.get(url("movement", visit_id)).content.decode()
    without = dana.post(url("sign_movement", visit_id), data)
    with_one = dana.post(url("sign_movement", visit_id), data | {"why-x.traction": "helped last year"})

    assert "Not advised routinely." in page
    assert (without.status_code, with_one.status_code) == (422, 303)


def test_thrust_is_a_thing_of_its_own_with_an_agreement(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    data = {"next_time": "hold", "also-thrust": "on", "level-x.thrust": "L4", "grade-x.thrust": "V"}

    without = dana.post(url("sign_movement", visit_id), data)
    agree(cast, "thrust")
    with_one = dana.post(url("sign_movement", visit_id), data)

    assert "Thrust manipulation" in without.content.decode()
    assert (without.status_code, with_one.status_code) == (409, 303)
    assert "L4, grade V" in re.sub(r"\s+", " ", dana.get(url("movement", visit_id)).content.decode())


def test_worse_and_a_new_area_are_read_first_next_time_and_by_the_needles(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    following = trip(cast, day=2)
    Visit.objects.within(cast.clinic.id).filter(id=following.movement).update(episode=visit(visit_id).episode)
    dana.post(url("sign_movement", visit_id), {"next_time": "ease", "since": ["worse_over_a_day", "new_area"]})

    page = dana.get(url("movement", following.movement)).content.decode()

    assert "Worse for over a day after last time." in page
    assert "A new area hurts." in HandOver.objects.within(cast.clinic.id).get(visit_id=visit_id).content["words"]
    kinds = visit(visit_id).adverse_events.values_list("kind", flat=True)
    assert list(kinds) == ["movement.flare_over_a_day"]


def test_the_home_set_changes_by_symbols_and_the_next_visit_starts_from_it(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    following = trip(cast, day=2)
    data = {"next_time": "hold", "home-relaxed_breathing": "stop", "home-pelvic_tilt": "more", "home_new": "knee_rocks"}
    dana.post(url("sign_movement", visit_id), data)

    with clock.at(at(41, 2)):
        assert_done(treat.start_movement(visit_id=following.movement, by=cast.dana))
        page = dana.get(url("movement", following.movement)).content.decode()

    assert record(visit_id).content["home"] == ["pelvic_tilt", "knee_rocks"]
    assert re.findall(r'name="home-(\w+)"[^>]*value="same"', page) == ["pelvic_tilt", "knee_rocks"]


def test_needles_still_in_name_who_and_which_bed(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    treat.needles_in(visit_id=pair.needles, by=cast.wei, count=4)

    page = as_("dana").get(url("movement", pair.movement)).content.decode()

    waits = page[page.index('id="waits"') :]
    assert cast.wei.name in waits[:600]
    assert visit(pair.needles).place.name in waits[:600]  # type: ignore[union-attr]


def test_needles_of_another_day_hold_the_page_as_they_hold_the_action(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    old, new = trip(cast), trip(cast, day=2)
    treat.needles_in(visit_id=old.needles, by=cast.wei, count=4)

    with clock.at(at(41, 2)):
        page = as_("dana").get(url("movement", new.movement)).content.decode()
        answer = as_("dana").post(url("start_movement", new.movement))

    assert 'id="waits"' in page
    assert answer.status_code == 409


@pytest.mark.parametrize(("day", "status"), [(1, 422), (0, 303), (-1, 303)])
def test_a_visit_is_started_on_its_day_or_written_later(cast: Cast, as_: ClientOf, day: int, status: int) -> None:
    prepare(cast)
    pair = trip(cast, day=day)

    page = as_("dana").get(url("movement", pair.movement)).content.decode()
    answer = as_("dana").post(url("start_movement", pair.movement))

    assert answer.status_code == status
    assert ("not-today" in page) is (day != 0)


def test_who_has_no_right_reads_and_is_told_so(cast: Cast, as_: ClientOf) -> None:
    visit_id = started(cast)

    page = as_("wei").get(url("movement", visit_id)).content.decode()

    assert "Only somebody with the right for movement writes here." in page
    assert "Sign the movement" not in page


@pytest.mark.parametrize(("agreed", "shown"), [(True, True), (False, False)])
def test_dry_needles_open_for_who_agreed(cast: Cast, as_: ClientOf, agreed: bool, shown: bool) -> None:
    prepare(cast)
    alone = single(cast, MOVEMENT, person_id=cast.marta_id)
    agree(cast, "dry_needling", given=agreed)

    page = as_("dana").get(url("movement", alone)).content.decode()

    assert (f'href="{url("needles", alone)}"' in page) is shown


def test_a_withdrawn_agreement_closes_the_way_to_dry_needles(cast: Cast, as_: ClientOf) -> None:
    prepare(cast, None, "dry_needling")
    alone = single(cast, MOVEMENT, person_id=cast.marta_id)
    agree(cast, "dry_needling", given=False, minutes=-10)

    assert f'href="{url("needles", alone)}"' not in as_("dana").get(url("movement", alone)).content.decode()


def _selects(cast: Cast, visit_id: UUID) -> int:
    with CaptureQueriesContext(connection) as asked:
        movement_page(visit_id, by=cast.dana)
    return sum(each["sql"].startswith("SELECT") for each in asked.captured_queries)


def test_the_page_asks_few_questions_in_every_state(cast: Cast, as_: ClientOf) -> None:
    prepare(cast)
    pair = trip(cast)
    for day in (2, 4, 6):
        trip(cast, day=day)
    plan_for(cast, pair.needles, pair.movement)
    examined(cast, pair.movement, lumbar_flexion="45")
    found = {"booked": _selects(cast, pair.movement)}
    with clock.at(at(2)):
        assert_done(treat.needles_in(visit_id=pair.needles, by=cast.wei, count=6))
        found["waiting"] = _selects(cast, pair.movement)
    with clock.at(at(20)):
        assert_done(treat.needles_out(visit_id=pair.needles, by=cast.wei, count=6))
    with clock.at(at(40)):
        assert_done(treat.start_movement(visit_id=pair.movement, by=cast.dana))
    found["started"] = _selects(cast, pair.movement)
    as_("dana").post(url("sign_movement", pair.movement), {"next_time": "hold", "done-pelvic_tilt": "on"})
    found["signed"] = _selects(cast, pair.movement)

    assert max(found.values()) <= MOST_SELECTS, found


def test_last_time_is_what_was_done_then(cast: Cast, as_: ClientOf) -> None:
    visit_id, dana = started(cast), as_("dana")
    following = trip(cast, day=2)
    plan = visit(visit_id)
    Visit.objects.within(cast.clinic.id).filter(id=following.movement).update(episode=plan.episode, phase=plan.phase)
    dana.post(url("sign_movement", visit_id), {"next_time": "hold", "done-pelvic_tilt": "on", "reps-pelvic_tilt": "8"})

    assert f"last {TWO_BY_EIGHT}" in dana.get(url("movement", following.movement)).content.decode()
