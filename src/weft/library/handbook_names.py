"""What an id means to a reader: the name of the thing that it points to."""

from collections.abc import Mapping
from functools import cached_property

from weft.core.adjust.facts import Rule
from weft.core.measure.facts import Instrument
from weft.core.plan.facts import EvidenceFact
from weft.core.screen.facts import Question
from weft.core.screen.order import every_question
from weft.library.handbook_words import spoken, titled
from weft.library.shape import Knowledge


class Names:
    """Looks ids up in one knowledge. An id that names nothing is read as words."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def of(self, name: str) -> str:
        """``needling`` is "Needling", a question's id is the question, ``*`` is everything."""
        if name == "*":
            return "everything"
        return self._known.get(name) or self._measures.get(name) or spoken(name)

    def thing(self, name: str) -> str:
        """Anything but a measure, some of which are called like a place, a factor or a complaint."""
        return "everything" if name == "*" else self._known.get(name) or spoken(name)

    def measure(self, name: str) -> str:
        """A measure, one of its parts, or its paraphrase."""
        return self._measures.get(name) or spoken(name)

    def reactions(self, group: str) -> str:
        """A group of unwanted events."""
        found = self.knowledge.treat.reactions.get(group)
        return found.name if found else spoken(group)

    def choices(self, test: str) -> Mapping[str, str]:
        """The words of a movement test, by their ids."""
        found = self.knowledge.assess.tests.get(test)
        return {one.id: one.name for one in found.choices} if found else {}

    def title(self, step: str, name: str) -> str:
        """The title of a step's own fact, if it has one of that name."""
        own = (one for one in self.knowledge.entries if one.file.startswith(f"{step}/"))
        found = next((one.fact for one in own if getattr(one.fact, "id", "") == name), None)
        return str(getattr(found, "name", ""))

    def listed(self, names: tuple[str, ...]) -> str:
        """Several, with commas."""
        return ", ".join(map(self.of, names))

    def source(self, name: str) -> str:
        """Citation and identifier."""
        found = self.knowledge.sources.get(name)
        if found is None:
            return name
        seen = f" (read: {found.seen})" if found.seen else ""
        return f"{found.citation.rstrip('.')}. {found.identifier}".rstrip(" .") + "." + seen

    def short_source(self, name: str) -> str:
        """The citation up to its year."""
        found = self.knowledge.sources.get(name)
        return found.citation.split(")")[0] + ")" if found and "(" in found.citation else self.source(name)

    @cached_property
    def _known(self) -> Mapping[str, str]:
        names = {
            entry.fact.id: f"“{entry.fact.claim}”"
            for entry in self.knowledge.entries
            if isinstance(entry.fact, EvidenceFact)
        }
        for entry in self.knowledge.entries:
            name = getattr(entry.fact, "name", "")
            if name and entry.file.count("/") > 0 and not isinstance(entry.fact, Rule | Instrument):
                names.setdefault(getattr(entry.fact, "id", ""), str(name))
        groups = self.knowledge.treat.reactions.values()
        names |= {f"{group.id}.{one.code}": one.name for group in groups for one in group.reactions}
        names |= {region.id: region.name for region in self.knowledge.assess.regions}
        names |= {modality.id: modality.name for modality in self.knowledge.modalities.values()}
        return names

    @cached_property
    def _measures(self) -> Mapping[str, str]:
        names: dict[str, str] = {}
        for one in self.knowledge.measure.instruments.values():
            names[one.id] = f"{one.name} (our own words)" if one.paraphrase_of else one.name
            names |= {f"{one.id}.{part.id}": f"{one.short}, {part.name.lower()}" for part in one.parts}
        return names

    @property
    def titles(self) -> Mapping[str, str]:
        """Titles of facts by their ids, those of rules too."""
        return {**self._known, **{name: rule.name for name, rule in self.knowledge.adjust.rules.items()}}

    def called(self, question: str) -> str:
        """What a question is called where others speak of it: its fact's title, or its own name."""
        return self._known.get(question) or titled(question)

    def pointed(self, question: str) -> str:
        """A question of another fact: what it is called, and where it stands."""
        called, home = self.called(question), self._homes.get(question, "")
        return f"\u201c{called}\u201d" + (f" ({home})" if home not in {"", called} else "")

    def home(self, question: str) -> str:
        """The title of the fact that asks it."""
        return self._homes[question]

    @cached_property
    def under(self) -> Mapping[str, tuple[Question, ...]]:
        """The questions that stand under each question."""
        found: dict[str, tuple[Question, ...]] = {}
        for one in every_question(self.knowledge.screen):
            if one.under:
                found[one.under] = (*found.get(one.under, ()), one)
        return found

    @cached_property
    def _homes(self) -> Mapping[str, str]:
        facts = self.knowledge.screen
        homes = {lead.question.id: titled(lead.id) for lead in facts.leads}
        homes |= {one.question.id: one.name for one in facts.precautions}
        return homes | {question.id: flag.name for flag in facts.red_flags for question in flag.questions}

    @cached_property
    def questions(self) -> Mapping[str, str]:
        """Every screening question by its id."""
        return {question.id: question.text for question in every_question(self.knowledge.screen)}
