"""Facts with words of their own: danger signs, questions before others, plan sets."""

from dataclasses import replace

from tests.library.handbook_text import texts

from weft.core.screen.facts import Lead, RedFlag, Trigger, TriggerKind
from weft.core.shared.care import Action, Outcome
from weft.draw.handbook_data import Table
from weft.library.handbook_names import Names
from weft.library.handbook_plan import dose_words, pathway
from weft.library.handbook_screen import lead, red_flag
from weft.library.knowledge import knowledge

NAMES = Names(knowledge())


def test_triggers_say_how_many_answers_they_need() -> None:
    flag = next(entry.fact for entry in knowledge().entries if isinstance(entry.fact, RedFlag))
    question = replace(flag.questions[0], id="one")
    named = tuple(replace(question, id=name) for name in ("one", "two", "three"))

    def one(kind: TriggerKind, *ids: str, outcome: Outcome = Outcome.STOP) -> Trigger:
        return Trigger(kind=kind, questions=ids, count=2, outcome=outcome, action=Action.SAME_DAY)

    triggers = (
        one(TriggerKind.ANY_OF, "one"), one(TriggerKind.ANY_OF, "one", "two"), one(TriggerKind.ALL_OF, "one", "two"),
        one(TriggerKind.AT_LEAST, "one", "two", "three"), one(TriggerKind.AT_LEAST, "one", "two", "elsewhere"),
        one(TriggerKind.ANY_OF, "elsewhere", outcome=Outcome.GO),
    )  # fmt: skip
    blocks = red_flag(replace(flag, questions=named, triggers=triggers, blocks=("*",)), NAMES)
    (table,) = [block for block in blocks if isinstance(block, Table) and block.label == "The sign is up"]

    told_of = [row[0] for row in table.rows]
    assert told_of[:4] == ["1", "1 or 2", "1 and 2", "at least 2 of 1 to 3"]
    assert told_of[4:] == ["at least 2 of 1, 2, “Elsewhere”", "“Elsewhere”"]
    assert [row[3] for row in table.rows][-2:] == ["everything", "nothing: a letter, and care goes on"]


def test_a_lead_without_signs_is_told_without_a_warning() -> None:
    one = next(entry.fact for entry in knowledge().entries if isinstance(entry.fact, Lead))

    with_signs = tuple(lead(replace(one, signs=True), NAMES))
    without = tuple(lead(replace(one, signs=False), NAMES))

    assert len(with_signs) == len(without) + 1


def test_a_pathway_says_for_whom_and_how_much() -> None:
    one = next(iter(knowledge().plan.pathways.values()))

    said_for = texts(tuple(pathway(replace(one, min_weeks=0, max_weeks=6), NAMES)))

    assert "from week 0 to 6 after it began" in said_for
    assert "on after it began" in texts(tuple(pathway(replace(one, max_weeks=0), NAMES)))


def test_a_phase_of_one_week_and_an_empty_dose_are_said() -> None:
    known = knowledge()
    one = next(iter(known.plan.pathways.values()))
    phase = known.plan.phases[one.id][0]
    line = replace(phase.lines[0], exercises=(), evidence=(), dose=replace(phase.lines[0].dose, per_week=0, total=0))
    short = replace(phase, weeks=(3, 3), lines=(replace(line, dose=type(line.dose)()),))
    plan = replace(known.plan, phases={one.id: (short,)})

    assert dose_words(type(line.dose)()) == ""
    assert dose_words(replace(line.dose, per_week=0.5, total=2)).startswith("2 visits in 4 weeks")
    told_of = texts(tuple(pathway(one, Names(replace(known, plan=plan)))))
    assert ", week 3" in told_of
    assert "no visits of its own" in told_of


def test_a_question_that_stands_under_another_is_told_under_it() -> None:
    flag = next(entry.fact for entry in knowledge().entries if isinstance(entry.fact, RedFlag))
    first = replace(flag.questions[0], id="first", under="")
    under = replace(first, id="under", under="first")

    blocks = red_flag(replace(flag, questions=(under, first), triggers=()), NAMES)
    table = next(block for block in blocks if isinstance(block, Table))

    assert [row[:2] for row in table.rows] == [("1", "First"), ("\u2013 2", "Under")]
    assert table.rows[1][-1].endswith("only after 1")


def test_a_set_whose_visits_need_no_reason_has_no_column_for_one() -> None:
    one = next(iter(knowledge().plan.pathways.values()))
    plain = replace(one, doses_needles=replace(one.doses_needles, with_reason=0))
    more = replace(one, doses_needles=replace(one.doses_needles, with_reason=10))

    heads = [next(b for b in pathway(each, NAMES) if isinstance(b, Table)).head for each in (plain, more)]
    assert [len(head) for head in heads] == [4, 5]
