"""The page of the home exercises: find, set the dose, exchange one for a fifth, send; who may, and who is told."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.care import drafted, got, screened, work_with_drafts
from tests.people import Cast
from tests.web.conftest import ClientOf

from weft.core.book.consents import Purpose
from weft.core.shared.care import Answer
from weft.core.treat.home_item import HomeItem
from weft.records import clock
from weft.records.access import Job
from weft.records.actions.book_consent import give_consent
from weft.records.actions.home_set import send_home
from weft.records.models import Draft, Episode, EpisodeState, HomeSet, Membership, OutboxMessage, Person

pytestmark = pytest.mark.django_db
FOUR = ("pelvic_tilt", "relaxed_breathing", "walking", "knee_rocks")


@pytest.fixture
def page(cast: Cast) -> str:
    """Marta has a plan in its first phase; nobody has set what she does at home."""
    drafted(cast)
    return f"/people/{cast.marta_id}/home-exercises"


def sent(cast: Cast, *ids: str) -> None:
    got(send_home(by=cast.ren, person_id=cast.marta_id, items=tuple(HomeItem(id=each) for each in ids)))


def sets(cast: Cast) -> list[list[dict[str, Any]]]:
    return [row.items for row in HomeSet.objects.within(cast.clinic.id).order_by("number")]


def ids(cast: Cast) -> list[str]:
    return [each["id"] for each in sets(cast)[-1]]


def fields_of(html: str) -> dict[str, Any]:
    """What the form would send."""
    form = html[html.index('class="moving"') :]
    found: dict[str, Any] = {"line": re.findall(r'name="line" value="(\w+)"', form)}
    for tag in re.findall(r"<input[^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and name[1] not in {"line", "csrfmiddlewaretoken"} and 'type="radio"' not in tag:
            found[name[1]] = value[1] if value else ""
    return found


def tap(browser: Client, page: str, do: str, *, follow: bool = False, **typed: str) -> Any:
    fields = fields_of(browser.get(page).text) | {name.replace("__", "-"): value for name, value in typed.items()}
    return browser.post(f"{page}/save", fields | {"do": do}, follow=follow)


def test_first_time_two_of_the_plan_are_offered_and_nothing_is_saved(cast: Cast, as_: ClientOf, page: str) -> None:
    html = as_("dana").get(page).text

    assert "Begin with these 2" in html
    assert html.count('class="figure"') == 2
    assert "Rests on 2 unreviewed values" in html
    assert (sets(cast), Draft.objects.within(cast.clinic.id).count()) == ([], 0)


def test_the_two_are_kept_for_their_author_until_they_are_sent(cast: Cast, as_: ClientOf, page: str) -> None:
    dana = as_("dana")

    begun = tap(dana, page, "start")
    html = dana.get(page).text

    assert begun.status_code == 303
    assert len(fields_of(html)["line"]) == 2
    assert "not sent yet; kept for you" in html
    assert "Begin with these 2" in as_("ren").get(page).text
    assert tap(dana, page, "send").status_code == 303
    assert len(ids(cast)) == 2
    assert Draft.objects.within(cast.clinic.id).count() == 0


def test_without_a_plan_no_starter_is_made_up(cast: Cast, as_: ClientOf) -> None:
    assert "Begin with these 2" not in as_("dana").get(f"/people/{cast.harold_id}/home-exercises").text


def test_a_fifth_asks_which_one_leaves_and_what_was_typed_is_still_there(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, *FOUR)
    dana = as_("dana")

    asked = tap(dana, page, "add:bridging", because__walking="To the shop.", reps__knee_rocks="8")
    html = dana.get(page).text

    assert asked.headers["Location"] == f"{page}#asks"
    assert "Which one leaves for Bridge?" in html
    assert 'value="To the shop."' in html
    assert fields_of(html)["line"] == list(FOUR)
    tap(dana, page, "nobody")
    assert "Which one leaves" not in dana.get(page).text
    tap(dana, page, "add:bridging")
    tap(dana, page, "instead:relaxed_breathing")
    tap(dana, page, "send")
    assert ids(cast) == ["pelvic_tilt", "bridging", "walking", "knee_rocks"]
    assert [each["because"] for each in sets(cast)[-1]] == ["", "", "To the shop.", ""]
    assert sets(cast)[-1][3]["amounts"] == {"reps": 8}


@pytest.mark.parametrize(("count", "status"), [(4, 303), (5, 422)])
def test_the_server_takes_four_and_refuses_five(cast: Cast, as_: ClientOf, page: str, count: int, status: int) -> None:
    lines = [*FOUR, "bridging"][:count]

    answer = as_("dana").post(f"{page}/save", {"line": lines, "do": "send", "base": "0", "because-walking": "Dog."})

    assert answer.status_code == status
    assert len(sets(cast)) == (count == 4)
    assert status == 303 or 'value="Dog."' in answer.text


@pytest.mark.parametrize(("typed", "status"), [("5", 303), ("6", 400), ("many", 400)])
def test_a_dose_outside_its_bounds_is_said_beside_the_field_and_nothing_typed_is_lost(
    cast: Cast, as_: ClientOf, page: str, typed: str, status: int
) -> None:
    sent(cast, "pelvic_tilt", "walking")

    answer = tap(as_("dana"), page, "send", sets__pelvic_tilt=typed, because__walking="Dog.")

    assert answer.status_code == status
    assert len(sets(cast)) == (2 if status == 303 else 1)
    assert status == 303 or (f'value="{typed}"' in answer.text and 'value="Dog."' in answer.text)


def test_the_dose_is_on_their_own_page_and_on_the_sheet(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, "pelvic_tilt")

    tap(as_("dana"), page, "send", sets__pelvic_tilt="3", days_a_week__pelvic_tilt="5")

    assert "3 sets of 10, on 5 days a week" in as_("dana").get(page).text
    from weft.records.reads.home_sheet import home_sheet

    (line,) = home_sheet(cast.dana, cast.marta_id).exercises
    assert str(line.line.dose) == "3 sets of 10, on 5 days a week"


def test_easier_and_harder_go_along_the_ladder(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, "bridging", "walking")
    dana = as_("dana")

    tap(dana, page, "easier:bridging")
    tap(dana, page, "harder:walking")
    tap(dana, page, "send")

    assert ids(cast) == ["pelvic_tilt", "walking"]
    assert [each["version"] for each in sets(cast)[-1]] == ["as_planned", "harder"]


def test_what_waits_for_a_later_phase_is_shown_with_the_reason_and_refused(
    cast: Cast, as_: ClientOf, page: str
) -> None:
    dana, waits = as_("dana"), "Carry waits for a later phase: Strengthen. Now is Settle."

    html = tap(dana, page, "find", q="shopping", follow=True).text
    tapped = tap(dana, page, "add:farmer_carry")
    posted = dana.post(f"{page}/save", {"line": ["farmer_carry"], "do": "send", "base": "0"})

    assert waits in html
    assert "add:farmer_carry" not in html
    assert (tapped.status_code, posted.status_code, sets(cast)) == (422, 422, [])
    assert waits in tapped.text


def test_nothing_new_or_harder_while_movement_is_not_clear_but_less_may_be_sent(
    cast: Cast, as_: ClientOf, page: str
) -> None:
    sent(cast, "pelvic_tilt", "walking")
    screened(cast, saddle_numbness=Answer.YES)
    dana = as_("dana")

    html = dana.get(page).text
    added, harder = tap(dana, page, "add:knee_rocks"), tap(dana, page, "harder:walking")
    more = tap(dana, page, "send", minutes__walking="30")
    less = tap(dana, page, "remove:walking")

    assert "Nothing new or harder now:" in html
    assert [added.status_code, harder.status_code, more.status_code, less.status_code] == [409, 409, 409, 303]
    assert tap(dana, page, "send").status_code == 303
    assert ids(cast) == ["pelvic_tilt"]


def test_exercises_are_found_by_goal_with_their_figure_and_level(cast: Cast, as_: ClientOf, page: str) -> None:
    dana = as_("dana")

    html, none = (tap(dana, page, "find", q=each, follow=True).text for each in ("gluteal", "xylophone"))

    assert "1 exercise for" in html
    assert 'value="add:bridging"' in html
    assert "Seat muscles and core · Settle to Keep" in html
    assert "Try another word" in none
    assert tap(dana, page, "find", q="x" * 99, follow=True).status_code == 200


def test_a_look_for_a_goal_keeps_what_was_typed_and_puts_no_word_of_it_into_the_address(
    cast: Cast, as_: ClientOf, page: str
) -> None:
    sent(cast, "walking")
    dana = as_("dana")

    looked = tap(dana, page, "find:core", because__walking="Dog.")
    html = dana.get(looked.headers["Location"]).text

    assert re.fullmatch(rf"{page}\?search=\w{{8}}#by-goal", looked.headers["Location"])
    assert 'value="Dog."' in html
    assert "Deep belly hold" in html


def test_enter_in_the_goal_looks_for_it_and_enter_in_a_dose_stays_at_the_set(
    cast: Cast, as_: ClientOf, page: str
) -> None:
    sent(cast, "walking")
    dana = as_("dana")

    goal, dose = tap(dana, page, "keep", q="core"), tap(dana, page, "keep", q="core", looked="core")

    assert [each.headers["Location"].partition("#")[2] for each in (goal, dose)] == ["by-goal", "set"]


def kept_by_itself(browser: Client, page: str, **typed: str) -> Any:
    fields = fields_of(browser.get(page).text) | {name.replace("__", "-"): value for name, value in typed.items()}
    return browser.post(f"{page}/save", fields, headers={"HX-Request": "true"})


def test_what_is_typed_is_kept_by_itself_and_a_number_that_cannot_be_is_named(
    cast: Cast, as_: ClientOf, page: str
) -> None:
    sent(cast, "walking", "pelvic_tilt")
    dana = as_("dana")

    answer = kept_by_itself(dana, page, because__walking="Dog.", sets__pelvic_tilt="99")
    html = dana.get(page).text

    assert f'data-keep="{page}/save"' in html
    assert "as your draft" in answer.text
    assert "Not kept, look at it again: Pelvic tilt: sets." in answer.text
    assert 'value="Dog."' in html
    assert 'value="99"' not in html
    assert len(sets(cast)) == 1


def test_what_changes_nothing_does_not_wait_to_be_sent(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, "walking")
    dana = as_("dana")

    tap(dana, page, "find:core")
    looked = Draft.objects.within(cast.clinic.id).count()
    tap(dana, page, "add:bridging")
    late = fields_of(dana.get(page).text)
    tap(dana, page, "send")
    dana.post(f"{page}/save", late, headers={"HX-Request": "true"})  # was on its way when the set was sent

    assert (looked, Draft.objects.within(cast.clinic.id).count()) == (0, 0)
    assert "kept for you" not in dana.get(page).text


def test_a_fifth_that_nobody_knows_is_refused(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, *FOUR)
    dana = as_("dana")

    answers = [tap(dana, page, do, asking="flying") for do in ("keep", "instead:walking")]

    assert [each.status_code for each in answers] == [422, 422]


def willing(cast: Cast, **facts: Any) -> None:
    Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(**{"email": "marta@example.org", **facts})
    give_consent(by=cast.noor, person_id=cast.marta_id, purpose=Purpose.EXERCISE_PLANS.value)


def told(cast: Cast) -> list[OutboxMessage]:
    return list(OutboxMessage.objects.within(cast.clinic.id).filter(kind="exercises", state="waiting"))


def test_whoever_said_yes_is_told_without_a_word_about_what(cast: Cast, as_: ClientOf, page: str) -> None:
    willing(cast)
    dana = as_("dana")
    assert "marta@example.org" in dana.get(page).text

    tap(dana, page, "start")
    answer = tap(dana, page, "send", follow=True)

    (message,) = told(cast)
    assert (message.to, message.purpose) == ("marta@example.org", "exercise_plans")
    assert "the message is on its way" in answer.text


@pytest.mark.parametrize(("facts", "says"), [
    (None, "they have not said yes to messages about exercise plans"),
    ({"email": "", "phone": ""}, "there is no e-mail address and no number"),
    ({"leave_no_details": True}, "they want no details left"),
    ({"user": None}, "they have no pages of their own"),
])  # fmt: skip
def test_nothing_is_sent_without_a_yes_an_address_or_their_own_pages_and_the_page_says_what_instead(
    cast: Cast, as_: ClientOf, page: str, facts: dict[str, Any] | None, says: str
) -> None:
    if facts is None:
        Person.objects.within(cast.clinic.id).filter(id=cast.marta_id).update(email="marta@example.org")
    else:
        willing(cast, **facts)
    dana = as_("dana")
    html = dana.get(page).text

    tap(dana, page, "start")
    answer = tap(dana, page, "send", follow=True)

    assert says in html
    assert "Save the set" in html
    assert told(cast) == []
    assert "Nothing was sent; print the sheet" in answer.text
    assert "Print the sheet (PDF)" in answer.text


def test_the_same_set_is_not_sent_twice(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, "walking")

    answer = tap(as_("dana"), page, "send")

    assert (answer.status_code, len(sets(cast))) == (422, 1)
    assert "the set that holds already" in answer.text


def test_a_first_set_holds_something_and_a_later_one_may_end_them_all(cast: Cast, as_: ClientOf, page: str) -> None:
    dana = as_("dana")
    nothing = tap(dana, page, "send")
    sent(cast, "walking")

    tap(dana, page, "remove:walking")
    ended = tap(dana, page, "send")

    assert (nothing.status_code, ended.status_code, sets(cast)[1:]) == (422, 303, [[]])
    assert "Nothing at home." in dana.get(page).text


def test_a_form_that_is_sent_again_makes_one_version(cast: Cast, as_: ClientOf, page: str) -> None:
    dana = as_("dana")
    fields = fields_of(dana.get(page).text) | {"line": ["walking"], "do": "send"}

    first, again = dana.post(f"{page}/save", fields), dana.post(f"{page}/save", fields)

    assert (first.status_code, again.status_code, len(sets(cast))) == (303, 303, 1)


@pytest.mark.parametrize(("pick", "holds", "versions"), [
    ("yours", ["walking", "bridging"], 3), ("theirs", ["pelvic_tilt"], 2),
])  # fmt: skip
def test_the_second_saver_sees_both_sets_and_picks(
    cast: Cast, as_: ClientOf, page: str, pick: str, holds: list[str], versions: int
) -> None:
    sent(cast, "walking")
    dana = as_("dana")
    tap(dana, page, "add:bridging", because__walking="Dog.")
    sent(cast, "pelvic_tilt")

    both = tap(dana, page, "send")
    fields = fields_of(both.text) | {"differs": "set", "do": "send"}
    unchosen = dana.post(f"{page}/save", fields)
    chosen = dana.post(f"{page}/save", fields | {"keep_set": pick})

    assert (both.status_code, unchosen.status_code, chosen.status_code) == (409, 409, 303)
    for words in ("Ren", "Walking: ", "Bridge: 10 times", "Pelvic tilt: 2 sets of 10", 'value="Dog."'):
        assert words in both.text
    assert (ids(cast), len(sets(cast))) == (holds, versions)
    assert "kept for you" not in dana.get(page).text


def test_who_needles_reads_the_set_and_cannot_change_it(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, "walking")
    wei = as_("wei")

    html = wei.get(page).text

    assert "Walking" in html
    assert 'name="do"' not in html
    assert wei.post(f"{page}/save", {"line": ["walking"], "do": "remove:walking"}).status_code == 403
    assert [as_(who).get(page).status_code for who in ("noor", "otto", "marta")] == [403, 404, 403]


def test_a_set_is_only_for_somebody_whose_care_is_open(cast: Cast, as_: ClientOf) -> None:
    work_with_drafts(cast)
    screened(cast)
    dana, page = as_("dana"), f"/people/{cast.marta_id}/home-exercises"

    html = dana.get(page).text
    answer = dana.post(f"{page}/save", {"line": ["walking"], "do": "send", "base": "0"})

    kept = dana.post(f"{page}/save", {"line": ["walking"], "do": "add:pelvic_tilt", "base": "0"})

    assert "No care is open" in html
    assert 'name="do"' not in html
    assert (answer.status_code, kept.status_code, sets(cast)) == (422, 422, [])
    assert Draft.objects.within(cast.clinic.id).count() == 0


@pytest.mark.parametrize("gone", ["care", "right"])
def test_a_draft_of_somebody_who_may_not_send_it_any_more_is_not_shown_as_the_set(
    cast: Cast, as_: ClientOf, page: str, gone: str
) -> None:
    sent(cast, "walking")
    dana = as_("dana")
    tap(dana, page, "add:bridging")
    if gone == "care":
        Episode.objects.within(cast.clinic.id).update(state=EpisodeState.DISCHARGED, closed_at=clock.now())
    else:
        Membership.objects.within(cast.clinic.id).filter(user__name="Dana").update(jobs=[Job.RECORD])

    html = dana.get(page).text

    assert ("Walking" in html, "Bridge" in html) == (True, False)


def test_what_was_changed_may_be_forgotten(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, "walking")
    dana = as_("dana")
    tap(dana, page, "add:bridging")

    tap(dana, page, "forget")

    assert fields_of(dana.get(page).text)["line"] == ["walking"]


def test_it_is_one_tap_from_the_person_page(cast: Cast, as_: ClientOf, page: str) -> None:
    assert f'href="{page}"' in as_("dana").get(f"/people/{cast.marta_id}").text


def test_each_set_that_was_sent_stands_in_what_happened(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, "walking", "bridging")
    sent(cast)

    listed = as_("dana").get(f"/people/{cast.marta_id}").text.partition('id="what-happened"')[2]

    assert listed.count("Walking, Bridge. By Ren.") == 1
    assert listed.count("Nothing at home any more. By Ren.") == 1


def test_it_asks_the_database_little(cast: Cast, as_: ClientOf, page: str) -> None:
    sent(cast, *FOUR)
    dana = as_("dana")
    tap(dana, page, "add:bridging")
    address = tap(dana, page, "find:core").headers["Location"]

    with CaptureQueriesContext(connection) as asked:
        dana.get(address)

    rows = [each["sql"] for each in asked if each["sql"].startswith("SELECT") and " FROM " in each["sql"]]
    assert len(rows) <= 19  # twelve, and seven around every page of staff
