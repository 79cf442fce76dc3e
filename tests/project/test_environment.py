"""What an installation may choose, and what happens when it chooses badly."""

import stat
from pathlib import Path

import pytest

from weft.project import environment
from weft.project.environment import BadSetting


@pytest.mark.parametrize(("said", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("", False)])
def test_a_flag_is_yes_or_no(monkeypatch: pytest.MonkeyPatch, said: str, meant: object) -> None:
    monkeypatch.setenv("WEFT_DEMO", said)

    assert environment.flag("WEFT_DEMO") is meant


def test_a_flag_that_is_neither_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEFT_DEMO", "perhaps")

    with pytest.raises(BadSetting, match="WEFT_DEMO='perhaps' is neither yes nor no; write 1 or 0"):
        environment.flag("WEFT_DEMO")


def test_what_is_not_said_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEFT_HOSTS", raising=False)
    monkeypatch.delenv("WEFT_SECURE", raising=False)

    assert environment.listed("WEFT_HOSTS") == []
    assert environment.flag("WEFT_SECURE", default=True)


def test_a_list_is_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEFT_HOSTS", "clinic.example, , other.example ")

    assert environment.listed("WEFT_HOSTS") == ["clinic.example", "other.example"]


def test_the_key_is_made_once_and_is_the_owners_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEFT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("WEFT_SECRET_KEY", raising=False)

    first, second = environment.secret_key(), environment.secret_key()

    assert first == second
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "data" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["secret_key"]


def test_of_two_first_runs_at_once_one_key_stands(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WEFT_DATA", str(tmp_path))
    monkeypatch.delenv("WEFT_SECRET_KEY", raising=False)
    winner = environment.secret_key()

    environment._keep_new_key(tmp_path / "secret_key")

    assert environment.secret_key() == winner


def test_a_key_that_is_given_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEFT_SECRET_KEY", "given by hand")

    assert environment.secret_key() == "given by hand"


@pytest.mark.parametrize("said", ["", "not ascii: \u00e9", " \n"])
def test_a_kept_key_that_is_no_key_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str) -> None:
    monkeypatch.setenv("WEFT_DATA", str(tmp_path))
    monkeypatch.delenv("WEFT_SECRET_KEY", raising=False)
    (tmp_path / "secret_key").write_text(said, encoding="utf-8")

    with pytest.raises(BadSetting, match="holds no key; remove it"):
        environment.secret_key()


@pytest.mark.parametrize(("said", "meant"), [("", "INFO"), ("debug", "DEBUG"), (" ERROR ", "ERROR")])
def test_a_log_level_is_one_of_pythons_in_any_letter_case(
    monkeypatch: pytest.MonkeyPatch, said: str, meant: str
) -> None:
    monkeypatch.setenv("WEFT_LOG_LEVEL", said)

    assert environment.log_level() == meant


@pytest.mark.parametrize("said", ["chatty", "10"])
def test_another_log_level_stops_the_start(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("WEFT_LOG_LEVEL", said)

    with pytest.raises(BadSetting, match="is no level; write DEBUG, INFO"):
        environment.log_level()


@pytest.mark.parametrize("below", ["", "data"])
def test_a_file_is_no_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, below: str) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("WEFT_DATA", str(tmp_path / "file" / below))

    with pytest.raises(BadSetting, match="cannot be used as a folder"):
        environment.data_folder()


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, True), (0o604, True), (0o610, True)])
def test_a_database_is_open_when_group_or_others_may_do_anything(tmp_path: Path, mode: int, is_open: object) -> None:
    tmp_path.chmod(0o700)
    database = tmp_path / "weft.sqlite3-wal"
    database.touch(mode=0o600)
    database.chmod(mode)

    assert (database in environment.open_to_others(tmp_path)) is is_open
    assert tmp_path not in environment.open_to_others(tmp_path)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("smtp://desk:p%40ss@mail.example", ("mail.example", 587, "desk", "p@ss", False, True)),
        ("smtps://mail.example:4650", ("mail.example", 4650, "", "", True, False)),
        ("smtp+plain://127.0.0.1:2525", ("127.0.0.1", 2525, "", "", False, False)),
    ],
)
def test_a_mail_server_is_one_address(monkeypatch: pytest.MonkeyPatch, said: str, meant: tuple[object, ...]) -> None:
    monkeypatch.setenv("WEFT_MAIL", said)

    server = environment.mail_server("WEFT_MAIL")

    assert server
    assert (server.host, server.port, server.user, server.password, server.is_tls, server.is_starttls) == meant


def test_without_a_mail_server_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WEFT_MAIL", raising=False)
    monkeypatch.delenv("WEFT_MAIL_FROM", raising=False)

    assert environment.mail_server("WEFT_MAIL") is None
    assert environment.mail_from("WEFT_MAIL_FROM", None) == "nobody@localhost"


@pytest.mark.parametrize(
    "said",
    ["mail.example", "http://mail.example", "smtp://", "smtp://u:secret@h:99999", "smtp://u:se/cret@h", "smtp://h/x"],
)
def test_another_mail_server_stops_the_start_and_is_not_repeated(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("WEFT_MAIL", said)

    with pytest.raises(BadSetting) as bad:
        environment.mail_server("WEFT_MAIL")

    assert str(bad.value) == "WEFT_MAIL is no mail server; write smtp://user:password@host:587"
    assert bad.value.__cause__ is None
    assert bad.value.__suppress_context__ or bad.value.__context__ is None


@pytest.mark.parametrize("said", ["", "desk", "@clinic.example", "Desk <desk@clinic.example>", "désk@clinic.example"])
def test_mail_needs_an_address_to_come_from(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("WEFT_MAIL", "smtps://mail.example")
    monkeypatch.setenv("WEFT_MAIL_FROM", said)

    with pytest.raises(BadSetting, match=r"is no address that mail can come from; write desk@clinic\.example"):
        environment.mail_from("WEFT_MAIL_FROM", environment.mail_server("WEFT_MAIL"))
