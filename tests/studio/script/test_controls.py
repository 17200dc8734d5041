"""Controls and new kinds: as often right as others, proved, and said to be what they are."""

from __future__ import annotations

import pytest
from moviellm.film.ledger.ledger import Ledger
from moviellm.film.models.screenplay import Event
from moviellm.film.question_facts import question_facts
from moviellm.film.questions import parse_program, prove
from moviellm.film.questions.controls import NONE_OF_THESE, NOT_MOVED, NOT_ONCE, NOT_SHOWN
from moviellm.film.twins.retelling import Retelling, retold
from moviellm.film.viewers import NOT, Screening

THEMES = ("A lighthouse keeper finds a map", "Two rivals share one kitchen", "A stolen crown")
SAID = {
    NONE_OF_THESE: "none of these",
    NOT_MOVED: "nothing changed",
    NOT_ONCE: "never happened",
    NOT_SHOWN: "cannot be known",
}


@pytest.fixture(scope="module")
def films(making):
    """Some films as they are seen, and what is asked of them."""
    made = [making.studio_film(theme, seed) for theme in THEMES for seed in range(5)]
    return [
        (
            Screening(one.screenplay, one.storyboard, one.footage),
            making.annotate(one, per_scene=10, none_of_these=0.25),
        )
        for one in made
    ]


@pytest.fixture(scope="module")
def asked(films):
    return [(screening, q) for screening, notes in films for q in notes.questions]


def programs(asked, name):
    found = [(screening, q) for screening, q in asked if q.program.startswith(f"{name}(")]
    assert found
    return [(screening, q, parse_program(q.program)) for screening, q in found]


def near(right, share):
    """Whether so many hits are such a share, within four standard errors."""
    spread = (len(right) * share * (1 - share)) ** 0.5
    return abs(sum(right) - share * len(right)) <= 4 * spread


@pytest.mark.parametrize("said", [NONE_OF_THESE, NOT_ONCE])
def test_a_control_is_right_as_often_as_each_other_option(asked, said):
    shown = [q for _, q in asked if said in (q.options or ())]
    assert len(shown) > 5
    assert {q.answer == said for q in shown} == {True, False}
    assert near([q.answer == said for q in shown], 1 / 4)


def test_a_question_says_what_of_its_premise_does_not_hold(asked):
    for _, q in asked:
        knows = "true belief" if q.program.startswith("knows(") else ""
        assert q.control == SAID.get(q.answer, knows)
    assert {q.control for _, q in asked} == {*SAID.values(), "true belief", ""}


def test_none_of_these_is_right_where_the_proved_answer_is_missing(asked, films):
    shown = [(s, q) for s, q in asked if NONE_OF_THESE in (q.options or ())]
    for screening, q in shown:
        proof = prove(parse_program(q.program), screening)
        assert proof.failed is None
        here = q.distractors[q.options.index(NONE_OF_THESE)]
        assert here == ("" if q.answer == NONE_OF_THESE else "none of these")
    assert not any(q.kind == "order" for _, q in shown)


@pytest.mark.parametrize(("share", "some"), [(0, False), (1, True)])
def test_the_share_with_none_of_these_is_asked_for(making, lighthouse, share, some):
    notes = making.annotate(lighthouse, none_of_these=share, kinds=["temporal", "what"])
    chosen = [q for q in notes.questions if q.options]
    assert chosen
    assert {NONE_OF_THESE in q.options for q in chosen} == {some}


def test_what_cannot_be_known_is_asked_about_as_often_as_what_can(asked):
    places = programs(asked, "whereabouts")
    assert near([q.control == "cannot be known" for _, q, _ in places], 1 / 2)
    for screening, q, program in places:
        moment = screening.moments[program.at]
        seen = screening.camera.value(f"place({program.person})", moment)
        assert seen.startswith(NOT) == (q.answer == NOT_SHOWN)


def test_what_has_not_changed_is_the_same_all_the_while(asked):
    unlike = [(s, q, p) for s, q, p in programs(asked, "difference") if q.answer == NOT_MOVED]
    assert unlike
    for screening, _, program in unlike:
        first, last = screening.moments[program.start], screening.moments[program.end]
        steps = screening.steps[first : last + 1]
        assert len({step.after.value(program.fluent) for step in steps}) == 1


def test_who_never_does_a_thing_does_not(asked):
    never = [(s, q, p) for s, q, p in programs(asked, "count") if q.answer == NOT_ONCE]
    assert never
    for screening, _, program in never:
        pattern = program.pattern
        assert not any(pattern.matches(screening, step) for step in screening.steps)
        assert any(pattern.by_anybody.matches(screening, step) for step in screening.steps)


def test_what_would_be_is_so_in_the_film_told_without_the_event(asked):
    for screening, q, program in programs(asked, "would"):
        was = screening.ledger.by_event[program.without].event
        waits = Event(id=was.id, verb="wait", agent=was.agent)
        scenes = Retelling(screening.ledger, waits).scenes
        there = Ledger(retold(screening.screenplay, scenes)).by_event[program.at].after
        here = screening.ledger.after(program.at)
        truth = program.answer(screening.camera)
        assert truth == there.value(program.fluent) != here.value(program.fluent)
        assert q.kind == "counterfactual"
        assert q.hops > 1


def test_a_thing_is_followed_through_every_change(asked):
    for screening, q, program in programs(asked, "nth"):
        values = [screening.ledger.opening.value(program.fluent)]
        for step in screening.steps:
            if (value := step.after.value(program.fluent)) != values[-1]:
                values.append(value)
        assert program.answer(screening.camera) == values[program.number]
        assert q.hops == program.number


def test_a_curator_is_told_of_controls_and_false_beliefs(films):
    for _, notes in films:
        for q, facts in zip(notes.questions, question_facts(notes, "f"), strict=True):
            assert facts.control == q.control
            wrong = q.program.startswith(("believes(", "mistaken(")) or "unaware=" in q.program
            assert facts.false_belief == wrong
