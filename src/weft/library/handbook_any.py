"""Any fact in words: its fields with labels. What no other renderer knows is told by this one."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from weft.draw.handbook_data import Block, Group, Items, Table, Text
from weft.library.handbook_case_labels import NOTHING
from weft.library.handbook_names import Names
from weft.library.handbook_words import FROM_TO, HIDDEN, NO_IDS, PERCENT, SOON, label, spoken, titled

LONG = 60
"""Letters from which texts are told one below the other instead of in a table."""
SHORT = 32
"""Letters up to which a field shares its line with others."""
MEASURES = frozenset({"measure", "main_measure"})
"""Fields that name measures."""
NO_LABELS: Mapping[str, str] = {}
"""A fact whose fields are called as everywhere."""


def any_blocks(
    value: object, names: Names, hidden: frozenset[str] = HIDDEN, labels: Mapping[str, str] = NO_LABELS
) -> Iterator[Block]:
    """Every field of a fact that says something, in the order of its shape; short ones share a line."""
    short: list[Text] = []
    for field in fields(value):  # type: ignore[arg-type]  # always a dataclass
        found = getattr(value, field.name)
        if field.name in hidden or _is_empty(found) or found == field.default:
            continue
        called = labels.get(field.name) or _called(field.name, [found])
        for block in _block(called, field.name, _filled(value, field.name, found), names):
            if isinstance(block, Text) and len(block.text) <= SHORT:
                short.append(block)
                continue
            yield from _on_one_line(short)
            short = []
            yield block
    yield from _on_one_line(short)


def _on_one_line(short: list[Text]) -> Iterator[Text]:
    if len(short) > 1:
        yield Text("", " \u00b7 ".join(f"{one.label}: {one.text}" for one in short))
    else:
        yield from short


def cell(field: str, value: object, names: Names) -> str:
    """A value, or a list of them, in one line."""
    match value:
        case (int() | Decimal(), int() | Decimal()) if field in FROM_TO:
            return " to ".join(_single("", item, names) for item in value)
        case tuple():
            parts = [cell(field, item, names) for item in value]
            return ("; " if any("," in part for part in parts) else ", ").join(parts)
        case Mapping():
            return "; ".join(f"{names.of(str(name))}: {cell(field, one, names)}" for name, one in value.items())
        case _ if is_dataclass(value):
            told = [one.name for one in fields(value) if one.name != "id" and _is_told(one, value)]
            return ", ".join(f"{label(name).lower()} {cell(name, getattr(value, name), names)}" for name in told)
        case _:
            return _single(field, value, names)


def _single(field: str, value: object, names: Names) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Enum():
            return SOON[value] if field == "soon" and value in SOON else spoken(str(value.value))
        case float() | Decimal():
            return _number(field, Decimal(str(value)))
        case str() if field == "sources":
            return names.short_source(value)
        case date():
            return day(value)
        case _:
            return _text(field, value, names) if isinstance(value, str) else str(value)


def _text(field: str, value: str, names: Names) -> str:
    if not value:
        return NOTHING.get(field, "")
    if not _is_id(field, value):
        return value
    if field in MEASURES:
        return names.measure(value)
    return names.thing(value) if field == "any_of" else names.of(value)  # "mood" among signs is an answer, no measure


def _number(field: str, value: Decimal) -> str:
    return f"{(100 * value).normalize():f} percent" if field in PERCENT else f"{value.normalize():f}"


def _filled(fact: object, field: str, text: object) -> object:
    """A text with the fact's own numbers in their places: ``way_back`` names ``way_back_points`` as {points}."""
    if not isinstance(text, str):
        return text
    for name in re.findall(r"\{(\w+)\}", text):
        number = getattr(fact, f"{field}_{name}", None) or getattr(fact, name, None)
        text = text if number is None else text.replace(f"{{{name}}}", str(number))
    return text


def _block(title: str, field: str, value: Any, names: Names) -> Iterator[Block]:
    if isinstance(value, tuple) and value and all(map(is_dataclass, value)):
        yield _rows(title, value, names)
    elif isinstance(value, tuple) and any(_is_prose(cell(field, item, names)) for item in value):
        yield Items(title, tuple(cell(field, item, names) for item in value))
    elif is_dataclass(value):
        yield Group(title, tuple(any_blocks(value, names, frozenset({"id"}))))
    else:
        yield Text(title, cell(field, value, names))


def _rows(title: str, items: tuple[Any, ...], names: Names) -> Block:
    """Facts of one shape as a table; of long texts, or of several shapes, as groups."""
    told = {field.name: field for field in fields(items[0])}
    shown = [one.name for one in fields(items[0]) if any(_is_told(one, item) for item in items)]
    ours = {"id", "code"} if "name" in shown else {"id"}
    said = [name for name in shown if name not in ours]
    if said and all(any(_is_told(told[name], item) for name in said) for item in items):
        shown = said
    same = all(type(item) is type(items[0]) for item in items)
    if not same or len(shown) > 6:
        return Group(title, tuple(_named(item, names) for item in items))
    rows = tuple(tuple(_told(told[name], item, names) for name in shown) for item in items)
    heads = tuple(_called(name, [getattr(item, name, None) for item in items]) for name in shown)
    return Table(title, heads, rows)


def _called(field: str, values: list[object]) -> str:
    """The field's label; "usual" is a range, or a mark on the usual choice."""
    return "As usual" if field == "usual" and all(isinstance(one, bool) for one in values) else label(field)


def _named(item: Any, names: Names) -> Group:
    title = str(getattr(item, "name", "") or titled(str(getattr(item, "id", getattr(item, "code", "")))))
    return Group(title, tuple(any_blocks(item, names)))


def _told(field: Any, item: object, names: Names) -> str:
    return cell(field.name, getattr(item, field.name), names) if _is_told(field, item) else ""


def _is_prose(text: str) -> bool:
    return len(text) > LONG or text.endswith(".")


def _is_told(field: Any, item: object) -> bool:
    found = getattr(item, field.name, None)
    return not _is_empty(found) and found != field.default


def _is_empty(value: object) -> bool:
    """Nothing to tell: also a no, which is what is left out everywhere."""
    return value is None or value is False or value in ("", (), {})


def _is_id(field: str, text: str) -> bool:
    if field in NO_IDS:
        return False
    plain = text.replace("_", "").replace(".", "")
    return text == "*" or (plain.isalnum() and text == text.lower() and not text.isdigit())


def day(moment: date) -> str:
    """A date as people write it."""
    return f"{moment.day} {moment:%b %Y}"
