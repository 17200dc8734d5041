"""Assembling the screenplay: an empty one that the ledger starts from, and the whole at the end."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

from moviellm.film import (
    AWAY,
    Brief,
    Chapter,
    Fact,
    Ledger,
    Phrase,
    Scene,
    Screenplay,
    Style,
)
from moviellm.studio.fable.lexicon.styles import GENRES, STYLES
from moviellm.studio.fable.plan import FilmPlan
from moviellm.studio.fable.plots.beat import Beat
from moviellm.studio.fable.prose import NarratedEvent, StoryWording, article
from moviellm.studio.fable.simulation import Simulation
from moviellm.studio.fable.titles import chapter_title, scene_title, summary, weightiest


def new_simulation(brief: Brief, plan: FilmPlan, rng: random.Random) -> Simulation:
    """Return a simulation at its start: the world is set, nothing has happened."""
    setting = plan.setting
    first = next(iter(setting.places))
    nothing = Scene(id="s", title="-", place=first, frames=1, events=())
    empty = Screenplay(
        film=brief.id,
        title="-",
        overview="",
        genre=plan.genre,
        chapters=(Chapter(id="c", title="-", scenes=(nothing,)),),
        cast=tuple(setting.persons.values()),
        places=tuple(setting.places.values()),
        props=tuple(setting.props.values()),
        opening=_opening(plan),
    )
    words = StoryWording(setting.persons, setting.places, setting.props)
    simulation = Simulation(words, rng, Ledger(empty).opening, setting.owned)
    simulation.shy = setting.shy
    return simulation


def place_cast(plan: FilmPlan, simulation: Simulation, first: Beat) -> None:
    """Have everybody where the first beat wants them before the film opens."""
    elsewhere = next((place for place in plan.setting.places if place != first.place), AWAY)
    moved = {f"place({person})": first.place for person in first.cast}
    for person in plan.setting.cast:
        here = plan.setting.opening[f"place({person})"] == first.place
        if here and person not in first.cast:
            moved[f"place({person})"] = elsewhere
    plan.setting.opening.update(moved)
    simulation.state = simulation.state.after([Fact(name, place) for name, place in moved.items()])


def _opening(plan: FilmPlan) -> tuple[str, ...]:
    return tuple(f"{name}={value}" for name, value in plan.setting.opening.items())


def assemble(
    brief: Brief, plan: FilmPlan, simulation: Simulation, scenes: Sequence[Sequence[NarratedEvent]]
) -> Screenplay:
    """Gather the events of every scene into chapters, with titles and summaries."""
    words, setting, shape = simulation.words, plan.setting, brief.shape
    used: set[str] = set()
    chapters = []
    for index in range(shape.chapters):
        part = scenes[index * shape.scenes : (index + 1) * shape.scenes]
        whole = [one for scene in part for one in scene]
        title = chapter_title(words, whole, used)
        bound = [
            Scene(
                id=f"c{index + 1}.s{number + 1}",
                title=scene_title(words, told, used),
                summary=summary(words, told, 3),
                place=told[0].place,
                frames=shape.frames,
                events=tuple(one.event for one in told),
            )
            for number, told in enumerate(part)
        ]
        chapters.append(
            Chapter(
                id=f"c{index + 1}",
                title=title,
                summary=summary(words, whole, 4),
                scenes=tuple(bound),
            )
        )
    return Screenplay(
        film=brief.id,
        title=plan.title[:120],
        overview=_overview(plan, simulation),
        genre=plan.genre,
        style=_style(plan),
        cast=tuple(setting.persons.values()),
        places=tuple(setting.places.values()),
        props=tuple(setting.props.values()),
        opening=_opening(plan),
        chapters=tuple(chapters),
        wrote="fable 1 (moviellm studio, no model)",
    )


def _overview(plan: FilmPlan, simulation: Simulation) -> str:
    words = simulation.words
    people = list(plan.setting.persons.values())
    first = people[0]
    who = article(first.occupation) if first.occupation else "somebody"
    home = words.at(next(iter(plan.setting.places)))
    start = f"{first.name}, {who} {home}, wants to {first.want or 'live in peace'}."
    rival = people[1]
    other = f"{rival.name}, {article(rival.occupation)}, wants to {rival.want or 'be left alone'}."
    return f"{start} {other} {summary(words, _arc(simulation.told), 6)}"


def _arc(told: Sequence[NarratedEvent]) -> list[NarratedEvent]:
    """The weightiest event of each sixth of the film."""
    parts = min(6, max(1, len(told) // 8))
    cuts = [len(told) * part // parts for part in range(parts + 1)]
    return [one for a, b in pairwise(cuts) for one in weightiest(told[a:b], 1)]


def _style(plan: FilmPlan) -> Style:
    phrases = [*STYLES[plan.style][:3], *GENRES[plan.genre].tones]
    return Style(
        keyword=plan.style,
        phrases=tuple(Phrase(text=text, emphasised=i < 2) for i, text in enumerate(phrases)),
    )
