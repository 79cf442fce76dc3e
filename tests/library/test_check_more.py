"""Faults of dates, unused facts, questions and reviews, each found where it stands."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.library.knowledge_copy import copied, mend

from weft.core.measure.facts import Instrument
from weft.core.plan.facts import EvidenceFact, Exercise
from weft.core.screen.facts import Lead, Precaution, Question, QuestionSet, RedFlag
from weft.core.shared.care import Outcome
from weft.core.shared.fact import Basis, Review, ReviewStatus, fact
from weft.core.shared.terms import Term
from weft.core.treat.facts import AftercareItem, AftercareVariant, Situation
from weft.library.check import check
from weft.library.check_dates import date_faults
from weft.library.check_questions import question_faults
from weft.library.check_reviews import review_faults
from weft.library.check_unused import unused
from weft.library.faults import every_fault
from weft.library.knowledge import Knowledge, knowledge
from weft.library.references import leaves
from weft.library.shelf import Entry

TODAY = date(2026, 11, 22)
DRAFT = Review(status=ReviewStatus.DRAFT, reviewers_needed=("physiotherapist",))


def only(*facts: object) -> Knowledge:
    """The knowledge as if these were the only facts, all in one file."""
    return replace(knowledge(), entries=tuple(Entry("a.toml", one) for one in facts))


def first(shape: type[Any]) -> Any:
    return next(entry.fact for entry in knowledge().entries if isinstance(entry.fact, shape))


def dated(*since: date) -> Instrument:
    found: Instrument = next(one for one in knowledge().measure.instruments.values() if one.meaningful)
    return replace(found, meaningful=tuple(replace(found.meaningful[0], since=one) for one in since))


@pytest.mark.parametrize(
    ("since", "said"),
    [
        ((date(2026, 11, 22),), []),
        ((date(2026, 11, 23),), ["begins on 2026-11-23; one entry must have begun"]),
        ((date(2026, 1, 2), date(2026, 1, 2)), ["is not in order of since, each a later day than the one before"]),
        ((date(2026, 1, 1), date(2027, 11, 23)), []),
        ((date(2026, 1, 1), date(2027, 11, 24)), ["names 2027-11-24, more than a year away; mend the date"]),
    ],
)
def test_dated_values_have_begun_in_order_and_are_not_far_off(since: tuple[date, ...], said: list[str]) -> None:
    found = list(date_faults(only(dated(*since)), TODAY))

    assert [fault.mend for fault in found] == said
    assert {fault.place for fault in found} <= {"meaningful"}


def test_an_exercise_and_a_card_that_nothing_names_are_found() -> None:
    lonely = (replace(first(Exercise), id="juggling", name="Juggling"), replace(first(EvidenceFact), id="moon"))

    assert [fault.place for fault in unused(only(*lonely))] == ["juggling", "moon"]


def test_an_exercise_that_another_names_as_its_easier_form_is_used() -> None:
    easier = replace(first(Exercise), id="juggling", name="Juggling")
    other = replace(easier, id="juggling_more", name="More juggling", easier="Juggling", harder="More juggling")

    assert [fault.place for fault in unused(only(easier, other))] == ["juggling_more"]


def test_a_term_that_no_text_says_is_found() -> None:
    term = Term(id="moxa", name="moxa", plain="A herb.")

    assert [fault.mend for fault in unused(only(term))] == ["no text says 'moxa'; use the word or remove it"]
    assert list(unused(only(term, replace(first(Exercise), how="Moxas help.")))) != []


def test_advice_behind_an_easier_condition_is_never_said() -> None:
    wide = AftercareVariant(when=(Situation.FAINT,), text="a")
    narrow = AftercareVariant(when=(Situation.FAINT, Situation.NEEDLES), text="b")
    item = replace(first(AftercareItem), variants=(wide, narrow))

    assert [fault.place for fault in unused(only(item))] == ["variants.1"]
    assert list(unused(only(replace(item, variants=(narrow, wide))))) == []


def asked(**changes: Any) -> Question:
    told = {"id": "q", "text": "?", "why": "w", "asked_in": (QuestionSet.FULL,), **changes}
    return Question(**told)


def flag(*questions: Question, **changes: Any) -> RedFlag:
    found = first(RedFlag)
    trigger = replace(found.triggers[0], questions=tuple(one.id for one in questions), outcome=Outcome.STOP, blocks=())
    told = {"questions": questions, "triggers": (trigger,), "blocks": ("*",), **changes}
    made: RedFlag = replace(found, **told)
    return made


def faults_of(*rules: object) -> list[str]:
    flags = tuple(rule for rule in rules if isinstance(rule, RedFlag))
    known = replace(only(*rules), screen=replace(knowledge().screen, red_flags=flags, precautions=(), leads=()))
    return [fault.mend for fault in question_faults(known)]


def lead(*, signs: bool = False) -> Lead:
    question = asked(id="lead", asked_in=(QuestionSet.FULL,))
    return Lead(id="lead", question=question, signs=signs, basis=Basis.DERIVED, review=DRAFT)


def test_a_question_is_in_the_full_set_unless_a_clinician_finds_it() -> None:
    consult = replace(first(Precaution), question=asked(asked_in=(QuestionSet.CONSULT,)))
    found = replace(first(Precaution), question=asked(asked_in=(QuestionSet.EXAMINATION,)))

    assert faults_of(consult) == ['is not in the full set; add "full" to asked_in']
    assert faults_of(found) == []


def test_a_question_stands_under_one_that_is_asked_wherever_it_is() -> None:
    under = asked(under="lead", asked_in=(QuestionSet.FULL, QuestionSet.CONSULT))

    assert faults_of(flag(under), lead()) == ["is asked in 'consult', but 'lead' before it is not"]
    assert faults_of(flag(asked(under="nobody"))) == ["is under 'nobody', which nobody is asked; mend under"]


def test_a_lead_stands_before_something() -> None:
    assert faults_of(lead()) == ["stands before no question; put some under it, or remove it"]


def test_a_sign_under_a_list_of_signs_holds_everything_back_by_itself() -> None:
    sign = asked(under="lead")
    weak = flag(sign, blocks=("thrust",))

    assert faults_of(flag(sign), lead(signs=True)) == []
    assert faults_of(weak, lead(signs=True)) == [
        "is under a list of danger signs; one yes must hold everything back, and today"
    ]


def test_a_value_without_review_or_basis_is_found() -> None:
    @fact
    class Bare:
        id: str
        limit: int

    assert [fault.mend for fault in review_faults(only(Bare(id="a", limit=3)))] == [
        "is missing; say whether a clinician has checked this, or who has to",
        "has no basis beside it; say sourced, derived or general_knowledge",
    ]


def test_a_review_by_judgement_may_stand_on_any_basis() -> None:
    signed = Review(status=ReviewStatus.REVIEWED, by="Dana", registration="PT 1", on=TODAY, judged=True)
    judged = replace(first(Exercise), basis=Basis.GENERAL, review=signed)

    assert list(review_faults(only(judged))) == []
    assert list(review_faults(only(replace(judged, review=replace(signed, judged=False))))) != []


def test_a_file_that_nothing_reads_and_a_rule_without_a_case_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copied(tmp_path)
    (root / "treat/lost.toml").write_text('id = "lost"\n', encoding="utf-8")
    text = (root / "screen/precautions/fainting.toml").read_text(encoding="utf-8")
    renamed = text.replace('id = "fainting"', 'id = "swooning"')
    (root / "screen/precautions/swooning.toml").write_text(renamed, encoding="utf-8")
    monkeypatch.setenv("WEFT_KNOWLEDGE", str(root))

    said = {str(fault) for fault in every_fault()}

    assert "treat/lost.toml: nothing reads this file; put it where its kind belongs, or remove it" in said
    wanted = "screen/precautions/swooning.toml: no case in cases/screen/ speaks of 'swooning'; write one"
    assert wanted in said


def test_the_day_of_the_check_is_today_when_none_is_given() -> None:
    assert check(knowledge()) == check(knowledge(), TODAY)


def test_mended_copies_are_checked_too(tmp_path: Path) -> None:
    root = copied(tmp_path)
    mend(root, "measure/instruments/nprs.toml", "since = 2026-01-01", "since = 2999-01-01")

    from weft.library.knowledge import load

    assert "measure/instruments/nprs.toml" in {fault.file for fault in check(load(root))}


def test_the_keys_and_values_of_a_mapping_are_texts_of_its_field() -> None:
    @fact
    class Mapped:
        by: dict[str, str]

    assert list(leaves(Mapped(by={"heat": "warm"}))) == [("by", "by", "heat"), ("by", "by", "warm")]
