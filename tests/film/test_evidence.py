"""Evidence is the smallest that gives the answer; the checks refuse what they must."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from moviellm.film.questions import (
    Asked,
    Believes,
    Cause,
    Count,
    Difference,
    Duration,
    First,
    Last,
    Mistaken,
    Order,
    Pattern,
    Story,
    Value,
    When,
    WhoSaid,
    as_evidence,
    blind_guesses,
    certificate_ms,
    find_evidence,
    is_minimal,
    parse_program,
    prove,
    seen_blind,
)
from moviellm.film.viewers import Screening, View


@pytest.fixture(scope="module")
def screening(films):
    play = films.map_film()
    return Screening(play, films.full_board(play))


def events_of(observations):
    return [event for observation in observations for event in observation.events]


@pytest.mark.parametrize(
    ("text", "events", "hops"),
    [
        ("value(location(map), at=e5)", ["e4"], 1),
        ("believes(mara, location(map), at=e5)", ["e1", "e2", "e3"], 3),
        ("order(e4, e5)", ["e4", "e5"], 2),
        ("cause(e4)", ["e3", "e4"], 2),
        ("cause(e6, unaware=e3)", ["e1", "e2", "e3", "e6"], 4),
        ("who_said(e7)", ["e7"], 1),
        ("count(open(prop=chest))", ["x2", "e6"], 2),
        ("difference(location(map), from=e3, to=e5)", ["e3", "e4"], 2),
    ],
)
def test_the_evidence_is_that_of_the_explanation(screening, text, events, hops):
    proof = prove(parse_program(text), screening)
    assert proof.failed is None
    assert events_of(proof.evidence) == events
    assert proof.hops == hops


def programs_of(screening, rng):
    """Programs of every kind about a film, whether or not they have an answer."""
    events = [step.event.id for step in screening.steps]
    one = lambda: rng.choice(events)  # noqa: E731
    prop = rng.choice(["map", "lamp", "bag"])
    where, who = f"location({prop})", rng.choice(["mara", "ivo", "nora"])
    value = screening.ledger.by_event[events[0]].after.value(where)
    deeds = Pattern.of(rng.choice(["deed", "take", "say|tell|ask", "handle"]), agent=who)
    some = tuple(rng.sample(events, min(3, len(events))))
    return [
        Value(where, one()), Value(f"place({who})", one()), Believes(who, where, one()),
        Mistaken(where, one()), Duration(f"{where}={value}", one()),
        Difference(where, one(), one()),
        When(one()), First(deeds, "event", after=one()), Last(deeds, "prop", before=one()),
        First(Pattern.of("handle", prop=prop), "agent"), Order(some), Story(some),
        Count(deeds, one(), one()), Cause(one()), Cause(one(), one()), WhoSaid(one()),
    ]  # fmt: skip


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_without_any_piece_of_its_evidence_the_answer_changes(films, seed, rng):
    play = films.random_film(seed, events=60)
    screening = Screening(play, films.full_board(play))
    for program in programs_of(screening, rng):
        assert parse_program(str(program)) == program
        answer = program.answer(screening.camera)
        observations = find_evidence(program, screening)
        if answer is None:
            assert observations == ()
            continue
        assert observations, program
        assert program.answer(View(screening, observations)) == answer, program
        for out in observations:
            rest = [observation for observation in observations if observation is not out]
            assert program.answer(View(screening, rest)) != answer, program
        assert is_minimal(program, screening, observations)
        for more in [one for one in screening.observations if one not in observations][:3]:
            assert not is_minimal(program, screening, [*observations, more])
        assert certificate_ms(observations) >= max(p.end_ms - p.start_ms for p in observations)


@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
@settings(max_examples=15)
def test_the_camera_that_sees_everything_answers_truly_or_not_at_all(films, seed, rng):
    play = films.random_film(seed)
    screening = Screening(play, films.full_board(play))
    for program in programs_of(screening, rng):
        truth, seen = program.answer(screening.omniscient), program.answer(screening.camera)
        open_end = isinstance(program, Value) and str(seen).startswith("not:")
        if isinstance(program, Mistaken):  # what people knew before the film began is not seen
            open_end = set(seen or ()) <= set(truth or ())
        assert seen in (None, truth) or open_end, (program, truth, seen)


def test_a_change_that_nobody_could_see_makes_a_question_unfair(films):
    play = films.map_film()
    screening = Screening(play, films.full_board(play, leave_out=("e4",)))
    proof = prove(parse_program("value(location(map), at=e5)"), screening)
    assert proof.answer == "on:room.stove"
    assert proof.failed == "fair"
    assert proof.evidence == ()


def test_a_question_of_one_frame_may_not_claim_two_hops(films):
    play = films.map_film()
    board = films.full_board(play)
    taking = next(f for f in board.frames() if f.events == ("e3",))
    both = taking.model_copy(update={"events": ("x2", "e3")})
    shot = board.shots[0].model_copy(
        update={"frames": tuple(both if f is taking else f for f in board.frames())}
    )
    screening = Screening(play, board.model_copy(update={"shots": (shot,)}))
    assert prove(parse_program("order(x2, e3)"), screening).failed == "not_one_frame"


def test_a_question_of_order_must_need_the_order(screening):
    assert prove(parse_program("first(take(prop=map), ask=event, after=e2)"), screening).failed == (
        "needs_order"
    )
    assert (
        prove(parse_program("last(deed(agent=ivo), ask=event, before=e5)"), screening).failed
        is None
    )


def test_an_option_that_is_right_too_is_refused(screening):
    program = parse_program("value(location(map), at=e5)")
    assert prove(program, screening, ["in:chest", "on:room.stove"]).failed == "one_right"
    assert prove(program, screening, ["in:chest", "in:chest"]).failed == "one_right"
    assert prove(program, screening, ["in:chest", "held:ivo"]).verdicts["one_right"]


def test_spans_of_evidence_that_touch_are_merged(screening):
    observations = prove(parse_program("story(e1, x1, e6)"), screening).evidence
    evidence = as_evidence(observations)
    assert len(evidence.frames) == 3
    assert [span.length_ms for span in evidence.spans_ms] == [4_000, 2_000]
    assert certificate_ms(observations) == observations[-1].end_ms - observations[0].start_ms


def options(*texts):
    return tuple(texts)


def test_the_blind_viewer_knows_which_answers_are_common():
    asked = [
        Asked("where", f"Where {n}?", "In the chest.", options("In the chest.", "a", "b", "c"))
        for n in range(4)
    ]
    assert [guess for guess, _ in blind_guesses(asked)] == ["In the chest."] * 4
    assert len(seen_blind(asked)) == 3


def test_the_blind_viewer_reads_the_question():
    choices = ("The lantern falls.", "A door opens.", "It rains.", "No one.")
    asked = [Asked("what", "Who drops the lantern?", "The lantern falls.", choices)]
    assert blind_guesses(asked)[0][0] == "The lantern falls."


def test_chance_is_left_to_the_blind_viewer():
    letters = ("a", "b", "c", "d")
    asked = [Asked("who", f"Who {n}?", letters[n % 4], letters) for n in range(8)]
    assert seen_blind(asked) == set()


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=30), st.booleans())
def test_what_is_left_cannot_be_guessed_better_than_by_chance(answers, with_options):
    choices = ("a", "b", "c", "d") if with_options else ()
    asked = [Asked("who", f"Q {n}", answer, choices) for n, answer in enumerate(answers)]
    left = asked
    while refused := seen_blind(left):
        left = [one for n, one in enumerate(left) if n not in refused]
    right = sum(
        guess == one.answer for one, (guess, _) in zip(left, blind_guesses(left), strict=True)
    )
    chance = 0.25 if with_options else 1 / max(1, len({one.answer for one in left}))
    assert right <= max(1, chance * len(left))
