"""Values of case files as people read them: names for ids, dates with one year, lists in one line."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from weft.library.handbook_any import day
from weft.library.handbook_case_labels import CASE_FIELDS, MEASURES, NOTHING, PLAIN, QUESTIONS
from weft.library.handbook_names import Names
from weft.library.handbook_words import spoken

_ID = re.compile(r"\b[a-z0-9]+(?:_[a-z0-9]+)+\b")
_EXERCISES = re.compile(r"(?<= with )[a-z_, ]+$")
_PHASES = re.compile(r" \((\d+)\)")


def fields_told(fields: Mapping[str, Any], names: Names) -> str:
    """Every field that says something, each with its label, in one line."""
    said = (SPECIAL.get(name, _field)(name, value, names) for name, value in fields.items())
    return "; ".join(part for part in said if part)


def told(value: Any, names: Names) -> str:
    """A value of a case file in one line."""
    match value:
        case dict():
            return _entry(value, names)
        case list():
            return _listed(value, names)
        case date():
            return day(value)
        case str():
            return names.thing(value) if " " not in value else _in_words(value, names)
        case _:
            return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _entry(value: dict[str, Any], names: Names) -> str:
    """Fields; what happened on a day begins with it."""
    rest = {name: found for name, found in value.items() if name != "on" or not isinstance(found, date)}
    if rest == value:
        return fields_told(value, names)
    said = fields_told(rest, names).replace("; ", ", ")
    return f"{day(value['on'])}, {said}" if said else day(value["on"])


def days(dates: Sequence[date]) -> str:
    """Several dates: "5, 8 and 11 Jan, 2 Feb 2026"."""
    months = [(month, [str(one.day) for one in same]) for month, same in groupby(dates, lambda one: f"{one:%b %Y}")]
    return ", ".join(f"{', '.join(found)} {month}" for month, found in months)


def _listed(values: list[Any], names: Names) -> str:
    if values and all(isinstance(one, date) for one in values):
        return days(values)
    if values and all(isinstance(one, list) and len(one) == 2 and isinstance(one[0], date) for one in values):
        one_year = len({on.year for on, _ in values}) == 1
        said = [f"{told(score, names)} on {on.day} {on:%b}{'' if one_year else f' {on.year}'}" for on, score in values]
        return ", ".join(said) + (f" {values[0][0].year}" if one_year else "")
    several = len(values) > 1
    parts = [f"({told(one, names)})" if several and isinstance(one, dict) else told(one, names) for one in values]
    return ("; " if any("; " in part or ", " in part for part in parts) else ", ").join(parts) or "none"


def _in_words(text: str, names: Names) -> str:
    plain = _PHASES.sub(lambda found: f" (phases {', '.join(found[1])})", text)
    plain = _EXERCISES.sub(lambda found: ", ".join(map(names.thing, found[0].split(", "))), plain)
    return _ID.sub(lambda found: names.of(found[0]), plain)


def _field(name: str, value: Any, names: Names) -> str:
    return f"{CASE_FIELDS.get(name) or names.of(name)}: {_value(name, value, names) or 'none'}"


def _value(name: str, value: Any, names: Names) -> str:
    """What the field's own name says about ids and words in it."""
    if name in NOTHING and isinstance(value, list):
        return told([one or NOTHING[name] for one in value], names)
    if name in MEASURES:
        return _each(value, names.measure, names)
    if name in QUESTIONS:
        return questions_told(value, names)
    return _each(value, spoken, names) if name in PLAIN else told(value, names)


def questions_told(ids: Any, names: Names) -> str:
    """Screening questions by what they are called, in quotation marks: some are called like what they ask about."""
    return _each(ids, lambda one: f"\u201c{names.called(one)}\u201d", names)


def _each(value: Any, said: Callable[[str], str], names: Names) -> str:
    """Ids, also those that something stands beside, each said with ``said``."""
    match value:
        case str():
            return said(value)
        case list():
            several = [_each(one, said, names) for one in value]
            return ("; " if any(", " in one for one in several) else ", ").join(several) or "none"
        case dict():
            return "; ".join(f"{said(one)}: {_each(found, names.of, names)}" for one, found in value.items())
        case _:
            return told(value, names)


def _answers(_: str, value: dict[str, str], names: Names) -> str:
    """Whom a case gives no answer for said no."""
    said = [f"{names.of(name)}: {spoken(answer)}" for name, answer in value.items()]
    return "; ".join([*said, "no to every other question" if said else "no to every question"])


def _decided(name: str, value: dict[str, date], names: Names) -> str:
    said = (f"\u201c{names.titles.get(rule, rule)}\u201d on {day(on)}" for rule, on in value.items())
    return f"{CASE_FIELDS[name]}: {', '.join(said)}"


def _strength(_: str, value: str, __: Names) -> str:
    return spoken(value)


def _within(_: str, value: int, __: Names) -> str:
    return f"within {value} hours"


def _group(_: str, value: str, names: Names) -> str:
    return f"group: {names.reactions(value)}"


def _code(_: str, value: str, names: Names) -> str:
    """A reaction, with its group before it or beside it."""
    return f"what: {names.thing(value) if '.' in value else spoken(value)}"


def _choice(name: str, value: str, _: Names) -> str:
    """A word of a list, also where something else has that id."""
    return f"{CASE_FIELDS.get(name, name)}: {spoken(value)}"


def _by_verdict(_: str, value: dict[str, str], names: Names) -> str:
    """Modalities with one verdict stand together."""
    verdicts = dict.fromkeys(value.values())
    return "; ".join(
        f"{spoken(verdict)}: {', '.join(names.of(one) for one, found in value.items() if found == verdict)}"
        for verdict in verdicts
    )


def _problems(name: str, value: list[dict[str, Any]], names: Names) -> str:
    """A single problem needs no name of its own."""
    plain = [{field: found for field, found in one.items() if field != "id"} for one in value]
    return fields_told(plain[0], names) if len(plain) == 1 else _field(name, plain, names)


def _written(_: str, value: list[str], __: Names) -> str:
    """The set is told in its own chapter, row for row."""
    return f"the whole set, row by row as told under \u201cPlan sets\u201d ({len(value)} rows)"


SPECIAL: Mapping[str, Callable[[str, Any, Names], str]] = {
    "screening": _answers,
    "strength": _strength,
    "within_hours": _within,
    "decided": _decided,
    "kind": _choice,
    "group": _group,
    "code": _code,
    "modalities": _by_verdict,
    "problems": _problems,
    "written": _written,
}
"""Fields that are told in a way of their own."""
