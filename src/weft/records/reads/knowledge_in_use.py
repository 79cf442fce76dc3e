"""What knowledge this clinic works with: its version, its facts with their state, and who signed which version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from weft.core.shared.words import Words
from weft.draw.handbook_data import Chapter, Part, Sheet
from weft.library.accepted import accepted, drafts
from weft.library.digest import changed
from weft.library.knowledge import knowledge
from weft.library.shape import Knowledge
from weft.records.access import Job, Member, NotFound, clinic_of
from weft.records.knowledge_book import told
from weft.records.models import Clinic, DraftsChoice, KnowledgeSignOff

SEES = (Job.RECORD, Job.CONTENT, Job.SETTINGS)
"""Whoever works with it may read it."""
CASES = "Worked cases"
BASES = {
    "Sourced": Words("sourced"),
    "Derived": Words("derived"),
    "General knowledge": Words("general knowledge"),
}
"""How a fact is known, in one word, by what the handbook begins its sentence with."""
MOST_CHANGES = 40
"""Changed files that are told by name."""


@dataclass(frozen=True, slots=True)
class FileRow:
    """One fact, or one table of small ones, in the list."""

    id: str
    title: Words
    file: str
    is_draft: bool
    is_reviewed: bool
    """Neither: names, units and the like, which nobody has to sign."""
    basis: Words | None
    """How it is known; None for names, and for cases."""
    sources: int


@dataclass(frozen=True, slots=True)
class ChapterSeen:
    """Facts of one kind."""

    title: Words
    rows: tuple[FileRow, ...]
    is_cases: bool
    """Worked cases: they show what the facts lead to."""


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step of the care path."""

    id: str
    title: Words
    chapters: tuple[ChapterSeen, ...]
    files: int
    drafts: int
    cases: int


@dataclass(frozen=True, slots=True)
class Signed:
    """A clinician's signature under one version."""

    version: str
    signed_as: str
    on: date
    note: str
    is_of_this: bool
    """The version in use, unchanged."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Drafts switched on or off."""

    is_on: bool
    reason: str
    signed_as: str
    on: date


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that differs from the version signed last."""

    title: Words
    id: str
    """Empty when the file is gone."""
    how: Words


@dataclass(frozen=True, slots=True)
class InUse:
    """The whole of it."""

    version: str
    digest: str
    steps: tuple[StepSeen, ...]
    files: int
    drafts: int
    signatures: tuple[Signed, ...]
    """Newest first."""
    changes: tuple[ChangedFile, ...]
    """Against the version signed last; empty when that is the one in use, or nobody ever signed."""
    changes_more: int
    drafts_since: date | None
    drafts_by: str
    choices: tuple[Choice, ...]
    """Newest first."""
    without_drafts: tuple[Words, ...]
    """What cannot be done here while the clinic works without drafts."""
    may_sign: bool
    is_signed_by_me: bool

    @property
    def is_signed(self) -> bool:
        """Somebody signed exactly what is in use."""
        return any(one.is_of_this for one in self.signatures)


@dataclass(frozen=True, slots=True)
class FactSeen:
    """One fact in words."""

    sheet: Sheet
    row: FileRow
    step: StepSeen
    before: FileRow | None
    """The one before it in its chapter."""
    after: FileRow | None


def knowledge_in_use(by: Member) -> InUse:
    """Version, facts, signatures, drafts.

    Raises:
        NotAllowed: Not theirs to see.
    """
    by.need(*SEES)
    now, zone = told(), ZoneInfo(clinic_of(by.clinic_id).zone)
    clinic = Clinic.objects.select_related("work_with_drafts_by").get(id=by.clinic_id)
    signed = list(KnowledgeSignOff.objects.within(by.clinic_id).defer("files").order_by("-at", "-made_at"))
    choices = DraftsChoice.objects.within(by.clinic_id).order_by("-at", "-made_at")
    differs = _changes(signed, now.digest)
    since = clinic.work_with_drafts_at
    steps = _steps()
    return InUse(
        version=now.book.version,
        digest=now.digest,
        steps=steps,
        files=sum(step.files for step in steps),
        drafts=sum(step.drafts for step in steps),
        signatures=tuple(
            Signed(row.version, row.signed_as, row.at.astimezone(zone).date(), row.note, row.digest == now.digest)
            for row in signed
        ),
        changes=differs[:MOST_CHANGES],
        changes_more=max(len(differs) - MOST_CHANGES, 0),
        drafts_since=since.astimezone(zone).date() if since else None,
        drafts_by=clinic.work_with_drafts_by.name if clinic.work_with_drafts_by else "",
        choices=tuple(Choice(row.is_on, row.reason, row.signed_as, row.at.astimezone(zone).date()) for row in choices),
        without_drafts=_without_drafts(knowledge()),
        may_sign=by.may(Job.CONTENT),
        is_signed_by_me=any(row.digest == now.digest and row.by_id == by.user_id for row in signed),
    )


def files_of(by: Member, step: str = "", *, only_drafts: bool = False) -> tuple[StepSeen, ...]:
    """The facts of one step, or of all; with ``only_drafts`` those that nobody has signed.

    Raises:
        NotFound: No such step.
        NotAllowed: Not theirs to see.
    """
    by.need(*SEES)
    found = [one for one in _steps() if not step or one.id == step]
    if not found:
        raise NotFound
    return tuple(map(_drafts_of, found)) if only_drafts else tuple(found)


def fact(by: Member, sheet_id: str) -> FactSeen:
    """One fact, in words.

    Raises:
        NotFound: No such fact.
        NotAllowed: Not theirs to see.
    """
    by.need(*SEES)
    sheet = next((sheet for part in told().book.parts for sheet in _sheets(part) if sheet.id == sheet_id), None)
    if sheet is None:
        raise NotFound
    step, chapter, place = next(
        (step, chapter, place)
        for step in _steps()
        for chapter in step.chapters
        for place, row in enumerate(chapter.rows)
        if row.id == sheet_id
    )
    rows = chapter.rows
    return FactSeen(
        sheet,
        rows[place],
        step,
        rows[place - 1] if place else None,
        rows[place + 1] if place + 1 < len(rows) else None,
    )


def _sheets(part: Part) -> Iterable[Sheet]:
    return (sheet for chapter in part.chapters for sheet in chapter.sheets)


def _drafts_of(step: StepSeen) -> StepSeen:
    chapters = (
        ChapterSeen(one.title, tuple(row for row in one.rows if row.is_draft), one.is_cases) for one in step.chapters
    )
    left = tuple(one for one in chapters if one.rows)
    return StepSeen(step.id, step.title, left, step.files, step.drafts, step.cases)


def _steps() -> tuple[StepSeen, ...]:
    return _steps_of(told().digest)


@cache
def _steps_of(_digest: str) -> tuple[StepSeen, ...]:
    """Worked out once for what is in use; the sum is there so that other knowledge is other steps."""
    known = knowledge()
    asked = {entry.file for entry in known.entries if getattr(entry.fact, "review", None) is not None}
    states = dict.fromkeys(asked, True) | dict.fromkeys(drafts(known), False)
    return tuple(_step(part, states) for part in told().book.parts)


def _step(part: Part, states: Mapping[str, bool]) -> StepSeen:
    chapters = tuple(_chapter(one, states) for one in part.chapters)
    rows = [row for one in chapters if not one.is_cases for row in one.rows]
    return StepSeen(
        part.id,
        Words(part.title),
        chapters,
        files=len(rows),
        drafts=sum(row.is_draft for row in rows),
        cases=sum(len(one.rows) for one in chapters if one.is_cases),
    )


def _chapter(chapter: Chapter, states: Mapping[str, bool]) -> ChapterSeen:
    is_cases = chapter.title == CASES
    return ChapterSeen(Words(chapter.title), tuple(_row(sheet, states) for sheet in chapter.sheets), is_cases)


def _row(sheet: Sheet, states: Mapping[str, bool]) -> FileRow:
    """``states``: by file, whether it is reviewed; names and units are not in it."""
    known = next((BASES[word] for one in sheet.vouched if (word := one.partition(":")[0]) in BASES), None)
    return FileRow(
        id=sheet.id,
        title=Words(sheet.title),
        file=sheet.file,
        is_draft=states.get(sheet.file) is False,
        is_reviewed=states.get(sheet.file) is True,
        basis=known,
        sources=len(sheet.sources),
    )


def _changes(signed: list[KnowledgeSignOff], digest: str) -> tuple[ChangedFile, ...]:
    if not signed or any(row.digest == digest for row in signed):
        return ()
    found = changed(signed[0].files, told().files)
    rows = {row.file: row for step in _steps() for one in step.chapters if not one.is_cases for row in one.rows}
    named = (
        *((file, Words("new")) for file in found.new),
        *((file, Words("changed")) for file in found.other),
        *((file, Words("gone")) for file in found.gone),
    )
    return tuple(
        ChangedFile(rows[file].title if file in rows else Words("{file}", file=file), _id(rows.get(file)), how)
        for file, how in named
    )


def _id(row: FileRow | None) -> str:
    return row.id if row else ""


def _without_drafts(known: Knowledge) -> tuple[Words, ...]:
    """What falls away; screening is all or nothing."""
    left = accepted(known, work_with_drafts=False)
    said = []
    if known.screen.red_flags and not left.screen.red_flags:
        said.append(Words("Nobody can be screened here, so nobody can be booked or treated."))
    if lost := len(known.plan.pathways) - len(left.plan.pathways):
        said.append(Words("{lost} of {all} plan sets cannot be used.", lost=lost, all=len(known.plan.pathways)))
    if lost := len(known.measure.instruments) - len(left.measure.instruments):
        said.append(Words("{lost} of {all} measures cannot be asked.", lost=lost, all=len(known.measure.instruments)))
    return tuple(said)
