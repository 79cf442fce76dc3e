"""What there is to read for everybody, as far as the clinic accepts it."""

from dataclasses import dataclass
from datetime import date

from weft.core.learn.facts import Article, Claim, LearnFacts, Section
from weft.core.learn.finding import find
from weft.core.shared.fact import Source
from weft.core.shared.words import Words
from weft.draw.sheet_words import CERTAINTIES, STEPS
from weft.library.accepted import is_signed
from weft.records import clock
from weft.records.accepted import accepted_by
from weft.records.access import ClinicSeen, NotFound

WORDS_A_MINUTE = 180
"""Read calmly."""
FIVE_WAYS = ("causes_and_a_plan", "five_ways")
"""Article and section that tell how the two kinds of care may help each other."""
WHAT_EACH_DOES = ("needles", "movement", "together")
"""Sections of the article on what each half does."""


@dataclass(frozen=True, slots=True)
class ClaimSeen:
    """What is often said, and what is known of it."""

    id: str
    claim: str
    known: str
    certainty: Words
    squares: tuple[bool, ...]
    """The four of its certainty, full or not."""
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class SectionSeen:
    """A part of an article with its claims."""

    says: Section
    claims: tuple[ClaimSeen, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """An article as a list shows it."""

    slug: str
    name: str
    summary: str
    minutes: int
    """About how long the whole takes to read."""


@dataclass(frozen=True, slots=True)
class ArticleSeen:
    """An article whole."""

    piece: Piece
    short_minutes: int
    author: str
    signed_by: str
    """Empty while nobody has signed it."""
    written: date
    look_again: date
    is_due: bool
    """The day by which it is to be read again has come."""
    sections: tuple[SectionSeen, ...]
    sources: tuple[Source, ...]
    drafts: tuple[str, ...]
    """Names of what no clinician has checked yet."""


@dataclass(frozen=True, slots=True)
class FoundSeen:
    """A part that answers what was asked."""

    piece: Piece
    section: SectionSeen


@dataclass(frozen=True, slots=True)
class Answers:
    """What was found for somebody's words, best first."""

    found: tuple[FoundSeen, ...] = ()
    drafts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhyBoth:
    """What each half does, and how they may help each other."""

    halves: tuple[SectionSeen, ...]
    ways: SectionSeen | None
    drafts: tuple[str, ...]


def pieces(clinic: ClinicSeen) -> tuple[Piece, ...]:
    """Everything there is to read, in order; nothing while the clinic accepts none of it."""
    known = accepted_by(clinic).learn
    return tuple(_piece(one, known) for one in known.articles.values())


def article(clinic: ClinicSeen, slug: str) -> ArticleSeen:
    """One article.

    Raises:
        NotFound: If there is none of that name, or the clinic does not accept it.
    """
    known = accepted_by(clinic)
    one = known.learn.articles.get(slug.replace("-", "_"))
    if one is None or "_" in slug:
        raise NotFound
    sections = tuple(_section(each, known.learn, known.sources) for each in one.sections)
    signed = one.review.by if is_signed(one.review) else ""
    return ArticleSeen(
        piece=_piece(one, known.learn),
        short_minutes=_minutes(one.summary, *(each.short for each in one.sections)),
        author=one.author,
        signed_by=signed,
        written=one.written,
        look_again=one.look_again,
        is_due=clock.today(clinic.zone) >= one.look_again,
        sections=sections,
        sources=_sources(sections, [known.sources[name] for name in one.sources]),
        drafts=_drafts(sections, known.learn, () if signed else (one.name,)),
    )


def answers(clinic: ClinicSeen, asked: str) -> Answers:
    """The parts that answer ``asked``; nobody writes down what was asked."""
    known = accepted_by(clinic)
    found = tuple(
        FoundSeen(_piece(one.article, known.learn), _section(one.section, known.learn, known.sources, one.claims))
        for one in find(known.learn, asked)
    )
    unsigned = [each.name for each in known.learn.articles.values() if not is_signed(each.review)]
    own = tuple(dict.fromkeys(one.piece.name for one in found if one.piece.name in unsigned))
    return Answers(found, _drafts(tuple(one.section for one in found), known.learn, own))


def why_both(clinic: ClinicSeen) -> WhyBoth:
    """For the page that explains the idea; empty parts while the clinic accepts none of it."""
    known = accepted_by(clinic)
    halves = known.learn.articles.get("both_for_a_sore_back")
    shown = [each for each in (halves.sections if halves else ()) if each.id in WHAT_EACH_DOES]
    order = sorted(shown, key=lambda each: WHAT_EACH_DOES.index(each.id))
    seen = tuple(_section(each, known.learn, known.sources) for each in order)
    name, part = FIVE_WAYS
    source = known.learn.articles.get(name)
    ways = next((each for each in (source.sections if source else ()) if each.id == part), None)
    told = _section(ways, known.learn, known.sources) if ways else None
    return WhyBoth(seen, told, _drafts((*seen, *([told] if told else [])), known.learn, ()))


def _piece(one: Article, known: LearnFacts) -> Piece:
    whole = [text for each in one.sections for text in _texts(each, known)]
    return Piece(one.id.replace("_", "-"), one.name, one.summary, _minutes(*whole))


def _texts(section: Section, known: LearnFacts) -> tuple[str, ...]:
    claims = [known.claims[name] for name in section.claims if name in known.claims]
    said = (text for one in claims for text in (one.claim, one.known))
    return (section.short, *section.full, *section.points, *said)


def _minutes(*texts: str) -> int:
    return max(1, round(sum(len(text.split()) for text in texts) / WORDS_A_MINUTE))


def _section(
    section: Section, known: LearnFacts, sources: dict[str, Source], only: tuple[str, ...] = ()
) -> SectionSeen:
    """With all its claims, or only some of them."""
    told = [known.claims[name] for name in only or section.claims if name in known.claims]
    return SectionSeen(section, tuple(_claim(one, sources) for one in told))


def _claim(one: Claim, sources: dict[str, Source]) -> ClaimSeen:
    squares = tuple(number < STEPS[one.certainty] for number in range(4))
    told = tuple(sources[name] for name in one.sources)
    return ClaimSeen(one.id, one.claim, one.known, CERTAINTIES[one.certainty], squares, told)


def _sources(sections: tuple[SectionSeen, ...], first: list[Source]) -> tuple[Source, ...]:
    """Each source once: the founding article, then as they come."""
    every = [*first, *(one for each in sections for claim in each.claims for one in claim.sources)]
    return tuple({one.id: one for one in every}.values())


def _drafts(sections: tuple[SectionSeen, ...], known: LearnFacts, own: tuple[str, ...]) -> tuple[str, ...]:
    named = [claim.id for each in sections for claim in each.claims]
    return (
        *own,
        *(known.claims[name].claim for name in dict.fromkeys(named) if not is_signed(known.claims[name].review)),
    )
