"""Ways of needling: suggested, possible, held back; each with its because."""

from weft.core.screen.order import every_question
from weft.core.screen.screening import screen
from weft.core.shared.care import Answer
from weft.core.treat.techniques import Fit, TechniqueChoice, is_held_by_precaution, techniques
from weft.library.knowledge import knowledge

KNOWN = knowledge()
NO = dict.fromkeys((one.id for one in every_question(KNOWN.screen)), Answer.NO)
ALL = ("needling", "electro_acupuncture", "dry_needling")


def choices(*, agreed: tuple[str, ...] = ALL, first: bool = False, **said: Answer) -> dict[str, TechniqueChoice]:
    clearance = screen(NO | said, KNOWN.screen)
    found = techniques(KNOWN.treat.techniques, clearance, is_first_session=first, agreed=agreed)
    return {one.technique.id: one for one in found}


def test_a_held_technique_says_what_holds_it() -> None:
    assert "precaution" in str(choices(pregnancy=Answer.YES)["electro"].why.words)
    assert "agreement" in str(choices(agreed=("needling",))["electro"].why.words)
    assert "clearance" in str(choices(pacemaker=Answer.UNSURE)["electro"].why.words)


def test_a_suggested_technique_says_its_because_with_numbers_and_sources() -> None:
    manual = choices()["manual"]

    assert manual.fit is Fit.SUGGESTED
    assert str(manual.why.words) == manual.technique.because
    assert dict(manual.why.limits) == {"needles": "6 to 15", "minutes": "5 to 40"}
    assert manual.why.sources


def test_the_suggested_come_first_and_the_held_last() -> None:
    fits = [one.fit for one in choices(fainting=Answer.YES, pacemaker=Answer.YES).values()]

    assert fits == sorted(fits, key=tuple(Fit).index)


def test_a_doubt_about_needles_suggests_nothing() -> None:
    found = choices(saddle_numbness=Answer.UNSURE)

    assert {one.fit for one in found.values()} == {Fit.HELD}


def test_a_technique_whose_modality_has_no_verdict_is_held() -> None:
    clearance = screen(NO, KNOWN.screen)
    del clearance.by_modality["needling"]

    found = techniques(KNOWN.treat.techniques, clearance, is_first_session=False, agreed=ALL)

    assert {one.fit for one in found if one.technique.modality == "needling"} == {Fit.HELD}


def test_only_the_precautions_that_a_technique_names_hold_it() -> None:
    electro, manual = KNOWN.treat.techniques["electro"], KNOWN.treat.techniques["manual"]
    with_pacemaker = screen(NO | {"pacemaker": Answer.YES}, KNOWN.screen)

    assert is_held_by_precaution(electro, with_pacemaker)
    assert not is_held_by_precaution(manual, with_pacemaker)
    assert not is_held_by_precaution(electro, screen(NO, KNOWN.screen))
