"""What knowledge is in use: its facts to read, the clinic's signature under a version, and drafts on or off."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from weft.draw.handbook_data import Block, Group, Items, Table
from weft.records.access import Job
from weft.records.actions import knowledge as actions
from weft.records.actions.base import Refused
from weft.records.reads.knowledge_in_use import SEES, fact, files_of, knowledge_in_use
from weft.web.answer import done, page
from weft.web.desk.knowledge_forms import Drafts, Sign
from weft.web.policy import Audience, policy
from weft.web.request import ClinicRequest


@dataclass(frozen=True, slots=True)
class BlockSeen:
    """A block of the handbook for the template."""

    kind: str
    """``text``, ``items``, ``table`` or ``group``."""
    title: str
    text: str = ""
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    """Cells with the heads of their columns."""
    blocks: tuple["BlockSeen", ...] = ()


@require_safe
@policy(Audience.STAFF, jobs=SEES)
def in_use(request: ClinicRequest) -> HttpResponse:
    """Version, signatures, drafts, and how many facts each step has."""
    return _page(request)


@require_safe
@policy(Audience.STAFF, jobs=SEES)
def files(request: ClinicRequest) -> HttpResponse:
    """The facts: of one step (``?step=screen``) or of all, ``?only=drafts`` those that nobody has signed."""
    step, only = request.GET.get("step", ""), request.GET.get("only") == "drafts"
    steps = files_of(request.member, step, only_drafts=only)
    return page(request, "desk/knowledge_files.html", steps=steps, step=step, only=only)


@require_safe
@policy(Audience.STAFF, jobs=SEES)
def one_fact(request: ClinicRequest, fact_name: str) -> HttpResponse:
    """One fact in words."""
    seen = fact(request.member, fact_name)
    return page(request, "desk/knowledge_fact.html", seen=seen, blocks=[_block(one) for one in seen.sheet.blocks])


@require_POST
@policy(Audience.STAFF, jobs={Job.CONTENT})
@sensitive_post_parameters()
def sign(request: ClinicRequest) -> HttpResponse:
    """Sign the version that was shown."""
    form = Sign(request.POST)
    if not form.is_valid():
        return _page(request, sign=form)
    given = form.cleaned_data
    result = actions.sign_version(by=request.member, digest=given["digest"], note=given["note"])
    if isinstance(result, Refused):
        return _page(request, sign=form, refused=result)
    messages.info(request, gettext("Signed."))
    return done(request, result, to="desk:knowledge")


@require_POST
@policy(Audience.STAFF, jobs={Job.CONTENT})
@sensitive_post_parameters()
def drafts(request: ClinicRequest) -> HttpResponse:
    """Work with drafts, or without."""
    form = Drafts(request.POST, auto_id="drafts_%s")
    if not form.is_valid():
        return _page(request, drafts=form)
    given = form.cleaned_data
    result = actions.work_with_drafts(by=request.member, on=given["to"] == "on", reason=given["reason"])
    if isinstance(result, Refused):
        return _page(request, drafts=form, refused=result)
    says = gettext("Drafts count from now on.") if given["to"] == "on" else gettext("Drafts no longer count.")
    messages.info(request, says)
    return done(request, result, to="desk:knowledge")


def _page(
    request: ClinicRequest, *, sign: Sign | None = None, drafts: Drafts | None = None, refused: Refused | None = None
) -> HttpResponse:
    """The page; after a refusal with what was typed, and with what happened beside the form."""
    seen = knowledge_in_use(request.member)
    typed = sign or drafts
    if typed and refused:
        typed.add_error(None, refused.words.said(gettext))
    return page(
        request,
        "desk/knowledge.html",
        status=refused.status if refused else 400 if typed else 200,
        seen=seen,
        typed=typed,
        sign=sign or Sign(initial={"digest": seen.digest}),
        drafts=drafts or Drafts(auto_id="drafts_%s", initial={"to": "off" if seen.drafts_since else "on"}),
    )


def _block(block: Block) -> BlockSeen:
    match block:
        case Group(title, blocks):
            return BlockSeen("group", title, blocks=tuple(map(_block, blocks)))
        case Table(label, head, rows):
            named = tuple(tuple(zip(head, row, strict=True)) for row in rows)
            return BlockSeen("table", label, head=head, rows=named)
        case Items(label, items):
            return BlockSeen("items", label, items=items)
        case _:
            return BlockSeen("text", block.label, text=block.text)
