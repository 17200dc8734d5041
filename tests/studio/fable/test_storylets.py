"""Plots in storylets: their files are sound, their turns are taken, their tellings differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from moviellm import FilmError
from moviellm.film import Screenplay
from moviellm.studio.fable.plots.form import Form, read_form, steps_of
from moviellm.studio.fable.plots.storylets import StorylettedPlot
from moviellm.studio.fable.plots.table import PLOTS
from moviellm.testing import story_skeleton

FORMS = {kind: plot.form for kind, plot in PLOTS.items() if isinstance(plot, StorylettedPlot)}
ENDINGS = ("won", "lost", "changed")
PLACES = ("home", "away", "far")

LENDING = """\
kind debt
summary A thing is lent.
parts debtor lender
thing coin = coin @ with lender
title A coin

== lend; turn lend; at home; debtor lender; tension 2
? debtor looks at coin
!!! ~ @lent lender gives coin debtor < asked because {debtor} needs it | nobody else does
@said lender to debtor < lent: Take {coin}. | It is yours. => gives in / gave in
debtor tells lender coin=debtor: I have {coin}.
"""


def names(form: Form) -> set[str]:
    return {*form.parts, *form.things, *form.spots, *PLACES}


def named_in(form: Form) -> Iterator[str]:
    """Every slot of every text of a plot."""
    for _, step in steps_of(form):
        for text in (*step.lines, *step.why, *(step.phrase or ())):
            yield from re.findall(r"{([^}]*)}", text)
    for let in form.storylets:
        yield from re.findall(r"{([^}]*)}", let.why)


def test_there_are_at_least_two_dozen_plots():
    assert len(PLOTS) >= 24


@pytest.mark.parametrize("kind", FORMS)
def test_a_plot_has_room_in_the_shortest_film(kind):
    assert 3 <= len(FORMS[kind].turns) <= 4


@pytest.mark.parametrize("kind", FORMS)
def test_every_name_in_a_plot_stands_for_something(kind):
    form = FORMS[kind]
    known = names(form)
    labels = {step.label for _, step in steps_of(form)} | {f"~{thing}" for thing in form.things}
    told = {let.name for let in form.storylets} | set(form.turns)
    open_slots = {"they", "them", "their", "s", "es", "is", "was", "has", "does", "person"}
    open_slots |= {"secret", "motive", "confess", "answer"}
    for slot in named_in(form):
        name = slot[:1].lower() + slot[1:]
        assert name in open_slots or re.sub(r"^(at|a)_", "", name) in known, slot
    for let, step in steps_of(form):
        assert {*step.because} <= labels, (let.name, step)
        assert step.agent in {*form.parts, "sky"}, (let.name, step)
    for let in form.storylets:
        assert {*let.cast, *let.out} <= {*form.parts}, let.name
        assert {*let.because} <= labels, let.name
        for need in let.needs:
            plain = need[1:] if need[0] == "not" else need
            if len(plain) == 1:
                assert plain[0] in ENDINGS
            else:
                assert plain[0] in {"told", *known}
                assert {*plain[2:]} <= {*known, *labels}
                assert plain[0] != "told" or plain[1] in told, (let.name, need)


@pytest.mark.parametrize("kind", FORMS)
def test_a_turn_can_be_told_without_what_may_be_left_out(kind):
    form = FORMS[kind]
    first = [let for let in form.storylets if let.turn == form.turns[0]]
    assert any(not let.needs for let in first)


def test_a_file_is_read_as_it_is_written():
    form = read_form(LENDING)
    (let,) = form.storylets
    look, give, say, tell = let.steps
    assert (let.turn, let.cast, let.tension) == ("lend", ("debtor", "lender"), 2)
    assert (look.spare, look.verb, look.words) == (True, "looks", ("at", "coin"))
    assert (give.weight, give.unspoken, give.label, give.because) == (3, True, "lent", ("asked",))
    assert give.why == ("{debtor} needs it", "nobody else does")
    assert (say.verb, say.words, say.lines) == (
        "says", ("debtor",), ("Take {coin}.", "It is yours.")
    )  # fmt: skip
    assert say.phrase == ("gives in", "gave in")
    assert (tell.verb, tell.fact) == ("tells", "coin=debtor")


def test_a_verb_that_no_step_has_is_refused_by_name(film, monkeypatch):
    form = read_form(LENDING.replace("gives coin debtor", "throws coin debtor"))
    monkeypatch.setattr(PLOTS["debt"], "form", form)
    with pytest.raises(ValueError, match="no step `throws`"):
        film("x", 1, (1, 4, 6), plot="debt")


def test_a_plot_that_cannot_take_a_turn_says_which(film, monkeypatch):
    form = read_form(LENDING.replace("tension 2", "tension 2; needs told nothing"))
    monkeypatch.setattr(PLOTS["debt"], "form", form)
    with pytest.raises(FilmError, match="`debt` came to no `lend`"):
        film("x", 1, (1, 4, 6), plot="debt")


def skeletons(film, plot: str) -> set[object]:
    return {story_skeleton(film("x", seed, plot=plot)) for seed in range(8)}


@pytest.mark.parametrize("plot", ["debt", "heirs", "wager"])
def test_tellings_of_one_plot_differ(film, plot):
    assert len(skeletons(film, plot)) >= 7


def held(play: Screenplay) -> list[int]:
    at = [fact.partition("=held:")[2] for fact in play.opening if "=held:" in fact]
    return [at.count(person) for person in set(at)]


def test_nobody_holds_more_than_two_hands_can_when_a_film_opens(shorts, paper):
    assert max(count for play in [*shorts, paper] for count in held(play)) <= 2
