"""Laws of the review: what must hold for any episode."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from tests.core.shelf import SHELF

from weft.core.adjust.facts import AdjustFacts, Strength
from weft.core.adjust.proposal import ProposalKind, Proposed
from weft.core.adjust.review import look, touched_by, yields_to
from weft.core.adjust.seen import Criteria, Danger, EpisodeSeen, Moved, PairFelt, PairOn, Scored
from weft.core.measure.change import Direction, change
from weft.core.shared.care import Action
from weft.library.knowledge import knowledge
from weft.library.steps import adjust_facts, measure_facts

RULES = adjust_facts(SHELF)
INSTRUMENTS = measure_facts(SHELF).instruments
START = date(2026, 9, 7)
FORWARD = {ProposalKind.TAPER, ProposalKind.PROGRESS, ProposalKind.FINISH, ProposalKind.EXTEND}
pain = st.integers(0, 10).map(Decimal)


def weekly(values: Sequence[Decimal]) -> tuple[Scored, ...]:
    return tuple(Scored(START + timedelta(weeks=week), value) for week, value in enumerate(values))


@st.composite
def episodes(draw: st.DrawFn, scores: st.SearchStrategy[list[Decimal]] | None = None) -> EpisodeSeen:
    days = st.lists(st.integers(0, 120), max_size=16, unique=True).map(sorted)
    maybe = draw(st.none() | days)
    needled = None if maybe is None else tuple(START + timedelta(days=day) for day in maybe)
    felt = draw(st.lists(st.tuples(pain, pain), max_size=5))
    nprs = st.lists(pain, max_size=7) if scores is None else scores
    rmdq = draw(st.lists(st.integers(0, 24).map(Decimal), max_size=3))
    return EpisodeSeen(
        today=START + timedelta(days=draw(st.integers(0, 120))),
        week=draw(st.none() | st.integers(1, 15)),
        scores={"nprs": weekly(draw(nprs)), "rmdq": weekly(rmdq)},
        pairs=tuple(PairOn(START, PairFelt(*both)) for both in felt),
        needled=needled,
        needles_planned=draw(st.none() | st.integers(0, 12)),
        needles_booked=needled,
        extensions=draw(st.none() | st.integers(0, 2)),
        criteria=draw(st.none() | st.sampled_from(Criteria)),
        goals=tuple(draw(st.lists(st.sampled_from([True, False, None]), max_size=3))),
        sessions=tuple(Moved(START, pain_after=value) for value in draw(st.lists(pain, max_size=2))),
        danger=draw(st.none() | st.sampled_from(Action).map(lambda action: Danger(START, action))),
        reviews=tuple(START + timedelta(weeks=week) for week in draw(st.sampled_from([(), (2,), (2, 4), (2, 4, 6)]))),
        review_due=draw(st.booleans()),
        decided=draw(st.dictionaries(st.sampled_from(sorted(RULES.rules)), st.just(START + timedelta(days=9)))),
    )


def looked(seen: EpisodeSeen, rules: AdjustFacts = RULES) -> tuple[Proposed, ...]:
    return look(seen, rules, INSTRUMENTS)


@given(episodes())
def test_the_same_episode_gives_the_same(seen: EpisodeSeen) -> None:
    assert looked(seen) == looked(seen)


@given(episodes(), st.permutations(sorted(RULES.rules)))
def test_the_order_of_the_rules_changes_nothing(seen: EpisodeSeen, order: list[str]) -> None:
    shuffled = AdjustFacts(rules={name: RULES.rules[name] for name in order})

    assert looked(seen, shuffled) == looked(seen)


@given(episodes())
def test_no_two_that_are_proposed_contradict_each_other(seen: EpisodeSeen) -> None:
    for one, other in combinations(looked(seen), 2):
        if Strength.PROPOSAL in {one.strength, other.strength}:
            assert not touched_by(one) & touched_by(other)


@given(episodes())
def test_gates_and_tasks_come_first(seen: EpisodeSeen) -> None:
    strengths = [tuple(Strength).index(one.strength) for one in looked(seen)]

    assert strengths == sorted(strengths)


@given(episodes(), st.data())
def test_a_really_worse_score_never_yields_a_step_forward(seen: EpisodeSeen, data: st.DataObject) -> None:
    scores = seen.scores["nprs"]
    worse = weekly([*(one.value for one in scores), data.draw(pain)])
    after = replace(seen, scores={**seen.scores, "nprs": worse})
    is_worse = any(
        change(INSTRUMENTS["nprs"], one.value, worse[-1].value, on=worse[-1].on).direction is Direction.WORSE
        for one in (worse[0], worse[max(len(worse) - 2, 0)])
    )

    assert not is_worse or not {one.kind for one in looked(after)} & FORWARD


@given(episodes(), pain)
def test_a_score_worse_than_the_start_never_yields_taper_or_progress(seen: EpisodeSeen, latest: Decimal) -> None:
    scores = weekly([*(one.value for one in seen.scores["nprs"]), latest])
    after = replace(seen, scores={**seen.scores, "nprs": scores})

    kinds = {one.kind for one in looked(after)}

    assert latest <= scores[0].value or not kinds & {ProposalKind.TAPER, ProposalKind.PROGRESS}


@given(episodes(scores=st.lists(pain, max_size=1)))
def test_missing_scores_are_never_no_change_and_never_improvement(seen: EpisodeSeen) -> None:
    said = {one.kind for one in looked(replace(seen, scores={"nprs": seen.scores["nprs"]}))}

    numbers = {ProposalKind.RE_EXAMINE, ProposalKind.STOP_NEEDLES, ProposalKind.REFER, ProposalKind.TAPER}
    assert not said & (numbers | {ProposalKind.EXTEND, ProposalKind.HOLD, ProposalKind.FLARE_REVIEW})


@given(episodes())
def test_every_explanation_names_a_rule_and_sources_that_exist(seen: EpisodeSeen) -> None:
    for one in looked(seen):
        assert one.rule in RULES.rules
        assert set(one.sources) <= set(knowledge().sources)
        assert str(one.because)


def test_an_episode_of_which_nothing_is_known_says_nothing() -> None:
    assert looked(EpisodeSeen()) == ()


@given(episodes())
def test_without_measures_only_what_happened_is_heard(seen: EpisodeSeen) -> None:
    found = look(seen, RULES, {})

    assert not {one.rule for one in found} & {"taper", "no_response", "block_end", "refer", "worse", "flare_up"}


@given(episodes())
def test_one_rule_speaks_at_most_once(seen: EpisodeSeen) -> None:
    rules = [one.rule for one in looked(seen)]

    assert len(rules) == len(set(rules))


def test_a_proposal_yields_to_a_stronger_one_that_waits_and_not_the_other_way() -> None:
    assert yields_to(ProposalKind.TAPER, ProposalKind.EASE)
    assert yields_to(ProposalKind.TAPER, ProposalKind.TAPER)
    assert not yields_to(ProposalKind.EASE, ProposalKind.TAPER)
    assert not yields_to(ProposalKind.REFER, ProposalKind.STOP_NEEDLES)
