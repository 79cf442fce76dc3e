"""The wording of messages: ours keeps every rule that we hold a clinic's own to."""

import pytest

from weft.core.book.texts import (
    KINDS,
    LONGEST_BODY,
    LONGEST_SUBJECT,
    Kind,
    KindOfMessage,
    body_fault,
    clinical_words,
    filled,
    kind_of,
    subject_fault,
)
from weft.core.shared.words import Words

REMINDER = kind_of(Kind.REMINDER)


def said(fault: Words | None) -> str:
    return str(fault) if fault else ""


def test_every_kind_has_a_wording() -> None:
    assert {each.kind for each in KINDS} == set(Kind)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind.value)
def test_our_own_wording_is_whole_and_discreet(kind: KindOfMessage) -> None:
    assert said(subject_fault(kind.text.subject)) == ""
    assert said(body_fault(kind, kind.text.body)) == ""
    assert clinical_words(f"{kind.text.subject} {kind.text.body}") == ()


@pytest.mark.parametrize(
    ("subject", "fault"),
    [
        ("Your visit at {clinic}", ""),
        ("x" * LONGEST_SUBJECT, ""),
        ("x" * (LONGEST_SUBJECT + 1), f"A subject has at most {LONGEST_SUBJECT} characters."),
        (" ", "Write a subject."),
        ("a\nb", "This has characters in it that cannot be sent. Type it again by hand."),
        ("For {name}", "{name} is no placeholder here. Use {clinic}."),
        ("At {link}", "{link} is no placeholder here. Use {clinic}."),
    ],
)
def test_a_subject_names_nobody(subject: str, fault: str) -> None:
    assert said(subject_fault(subject)) == fault


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("{visits} {link}", ""),
        ("{visits}" + "x" * (LONGEST_BODY - 8), ""),
        ("{visits}" + "x" * (LONGEST_BODY - 7), f"A message has at most {LONGEST_BODY} characters."),
        ("", "Write what the message says."),
        ("{visits}\u202e", "This has characters in it that cannot be sent. Type it again by hand."),
        ("{visit}", "{visit} is no placeholder here. Use {visits}, {city}, {clinic}, {phone}, {link}."),
        ("{link.x}", "{link.x} is no placeholder here. Use {visits}, {city}, {clinic}, {phone}, {link}."),
        ("{visits} https://x.example/b/" + "0a" * 15 + "0", ""),
        (
            "{visits} https://x.example/b/" + "0a" * 16,
            "This holds the link of one message, which is for one person. Write {link}.",
        ),
        ("See you at {clinic}", "Without {visits} the message is of no use. Put it in."),
    ],
)  # fmt: skip
def test_a_body_has_what_it_needs_and_nothing_unknown(body: str, fault: str) -> None:
    assert said(body_fault(REMINDER, body)) == fault


def test_a_message_that_is_no_list_of_visits_has_none() -> None:
    assert "{visits} is no placeholder" in said(body_fault(kind_of(Kind.CHECK_IN), "{visits} {link}"))


def test_only_known_names_are_filled_in() -> None:
    assert filled("{clinic}: {link} {other}", {"clinic": "{link}", "link": "x"}) == "{link}: x {other}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Come for your Acupuncture and physiotherapy, bring back pain diary",
            ("acupuncture", "physiotherapy", "pain"),
        ),
        ("We call you back about the discount", ()),
        ("Needles, needles", ("needles",)),
    ],
)
def test_words_about_care_are_seen(text: str, found: tuple[str, ...]) -> None:
    assert clinical_words(text) == found
