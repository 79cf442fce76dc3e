"""Typed readers of the environment: every setting of Weft that is not code is read here, once."""

import logging
import os
import secrets
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import unquote, urlsplit

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"", "0", "false", "no", "off"})


class BadSetting(Exception):  # noqa: N818  the name says what is wrong
    """A variable of the environment cannot be used. ``str()`` is one line with the mend."""


def text(name: str, default: str = "") -> str:
    """The variable as written, without spaces around it."""
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """Yes or no.

    Raises:
        BadSetting: If it is neither, since guessing could switch a guard off.
    """
    if name not in os.environ:
        return default
    said = os.environ[name].strip().lower()
    if said in YES | NO:
        return said in YES
    raise BadSetting(f"{name}={said!r} is neither yes nor no; write 1 or 0")


def minutes(name: str, default: int, most: int) -> int:
    """A whole number of minutes, 1 to ``most``.

    Raises:
        BadSetting: If it is anything else.
    """
    said = text(name) or str(default)
    if said.isascii() and said.isdecimal() and 1 <= int(said) <= most:
        return int(said)
    raise BadSetting(f"{name}={said!r} is no number of minutes from 1 to {most}; write {default}")


def listed(name: str) -> list[str]:
    """Comma-separated words; empty when unset."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over."""

    host: str
    port: int
    user: str
    password: str
    is_tls: bool
    """TLS from the first byte."""
    is_starttls: bool


_MAIL_PORTS = {"smtp": 587, "smtps": 465, "smtp+plain": 25}


def mail_server(name: str) -> MailServer | None:
    """``smtp://user:password@host:587`` (STARTTLS), ``smtps://…`` (TLS) or ``smtp+plain://…`` (none); None when unset.

    Raises:
        BadSetting: If it is anything else. What was written is not repeated: it may hold a password.
    """
    said = text(name)
    if not said:
        return None
    form = BadSetting(f"{name} is no mail server; write smtp://user:password@host:587")
    try:
        parts = urlsplit(said)
        port = parts.port
    except ValueError:
        raise form from None  # the first fault quotes what was written
    if parts.scheme not in _MAIL_PORTS or not parts.hostname or parts.path.strip("/") or parts.query:
        raise form
    return MailServer(
        host=parts.hostname, port=port or _MAIL_PORTS[parts.scheme],
        user=unquote(parts.username or ""), password=unquote(parts.password or ""),
        is_tls=parts.scheme == "smtps", is_starttls=parts.scheme == "smtp",
    )  # fmt: skip


def mail_from(name: str, server: MailServer | None) -> str:
    """The address that mail comes from; needed as soon as there is a mail server.

    Raises:
        BadSetting: If it is missing then, or no address.
    """
    said = text(name)
    if server is None and not said:
        return "nobody@localhost"
    before, at, domain = said.partition("@")
    if not at or not before or not domain or not said.isascii() or set(said) & set(' <>",;'):
        raise BadSetting(f"{name}={said!r} is no address that mail can come from; write desk@clinic.example")
    return said


def text_service(name: str) -> str:
    """An address of the library `apprise` with ``{to}`` where the number goes; empty when unset.

    Raises:
        BadSetting: If it is none, or the library is not installed. What was written is not repeated: it holds a key.
    """
    said = text(name)
    if not said:
        return ""
    if "://" not in said or said.count("{to}") != 1:
        raise BadSetting(f"{name} is no text service; write an address of apprise with {{to}} in it, as in settings.md")
    if find_spec("apprise") is None:
        raise BadSetting(f"{name} needs the extra texts; install it with: pip install 'weft[texts]'")
    return said


def log_level() -> str:
    """WEFT_LOG_LEVEL, in any letter case (default INFO).

    Raises:
        BadSetting: If it is not one of Python's levels.
    """
    said = text("WEFT_LOG_LEVEL") or "INFO"
    if said.upper() in logging.getLevelNamesMapping():
        return said.upper()
    raise BadSetting(f"WEFT_LOG_LEVEL={said!r} is no level; write DEBUG, INFO, WARNING, ERROR or CRITICAL")


def only_for_us() -> None:
    """What this process makes from here on (database, key) is its owner's alone."""
    os.umask(0o077)


def data_folder() -> Path:
    """WEFT_DATA (default ``.weft`` below the working folder), made on first use, for its owner only.

    Raises:
        BadSetting: If it cannot be made, or is a file.
    """
    given = text("WEFT_DATA") or ".weft"
    try:
        folder = Path(given).resolve()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError) as trouble:  # RuntimeError: a circle of links
        why = getattr(trouble, "strerror", None) or trouble
        raise BadSetting(f"WEFT_DATA={given!r} cannot be used as a folder ({why}); name another") from trouble
    return folder


def open_to_others(folder: Path) -> list[Path]:
    """The data folder, its databases and its key, as far as other users of this machine may open them."""
    if os.name != "posix":
        return []
    ours = (folder, *sorted(folder.glob("*.sqlite3*")), folder / "secret_key")
    return [path for path in ours if path.exists() and path.stat().st_mode & 0o077]


def secret_key() -> str:
    """WEFT_SECRET_KEY, else the key made at the first run and kept in the data folder (mode 600).

    Raises:
        BadSetting: If the kept file is empty or holds something else.
    """
    if given := text("WEFT_SECRET_KEY"):
        return given
    kept = data_folder() / "secret_key"
    if not kept.exists():
        _keep_new_key(kept)
    key = kept.read_bytes().strip()
    if not key or not key.isascii():
        raise BadSetting(f"{kept} holds no key; remove it and a new one is made (everybody signs in again)")
    return key.decode("ascii")


def _keep_new_key(kept: Path) -> None:
    """Write it whole under another name, then link: of two first runs at once one wins, and none reads half a key."""
    fresh = kept.with_name(f"secret_key.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(50))
    try:
        kept.hardlink_to(fresh)
    except FileExistsError:
        pass  # the other first run won; its key stands
    finally:
        fresh.unlink()
