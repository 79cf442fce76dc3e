"""Who receives data, read from what this server is set up with; nothing here is written by hand for a clinic."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from weft.core.shared.words import Words

OURS = frozenset({"", "127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Receiver:
    """Somebody, or some machine, that data reaches."""

    who: Words
    what: Words
    why: Words
    name: str = ""
    """Name of a machine elsewhere; empty when it is this one."""


def who_receives(settings: Any, video: Iterable[str] = ()) -> tuple[Receiver, ...]:
    """In the order in which data gets there.

    Args:
        settings: Django's, of the running server.
        video: Hosts of the clinic's rooms for talks by video.
    """
    return (*_always(settings), *_database(settings), *_mail(settings), *_texts(settings), *_video(tuple(video)))


def _always(settings: Any) -> Iterator[Receiver]:
    yield Receiver(
        Words("The people who work here"),
        Words("What they need for their own job: the front desk your name and times, those who treat you your record."),
        Words("To look after you. Each look is written down."),
    )
    yield Receiver(
        Words("The computer that runs this clinic's pages"),
        Words("Everything that is kept."),
        Words("It is run by {who}.", who=settings.WEFT_HOSTED_BY)
        if settings.WEFT_HOSTED_BY
        else Words("The clinic has not written here who runs it. Ask us."),
    )


def _database(settings: Any) -> Iterator[Receiver]:
    host = str(settings.DATABASES["default"].get("HOST") or "")
    if not (host in OURS or host.startswith("/")):
        yield Receiver(
            Words("A second computer, which holds the records"),
            Words("Everything that is kept."),
            Words("The pages and the records are kept apart."),
            host,
        )


def _mail(settings: Any) -> Iterator[Receiver]:
    if settings.WEFT_MAIL is None:
        yield Receiver(
            Words("E-mail: nobody"),
            Words("Nothing is sent by e-mail."),
            Words("No mail server is set up here."),
        )
        return
    host = settings.WEFT_MAIL.host
    sealed = settings.WEFT_MAIL.is_tls or settings.WEFT_MAIL.is_starttls or host in OURS
    yield Receiver(
        Words("The mail server, and whoever runs your own mailbox"),
        Words("Your address, and what is in the mail: time, place and a link. No treatment, unless you ask for more."),
        Words("To send what you said yes to.")
        if sealed
        else Words("To send what you said yes to. On the way to this server it is not encrypted."),
        "" if host in OURS else host,
    )


def _texts(settings: Any) -> Iterator[Receiver]:
    if settings.WEFT_TEXTS:
        yield Receiver(
            Words("The text message service, and your phone company"),
            Words("Your number, and what is in the message: time, place and a link."),
            Words("To send what you said yes to, where you gave no e-mail address."),
            settings.WEFT_TEXTS.partition("://")[0],
        )
        return
    yield Receiver(
        Words("Text messages: nobody"),
        Words("No text message is sent."),
        Words("No such service is set up here."),
    )


def _video(hosts: tuple[str, ...]) -> Iterator[Receiver]:
    for host in hosts:
        yield Receiver(
            Words("The video service, when you talk with us by video"),
            Words(
                "Your voice and picture, what you type there, and your address in the net. From us it gets no name "
                "and no answer of yours."
            ),
            Words("To see and hear each other. You can talk by phone instead."),
            host,
        )
    if not hosts:
        yield Receiver(
            Words("Video: nobody"),
            Words("No talk is held by video."),
            Words("The clinic has no such room set up here."),
        )
