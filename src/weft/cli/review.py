"""`weft review`: what the rules say about one episode, from a file. A clinician decides; nothing follows by itself."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from weft.cli.page import Row, heading, labelled, paragraph, printed
from weft.core.adjust.facts import Strength
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.adjust.review import look
from weft.core.shared.care import Action
from weft.core.shared.fact import ReviewStatus
from weft.library.episodes import read_episode
from weft.library.knowledge import Knowledge, knowledge
from weft.library.proposal_basis import Resting, known_rows, limit_rows, rule_title

_Episode = Annotated[Path, typer.Argument(metavar="FILE.toml", help="An episode: see docs/formats/review.md.")]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]

commands = typer.Typer()

_HEADINGS = {
    Strength.GATE: "Care waits",
    Strength.TASK: "Somebody does something",
    Strength.PROPOSAL: "Proposed",
}

_SAYS = {ProposalKind.RE_EXAMINE: "Examine again"}
"""Where the kind's own name is no word for people."""


@commands.command()
def review(file: _Episode, as_json: _Json = False) -> None:
    """Say what the review rules propose for one episode, with the reason, the limits and the sources."""
    known = knowledge()
    found = look(read_episode(file, known), known.adjust, known.measure.instruments)
    if as_json:
        typer.echo(json.dumps({"knowledge": known.version, "said": [_json(one) for one in found]}, indent=2))
    else:
        printed(_text(found, known))


def _json(one: Proposed) -> dict[str, object]:
    return {
        "strength": one.strength.value,
        "kind": one.kind.value,
        "rule": one.rule,
        "why": str(one.because),
        "inputs": dict(one.inputs),
        "limits": dict(one.why.limits),
        "within_hours": one.within_hours or None,
        "action": None if one.action is Action.NONE else one.action.value,
        "sources": list(one.sources),
        "status": one.why.status.value,
    }


def _text(found: Iterable[Proposed], known: Knowledge) -> Iterable[Row]:
    said = tuple(found)
    for strength, title in _HEADINGS.items():
        ones = [one for one in said if one.strength is strength]
        if ones:
            yield from heading(title)
        for one in ones:
            yield from _one(one, known)
    if not said:
        yield from paragraph("No rule has anything to say.", indent=0)
    yield Row("")
    yield from paragraph("A clinician decides. Nothing was changed.", indent=0)


def _one(one: Proposed, known: Knowledge) -> Iterable[Row]:
    yield Row("")
    kind = _SAYS.get(one.kind, one.kind.value.replace("_", " ").capitalize())
    yield from paragraph(f"{kind}: {one.because}", style="bold")
    soon = f"within {one.within_hours} hours" if one.within_hours else one.action.value.replace("_", " ")
    if one.within_hours or one.action is not Action.NONE:
        yield from labelled("how soon", soon)
    yield from labelled("rule", f"{rule_title(one.rule, known)}{_row(one, known)}")
    yield from _values("rests on", known_rows(one.inputs, known))
    yield from _values("limits", limit_rows(one.why.limits, known))
    for source in one.sources:
        yield from labelled("source", known.sources[source].citation)
    if one.why.status is ReviewStatus.DRAFT:
        yield from labelled("draft", "No clinician has reviewed this rule yet.")


def _row(one: Proposed, known: Knowledge) -> str:
    row = known.adjust.rules[one.rule].row
    return f" ({row})" if row else ""


def _values(label: str, rows: Iterable[Resting]) -> Iterable[Row]:
    said = "; ".join(f"{row.label}: {row.value}" for row in rows)
    return labelled(label, said) if said else []
