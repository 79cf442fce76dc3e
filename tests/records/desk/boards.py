"""Looking at the board of a morning."""

from uuid import UUID

from tests.people import Cast
from tests.records.treat.treat_builders import assert_done, at, needled, trip

from weft.draw.capsule_data import CapsuleState
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import treat
from weft.records.models import Visit, VisitState
from weft.records.reads.today import Board, BoardRow, today_board


def board(by: Member, minutes: float = 0, *, by_time: bool = False) -> Board:
    """The board so many minutes after nine."""
    with clock.at(at(minutes)):
        return today_board(by, by_time=by_time)


def row(by: Member, minutes: float = 0) -> BoardRow:
    """The only row of the board then."""
    (only,) = board(by, minutes).rows
    return only


def said(row: BoardRow) -> list[str]:
    """What it tells."""
    return [str(each.words) for each in row.said]


def state(row: BoardRow) -> CapsuleState:
    """Where the only trip is."""
    (only,) = row.trips
    return only.state


def whole_pair(cast: Cast) -> None:
    """Marta's pair, signed; pain from 6 to 2."""
    pair = trip(cast)
    needled(cast, pair.needles)
    with clock.at(at(25)):
        assert_done(treat.sign_needles(visit_id=pair.needles, by=cast.wei, pain_before=6, pain_after=4))
    with clock.at(at(40)):
        assert_done(treat.start_movement(visit_id=pair.movement, by=cast.dana))
    with clock.at(at(65)):
        assert_done(treat.sign_movement(visit_id=pair.movement, by=cast.dana, pain_after=2))


def cancel(cast: Cast, visit_id: UUID) -> None:
    """As the desk would."""
    Visit.objects.within(cast.clinic.id).filter(id=visit_id).update(
        state=VisitState.CANCELLED, cancelled_at=at(-60), cancelled_by=cast.noor.user_id, cancel_reason="ill"
    )
