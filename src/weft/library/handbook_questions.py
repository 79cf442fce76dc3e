"""Screening questions in words: those that stand under another are shown under it."""

from collections.abc import Iterator

from weft.core.screen.facts import Question
from weft.draw.handbook_data import Block, Items, Table, Text
from weft.library.handbook_names import Names
from weft.library.handbook_words import spoken, titled

HEAD = ("", "Called", "Question", "Why we ask")
NESTED = "\u2013 "
"""Before the number of a question that stands under the one above it."""


def in_order(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    """As they are asked: each after the one that it stands under."""
    own = {one.id for one in questions}
    return tuple(found for one in questions if one.under not in own for found in _with_those_under(one, questions))


def asked(questions: tuple[Question, ...], names: Names) -> Iterator[Block]:
    """A table of several questions; what holds for all of them is said once, above it."""
    ordered = in_order(questions)
    numbers = {one.id: str(number) for number, one in enumerate(ordered, 1)}
    outside = {one.under for one in ordered if one.under not in numbers}
    common = outside.pop() if len(outside) == 1 else ""
    sets = {_sets(one) for one in ordered}
    same = sets.pop() if len(sets) == 1 else ""
    if same or common:
        yield Text("Asked", "; ".join(part for part in (same, _after(common, names)) if part))
    when = [_when(one, numbers, names, skip=common, with_sets=not same) for one in ordered]
    rows = [(f"{_nested(one, numbers)}{numbers[one.id]}", titled(one.id), one.text, one.why) for one in ordered]
    if any(when):
        yield Table("Questions", (*HEAD, "Asked"), tuple((*row, said) for row, said in zip(rows, when, strict=True)))
    else:
        yield Table("Questions", HEAD, tuple(rows))


def asked_alone(question: Question, names: Names) -> Iterator[Block]:
    """One question as a paragraph."""
    yield Text("Question", question.text)
    yield Text("Why we ask", question.why)
    yield Text("Asked", "; ".join(part for part in (_sets(question), _after(question.under, names)) if part))


def asked_under(question: Question, names: Names, label: str) -> Iterator[Block]:
    """The questions of other facts that stand under this one, with those under them."""
    found = tuple(_tree(question.id, "", names))
    homes = {names.home(one.id) for _, one in found}
    if len(homes) == 1 and len(found) > 1:
        yield Items(
            f"{label} (all in \u201c{homes.pop()}\u201d)", tuple(f"{before}{one.text}" for before, one in found)
        )
    elif found:
        yield Items(label, tuple(f"{before}{one.text} ({names.home(one.id)})" for before, one in found))


def _tree(name: str, before: str, names: Names) -> Iterator[tuple[str, Question]]:
    for one in names.under.get(name, ()):
        yield before, one
        yield from _tree(one.id, f"after a yes to \u201c{names.called(one.id)}\u201d: ", names)


def _with_those_under(one: Question, questions: tuple[Question, ...]) -> Iterator[Question]:
    yield one
    for under in questions:
        if under.under == one.id:
            yield from _with_those_under(under, questions)


def _nested(one: Question, numbers: dict[str, str]) -> str:
    return NESTED if one.under in numbers else ""


def _when(one: Question, numbers: dict[str, str], names: Names, *, skip: str, with_sets: bool) -> str:
    parent = one.under if one.under != skip else ""
    called = numbers.get(parent) or f"\u201c{names.called(parent)}\u201d"
    after = f"only after {called}" if parent else ""
    return "; ".join(part for part in (_sets(one) if with_sets else "", after) if part)


def _sets(one: Question) -> str:
    return ", ".join(spoken(each) for each in one.asked_in)


def _after(parent: str, names: Names) -> str:
    return f"only after a yes or \u201cnot sure\u201d to \u201c{names.called(parent)}\u201d" if parent else ""
