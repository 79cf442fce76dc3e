"""Clinic and visit files (JSON): read with unknown keys refused by file and place, written the same way everywhere."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from weft.core.schedule.clinic.faults import clinic_faults
from weft.core.schedule.clinic.shape import VISITS_FORMAT, Clinic, Visit, Visits
from weft.library.reading import BadFile, read_as


def read_clinic(path: Path) -> Clinic:
    """A clinic whose parts fit together.

    Raises:
        BadFile: If it is missing, is not JSON, has an unknown key or contradicts itself.
    """
    clinic = read_as(Clinic, read_json(path), path)
    for place, mend in clinic_faults(clinic):
        raise BadFile(path, place, mend)
    return clinic


def read_visits(path: Path) -> tuple[Visit, ...]:
    """The visits of an answer; whether they keep the rules is for the checker to say.

    Raises:
        BadFile: As :func:`read_clinic`.
    """
    found = read_as(Visits, read_json(path), path)
    if found.format != VISITS_FORMAT:
        raise BadFile(path, "format", f'is not known here; write "{VISITS_FORMAT}"')
    return found.visits


def read_json(path: Path) -> Any:
    """What a file of JSON holds.

    Raises:
        BadFile: If it is missing, not UTF-8, not JSON, or has a key twice.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_each_once)
    except FileNotFoundError:
        raise BadFile(path, "", "no such file; check the path") from None
    except json.JSONDecodeError as error:
        raise BadFile(path, f"line {error.lineno}", f"not JSON ({error.msg}); mend the syntax") from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadFile(path, "", f"cannot be read ({error}); give a UTF-8 text file") from None
    except RecursionError:
        raise BadFile(path, "", "is nested too deeply; write it flatter") from None
    except ValueError as error:
        raise BadFile(path, "", f"{error}; mend it") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"the key {next(name for name in names if names.count(name) > 1)!r} comes twice")
    return found


def written(whole: Clinic | Visits) -> str:
    """The text of a file: one person, practitioner or visit a line, what stands at its default left out."""
    lines = []
    for name, value in _said(whole).items():
        if name in {"people", "practitioners", "rooms", "disciplines", "visits"}:
            each = ",\n  ".join(_compact(one) for one in value)
            lines.append(f'"{name}": [\n  {each}\n]' if value else f'"{name}": []')
        else:
            lines.append(f'"{name}": {_compact(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _said(one: Any) -> dict[str, Any]:
    return dict(_fields(one))


def _fields(one: Any) -> Iterator[tuple[str, Any]]:
    for each in fields(one):
        value = getattr(one, each.name)
        defaults = (each.default, each.default_factory() if callable(each.default_factory) else each.default)
        if value not in defaults or each.name == "format":
            yield each.name, _plain(value)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return _said(value)
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
