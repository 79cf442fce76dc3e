"""Links with which somebody answers a question about a new time without an account: 128 bits, only their hash kept."""

from uuid import UUID

from weft.records import sealed
from weft.records.models import MoveQuestion

_KIND = sealed.Kind("/n/", "weft.move-question")
token_of, waiting_path, with_tokens = _KIND.token_of, _KIND.waiting_path, _KIND.with_tokens


def hash_of(question_id: UUID) -> str:
    """What is kept."""
    return sealed.hash_of(token_of(question_id))


def found(clinic_id: UUID, token: str) -> MoveQuestion | None:
    """The question of this token in this clinic, however it stands."""
    return MoveQuestion.objects.within(clinic_id).filter(hash=sealed.hash_of(token)).first()
