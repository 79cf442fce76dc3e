from weft.core.shared.words import Words


def test_a_sentence_is_the_same_whatever_the_order_of_its_values() -> None:
    assert Words("{a} on {b}", a="needles", b="Tuesday") == Words("{a} on {b}", b="Tuesday", a="needles")


def test_other_values_make_another_sentence() -> None:
    assert Words("{a} on {b}", a="needles", b="Tuesday") != Words("{a} on {b}", a="needles", b="Monday")


def test_words_inside_words_are_spoken_too() -> None:
    spoken = {"No {what} today": "Heute keine {what}", "needles": "Nadeln"}

    assert Words("No {what} today", what=Words("needles")).said(spoken.__getitem__) == "Heute keine Nadeln"
