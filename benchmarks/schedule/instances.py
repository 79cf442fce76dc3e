"""A clinic is known by the hash of its contents, so that a bound or a result never stands for another one."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any

from weft.core.schedule.clinic.generate import generate
from weft.core.schedule.clinic.shape import Clinic


def digest(clinic: Clinic) -> str:
    """The hash of what a clinic holds; what stands at its default is left out, so that new fields change nothing."""
    written = json.dumps(_told(clinic), sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()[:24]


def _told(value: Any) -> Any:
    if is_dataclass(value):
        own = {each.name: (getattr(value, each.name), each) for each in fields(value)}
        return {name: _told(said) for name, (said, each) in own.items() if said != _default(each)}
    if isinstance(value, Mapping):
        return {key: _told(one) for key, one in value.items()}
    return [_told(one) for one in value] if isinstance(value, tuple) else value


def _default(each: Field[Any]) -> Any:
    return each.default if each.default_factory is MISSING else each.default_factory()


@cache
def generated(people: int, seed: int) -> str:
    """The hash of a synthetic clinic."""
    return digest(generate(people, seed))
