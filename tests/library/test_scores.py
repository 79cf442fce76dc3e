"""Score files and wording files: what they give, and what is wrong with them, by place."""

from decimal import Decimal
from pathlib import Path

import pytest

from weft.core.measure.change import Direction
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile
from weft.library.scores import Outcome, outcome_of, read_wording

WORDING = 'stated = "Article"\n[items]\ninstructions = "Read."\npain = "1"\nenjoyment = "2"\nactivity = "3"\n'
WORDING += '[[choices]]\nvalue = 0\nwords = "No"\n[[choices]]\nvalue = 10\nwords = "All"\n'


def outcome(folder: Path, text: str) -> Outcome:
    path = folder / "asked.toml"
    path.write_text(text, encoding="utf-8")
    return outcome_of(path, knowledge())


def test_a_first_score_and_a_day_judge_the_change(tmp_path: Path) -> None:
    found = outcome(tmp_path, 'measure = "nprs"\nbaseline = 7\non = 2026-11-02\nanswers = { pain = 4 }')

    assert found.change
    assert found.score.value == 4
    assert found.change.direction is Direction.BETTER
    assert not found.notes


def test_without_a_first_score_there_is_no_change(tmp_path: Path) -> None:
    assert outcome(tmp_path, 'measure = "nprs"\ntotal = 4').change is None


def test_before_the_change_values_nothing_is_judged(tmp_path: Path) -> None:
    found = outcome(tmp_path, 'measure = "nprs"\nbaseline = 7\non = 2025-12-31\ntotal = 4')

    assert found.change is None
    says = "Pain: 7 to 4. The change is shown and not judged, because no change value holds on 31 Dec 2025."
    assert [str(note) for note in found.notes] == [says]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('measure = "peg"\nbaseline = 8\nanswers = { pain = 2, enjoyment = 1, activity = 1 }',
         "Pain in the way: 8 to 1.33. The change is shown and not judged, because it is asked in our own words."),
        ('measure = "sleep"\nbaseline = 3\ntotal = 8',
         "Sleep: 3 to 8. The change is shown and not judged, because no change value is known for it."),
    ],
)  # fmt: skip
def test_a_change_that_is_not_judged_is_shown_with_its_reason(tmp_path: Path, text: str, says: str) -> None:
    found = outcome(tmp_path, f"on = 2026-11-02\n{text}")

    assert found.change is None
    assert str(found.notes[-1]) == says


def test_a_total_that_a_part_could_call_otherwise_says_so(tmp_path: Path) -> None:
    found = outcome(tmp_path, 'measure = "start_back"\npermitted = true\ntotal = 9')

    assert found.band is None
    assert "a part decides too. Give the answers." in str(found.notes[0])


def test_a_paper_total_of_a_screen_asks_for_a_clinician(tmp_path: Path) -> None:
    found = outcome(tmp_path, 'measure = "phq2"\nofficial_wording = true\ntotal = 6')

    assert [one.raises for one in found.positives] == ["self_harm"]


def test_in_our_own_words_it_is_our_paraphrase(tmp_path: Path) -> None:
    ours = outcome(tmp_path, 'measure = "rmdq"\nbaseline = 9\non = 2026-11-02\nanswers = { 01 = 1 }')
    official = outcome(tmp_path, 'measure = "rmdq"\nofficial_wording = true\nanswers = { 01 = 1 }')

    assert (ours.instrument.id, ours.change, len(ours.notes)) == ("daily_life_back", None, 2)
    assert (official.instrument.id, official.notes) == ("rmdq", ())


def test_too_little_is_no_score_and_no_change(tmp_path: Path) -> None:
    found = outcome(tmp_path, 'measure = "nprs"\nbaseline = 4\non = 2026-11-02\nleft_out = ["pain"]')

    assert (found.score.value, found.score.missing, found.change) == (None, ("pain",), None)


def test_a_screen_names_who_is_talked_with_and_what_it_is_called(tmp_path: Path) -> None:
    answers = "answers = { nervous = 2, worrying = 1, interest = 1, low = 2 }"

    found = outcome(tmp_path, f'measure = "phq4"\nofficial_wording = true\n{answers}')

    assert found.band
    assert (found.band.name, [one.part for one in found.positives]) == ("A good deal", ["worry", "mood"])


ACTIVITIES = 'measure = "psfs"\non = 2026-11-30\n[[activities]]\nname = "Sit"\nfirst = 2\nnow = 5\n'


def test_each_thing_that_was_named_is_judged_by_itself_and_so_is_their_mean(tmp_path: Path) -> None:
    later = '[[activities]]\nname = "Lift"\nnow = 9\n[[activities]]\nname = "Walk"\nfirst = 4\n'

    found = outcome(tmp_path, ACTIVITIES + later)

    assert (found.score.value, found.score.missing) == (Decimal(7), ("Walk",))
    assert found.change
    assert str(found.change.why.words) == "What you can do: 2 to 5, a real change for the better (2 needed)."
    judged = [one.change.direction if one.change else None for one in found.activities]
    assert judged == [Direction.BETTER, None, None]
    assert str(found.notes[-1]) == "The mean is compared over the 1 of 3 with a number from both times."


def test_without_a_first_number_or_a_value_that_holds_nothing_is_judged(tmp_path: Path) -> None:
    alone = outcome(tmp_path, 'measure = "psfs"\n[[activities]]\nname = "Sit"\nnow = 5\n')
    early = outcome(tmp_path, ACTIVITIES.replace("2026-11-30", "2025-12-31"))

    assert (alone.change, alone.activities[0].now, alone.notes) == (None, Decimal(5), ())
    assert early.change is None
    assert str(early.notes[-1]).endswith("because no change value holds on 31 Dec 2025.")


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (ACTIVITIES.replace("psfs", "nprs"), "activities"),
        (ACTIVITIES.replace("psfs", "sleep").replace("on = 2026-11-30\n", ""), "activities"),
        (ACTIVITIES.replace('"Sit"', '" "'), "activities.0.name"),
        (ACTIVITIES + '[[activities]]\nname = "sit"\n', "activities.1.name"),
        (ACTIVITIES.replace("now = 5", "now = 5.5"), "activities.0.now"),
        (ACTIVITIES.replace("first = 2", "first = 11"), "activities.0.first"),
        (ACTIVITIES.replace("on = 2026-11-30\n", ""), "on"),
        ("total = 4\n" + ACTIVITIES, "activities"),
        (ACTIVITIES + "".join(f'[[activities]]\nname = "{n}"\n' for n in range(5)), "activities.5.name"),
    ],
)
def test_what_is_wrong_with_named_things_is_told_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(BadFile) as told:
        outcome(tmp_path, text)

    assert told.value.place == place


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('measure = "happiness"', "measure"),
        ('measure = "days_to_half"\ntotal = 4', "measure"),
        ('measure = "odi"\ntotal = 4', "permitted"),
        ('measure = "nprs"', "answers"),
        ('measure = "nprs"\ntotal = 4\nanswers = { a = 4 }', "total"),
        ('measure = "nprs"\ntotal = 11', "total"),
        ('measure = "nprs"\nanswers = { a = 4.5 }', "answers"),
        ('measure = "nprs"\ntotal = 4\nbaseline = 12\non = 2026-11-02', "baseline"),
        ('measure = "nprs"\ntotal = 4\nbaseline = 2', "on"),
        ('measure = "psfs"\nanswers = { a = 4 }\nleft_out = ["a"]', "left_out.a"),
        ('measure = "phq4"\ntotal = 12', "total"),
        ('measure = "peg"\nanswers = { pain = 4 }\nleft_out = ["foo"]', "answers"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, text: str, place: str) -> None:
    with pytest.raises(BadFile) as told:
        outcome(tmp_path, text)

    assert told.value.place == place


def test_a_licensed_measure_is_scored_with_permission(tmp_path: Path) -> None:
    assert outcome(tmp_path, 'measure = "odi"\npermitted = true\ntotal = 21').instrument.id == "odi"


@pytest.mark.parametrize(
    ("measure", "text", "place"),
    [
        ("peg", WORDING.replace('activity = "3"', 'activity = "3"\nsleep = "4"'), "items.sleep"),
        ("peg", WORDING.replace("value = 10", "value = 9"), "choices.1.value"),
        ("peg", WORDING.replace("value = 10", "value = 0"), "choices.1.value"),
        ("peg", WORDING.replace('"All"', '" "'), "choices.1.words"),
        ("peg", WORDING + 'item = "sleep"\n', "choices.1.item"),
        ("peg", WORDING + 'item = "pain"\n', "choices"),
        ("peg", WORDING.split("[[")[0], "choices"),
        ("peg", WORDING.replace("Article", " "), "stated"),
        ("nprs", WORDING, ""),
    ],
)
def test_a_wording_that_does_not_fit_is_told_with_its_place(
    tmp_path: Path, measure: str, text: str, place: str
) -> None:
    path = tmp_path / "peg.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BadFile) as told:
        read_wording(path, knowledge().measure.instruments[measure])

    assert told.value.place == place


def test_a_whole_wording_is_read(tmp_path: Path) -> None:
    path = tmp_path / "peg.toml"
    path.write_text(WORDING, encoding="utf-8")

    assert read_wording(path, knowledge().measure.instruments["peg"]).items["activity"] == "3"
