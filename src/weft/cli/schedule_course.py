"""`weft schedule course`: one person of a clinic file, exactly, with what each other place would cost."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from weft.cli.page import Row, heading, labelled, paragraph, printed
from weft.cli.schedule import Clinic_, Json, schedule
from weft.cli.schedule_solve import existing_visits
from weft.cli.trouble import BadInput
from weft.core.shared.words import Words

if TYPE_CHECKING:
    from weft.core.schedule.clinic.shape import Clinic
    from weft.core.schedule.proposal import Alternative, PlacedVisit, Proposal, TripChoices
    from weft.core.schedule.request import CourseRequest

_Person = Annotated[str, typer.Option("--person", metavar="ID", help="Whose course; needed with several people.")]
_From = Annotated[Path | None, typer.Option("--from", metavar="VISITS.json", help="Visits of others, which stay.")]


@schedule.command("course")
def course_(clinic_file: Clinic_, person: _Person = "", others: _From = None, as_json: Json = False) -> None:
    """Propose one person's whole course: the best there is, why anything is missing, three other places a trip."""
    from weft.core.schedule.alternatives import alternatives
    from weft.core.schedule.clinic.single import course_of, supply_of
    from weft.core.schedule.course import propose
    from weft.library.schedule_file import read_clinic

    clinic = read_clinic(clinic_file)
    ids = [one.id for one in clinic.people]
    if person not in ids and (person or len(ids) != 1):
        said = f"--person {person} is nobody of {clinic_file}" if person else "give --person ID"
        raise BadInput(f"command line: {said}; {clinic_file} has {_some(ids)}")
    who = next(one for one in clinic.people if one.id == (person or ids[0]))
    if not clinic.days:
        raise BadInput(f"{clinic_file}: days: has no day to place a visit on; add one")
    request = course_of(clinic, who)
    supply = supply_of(clinic, [v for v in existing_visits(clinic, others) if v.person != who.id])
    proposal = propose(request, supply)
    choices = alternatives(request, supply, proposal)
    if as_json:
        typer.echo(json.dumps(_json(clinic, proposal, choices), indent=2, ensure_ascii=False))
    else:
        printed(_rows(request, proposal, choices))


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:5]) + (f" and {len(ids) - 5} more" if len(ids) > 5 else "") if ids else "nobody"


def _json(clinic: "Clinic", proposal: "Proposal", choices: "tuple[TripChoices, ...]") -> dict[str, Any]:
    def visits(placed: "tuple[PlacedVisit, ...]") -> list[dict[str, Any]]:
        return [
            {
                "discipline": one.discipline,
                "day": clinic.days.index(one.day),
                "start": one.start_slot,
                "practitioner": one.practitioner,
                "room": one.room,
                "pair": one.pair_id,
            }
            for one in placed
        ]

    return {
        "visits": visits(proposal.visits),
        "value": proposal.value,
        "primaries": dict(proposal.primaries),
        "missing": [
            {"week": one.week, "discipline": one.discipline, "missing": one.missing, **_why(one.why, one.ways_out)}
            for one in proposal.unplaced
        ],
        "pairs_missing": [
            {"week": one.week, "missing": one.missing, **_why(one.why, one.ways_out)} for one in proposal.unpaired
        ],
        "alternatives": [
            {
                "instead_of": visits(one.trip),
                "choices": [
                    {"visits": visits(choice.visits), "what": str(choice.what), "difference": choice.difference}
                    for choice in one.choices
                ],
            }
            for one in choices
        ],
    }


def _why(why: Words, ways_out: tuple[Words, ...]) -> dict[str, Any]:
    return {"why": str(why), "ways_out": [str(way) for way in ways_out]}


def _rows(request: "CourseRequest", proposal: "Proposal", choices: "tuple[TripChoices, ...]") -> list[Row]:
    rows = heading("Proposed")[1:]
    for one in choices:
        for visit in one.trip:
            rows.append(Row(f"  {Words('{day}', day=visit.day)!s:12} {_visit(request, visit)}"))
        for choice in one.choices:
            rows += labelled("or", _choice(choice), indent=6, room=4)
    if proposal.unplaced or proposal.unpaired:
        rows += heading("Missing")
    for missing in proposal.unplaced:
        said = f"week {missing.week}, {missing.missing} {missing.discipline}: {missing.why}"
        rows += paragraph(f"{said}. {'; '.join(str(way) for way in missing.ways_out)}.")
    for apart in proposal.unpaired:
        rows += paragraph(f"{apart.why}. {'; '.join(str(way) for way in apart.ways_out)}.")
    rows += heading("How it came about")
    for said_ in proposal.explanation:
        rows += paragraph(f"{said_}.")
    return rows


def _visit(request: "CourseRequest", visit: "PlacedVisit") -> str:
    minute = request.minute_of(visit.start_slot)
    pair = f", pair {visit.pair_id}" if visit.pair_id else ""
    return f"{minute // 60:02}:{minute % 60:02} {visit.discipline} with {visit.practitioner}, {visit.room}{pair}"


def _choice(choice: "Alternative") -> str:
    costs = "; ".join(str(cost) for cost in choice.costs)
    return f"{choice.what}: {choice.difference:+} points" + (f" ({costs})" if costs else "")
