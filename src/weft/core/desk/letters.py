"""A letter to another clinician: five sections, each begun from what the record holds. Nothing is judged here anew."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from weft.core.book.contact import is_readable
from weft.core.plan.doses import visits_words, weeks_words
from weft.core.shared.care import Action
from weft.core.shared.words import AND, COMMA, LINE, Words, joined

LONGEST_SECTION = 1500
"""Letters of one section; five of them and a curve fill a page."""


class About(StrEnum):
    """Why a letter is written."""

    DANGER = "danger"
    """A danger sign: somebody else looks first."""
    SIGNS = "signs"
    """A sign that calls for a letter while care goes on."""
    REFER = "refer"
    """Little has changed: somebody else should look."""
    ENDED = "ended"
    """Care has ended."""
    REPORT = "report"
    """How it goes."""


class Section(StrEnum):
    """The parts of a letter, in the order in which they are read."""

    CAME = "came"
    FOUND = "found"
    DONE = "done"
    STANDS = "stands"
    ASK = "ask"


TITLES = {
    Section.CAME: Words("Why they came"),
    Section.FOUND: Words("What we found"),
    Section.DONE: Words("What was done"),
    Section.STANDS: Words("Where they stand"),
    Section.ASK: Words("What we ask"),
}
ABOUT = {
    About.DANGER: Words("A danger sign"),
    About.SIGNS: Words("A sign to be looked at"),
    About.REFER: Words("A second opinion is asked for"),
    About.ENDED: Words("Care has ended"),
    About.REPORT: Words("How it goes"),
}
NEEDED = {
    Section.CAME: Words("Write why they came."),
    Section.ASK: Words("Write what you ask, even when it is nothing."),
}
"""Sections that a letter is not signed without, and what is said then."""
UNTOLD = Words("Tell the person of this letter first; then tick that they know of it.")
"""Said of a letter that its person does not know of, unless danger is why it is written."""
_SOON = {
    Action.EMERGENCY: Words("Please examine them now, as an emergency."),
    Action.SAME_DAY: Words("Please see them today."),
    Action.WITHIN_24_HOURS: Words("Please see them within 24 hours."),
    Action.WITHIN_2_WEEKS: Words("Please see them within two weeks."),
    Action.GP: Words("Please look at this at the next chance."),
}
_ASK = {
    About.DANGER: Words("Please look at this."),
    About.SIGNS: Words("Please look at this."),
    About.REFER: Words("Please examine them again. Would pictures, tests or another kind of care help more?"),
    About.ENDED: Words("Nothing is asked of you. They know how to come back."),
    About.REPORT: Words("Nothing is asked of you now. Please tell us what you know that matters for this care."),
}  # fmt: skip
_TELL_US = Words("Please tell us what you find.")


@dataclass(frozen=True, slots=True)
class ProblemTold:
    """One problem that the person came with."""

    where: Words
    since_weeks: int | None
    text: str


@dataclass(frozen=True, slots=True)
class GoalTold:
    """An own goal, and how near it is: 0 to 10 as text, empty while nobody asked."""

    words: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was given so far."""

    needles: int = 0
    movement: int = 0
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """What the record holds for a letter."""

    about: About
    action: Action = Action.NONE
    """How soon the screening asks somebody else to look."""
    problems: tuple[ProblemTold, ...] = ()
    told: str = ""
    """The story, in the person's own words."""
    signs: tuple[Words, ...] = ()
    """The words for the letter of every sign that is up."""
    findings: tuple[tuple[Words, str], ...] = ()
    """What clinicians wrote in signed parts: label and text."""
    delivered: Delivered = Delivered()
    home: tuple[Words, ...] = ()
    curve: Words | None = None
    goals: tuple[GoalTold, ...] = ()


def drafted(facts: LetterFacts) -> dict[Section, Words | None]:
    """What each section begins with; None where the record holds nothing for it."""
    lines = {
        Section.CAME: _came(facts),
        Section.FOUND: _found(facts),
        Section.DONE: _done(facts),
        Section.STANDS: _stands(facts),
        Section.ASK: _ask(facts),
    }
    return {section: _lines(said) for section, said in lines.items()}


def section_fault(text: str) -> Words | None:
    """What is wrong with the text of a section, or None; an empty one is left out of the letter."""
    if not is_readable(text, lines=True):
        return Words("This has characters in it that cannot be kept. Type it again by hand.")
    if len(text) > LONGEST_SECTION:
        return Words(
            "This is longer than {most} letters. A letter is read when it fits one page.", most=LONGEST_SECTION
        )
    return None


def missing(sections: Mapping[Section, str]) -> Words | None:
    """What a letter cannot be signed without, or None."""
    return next((says for section, says in NEEDED.items() if not sections.get(section, "").strip()), None)


def _lines(said: Iterable[Words]) -> Words | None:
    kept = tuple(said)
    return joined(kept, LINE) if kept else None


def _came(facts: LetterFacts) -> Iterator[Words]:
    for one in facts.problems:
        where = one.where if one.since_weeks is None else _since(one.where, one.since_weeks)
        yield Words("{where}: {text}", where=where, text=one.text) if one.text else where
    if facts.told:
        yield Words("In their own words: “{told}”", told=facts.told)


def _since(where: Words, weeks: int) -> Words:
    return Words("{where}, for {weeks}", where=where, weeks=weeks_words(weeks))


def _found(facts: LetterFacts) -> Iterator[Words]:
    yield from facts.signs
    yield from (Words("{label}: {text}", label=label, text=text) for label, text in facts.findings)


def _done(facts: LetterFacts) -> Iterator[Words]:
    given = facts.delivered
    kinds = [
        Words(message, visits=visits_words(count))
        for message, count in (("needles, {visits}", given.needles), ("movement, {visits}", given.movement))
        if count
    ]
    if not kinds:
        yield Words("No treatment has been given here yet.")
    elif given.first and given.last and given.first != given.last:
        yield Words("From {first} to {last}: {kinds}.", first=given.first, last=given.last, kinds=joined(kinds, AND))
    else:
        yield Words("{kinds}.", kinds=joined(kinds, AND))
    if facts.home:
        yield Words("At home: {exercises}.", exercises=joined(facts.home, COMMA))


def _stands(facts: LetterFacts) -> Iterator[Words]:
    yield facts.curve or Words("No score has been taken yet.")
    for goal in facts.goals:
        if goal.last and goal.first != goal.last:
            values = {"goal": goal.words, "first": goal.first, "last": goal.last}
            yield Words("Own goal “{goal}”: from {first} to {last} of 10.", **values)
        elif goal.last:
            yield Words("Own goal “{goal}”: {last} of 10.", goal=goal.words, last=goal.last)


def _ask(facts: LetterFacts) -> Iterator[Words]:
    asks_for_a_look = facts.about in {About.DANGER, About.SIGNS}
    yield _SOON.get(facts.action, _ASK[facts.about]) if asks_for_a_look else _ASK[facts.about]
    if asks_for_a_look or facts.about is About.REFER:
        yield _TELL_US
