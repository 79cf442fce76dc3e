"""Everything that is wrong in the knowledge, also where nothing wrong can come of it at once."""

from collections.abc import Iterator

from weft.core.plan.facts import DoseRange, Lane, Pathway, PhaseFact
from weft.core.screen.facts import Precaution, QuestionSet, RedFlag
from weft.core.shared.fact import Basis, Review, ReviewStatus, Source
from weft.core.treat.facts import Meridian, PointCaution
from weft.library.accepted import REQUIRED_RED_FLAGS, is_signed
from weft.library.references import Fault, leaves, references
from weft.library.shape import Knowledge

__all__ = ["Fault", "check"]


def check(knowledge: Knowledge) -> tuple[Fault, ...]:
    """Every fault: unknown ids, sources nobody cites, reviews that claim too much, questions, dose sums."""
    return (
        *references(knowledge),
        *_uncited(knowledge),
        *_reviews(knowledge),
        *_required(knowledge),
        *_question_sets(knowledge),
        *_pregnancy_points(knowledge),
        *_doses(knowledge),
    )


def _uncited(knowledge: Knowledge) -> Iterator[Fault]:
    cited = {value for entry in knowledge.entries for _, name, value in leaves(entry.fact) if name == "sources"}
    for entry in knowledge.entries:
        if isinstance(entry.fact, Source) and entry.fact.id not in cited:
            yield Fault(entry.file, entry.fact.id, "nothing cites this source; cite it or remove it")


def _reviews(knowledge: Knowledge) -> Iterator[Fault]:
    for entry in knowledge.entries:
        review = getattr(entry.fact, "review", None)
        if isinstance(review, Review):
            for mend in _review_faults(entry.fact, review):
                yield Fault(entry.file, "review", mend)


def _review_faults(fact: object, review: Review) -> Iterator[str]:
    basis = getattr(fact, "basis", None)
    if review.status is ReviewStatus.DRAFT and not review.reviewers_needed:
        yield "is a draft; name reviewers_needed"
    if review.status is ReviewStatus.REVIEWED and not is_signed(review):
        yield "says reviewed; add by, registration and on"
    if review.status is ReviewStatus.REVIEWED and basis not in {None, Basis.SOURCED}:
        yield f"says reviewed on the basis {basis}; only what is sourced can be"
    if basis is Basis.SOURCED and not any(name == "sources" for _, name, _ in leaves(fact)):
        yield "the basis is sourced; name the sources"


def _required(knowledge: Knowledge) -> Iterator[Fault]:
    here = {flag.id for flag in knowledge.screen.red_flags}
    for missing in sorted(REQUIRED_RED_FLAGS - here):
        yield Fault(f"screen/red_flags/{missing}.toml", "", "is missing; nobody is screened without it")


def _question_sets(knowledge: Knowledge) -> Iterator[Fault]:
    for entry in knowledge.entries:
        match entry.fact:
            case RedFlag(questions=questions):
                asked = questions
            case Precaution(question=question):
                asked = (question,)
            case _:
                continue
        for question in asked:
            if QuestionSet.FULL not in question.asked_in:
                yield Fault(entry.file, question.id, 'is not in the full set; add "full" to asked_in')


def _pregnancy_points(knowledge: Knowledge) -> Iterator[Fault]:
    """Two files speak of the same points: what one marks, the other must keep needles away from."""
    kept = {point for rule in knowledge.screen.precautions for effect in rule.effects for point in effect.points}
    for entry in knowledge.entries:
        if isinstance(entry.fact, Meridian):
            for point in entry.fact.points:
                if PointCaution.PREGNANCY in point.cautions and point.code not in kept:
                    mend = "is marked for pregnancy; add it to the points in screen/precautions/pregnancy.toml"
                    yield Fault(entry.file, point.code, mend)


def _doses(knowledge: Knowledge) -> Iterator[Fault]:
    for pathway in knowledge.plan.pathways.values():
        phases = knowledge.plan.phases[pathway.id]
        yield from _dose(pathway, phases, Lane.NEEDLES, pathway.doses_needles)
        yield from _dose(pathway, phases, Lane.MOVEMENT, pathway.doses_movement)


def _dose(pathway: Pathway, phases: tuple[PhaseFact, ...], lane: Lane, said: DoseRange) -> Iterator[Fault]:
    file, place = f"plan/pathways/{pathway.id}.toml", f"doses_{lane}"
    visits = sum(_visits(phase, lane) for phase in phases)
    if visits != said.planned:
        yield Fault(file, f"{place}.planned", f"is {said.planned}, but the lines add up to {visits}")
    if not said.min <= said.planned <= said.max:
        yield Fault(file, place, f"planned {said.planned} is outside {said.min} to {said.max}")


def _visits(phase: PhaseFact, lane: Lane) -> int:
    # Lines of one lane in one phase share visits: hands-on work and exercise are done in the same one.
    return max((line.dose.total for line in phase.lines if line.lane is lane), default=0)
