"""Four consents, each its own."""

from weft.core.book.consents import CHOICES, Purpose, words_for


def test_there_are_four_choices_one_for_each_purpose() -> None:
    assert [choice.purpose for choice in CHOICES] == list(Purpose)


def test_every_choice_has_words_of_its_own() -> None:
    assert len({words_for(purpose).message for purpose in Purpose}) == 4
