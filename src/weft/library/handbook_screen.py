"""Danger signs, questions before others, and reasons for care, in words."""

from collections.abc import Iterator

from weft.core.screen.facts import Effect, Lead, Precaution, RedFlag, Trigger, TriggerKind
from weft.core.shared.care import Action
from weft.draw.handbook_data import Block, Items, Table, Text
from weft.library.handbook_names import Names
from weft.library.handbook_questions import asked, asked_alone, asked_under, in_order
from weft.library.handbook_words import spoken

WHEN_UP = ("Yes to", "Then", "Who looks, and how soon", "Waits meanwhile")
EFFECTS = ("For", "Means", "Where", "In words")


def red_flag(flag: RedFlag, names: Names) -> Iterator[Block]:
    """Questions, what makes the flag go up, and what is said then."""
    yield from asked(flag.questions, names)
    ordered = in_order(flag.questions)
    numbers = {question.id: str(number) for number, question in enumerate(ordered, 1)}
    for question in ordered:
        elsewhere = tuple(one for one in names.under.get(question.id, ()) if one.id not in numbers)
        if elsewhere:
            said = tuple(f"{one.text} ({names.home(one.id)})" for one in elsewhere)
            yield Items(f"After a yes to {numbers[question.id]} it is also asked", said)
    urgent_first = sorted(flag.triggers, key=lambda trigger: list(Action).index(trigger.action))
    rows = tuple(_trigger(trigger, flag, numbers, names) for trigger in urgent_first)
    yield Table("The sign is up", WHEN_UP, rows)
    yield Text("The person is told", flag.person)
    for trigger in flag.triggers:
        if trigger.person:
            yes = _together(trigger, _listed(trigger, numbers, names))
            yield Text(f"The person is told, with a yes to {yes} and nothing more urgent", trigger.person)
    yield Text("In the letter", flag.letter)
    if flag.hand_over:
        yield Items("What the other clinician also needs", flag.hand_over)


def lead(one: Lead, names: Names) -> Iterator[Block]:
    """A question that most people answer once for several."""
    yield from asked_alone(one.question, names)
    yield from asked_under(one.question, names, "A no here is a no to")
    if one.signs:
        yield Text("", "A list of danger signs: a yes that nothing above bears out is asked again by a clinician.")
    if one.reopens:
        yield Text("", "A yes or \u201cnot sure\u201d asks all the questions again.")


def precaution(one: Precaution, names: Names) -> Iterator[Block]:
    """The question, and what it changes for each modality."""
    yield from asked_alone(one.question, names)
    if one.also:
        said = "; ".join(f"\u201c{names.questions.get(each, spoken(each))}\u201d" for each in one.also)
        yield Text("Also taken from a yes to", said)
    yield from asked_under(one.question, names, "After a yes it is also asked")
    yield Table("What it changes", EFFECTS, tuple(_effect(effect, names) for effect in one.effects))
    yield Text("The person is told", one.person)


def _trigger(trigger: Trigger, flag: RedFlag, numbers: dict[str, str], names: Names) -> tuple[str, ...]:
    held = trigger.blocks or (() if trigger.outcome == "go" else flag.blocks)
    return (
        _together(trigger, _listed(trigger, numbers, names)),
        spoken(trigger.outcome),
        "the clinician who talks" if trigger.action is Action.CAUTION else spoken(trigger.action),
        names.listed(held) or "nothing: a letter, and care goes on",
    )


def _listed(trigger: Trigger, numbers: dict[str, str], names: Names) -> list[str]:
    return [numbers.get(one) or names.pointed(one) for one in trigger.questions]


def _together(trigger: Trigger, listed: list[str]) -> str:
    match trigger.kind:
        case _ if len(listed) == 1:
            return listed[0]
        case TriggerKind.AT_LEAST:
            return f"at least {trigger.count} of {_run(listed)}"
        case TriggerKind.ALL_OF:
            return " and ".join(listed)
        case _:
            return f"any of {_run(listed)}" if len(listed) > 2 else " or ".join(listed)


def _run(listed: list[str]) -> str:
    """Numbers, with "to" where none between the first and the last is missing."""
    if not all(each.isdigit() for each in listed):
        return ", ".join(listed)
    numbers = sorted(map(int, listed))
    whole = numbers == list(range(numbers[0], numbers[-1] + 1))
    return f"{numbers[0]} to {numbers[-1]}" if whole and len(numbers) > 2 else ", ".join(map(str, numbers))


def _effect(effect: Effect, names: Names) -> tuple[str, ...]:
    where = "at the affected place; elsewhere take care" if effect.site_only else ""
    if effect.points:
        where = f"at {', '.join(effect.points)}; elsewhere take care"
    return names.listed(effect.modalities), spoken(effect.level), where or "everywhere", effect.text
