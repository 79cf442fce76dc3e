"""Is a message lost or doubled? `python benchmarks/messages.py [messages] [kills]`; 200 and 10, or 1000 100 for all.

Real worker processes empty one outbox into a real SMTP server that waits, refuses now and then, and cuts. Workers are
killed (SIGKILL) at any moment and begun anew; meanwhile some visits are called off. Leases and pauses are shortened so
that a drill takes a minute and not an hour; nothing else differs from `weft work`.

Printed: how many were never sent (must be 0), how many came twice, how many of those outside the crash window (must be
0: a message may come twice, with the same Message-ID, only when its worker was killed between the mail server's yes and
its own note), and how many came although their visit had been called off more than a second before (must be 0).
"""

import os
import random
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

LEASE, PAUSE = timedelta(seconds=2), timedelta(milliseconds=200)
WORKERS, REST = 3, 0.05
CALLED_OFF = 0.1
"""This part of the messages is about a visit that is called off during the drill."""
AFTER = 1.0
"""Seconds after which a called-off visit must be silent; the promise is 60."""


def work() -> None:
    """One worker, until it is killed."""
    _set_up()
    from weft.jobs.outbox import deliver
    from weft.records.actions import outbox

    outbox.LEASE = LEASE
    outbox.BACK_OFF = (PAUSE,) * 50
    outbox.ENOUGH = 1000  # a drill kills far more often than life does
    while True:
        deliver()
        time.sleep(REST)


@dataclass
class Drill:
    """What happened."""

    came: Counter[str] = field(default_factory=Counter)
    at: dict[str, float] = field(default_factory=dict)
    """When each message came last."""
    arrived: list[float] = field(default_factory=list)
    """When each mail of the box was taken, in their order."""
    kills: list[float] = field(default_factory=list)
    off: dict[str, float] = field(default_factory=dict)
    """When the visit of a message was called off."""


def drill(messages: int, kills: int, seed: int = 1) -> tuple[Drill, list[str]]:
    """Run it; what happened, and the ids of the messages that had to come."""
    from tests.jobs.mail_server import receiving

    chance = random.Random(seed)  # noqa: S311  a drill, not a secret
    with receiving() as box:
        os.environ.update(WEFT_MAIL=f"smtp+plain://127.0.0.1:{box.port}", WEFT_MAIL_FROM="desk@clinic.example")
        _set_up()
        ids, visits = _write(messages)
        seen = Drill()
        box.before_yes = lambda: _take(box, chance, seen)
        box.answer = lambda _: "451 later" if chance.random() < 0.05 else "250 OK"
        workers = [_begin() for _ in range(WORKERS)]
        try:
            _kill_and_call_off(box, workers, chance, kills, visits, seen)
            _wait(box, seen, set(ids) - set(visits))
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        _note(box, seen)
    return seen, [each for each in ids if each not in visits]


def _take(box: Any, chance: random.Random, seen: Drill) -> None:
    """The server thinks it over; now and then it cuts instead of saying yes."""
    time.sleep(chance.uniform(0, 0.02))
    box.cuts = chance.random() < 0.02
    if not box.cuts:
        seen.arrived.append(time.monotonic())


def _kill_and_call_off(
    box: Any, workers: list[subprocess.Popen[bytes]], chance: random.Random, kills: int, visits: dict[str, Any],
    seen: Drill,
) -> None:  # fmt: skip
    from weft.records.models import Clinic, Visit

    clinic = Clinic.objects.get(name="Two Rivers")
    left = list(visits)
    for _ in range(kills):
        time.sleep(chance.uniform(0.3, 1.0))
        place = chance.randrange(WORKERS)
        workers[place].kill()
        workers[place].wait()
        seen.kills.append(time.monotonic())
        workers[place] = _begin()
        for message_id in left[: max(len(visits) // kills, 1)]:
            Visit.objects.within(clinic.id).filter(id=visits[message_id]).update(state="no_show")
            seen.off[message_id] = time.monotonic()
            left.remove(message_id)
        _note(box, seen)


def _note(box: Any, seen: Drill) -> None:
    """Count what came since the last look."""
    known = seen.came.total()
    for mail, at in zip(box.mails[known:], seen.arrived[known:], strict=False):
        message_id = str(mail["Message-ID"]).strip("<>").partition("@")[0]
        seen.came[message_id] += 1
        seen.at[message_id] = at


def _wait(box: Any, seen: Drill, wanted: set[str]) -> None:
    until = time.monotonic() + 60
    while wanted - set(seen.came) and time.monotonic() < until:
        time.sleep(0.2)
        _note(box, seen)
    time.sleep(LEASE.total_seconds() + 1)  # whatever a killed worker left is sent again now


def _begin() -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, __file__, "--worker"], env=os.environ.copy())


def _set_up() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "weft.project.settings")
    django.setup()


def _write(messages: int) -> tuple[list[str], dict[str, Any]]:
    """A clinic, and so many messages that are due; some about a visit."""
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
                subject="Reminder of your visit", body="Tue 2 Mar, 10:00", due=now + timedelta(seconds=number / 40),
                until=about.starts if about else None, visit=about,
            )  # fmt: skip
            ids.append(str(row.id))
            if about:
                visits[str(row.id)] = about.id
    return ids, visits


def main(messages: int, kills: int) -> None:
    """Print what was lost and what was doubled; exit 1 when a promise was broken."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.update(WEFT_DATA=folder, WEFT_SECURE="0", WEFT_LOG_LEVEL="ERROR")
        os.environ.pop("DATABASE_URL", None)
        seen, wanted = drill(messages, kills)
    lost = [each for each in wanted if not seen.came[each]]
    twice = {each: number for each, number in seen.came.items() if number > 1}
    outside = [
        each for each, number in twice.items() if number > 1 + len(seen.kills) or not _after_a_kill(seen, each)
    ]  # fmt: skip
    stale = [each for each, at in seen.off.items() if each in seen.at and seen.at[each] > at + AFTER]
    print(f"{messages} messages, {WORKERS} workers, {len(seen.kills)} kills, {time.monotonic() - began:.0f} s")
    print(f"lost: {len(lost)}   came twice: {len(twice)}   outside the crash window: {len(outside)}")
    print(f"visits called off: {len(seen.off)}   told of all the same after {AFTER:.0f} s: {len(stale)}")
    if lost or outside or stale:
        raise SystemExit(1)


def _after_a_kill(seen: Drill, message_id: str) -> bool:
    """The second copy came after some kill, and no later than a lease and a little after it."""
    wait = LEASE.total_seconds() + 15
    return any(kill <= seen.at[message_id] <= kill + wait for kill in seen.kills)


if __name__ == "__main__":
    if sys.argv[1:] == ["--worker"]:
        work()
    given = [int(each) for each in sys.argv[1:3]]
    main(*(given + [200, 10][len(given) :]))
