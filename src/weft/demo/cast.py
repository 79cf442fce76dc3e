"""Who is in the demo: two clinics, those who work there, and those who are treated. All of them are made up."""

from dataclasses import dataclass

from weft.core.shared.care import MOVEMENT, NEEDLES
from weft.records.access import Job

CLINICIAN = (Job.DIARY, Job.PEOPLE, Job.SAFETY_ANSWERS, Job.RECORD, Job.AGREE_PLAN)
DESK = (Job.DIARY, Job.PEOPLE, Job.SAFETY_ANSWERS)


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works in a demo clinic."""

    login: str
    name: str
    title: str
    jobs: tuple[Job, ...]
    disciplines: tuple[str, ...] = ()
    registered: tuple[tuple[str, str, str], ...] = ()
    """Profession, body, number."""
    until: int = 18
    """The hour at which their working day ends."""
    languages: str = ""
    since: int | None = None
    """The year in which they began in their profession; None: not said in public."""


_ACUPUNCTURE, _PHYSIO = "Acupuncturist", "Physiotherapist"

STAFF = (
    Worker(
        "wei", "Wei Lin", _ACUPUNCTURE, (*CLINICIAN, Job.NEEDLES), (NEEDLES,),
        ((_ACUPUNCTURE, "Demo College of Acupuncture", "A-1042"),), languages="English, Mandarin", since=2009,
    ),
    Worker(
        "dana", "Dana Novak", _PHYSIO, (*CLINICIAN, Job.MOVEMENT), (MOVEMENT,),
        ((_PHYSIO, "Demo College of Physiotherapy", "P-2217"),), languages="English, Czech", since=2014,
    ),
    Worker(
        "ren", "Ren Okafor", "Acupuncturist and physiotherapist", (*CLINICIAN, Job.NEEDLES, Job.MOVEMENT),
        (NEEDLES, MOVEMENT),
        ((_ACUPUNCTURE, "Demo College of Acupuncture", "A-1108"), (_PHYSIO, "Demo College of Physiotherapy", "P-2304")),
        until=12, languages="English, Igbo, French", since=2012,
    ),
    Worker("noor", "Noor Haddad", "Front desk", DESK),
    Worker(
        "elena", "Elena Rossi", "Owner and clinical lead, physiotherapist",
        (*CLINICIAN, Job.MOVEMENT, Job.OUTCOMES, Job.CONTENT, Job.EXPORT, Job.SETTINGS), (MOVEMENT,),
        ((_PHYSIO, "Demo College of Physiotherapy", "P-1033"),), languages="English, Italian",
    ),
)  # fmt: skip

ELSEWHERE = (
    Worker(
        "otto", "Otto Brandt", "Owner, acupuncturist",
        (*CLINICIAN, Job.NEEDLES, Job.OUTCOMES, Job.CONTENT, Job.SETTINGS), (NEEDLES,),
        ((_ACUPUNCTURE, "Demo College of Acupuncture", "A-0077"),),
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Somebody who asks for care, as they would tell it."""

    name: str
    known_as: str
    age: int
    occupation: str
    phone: str
    email: str = ""
    pronouns: str = ""
    asks: str = ""
    """What they would like, in their own words."""
    times: str = ""
    """When they can come or be rung."""
    back: str = "low back"
    """The problem in a few words."""
    since_weeks: int = 20
    pain: int = 6
    radiates_to: str = ""
    aggravated_by: tuple[str, ...] = ("sitting",)
    tried: tuple[tuple[str, str], ...] = (("rest", "same"),)
    goals: tuple[str, ...] = ("Sit through a film",)


MARTA = Somebody(
    name="Marta Kowal", known_as="Marta", age=45, occupation="office work, mostly sitting", pronouns="she/her",
    phone="+1 416 555 0101", email="marta.kowal@example.org",
    asks="My back hurts at my desk, and sometimes it goes into the hip. Is this safe? I do not like needles.",
    times="After work, or Thursday mornings", back="low back, now and then into the hip", since_weeks=26, pain=6,
    radiates_to="hip", aggravated_by=("sitting", "poor posture"), tried=(("painkillers", "same"), ("rest", "worse")),
    goals=("Sit through a working day", "Carry the shopping home"),
)  # fmt: skip
HAROLD = Somebody(
    name="Harold Lindqvist", known_as="Harold", age=71, occupation="retired engineer", pronouns="he/him",
    phone="+1 416 555 0102", asks="I take a blood thinner. My daughter says I should ask you first.",
    times="Mornings", back="low back, stiff in the morning", since_weeks=60, pain=5,
    aggravated_by=("standing", "bending"), tried=(("heat", "better"), ("painkillers", "same")),
    goals=("Stand long enough to cook", "Walk to the harbour and back"),
)  # fmt: skip
TOMAS = Somebody(
    name="Tomás Herrera", known_as="Tomás", age=38, occupation="graphic designer",
    phone="+1 416 555 0103", email="tomas.herrera@example.org", asks="Sore back, and a stiff neck from the screen.",
    back="low back", since_weeks=14, pain=5, goals=("Look behind me when I cycle", "Work a day without stopping"),
)  # fmt: skip
CAMILLE = Somebody(
    name="Camille Diaz", known_as="Camille", age=33, occupation="teacher", phone="+1 416 555 0104",
    email="camille.diaz@example.org", asks="Two months of back pain. Would this help me?", times="Between 12 and 13",
)  # fmt: skip
TOMASZ = Somebody(
    name="Tomasz Wójcik", known_as="Tomasz", age=52, occupation="bus driver", phone="+1 416 555 0105",
    asks="Please ring me about my back.", times="Before my shift, until 11",
)  # fmt: skip
AISHA = Somebody(
    name="Aisha Rahman", known_as="Aisha", age=41, occupation="nurse", phone="+1 416 555 0106",
    asks="My back is much worse since the weekend.", times="Any time",
)  # fmt: skip
INGRID = Somebody(
    name="Ingrid Sørensen", known_as="Ingrid", age=58, occupation="librarian", phone="+1 416 555 0107",
    email="ingrid.sorensen@example.org", asks="Long days at the counter, sore back.", since_weeks=40, pain=5,
    goals=("Shelve books without a break",),
)  # fmt: skip
LUCA = Somebody(
    name="Luca Moretti", known_as="Luca", age=36, occupation="software tester", phone="+1 416 555 0108",
    email="luca.moretti@example.org", asks="Desk job, sore back, I would like a plan.", since_weeks=18, pain=5,
    goals=("Row again on Sundays",),
)  # fmt: skip
PRIYA = Somebody(
    name="Priya Sharma", known_as="Priya", age=29, occupation="doctoral student", phone="+1 416 555 0109",
    email="priya.sharma@example.org", asks="Writing my thesis hurts.", since_weeks=12, pain=6,
    goals=("Write for two hours at a time",),
)  # fmt: skip
LENA = Somebody(
    name="Lena Fischer", known_as="Lena", age=47, occupation="accountant", phone="+1 416 555 0110",
    email="lena.fischer@example.org", asks="Back pain every tax season.", since_weeks=30, pain=7,
    goals=("Drive to my sister without a stop",),
)  # fmt: skip
OWEN = Somebody(
    name="Owen Brooks", known_as="Owen", age=55, occupation="electrician", phone="+1 416 555 0111",
    asks="Back goes when I work overhead.", since_weeks=22, pain=6, aggravated_by=("lifting", "sitting"),
    goals=("Carry my tool case upstairs",),
)  # fmt: skip
SOFIA = Somebody(
    name="Sofía Álvarez", known_as="Sofía", age=34, occupation="cellist", phone="+1 416 555 0112",
    email="sofia.alvarez@example.org", asks="I cannot sit through a rehearsal.", since_weeks=16, pain=6,
    goals=("Sit through a rehearsal",),
)  # fmt: skip
ANA = Somebody(
    name="Ana Ribeiro", known_as="Ana", age=50, occupation="shop manager", phone="+1 416 555 0113",
    email="ana.ribeiro@example.org", asks="On my feet, then at the books: both hurt.", since_weeks=28, pain=5,
    goals=("Dance at my son's wedding",),
)  # fmt: skip
JONAS = Somebody(
    name="Jonas Müller", known_as="Jonas", age=43, occupation="call centre agent", phone="+1 416 555 0114",
    email="jonas.mueller@example.org", asks="Eight hours of sitting and it burns.", since_weeks=36, pain=6,
    goals=("Sit for a whole shift",),
)  # fmt: skip
MEILING = Somebody(
    name="Chen Meiling 陈美玲", known_as="Meiling", age=62, occupation="retired cook", phone="+1 416 555 0115",
    asks="My back after forty years in a kitchen.", since_weeks=104, pain=5, goals=("Do tai chi for an hour",),
)  # fmt: skip
FATIMA = Somebody(
    name="Fatima El Sayed", known_as="Fatima", age=39, occupation="architect", phone="+1 416 555 0116",
    email="fatima.elsayed@example.org", asks="Drawing all day, sore back.", since_weeks=24, pain=7,
    goals=("Stand on a building site for half a day",),
)  # fmt: skip
BJORN = Somebody(
    name="Björn Åkesson", known_as="Björn", age=48, occupation="lorry driver", phone="+1 416 555 0117",
    asks="Long hours on the road.", since_weeks=50, pain=6, goals=("Sleep through the night",),
)  # fmt: skip
NADIA = Somebody(
    name="Nadia Petrova", known_as="Nadia", age=44, occupation="translator", phone="+1 416 555 0118",
    email="nadia.petrova@example.org", asks="Back pain that comes and goes.", since_weeks=26, pain=6,
    goals=("Garden for an hour",),
)  # fmt: skip
GEORGE = Somebody(
    name="George Owusu", known_as="George", age=60, occupation="building caretaker", phone="+1 416 555 0119",
    email="george.owusu@example.org", asks="Lifting bins with a sore back.", since_weeks=20, pain=6,
    goals=("Lift my grandson",),
)  # fmt: skip
ZOE = Somebody(
    name="Zoë Martin", known_as="Zoë", age=31, occupation="hairdresser", phone="+1 416 555 0120",
    email="zoe.martin@example.org", asks="Standing all day.", since_weeks=15, pain=5, goals=("Work a Saturday",),
)  # fmt: skip

OTTOS = (
    Somebody(
        name="Anna Bergström", known_as="Anna", age=37, occupation="baker", phone="+1 416 555 0171",
        email="anna.bergstrom@example.org", asks="Early mornings, sore back.",
    ),
    Somebody(
        name="Pavel Dvořák", known_as="Pavel", age=66, occupation="retired teacher", phone="+1 416 555 0172",
        asks="A stiff back in winter.",
    ),
)  # fmt: skip
"""Who is treated at the other clinic."""
