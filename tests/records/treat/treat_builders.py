"""A morning at the clinic: somebody screened, agreed and booked, ready to be treated."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tests.people import TUESDAY_NINE, Cast

from weft.core.screen.order import every_question
from weft.core.shared.care import MOVEMENT, NEEDLES, Answer
from weft.library.knowledge import knowledge
from weft.records import clock
from weft.records.access import Member
from weft.records.actions import screen, treat
from weft.records.actions.schedule import Booked, book_pair, book_visit
from weft.records.models import HowAgreed, Person, SessionRecord, TreatmentAgreement, Visit, Wording
from weft.records.reads.treat import needle_page
from weft.records.wanted import VisitWanted

NINE = TUESDAY_NINE


def at(minutes: float, day: int = 0) -> datetime:
    """So many minutes after nine, so many days on."""
    return NINE + timedelta(days=day, minutes=minutes)


@dataclass(frozen=True, slots=True)
class Trip:
    """One coming: needles, then movement."""

    needles: UUID
    movement: UUID


def answers(**yes: Answer) -> dict[str, Answer]:
    """No to everything, but for what is given."""
    return {question.id: Answer.NO for question in every_question(knowledge().screen)} | yes


def prepare(cast: Cast, person_id: UUID | None = None, *modalities: str, **yes: Answer) -> None:
    """The clinic works with drafts; the person has answered and agreed."""
    cast.clinic.work_with_drafts_by_id = cast.elena.user_id
    cast.clinic.work_with_drafts_at = datetime(2026, 1, 1, tzinfo=UTC)
    cast.clinic.save()
    whom = person_id or cast.marta_id
    with clock.at(at(-60)):
        given = screen.answer(by=cast.wei, person_id=whom, answers=answers(**yes))
    assert isinstance(given, screen.Screened)
    for modality in modalities or ("needling",):
        agree(cast, modality, person_id=whom)


def agree(
    cast: Cast, modality: str, *, person_id: UUID | None = None, given: bool = True, minutes: float = -30
) -> None:
    """The person's yes to one modality, or its withdrawal."""
    assert cast.wei.user_id
    wording, _ = Wording.objects.get_or_create(hash="0" * 64, defaults={"text": "What needles do."})
    TreatmentAgreement.objects.create(
        clinic=cast.clinic, person_id=person_id or cast.marta_id, modality=modality, given=given,
        how=HowAgreed.RECORDED_YES, wording=wording, by_id=cast.wei.user_id, at=at(minutes),
    )  # fmt: skip


def trip(cast: Cast, *, first: Member | None = None, second: Member | None = None, day: int = 0, bed: int = 0) -> Trip:
    """A pair at nine: Wei's bed, then Dana's room, unless others are named. One pair of hands stays in the bed."""
    wei, dana = first or cast.wei, second or cast.dana
    place = cast.beds[bed].id if wei == dana else cast.rooms[0].id
    assert wei.membership_id
    assert dana.membership_id
    halves = (
        VisitWanted(NEEDLES, wei.membership_id, at(0, day), 30, cast.beds[bed].id),
        VisitWanted(MOVEMENT, dana.membership_id, at(40, day), 30, place),
    )
    with clock.at(at(-24 * 60)):
        booked = book_pair(cast.marta_id, *halves, by=cast.noor)
    assert isinstance(booked, Booked), booked.words
    return Trip(*booked.visits)


def single(cast: Cast, discipline: str, *, person_id: UUID, minutes: int = 0, bed: int = 1) -> UUID:
    """One visit by itself."""
    hands = cast.wei if discipline == NEEDLES else cast.dana
    assert hands.membership_id
    wanted = VisitWanted(discipline, hands.membership_id, at(minutes), 30, cast.beds[bed].id)
    with clock.at(at(-24 * 60)):
        booked = book_visit(person_id, wanted, by=cast.noor)
    assert isinstance(booked, Booked), booked.words
    return booked.visits[0]


def cares(by: Member, person_id: UUID) -> None:
    """They are the person's own practitioner: the record is open to them without a reason."""
    Person.objects.within(by.clinic_id).filter(id=person_id).update(needles_by=by.membership_id)


def read_first(visit_id: UUID, by: Member) -> None:
    """What is to be heeded before these needles was read, if there is anything."""
    heed = needle_page(visit_id, by=by).heed
    if heed.is_unread:
        assert_done(treat.read_heed(visit_id=visit_id, by=by, digest=heed.digest))


def needled(cast: Cast, visit_id: UUID, *, by: Member | None = None, count: int = 6, out: int | None = None) -> None:
    """Needles in at nine, out at twenty past."""
    hands = by or cast.wei
    with clock.at(at(2)):
        read_first(visit_id, hands)
        assert_done(treat.needles_in(visit_id=visit_id, by=hands, count=count))
    with clock.at(at(20)):
        assert_done(treat.needles_out(visit_id=visit_id, by=hands, count=count if out is None else out))


def assert_done(result: object) -> None:
    """The action was not declined."""
    assert not hasattr(result, "reason"), str(getattr(result, "words", ""))


def visit(visit_id: UUID) -> Visit:
    """The row now."""
    return Visit.objects.everywhere().get(id=visit_id)


def record(visit_id: UUID) -> SessionRecord:
    """The signed record of a visit."""
    return SessionRecord.objects.everywhere().get(visit_id=visit_id)
