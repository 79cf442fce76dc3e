"""The note on the movement page: written from the taps while nobody has typed in it."""

from django.utils.translation import gettext

from weft.core.treat.movement_note import merged
from weft.core.treat.session import NextTime
from weft.records.actions.treat_movement import MovementSaid, as_planned
from weft.web.treat.movement_forms import SignMovement, typed_before


def said_by(form: SignMovement) -> MovementSaid:
    """What is tapped so far; what is wrong in it is left out."""
    given = form.cleaned_data
    return MovementSaid(
        pain_after=form.pain(),
        override_reason=form.reason(),
        next_time=NextTime(given.get("next_time") or NextTime.HOLD),
        home_changes=form.home_changes(),
        taught=given.get("taught", False),
        since=form.since_tapped(),
        since_said=given.get("since_said", ""),
    )


def written(form: SignMovement) -> tuple[str, ...]:
    """The sentences of the note, spoken. ``form`` is bound and was asked whether it is valid."""
    seen = form.seen
    items = tuple(as_planned(item, seen.planned) for item in form.items())
    measured = (seen.measured(name, side, now) for (name, side), now in form.tests().items())
    found = tuple(each for each in measured if each is not None)
    sentences = seen.note(items, said_by(form), found)
    return tuple(each.said(gettext) for each in sentences)


def is_untouched(form: SignMovement) -> bool:
    """Nobody typed in the note: it reads as it was last written."""
    return lines(form.data.get("note", "")) == lines(form.data.get("note_written", ""))


def lines(text: str) -> tuple[str, ...]:
    """The lines of a note, however the browser ends them."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def merged_in(form: SignMovement, now: tuple[str, ...]) -> tuple[str, ...]:
    """The lines of the note: what is tapped follows the taps, what was typed stays."""
    return merged(lines(form.data.get("note", "")), lines(form.data.get("note_written", "")), now)


def show(form: SignMovement) -> None:
    """Write the note anew into the form; the form's own fields show it."""
    source = form if form.is_bound else _kept(form)
    source.is_valid()
    now = written(source)
    said = {"note": "\n".join(merged_in(source, now)), "note_written": "\n".join(now)}
    if form.is_bound:
        data = typed_before({name: form.data.getlist(name) for name in form.data})  # type: ignore[attr-defined]  # a QueryDict
        data["note"], data["note_written"] = said["note"], said["note_written"]
        form.data = data
    else:
        form.initial.update(said)


def _kept(form: SignMovement) -> SignMovement:
    return SignMovement(typed_before(form.seen.draft), seen=form.seen)
