"""What messages say: each kind with its own wording, what may stand in it, and what is wrong with a clinic's own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from weft.core.book.consents import Purpose
from weft.core.book.contact import is_readable
from weft.core.shared.words import Words

LONGEST_SUBJECT = 120
LONGEST_BODY = 1200
"""As a text message it is cut into pieces of 153 characters: eight of them are enough."""


class Kind(StrEnum):
    """Why a message goes."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"
    REMINDER = "reminder"
    NEWS = "anything_new"
    SETTLED = "settled"
    CHECK_IN = "check_in"
    MEASURE = "measure"
    WATCH = "watch"
    WAITLIST = "waitlist"
    NEW_TIME = "new_time"
    PLAN = "plan"
    PLAN_CHANGED = "plan_changed"
    EXERCISES = "exercises"


@dataclass(frozen=True, slots=True)
class Text:
    """The wording of one kind."""

    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class KindOfMessage:
    """One kind as a clinic sees it."""

    kind: Kind
    name: Words
    when: Words
    text: Text
    """Our own wording: message ids, spoken in the person's language."""
    needs: tuple[str, ...]
    """Placeholders without which the message would be useless."""
    by_itself: bool = True
    """It goes because time has passed, so it keeps the quiet hours; the others answer what somebody just did."""
    purpose: Purpose = Purpose.VISIT_REMINDERS

    @property
    def placeholders(self) -> tuple[str, ...]:
        """What may stand in the body."""
        return (*VISIT_VALUES, *COMMON_VALUES) if "visits" in self.needs else COMMON_VALUES


COMMON_VALUES = ("clinic", "phone", "link")
VISIT_VALUES = ("visits", "city")
IN_SUBJECT = ("clinic",)
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_WAITING_LINK = re.compile(r"/[a-z]/[0-9a-f]{32}")
"""A link as it stands in a message that waits: it works once it is sent, and is for one person alone."""
_VISITS = "{visits}\nAll times are {city} time.\n{link}"
_ABOUT_VISITS = ("visits",)
_WITH_LINK = ("link",)

KINDS = (
    KindOfMessage(
        Kind.BOOKED, Words("Visits booked"), Words("As soon as visits are booked."),
        Text("Your visits", _VISITS), _ABOUT_VISITS, by_itself=False,
    ),
    KindOfMessage(
        Kind.MOVED, Words("Visit moved"), Words("As soon as a visit has a new time."),
        Text("Your visit has a new time", _VISITS), _ABOUT_VISITS, by_itself=False,
    ),
    KindOfMessage(
        Kind.CANCELLED, Words("Visit cancelled"), Words("As soon as a visit is cancelled."),
        Text("Your visit is cancelled", f"{_VISITS}\nThis visit will not take place."), _ABOUT_VISITS, by_itself=False,
    ),
    KindOfMessage(
        Kind.REMINDER, Words("Reminder"), Words("Twice before each visit, at the clinic's lead times."),
        Text("Reminder of your visit", _VISITS), _ABOUT_VISITS,
    ),
    KindOfMessage(
        Kind.NEWS, Words("Anything new?"), Words("Once before each visit, at the clinic's lead time."),
        Text(
            "Before your visit",
            "{visits}\nAll times are {city} time.\nIs anything new since last time? Tell us before you come: {link}",
        ),
        ("visits", "link"),
    ),
    KindOfMessage(
        Kind.PLAN, Words("Plan of care"), Words("When everybody has agreed to a plan."),
        Text("Your plan is ready", "Your plan is ready. Read it here: {link}\nQuestions? Ring {phone}."), _WITH_LINK,
        purpose=Purpose.PLANS_OF_CARE,
    ),
    KindOfMessage(
        Kind.PLAN_CHANGED, Words("Plan changed"), Words("When a review changes the plan, or we move visits."),
        Text("Your plan has changed", "Your plan has changed. Read what is new here: {link}\nQuestions? Ring {phone}."),
        _WITH_LINK, purpose=Purpose.PLANS_OF_CARE,
    ),
    KindOfMessage(
        Kind.EXERCISES, Words("Exercise plan"), Words("When what to do at home has changed."),
        Text("New on your page", "What to do at home is new, or has changed. It is here: {link}"), _WITH_LINK,
        purpose=Purpose.EXERCISE_PLANS,
    ),
    KindOfMessage(
        Kind.SETTLED, Words("All settled?"), Words("The day after a visit."),
        Text(
            "Since your visit",
            "We hope all is well since your visit. If anything has not settled, tell us: {link}\nOr ring {phone}.",
        ),
        _WITH_LINK,
    ),
    KindOfMessage(
        Kind.CHECK_IN, Words("Check-in"), Words("When nothing was heard for a week, at most once a week."),
        Text("How are you today?", "One tap tells us how you are today: {link}"), _WITH_LINK,
    ),
    KindOfMessage(
        Kind.MEASURE, Words("Measure due"), Words("When numbers are due for a review."),
        Text("A few questions before your next visit", "It takes two minutes and helps us plan: {link}"), _WITH_LINK,
    ),
    KindOfMessage(
        Kind.WATCH, Words("After care has ended"), Words("On the days agreed at discharge."),
        Text("How have you been?", "We would like to know how it has been. Two questions: {link}"), _WITH_LINK,
        purpose=Purpose.PLANS_OF_CARE,
    ),
    KindOfMessage(
        Kind.WAITLIST, Words("Earlier time free"), Words("When a time has become free that somebody waits for."),
        Text(
            "An earlier time is free",
            "{visits}\nAll times are {city} time.\nThe first who takes it has it: {link}\nOr ring {phone}.",
        ),
        ("visits", "link"),
    ),
    KindOfMessage(
        Kind.NEW_TIME, Words("Another time asked"), Words("When the desk asks about another time for a booked visit."),
        Text(
            "Would this work for you?",
            "We would like to change your visit. Would this work?\n{visits}\nAll times are {city} time."
            "\nNothing changes before you answer: {link}\nOr ring {phone}.",
        ),
        ("visits", "link"),
    ),
)  # fmt: skip
"""In the order in which a person meets them."""

CLINICAL = re.compile(
    r"\b(acupunct|needl|physio|therap|rehab|chiropract|massage|exercis|treat|diagnos|symptom|condition|injur|inflam"
    r"|pain|ache|spine|spinal|sciatic|lumbar|disc\b|neck\b|shoulder|knee|hip\b|medic|drug|clinician)\w*",
    re.IGNORECASE,
)
"""Words that tell a stranger who glances at a phone what somebody is treated for. English only."""


def kind_of(kind: Kind) -> KindOfMessage:
    """All about one kind."""
    return next(each for each in KINDS if each.kind is kind)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A clinic's own wording with its placeholders replaced; anything else in braces stays as it is."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def subject_fault(subject: str) -> Words | None:
    """What is wrong with a subject, or None. Nothing about a person may stand in it."""
    if not subject.strip():
        return Words("Write a subject.")
    if not is_readable(subject, lines=False):
        return Words("This has characters in it that cannot be sent. Type it again by hand.")
    if len(subject) > LONGEST_SUBJECT:
        return Words("A subject has at most {most} characters.", most=LONGEST_SUBJECT)
    return _unknown(subject, IN_SUBJECT)


def body_fault(kind: KindOfMessage, body: str) -> Words | None:
    """What is wrong with a body, or None."""
    if not body.strip():
        return Words("Write what the message says.")
    if not is_readable(body, lines=True):
        return Words("This has characters in it that cannot be sent. Type it again by hand.")
    if len(body) > LONGEST_BODY:
        return Words("A message has at most {most} characters.", most=LONGEST_BODY)
    if (fault := _unknown(body, kind.placeholders)) is not None:
        return fault
    if _WAITING_LINK.search(body):
        return Words(
            "This holds the link of one message, which is for one person. Write {link}.", link=_braced(["link"])
        )
    missing = [name for name in kind.needs if f"{{{name}}}" not in body]
    return Words("Without {name} the message is of no use. Put it in.", name=_braced(missing[:1])) if missing else None


def clinical_words(text: str) -> tuple[str, ...]:
    """Words in a text that say something about care, each once, in their order."""
    return tuple(dict.fromkeys(found[0].lower() for found in CLINICAL.finditer(text)))


def _unknown(text: str, known: tuple[str, ...]) -> Words | None:
    odd = [found for found in _PLACEHOLDER.findall(text) if found not in known]
    if not odd:
        return None
    return Words("{name} is no placeholder here. Use {known}.", name=_braced(odd[:1]), known=_braced(known))


def _braced(names: list[str] | tuple[str, ...]) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
