"""Start-up checks: a server that would be unsafe does not start (``weft check`` says the same)."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004  Django's own word

from weft.library.faults import every_fault
from weft.library.knowledge import knowledge
from weft.library.reading import BadFile
from weft.project.environment import open_to_others
from weft.project.routes import routes
from weft.records.reads import front_door
from weft.records.reads.screen_questions import clinics_that_cannot_ask


@register(Tags.urls)
def every_view_says_who(app_configs: object, **kwargs: Any) -> Sequence[CheckMessage]:
    """A view without a policy answers 403 to everybody; one without methods takes a form by GET."""
    found: list[CheckMessage] = []
    for route in routes():
        if route.policy is None:
            found.append(Error(f"{route.pattern} has no policy", hint="add @policy(Audience.…)", id="weft.E001"))
        if not route.methods:
            found.append(Error(f"{route.pattern} names no methods", hint="add @require_safe or kin", id="weft.E002"))
    return found


@register
def the_knowledge_is_in_order(app_configs: object, **kwargs: Any) -> Sequence[CheckMessage]:
    """What `weft knowledge check` rejects is not served; without red flags nobody may be screened or booked."""
    try:
        faults = every_fault()
    except BadFile as bad:
        return [Error(str(bad), hint="mend the file; nothing of knowledge/ was loaded", id="weft.E003")]
    if not knowledge().screen.red_flags:
        return [
            Error(
                "no accepted red flags: nobody can be screened",
                hint="restore knowledge/screen/red_flags",
                id="weft.E004",
            )
        ]
    return [Error(str(fault), hint="mend the file; see `weft knowledge check`", id="weft.E003") for fault in faults]


@register(Tags.database)
def every_clinic_can_ask(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """A clinic that accepts no danger signs screens nobody: its public questions are closed, and screening raises."""
    if not databases:
        return []
    return [
        Warning(
            f"{name} accepts no danger signs, so nobody can be screened there",
            hint="have knowledge/screen signed, or let a named person switch on 'work with drafts'",
            id="weft.W006",
        )
        for name in clinics_that_cannot_ask()
    ]


@register(Tags.database)
def demo_people_stay_in_the_demo(
    app_configs: object, databases: Sequence[str] | None = None, **kwargs: Any
) -> Sequence[CheckMessage]:
    """Accounts that anybody may enter with one click must not exist beside real ones."""
    if settings.WEFT_DEMO or not databases or not front_door.has_demo_people():
        return []
    return [
        Error(
            "this database holds demo accounts", hint="start with `weft demo`, or use another WEFT_DATA", id="weft.E005"
        )
    ]


@register
def the_data_is_its_owners_alone(app_configs: object, **kwargs: Any) -> Sequence[CheckMessage]:
    """Other users of this machine may open neither the database nor the key that signs sessions."""
    return [
        Error(f"{path} is open to other users of this machine", hint=f"run: chmod go= '{path}'", id="weft.E007")
        for path in open_to_others(settings.WEFT_DATA)
    ]
