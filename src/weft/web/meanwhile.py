"""Two people edit one thing: the second saver sees both versions, field by field, and picks. Nothing merges in silence.

A form carries a mark of each field as it was shown. When the action says CHANGED_MEANWHILE, `both` lines up what was
typed with what stands; the page answers 409 with a choice for each field that differs; `settled` reads the choices.
A page that is one form has all of it from `save_or_show`.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar, cast
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse, QueryDict
from django.utils.formats import date_format
from django.utils.translation import gettext

from weft.core.shared.words import Words
from weft.records.actions.base import Reason, Refused
from weft.web.request import ClinicRequest

S = TypeVar("S")
F = TypeVar("F", bound=forms.Form)
DIFFERS, PICK = "differs", "keep_"
YOURS, THEIRS = "yours", "theirs"
NOT_CHOSEN = Refused(Reason.CHANGED_MEANWHILE, Words("Choose one for each field, then save again."))
"""Both versions were shown, and not every field has been chosen for."""


@dataclass(frozen=True, slots=True)
class Differs:
    """One field that reads otherwise in what was typed and in what stands."""

    name: str
    label: str
    yours: str
    theirs: str
    chosen: str
    """``yours``, ``theirs``; empty while both changed it and nobody has chosen."""

    @property
    def pick(self) -> str:
        """Name of the choice."""
        return f"{PICK}{self.name}"


@dataclass(frozen=True, slots=True)
class Both:
    """Both versions of one form."""

    by: str
    at: str
    """The clinic's time at which the other one was saved; empty when nobody knows."""
    fields: tuple[Differs, ...] = field(default=())
    says: str = ""
    """What happened."""


def save_or_show(
    request: ClinicRequest, read: Callable[[], S], form_of: Callable[[S, QueryDict | None], F],
    save: Callable[[F], object], show: Callable[..., HttpResponse],
) -> HttpResponse | None:  # fmt: skip
    """Save one form whole, or show its page: as it stands, with what is wrong, or both versions to pick from.

    Args:
        request: A POST saves.
        read: What stands now.
        form_of: The form over it, with what was typed or unbound; it has hidden fields ``version`` and ``marks``.
        save: The action, with what is valid and chosen.
        show: The page of what stands and of a form; also takes ``status`` and ``both``.

    Returns:
        The page; None once it is saved.
    """
    stands = read()
    if request.method != "POST":
        return show(stands, form_of(stands, None))
    data, left = settled(request.POST, [form_of(stands, None)])
    form = form_of(stands, data)
    if not form.is_valid():
        return show(stands, form, status=400)
    result = NOT_CHOSEN if left else save(form)
    if not isinstance(result, Refused):
        return None
    if result.reason is not Reason.CHANGED_MEANWHILE:
        form.add_error(None, result.words.said(gettext))
        return show(stands, form, status=result.status)
    stands = read()  # sent again it is about what stands now
    fresh = form_of(stands, None)
    again = form_of(stands, renewed(form, version=fresh["version"].value()))
    beside = both(request, result, again, fresh, form.data.get("marks", ""))
    return show(stands, again, status=result.status, both=beside)


def marks(form: forms.Form, names: Iterable[str] | None = None) -> str:
    """What a form keeps in a hidden field, to tell later which of its fields were changed, and by whom."""
    shown = names or [name for name, each in form.fields.items() if not each.widget.is_hidden]
    # Asked of the form, not of its bound fields: those remember their first answer, and `typing.restore` comes later.
    values = {name: form.get_initial_for_field(form.fields[name], name) for name in shown}
    return json.dumps({name: _mark(_plain(value)) for name, value in values.items()}, separators=(",", ":"))


def both(
    request: ClinicRequest, refused: Refused, typed: forms.Form, stands: forms.Form, shown: str = "",
    only: Iterable[str] = (),
) -> Both:  # fmt: skip
    """What was typed beside what stands.

    Args:
        request: For the clinic's clock.
        refused: CHANGED_MEANWHILE of the action.
        typed: The bound form.
        stands: The same form, unbound, filled from what stands now.
        shown: The marks that the typed form carried; a field that only one of the two changed is chosen by them.
        only: The fields that stand in a row; all of them when none is named (the others are added, not changed).
    """
    who, when = getattr(refused.meanwhile, "by", ""), getattr(refused.meanwhile, "at", None)
    at = date_format(when.astimezone(ZoneInfo(request.clinic.zone)), "H:i") if when else ""
    was = _read(shown)
    names = [name for name in only or stands.fields if name in stands.fields and name in typed.fields]
    found = (_differs(name, typed, stands, was, typed.data) for name in names)
    return Both(who, at, tuple(each for each in found if each), refused.words.said(gettext))


def settled(data: QueryDict, stands: Iterable[forms.Form]) -> tuple[QueryDict, tuple[str, ...]]:
    """What was typed, with the other version where that was chosen; and the fields for which nothing was chosen yet."""
    listed = data.getlist(DIFFERS)
    if not listed:
        return data, ()
    chosen, left = data.copy(), []
    for form in stands:
        for name in (each for each in listed if each in form.fields):
            pick = data.get(f"{PICK}{name}", "")
            if pick == THEIRS:
                chosen.setlist(name, _posted(form[name].value()))
            elif pick != YOURS:
                left.append(name)
    return chosen, tuple(left)


def _differs(
    name: str, typed: forms.Form, stands: forms.Form, was: Mapping[str, str], data: Mapping[str, Any]
) -> Differs | None:
    if stands.fields[name].widget.is_hidden:
        return None
    yours, theirs = _plain(typed[name].value()), _plain(stands[name].value())
    if yours == theirs:
        return None
    before = was.get(name)
    chosen = THEIRS if before == _mark(yours) else YOURS if before == _mark(theirs) else ""
    picked = data.get(f"{PICK}{name}", "")
    label = str(stands.fields[name].label or name)
    return Differs(
        name,
        label,
        said(typed[name]) or gettext("nothing"),
        said(stands[name]) or gettext("nothing"),
        picked if picked in {YOURS, THEIRS} else chosen,
    )


def said(bound: forms.BoundField) -> str:
    """A value as a person reads it; empty when there is none."""
    value = bound.value()
    if isinstance(value, bool):
        return gettext("yes") if value else ""
    values = [each for each in _posted(value) if each.strip()]
    choices = getattr(bound.field, "choices", None) or getattr(bound.field.widget, "choices", None)
    names = {str(value): str(label) for value, label in choices} if choices else {}
    return ", ".join(names.get(value, value) for value in values)


def renewed(form: forms.Form, **fields: str) -> QueryDict:
    """What was typed, over what stands now."""
    data = cast("QueryDict", form.data).copy()
    for name, value in fields.items():
        data[name] = value
    return data


def written(form: forms.Form) -> tuple[tuple[str, str], ...]:
    """Every field that a person sees and that holds something, with its label."""
    seen = [(name, field) for name, field in form.fields.items() if not field.widget.is_hidden]
    pairs = [(str(field.label or ""), said(form[name])) for name, field in seen]
    return tuple((label, text) for label, text in pairs if label and text)


def _posted(value: Any) -> list[str]:
    if isinstance(value, (list, tuple)):
        return [str(each) for each in value]
    return ["" if value is None else str(value)]


def _plain(value: Any) -> tuple[str, ...]:
    """A value as it compares: without ends of lines, order of ticks, or trailing zeros."""
    return tuple(sorted(filter(None, (_plain_text(each) for each in _posted(value)))))


def _plain_text(text: str) -> str:
    tidy = text.replace("\r\n", "\n").strip()
    try:
        number = Decimal(tidy)
    except InvalidOperation:
        return tidy
    return f"{number.normalize():f}" if number.is_finite() else tidy


def _mark(plain: tuple[str, ...]) -> str:
    return hashlib.sha256(repr(plain).encode()).hexdigest()[:8]


def _read(shown: str) -> dict[str, str]:
    try:
        found = json.loads(shown or "{}")
    except ValueError:
        return {}
    return {str(name): str(mark) for name, mark in found.items()} if isinstance(found, dict) else {}
