"""`weft score`: score one filled-in measure, and judge its change."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from weft.cli.page import Row, heading, labelled, paragraph, printed
from weft.core.measure.answers import plain
from weft.core.shared.fact import ReviewStatus
from weft.library.knowledge import knowledge
from weft.library.scored_activities import ActivityOutcome
from weft.library.scores import Outcome, outcome_of

_File = Annotated[Path, typer.Argument(metavar="FILE.toml", help="Measure and answers; see docs/formats/score.md.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

commands = typer.Typer()


@commands.command()
def score(file: _File, as_json: _Json = False) -> None:
    """Score one filled-in measure: score, what it is called, and whether its change from a first score is real."""
    known = knowledge()
    found = outcome_of(file, known)
    if as_json:
        typer.echo(json.dumps(_json(found) | {"knowledge_version": known.version}, indent=2, ensure_ascii=False))
    else:
        printed(_text(found, known.units[found.instrument.unit].name))


def _text(found: Outcome, unit: str) -> list[Row]:
    one, scored = found.instrument, found.score
    low, high = (plain(end) for end in one.range)
    rows = heading(one.name)
    value = (
        "none"
        if scored.value is None
        else f"{plain(scored.value)} {unit} ({low} to {high}, {one.better.value} is better)"
    )
    rows += labelled("Score", value, indent=2)
    rows += labelled("From", str(scored.why.words), indent=2)
    for part, points in scored.parts:
        name = next(each.name for each in one.parts if each.id == part)
        rows += labelled("Part", f"{name}: {plain(points)}", indent=2)
    if found.band:
        rows += labelled("Called", " ".join(filter(None, (found.band.name + ".", found.band.says))), indent=2)
    for line in found.activities:
        rows += labelled("Thing", _activity(line), indent=2)
    if found.change:
        rows += labelled("Change", str(found.change.why.words), indent=2)
    for asks in found.positives:
        rows += labelled("Talk", str(asks.why.words), indent=2)
    for note in found.notes:
        rows += paragraph(str(note))
    if one.review.status is ReviewStatus.DRAFT:
        rows += paragraph("Draft: no named clinician has checked these values against their sources yet.")
    return rows


def _activity(line: ActivityOutcome) -> str:
    """The person's own words, the number now, and what became of it."""
    now = "not asked, which is no 0" if line.now is None else plain(line.now)
    return f"{line.name}: {now}." + (f" {line.change.why.words}" if line.change else "")


def _json(found: Outcome) -> dict[str, Any]:
    scored, judged = found.score, found.change
    return {
        "measure": found.instrument.id,
        "name": found.instrument.name,
        "unit": found.instrument.unit,
        "score": _number(scored.value),
        "used": list(scored.used),
        "missing": list(scored.missing),
        "read_with_care": scored.with_care,
        "parts": {part: _number(points) for part, points in scored.parts},
        "band": found.band.name if found.band else "",
        "asks_for_a_clinician": [_asks(one) for one in found.positives],
        "activities": [
            {
                "name": line.name,
                "now": _number(line.now),
                "first": _number(line.first),
                "change": None if line.change is None else _changed(line.change),
            }
            for line in found.activities
        ],
        "baseline": _number(found.baseline),
        "change": None if judged is None else _changed(judged),
        "why": str(scored.why.words),
        "notes": [str(note) for note in found.notes],
        "sources": list(scored.why.sources),
        "status": scored.why.status.value,
    }


def _asks(one: Any) -> dict[str, Any]:
    return {"part": one.part, "points": _number(one.value), "ask_about": one.raises, "why": str(one.why.words)}


def _changed(judged: Any) -> dict[str, Any]:
    return {
        "direction": judged.direction.value,
        "points": _number(judged.points),
        "needed": _number(judged.needed),
        "why": str(judged.why.words),
        "sources": list(judged.why.sources),
    }


def _number(value: Any) -> Any:
    """A decimal as a number of JSON, exactly as it is read."""
    return None if value is None else json.loads(plain(value))
