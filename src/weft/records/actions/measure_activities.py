"""Things that a person names because their problem makes them hard: named, scored one by one, no longer asked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from weft.core.book.contact import note_fault
from weft.core.measure.activities import names_fault
from weft.core.shared.words import Words
from weft.records import clock
from weft.records.accepted import accepted_in
from weft.records.access import Member, NotFound, row_of
from weft.records.actions.measure_given import Given, accepted_instrument, filled
from weft.records.activities import NAMED, activities_of
from weft.records.assessments import need_open
from weft.records.models import Activity, Episode
from weft.records.phases import latest_episode
from weft.records.refused import Reason, Refused


@dataclass(frozen=True, slots=True)
class ActivitiesGiven:
    """The person's own things, as one form has them."""

    said: Mapping[UUID, Decimal | None] = field(default_factory=dict)
    """Number by the id of a thing that was named before; None, or not there: not asked this time."""
    named: Sequence[tuple[str, Decimal | None]] = ()
    """Things named now, in the person's words, each with its number."""
    retired: Sequence[UUID] = ()
    """Things that are no longer asked about; their numbers stay."""

    @property
    def is_empty(self) -> bool:
        """Nothing was said, named or taken away."""
        return not (self.named or self.retired or any(value is not None for value in self.said.values()))


NONE_GIVEN = ActivitiesGiven()


def told_activities(given: ActivitiesGiven, person_id: UUID, by: Member) -> Iterator[Given]:
    """Write down what was named and what is no longer asked, then score what got a number. For use inside an action.

    A thing without a number is missing from the mean: it is no 0.

    Returns:
        One score, or none while no thing has a number.

    Raises:
        NotFound: A thing that is not this person's, or a person who names by themselves.
        Refused: NOT_POSSIBLE (too many things, one twice, scored and taken away, care has ended).
    """
    if given.is_empty:
        return
    if by.person_id == person_id and (given.named or given.retired):
        raise NotFound
    instrument = accepted_instrument(NAMED, accepted_in(by.clinic_id).measure.instruments, by)
    episode = _locked(person_id, by)
    standing = {row.id: row for row in activities_of(episode)}
    if not {*given.said, *given.retired} <= standing.keys():
        raise NotFound
    _retire([standing.pop(each) for each in given.retired], given, by)
    texts = [(" ".join(words.split()), value) for words, value in given.named]
    if fault := names_fault(instrument, [row.words for row in standing.values()], [words for words, _ in texts]):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    numbers: dict[str, Decimal | None] = {str(each): given.said.get(each) for each in standing}
    things = [row.words for row in standing.values()]
    place = max((row.position for row in standing.values()), default=-1) + 1
    for offset, (words, value) in enumerate(texts):
        numbers[str(_name(episode, words, place + offset, by))] = value
        things.append(words)
    if any(value is not None for value in numbers.values()):
        yield filled(instrument, numbers, things=tuple(things))


def _locked(person_id: UUID, by: Member) -> Episode:
    """The open episode, held while its things are counted: of two who add at once, one comes second."""
    episode = latest_episode(person_id, by.clinic_id)
    if episode is None:
        raise Refused(Reason.NOT_POSSIBLE, Words("Begin the assessment first: what they name belongs to it."))
    return need_open(row_of(Episode, by, episode.id, for_update=True))


def _retire(rows: Sequence[Activity], given: ActivitiesGiven, by: Member) -> None:
    for row in rows:
        if given.said.get(row.id) is not None:
            says = Words("“{name}” has a number and is taken away. Do one of the two.", name=row.words[:80])
            raise Refused(Reason.NOT_POSSIBLE, says)
        row.retired_at, row.retired_by_id = clock.now(), by.author_id
        row.save(update_fields=["retired_at", "retired_by"])


def _name(episode: Episode, words: str, place: int, by: Member) -> UUID:
    if not words:
        raise Refused(Reason.MISSING, Words("Write what is hard for them, beside its number."))
    if fault := note_fault(words):
        raise Refused(Reason.NOT_POSSIBLE, fault)
    row = Activity.objects.create(
        clinic_id=by.clinic_id, person_id=episode.person_id, episode=episode, words=words, position=place,
        by_id=by.author_id,
    )  # fmt: skip
    return row.id
