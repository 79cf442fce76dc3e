"""What a letter begins with: only what the record holds, and what the screening asks of somebody else."""

from dataclasses import replace
from datetime import date

import pytest

from weft.core.desk.letters import (
    LONGEST_SECTION,
    About,
    Delivered,
    GoalTold,
    LetterFacts,
    ProblemTold,
    Section,
    drafted,
    missing,
    section_fault,
)
from weft.core.shared.care import Action
from weft.core.shared.words import Words

WHOLE = LetterFacts(
    about=About.REFER,
    problems=(ProblemTold(Words("Low back"), 26, "after moving house"), ProblemTold(Words("Neck"), None, "")),
    told="It never lets go.",
    signs=(Words("Possible fracture."),),
    findings=((Words("Palpation"), "tight on the left"),),
    delivered=Delivered(needles=7, movement=6, first=date(2027, 3, 2), last=date(2027, 4, 13)),
    home=(Words("Bridge"), Words("Walking")),
    curve=Words("Pain: from 6 to 5 of 10 in 6 weeks"),
    goals=(
        GoalTold("Sit a day", "3", "5"), GoalTold("Sleep", "2", "2"), GoalTold("Swim", "", ""),
    ),
)  # fmt: skip


def said(facts: LetterFacts, section: Section) -> list[str]:
    words = drafted(facts)[section]
    return str(words).split("\n") if words else []


def test_every_section_begins_with_what_the_record_holds() -> None:
    assert said(WHOLE, Section.CAME) == [
        "Low back, for 26 weeks: after moving house", "Neck", "In their own words: “It never lets go.”",
    ]  # fmt: skip
    assert said(WHOLE, Section.FOUND) == ["Possible fracture.", "Palpation: tight on the left"]
    assert said(WHOLE, Section.DONE) == [
        "From 2 Mar 2027 to 13 Apr 2027: needles, 7 visits and movement, 6 visits.", "At home: Bridge, Walking.",
    ]  # fmt: skip
    assert said(WHOLE, Section.STANDS) == [
        "Pain: from 6 to 5 of 10 in 6 weeks", "Own goal “Sit a day”: from 3 to 5 of 10.", "Own goal “Sleep”: 2 of 10.",
    ]  # fmt: skip


def test_a_record_with_nothing_in_it_claims_nothing() -> None:
    empty = LetterFacts(about=About.REPORT)

    assert drafted(empty)[Section.CAME] is None
    assert drafted(empty)[Section.FOUND] is None
    assert said(empty, Section.DONE) == ["No treatment has been given here yet."]
    assert said(empty, Section.STANDS) == ["No score has been taken yet."]


def test_one_day_of_care_has_no_span() -> None:
    once = Delivered(needles=1, first=date(2027, 3, 2), last=date(2027, 3, 2))

    assert said(LetterFacts(about=About.REPORT, delivered=once), Section.DONE) == ["needles, 1 visit."]


@pytest.mark.parametrize(
    ("action", "asks"),
    [
        (Action.EMERGENCY, "Please examine them now, as an emergency."),
        (Action.SAME_DAY, "Please see them today."),
        (Action.WITHIN_24_HOURS, "Please see them within 24 hours."),
        (Action.WITHIN_2_WEEKS, "Please see them within two weeks."),
        (Action.GP, "Please look at this at the next chance."),
        (Action.NONE, "Please look at this."),
    ],
)
@pytest.mark.parametrize("about", [About.DANGER, About.SIGNS])
def test_a_sign_asks_as_urgently_as_the_screening_did(about: About, action: Action, asks: str) -> None:
    facts = LetterFacts(about=about, action=action)

    assert said(facts, Section.ASK) == [asks, "Please tell us what you find."]


def test_a_letter_about_little_change_asks_for_another_look_whatever_the_screening_said() -> None:
    asked = said(replace(WHOLE, action=Action.GP), Section.ASK)

    assert "Would pictures, tests or another kind of care help more?" in asked[0]
    assert asked[1:] == ["Please tell us what you find."]


def test_the_end_of_care_and_a_report_ask_nothing() -> None:
    assert said(LetterFacts(about=About.ENDED), Section.ASK)[0].startswith("Nothing is asked of you.")
    assert said(LetterFacts(about=About.REPORT), Section.ASK)[0].startswith("Nothing is asked of you now.")


def test_a_section_has_at_most_so_many_letters_and_nothing_invisible() -> None:
    assert section_fault("") is None
    assert section_fault("x" * LONGEST_SECTION) is None
    assert section_fault("x" * (LONGEST_SECTION + 1)) is not None
    assert section_fault("a\x00b") is not None


def test_a_letter_says_why_they_came_and_what_is_asked() -> None:
    assert missing({Section.CAME: "back", Section.ASK: "nothing"}) is None
    assert missing({Section.CAME: " ", Section.ASK: "nothing"}) == Words("Write why they came.")
    assert missing({Section.CAME: "back"}) is not None
