"""What is wrong with a case before anything is decided from it."""

import re
import reprlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from weft.core.plan.case import IRRITABILITIES, LEG_SIGNS, PICTURES, RADIATIONS, TRIED_RESULTS, Case, Problem
from weft.core.plan.wishes import WISHES, contradiction
from weft.core.shared.words import Words

_ID = re.compile(r"[a-z0-9_-]+")
_SHOWN = reprlib.Repr()
"""How a value that does not fit is shown: enough to find it."""
_SHOWN.maxstring = _SHOWN.maxlong = 60


@dataclass(frozen=True, slots=True)
class CaseFault:
    """One fault: where it is, and how to mend it."""

    place: str
    mend: Words


def case_faults(
    case: Case, *, questions: Collection[str], pathways: Collection[str], regions: Collection[str]
) -> Iterator[CaseFault]:
    """Every fault of a case: unknown ids, values outside their limits, nothing to plan for.

    Args:
        case: As read from a file or filled in by hand.
        questions: Ids of all screening questions.
        pathways: Ids of all plan sets.
        regions: Ids of all body regions.
    """
    if case.age is not None and not 0 <= case.age <= 120:
        yield CaseFault("age", Words("{value} is no age; give years from 0 to 120", value=_SHOWN.repr(case.age)))
    if not case.problems:
        yield CaseFault("problems", Words("is empty; name at least one problem"))
    for number, problem in enumerate(case.problems):
        yield from _problem_faults(f"problems.{number}", problem, regions)
    ids = [problem.id for problem in case.problems]
    for twice in sorted({each for each in ids if ids.count(each) > 1}):
        yield CaseFault(
            "problems", Words("id {value} comes twice; give each problem its own", value=_SHOWN.repr(twice))
        )
    for question in case.answers:
        yield from _unknown(f"answers.{question}", question, questions)
    yield from _told_faults(case)
    if case.pathway:
        yield from _unknown("pathway", case.pathway, pathways)


def _told_faults(case: Case) -> Iterator[CaseFault]:
    for number, tried in enumerate(case.tried):
        yield from _unknown(f"tried.{number}.result", tried.result, TRIED_RESULTS)
    for number, wish in enumerate(case.wishes):
        yield from _unknown(f"wishes.{number}", wish, WISHES)
    if mend := contradiction(case.wishes):
        yield CaseFault("wishes", mend)


def _problem_faults(place: str, problem: Problem, regions: Collection[str]) -> Iterator[CaseFault]:
    if not _ID.fullmatch(problem.id):
        yield CaseFault(f"{place}.id", Words("use small letters, digits, - and _ only"))
    yield from _unknown(f"{place}.region", problem.region, regions)
    yield from _unknown(f"{place}.radiates_to", problem.radiates_to, RADIATIONS)
    if not 0 <= problem.since_weeks <= 5200:
        message = Words("{value} does not fit; give weeks from 0 to 5200", value=_SHOWN.repr(problem.since_weeks))
        yield CaseFault(f"{place}.since_weeks", message)
    yield from _outside(f"{place}.pain", problem.pain, 10)
    yield from _outside(f"{place}.episodes_before", problem.episodes_before, 100)
    yield from _outside(f"{place}.recovered_weeks", problem.recovered_weeks, 5200)
    yield from _unknown(f"{place}.leg_signs", problem.leg_signs, LEG_SIGNS)
    yield from _unknown(f"{place}.irritability", problem.irritability, IRRITABILITIES)
    yield from _unknown(f"{place}.picture", problem.picture, PICTURES)


def _outside(place: str, value: int | None, most: int) -> Iterator[CaseFault]:
    if value is not None and not 0 <= value <= most:
        yield CaseFault(place, Words("{value} does not fit; give 0 to {most}", value=_SHOWN.repr(value), most=most))


def _unknown(place: str, value: str, known: Collection[str]) -> Iterator[CaseFault]:
    if value in known:
        return
    shown = _SHOWN.repr(value)
    if near := get_close_matches(value, known, n=1):
        yield CaseFault(place, Words("{value} is not known; did you mean {near}?", value=shown, near=near[0]))
    elif len(known) <= 8:
        names = ", ".join(each for each in known if each)
        yield CaseFault(place, Words("{value} is not known; use one of: {names}", value=shown, names=names))
    else:
        yield CaseFault(place, Words("{value} is not known; mend its spelling", value=shown))
