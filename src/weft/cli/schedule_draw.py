"""`weft schedule draw`: a day or a week of an answer as SVG."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from weft.cli.schedule import Clinic_, Out, Visits_, can_write, schedule, write
from weft.cli.schedule_solve import existing_visits
from weft.cli.trouble import BadInput
from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.core.shared.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from weft.core.schedule.clinic.rows import RowsOf, Trip
    from weft.core.schedule.clinic.shape import Clinic, Visit
    from weft.draw.capsule_data import CapsuleData, Half
    from weft.draw.schedule import DrawnDay

_Day = Annotated[int | None, typer.Option("--day", min=0, help="One day; day 0 is the first.")]
_Week = Annotated[int | None, typer.Option("--week", min=1, help="One week, its days side by side.")]
_Rows = Annotated[str, typer.Option("--rows", help="people, practitioners or rooms.")]


@schedule.command("draw")
def draw_(
    clinic_file: Clinic_,
    visits_file: Visits_,
    out: Out,
    day: _Day = None,
    week: _Week = None,
    rows: _Rows = "rooms",
) -> None:
    """Draw a day or a week as SVG. A pair is one capsule in a person's row, and two halves in other rows."""
    from weft.core.schedule.clinic.rows import RowsOf, row_names
    from weft.draw.day import DayAxis
    from weft.draw.palette import PAPER
    from weft.draw.schedule import schedule_sheet
    from weft.library.schedule_file import read_clinic

    if rows not in list(RowsOf):
        raise BadInput(f"command line: --rows {rows} is not known; use one of: {', '.join(RowsOf)}")
    can_write(out, clinic_file, visits_file)
    clinic = read_clinic(clinic_file)
    days, title = _days(clinic, clinic_file, day, week)
    visits = [visit for visit in existing_visits(clinic, visits_file) if visit.day in days]
    names = row_names(clinic, visits, RowsOf(rows))
    ends = clinic.opens_minutes + clinic.slots * clinic.slot_minutes
    axis = DayAxis(starts=clinic.opens_minutes, ends=ends, width=900 if week is None else 560, step=60)
    drawn = [_day(clinic, visits, at, names, RowsOf(rows)) for at in days]
    write(out, schedule_sheet(title, names, drawn, axis, PAPER, str) + "\n")
    typer.echo(f"Wrote {out}", err=True)


def _days(clinic: "Clinic", path: Path, day: int | None, week: int | None) -> tuple[list[int], Words]:
    if (day is None) is (week is None):
        raise BadInput("command line: give --day or --week, one of them")
    if week is not None:
        days = [at for at in range(len(clinic.days)) if clinic.week_of(at) == week]
        title = Words("Week {week}", week=week)
    else:
        days = [at for at in range(len(clinic.days)) if at == day]
        title = Words("Day {day}", day=day)
    if not days:
        raise BadInput(f"command line: {str(title).lower()} is not in {path}; it has {len(clinic.days)} days")
    return days, title


def _day(clinic: "Clinic", visits: "Sequence[Visit]", day: int, names: "tuple[str, ...]", rows: "RowsOf") -> "DrawnDay":
    from weft.core.schedule.clinic.rows import trips_of
    from weft.core.schedule.explain import WEEKDAYS
    from weft.draw.schedule import DrawnDay

    trips: dict[str, list[CapsuleData]] = {name: [] for name in names}
    for trip in trips_of(clinic, visits, day, rows):
        drawn = _capsule(clinic, trip)
        if drawn:
            trips[trip.row].append(drawn)
    date = clinic.days[day]
    name = Words("{weekday} {day}", weekday=WEEKDAYS[date.weekday()], day=date)
    return DrawnDay(name, tuple(tuple(trips[one]) for one in names))


def _capsule(clinic: "Clinic", trip: "Trip") -> "CapsuleData | None":
    """Disciplines that are never paired have no capsule."""
    from weft.draw.capsule_data import CapsuleData, CapsuleState

    halves = {visit.discipline: _half(clinic, visit, trip.row) for visit in trip.visits}
    needles, movement = halves.get(NEEDLES), halves.get(MOVEMENT)
    if not (needles or movement):
        return None
    window = clinic.window_slots * clinic.slot_minutes
    apart = bool(needles and movement) and movement.starts - needles.ends > window  # type: ignore[union-attr]
    state = CapsuleState.SPLIT if apart else CapsuleState.PLANNED
    return CapsuleData(state=state, needles=needles, movement=movement, window_minutes=window)


def _half(clinic: "Clinic", visit: "Visit", row: str) -> "Half":
    from weft.draw.capsule_data import Half

    treatment = clinic.treatment(visit.discipline)
    minutes = (treatment.slots if treatment else 1) * clinic.slot_minutes
    who = visit.practitioner if row == visit.person else visit.person
    return Half(starts=clinic.opens_minutes + visit.start * clinic.slot_minutes, minutes=minutes, who=who)
