"""Today, the page on which the day of everybody who works here begins."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from weft.core.desk.names import initials
from weft.draw.capsule import STAFF, capsule
from weft.draw.day import DayAxis, day_axis, day_row
from weft.draw.palette import SCREEN
from weft.records.access import Job, Member
from weft.records.reads.today import Board, BoardRow, is_beside, today_board
from weft.records.reads.today_gaps import free_pairs
from weft.web.answer import page
from weft.web.desk.ways import to_whom, way
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest, day_asked

SHOWN = 3
"""How many things a row tells."""
WIDTH = 720


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """A row with its name as it may be seen here, its drawings and its addresses."""

    row: BoardRow
    name: str
    person_url: str
    next_url: str
    axis: SafeString
    """On the day's axis, for wide screens."""
    capsules: tuple[SafeString, ...]
    """Each trip by itself, for narrow screens and for what lies beside the axis."""
    beside: str
    """``earlier`` or ``later`` than the axis, or nothing."""


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY, Job.RECORD})
def today(request: ClinicRequest) -> HttpResponse:
    """The board; polled, only its inside.

    ``?day=2026-11-23`` another day, ``?order=time`` in the order of time, ``?names=short`` with initials.
    """
    by_time, short = request.GET.get("order") == "time", request.GET.get("names") == "short"
    board = today_board(request.member, day_asked(request), by_time=by_time)
    return page(
        request,
        "desk/today.html",
        part="board",
        board=board,
        rows=_drawn(board, request.member, short=short),
        axis=_picture(day_axis(_wide(board.axis), SCREEN, gettext)),
        by_time=by_time,
        short=short,
        before=board.day - timedelta(days=1),
        after=board.day + timedelta(days=1),
    )


@require_safe
@policy(Audience.STAFF, jobs={Job.DIARY, Job.RECORD})
def free(request: ClinicRequest) -> HttpResponse:
    """Where a pair still fits that day; asked for by the board's page, and a line by itself."""
    return page(request, "desk/free.html", gaps=free_pairs(request.member, day_asked(request)))


def _drawn(board: Board, by: Member, *, short: bool) -> list[DrawnRow]:
    axis = _wide(board.axis)
    return [
        DrawnRow(
            row=row,
            name=initials(row.name) if short else row.name,
            person_url=to_whom(by, None, row.id) if row.is_enquiry else to_whom(by, row.id, None),
            next_url=way(row.step.url_name, row.step.about) if row.step.may else "",
            axis=_picture(day_row(row.trips, axis, SCREEN, gettext)),
            capsules=tuple(_picture(capsule(trip, SCREEN, STAFF, gettext)) for trip in row.trips),
            beside=is_beside(row.trips, axis),
        )
        for row in board.rows
    ]


def _wide(axis: DayAxis) -> DayAxis:
    return DayAxis(starts=axis.starts, ends=axis.ends, now=axis.now, width=WIDTH)


def _picture(svg: str) -> SafeString:
    """Drawings escape every text they are given."""
    return mark_safe(svg)  # noqa: S308
