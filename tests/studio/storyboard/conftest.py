from __future__ import annotations

import logging
import random
from collections.abc import Callable

import pytest
from moviellm import Context
from moviellm.film import (
    AWAY,
    MOODS,
    WEATHERS,
    Brief,
    Chapter,
    Event,
    Ledger,
    Person,
    Place,
    Problem,
    Prop,
    Scene,
    Screenplay,
    Shape,
    Spot,
    State,
    Storyboard,
)
from moviellm.film.models.events import VERB_NAMES
from moviellm.film.verbs import VERBS
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder

SPOTS = (("table", 0.3), ("shelf", 0.7), ("floor", 0.5))
CAST = tuple(Person(id=name, name=name.title()) for name in ("mara", "ivo", "juno", "bel", "odo"))
PLACES = tuple(
    Place(
        id=name,
        name=f"the {name}",
        kind=name,
        indoors=indoors,
        spots=(
            *(Spot(id=f"{name}.{spot}", name=spot, kind=spot, x=x) for spot, x in SPOTS),
            Spot(id=f"{name}.gap", name="gap", preposition="behind", x=0.9, hidden=True),
        ),
    )
    for name, indoors in (("cabin", True), ("harbour", False), ("mill", True))
)
PROPS = (
    Prop(id="map", name="map", kind="map"),
    Prop(id="key", name="brass key", kind="key"),
    Prop(id="hat", name="hat", kind="hat", wearable=True),
    Prop(id="lamp", name="lamp", kind="lamp", lights=True),
    Prop(id="box", name="box", kind="box", container=True, opens=True, locks=True),
    Prop(id="chest", name="chest", kind="chest", container=True, opens=True, fixed=True),
    Prop(id="bag", name="bag", kind="bag", container=True),
)


def _opening(rng: random.Random) -> tuple[str, ...]:
    spots = [spot.id for place in PLACES for spot in place.spots]
    homes = [place.id for place in PLACES] + [AWAY]
    people = [f"place({person.id})={rng.choice(homes)}" for person in CAST]
    props = [f"location({prop.id})=on:{rng.choice(spots)}" for prop in PROPS if prop.id != "map"]
    return (*people, *props, "location(map)=in:chest")


def _attempt(rng: random.Random, event_id: str, place: str, earlier: list[str]) -> Event:
    """Any event of any verb; whether it can happen is for the ledger to say."""
    verb = rng.choice(VERB_NAMES)
    spots = [spot.id for home in PLACES for spot in home.spots] + ["box", "chest", "bag"]
    pools = {
        "agent": [person.id for person in CAST],
        "person": [person.id for person in CAST],
        "prop": [prop.id for prop in PROPS],
        "place": [place] if verb != "leave" else [home.id for home in PLACES],
        "spot": spots,
        "value": WEATHERS if verb == "weather" else (*MOODS, "night"),
        "fact": ["location(map)=in:chest"],
        "line": ["Where is it?", "I have looked everywhere, and it is not there. " * 3, "No."],
        "prose": ["Somebody looks out of the window."],
    }
    fields = [name for name in VERBS[verb].needs if name != "prose"]
    fields += [name for name in VERBS[verb].may if rng.random() < 0.4]
    drawn = {name: rng.choice(pools[name]) for name in fields}
    because = (rng.choice(earlier),) if earlier and rng.random() < 0.3 else ()
    return Event(id=event_id, verb=verb, because=because, prose="Somebody acts.", **drawn)


def _scene(
    rng: random.Random, scene_id: str, frames: int, wanted: int, state: State, earlier: list[str]
) -> tuple[Scene, State]:
    place = rng.choice(PLACES).id
    events: list[Event] = []
    for _ in range(60 * wanted):
        if len(events) == wanted:
            break
        event = _attempt(rng, f"e{len(earlier) + 1:04d}", place, earlier)
        after = Ledger.step(state, event, place)
        if not isinstance(after, Problem):
            state = after
            events.append(event)
            earlier.append(event.id)
    scene = Scene(id=scene_id, title="Scene", place=place, frames=frames, events=tuple(events))
    return scene, state


def _random_play(seed: int, shape: Shape, events: int) -> Screenplay:
    rng = random.Random(seed)
    bare = Screenplay(
        film="film-random", title="Random", overview="Things happen.", genre="Drama",
        cast=CAST, places=PLACES, props=PROPS, opening=_opening(rng),
        chapters=(
            Chapter(id="c0", title="None", scenes=(_scene_without(PLACES[0].id),)),
        ),
    )  # fmt: skip
    state, earlier = Ledger(bare).opening, []
    chapters = []
    for c in range(1, shape.chapters + 1):
        scenes = []
        for s in range(1, shape.scenes + 1):
            scene, state = _scene(rng, f"c{c}s{s}", shape.frames, events, state, earlier)
            scenes.append(scene)
        chapters.append(Chapter(id=f"c{c}", title="Chapter", scenes=tuple(scenes)))
    return bare.model_copy(update={"chapters": tuple(chapters)})


def _scene_without(place: str) -> Scene:
    return Scene(id="c0s0", title="None", place=place, frames=1, events=())


@pytest.fixture(scope="session")
def random_play() -> Callable[[int, Shape, int], Screenplay]:
    """Makes a screenplay of random events, all of which the ledger allows."""
    return _random_play


@pytest.fixture(scope="session")
def context() -> Callable[[int], Context]:
    """Makes a context with a seed; the director buys nothing and reads no blob."""
    log = logging.getLogger("storyboard-test")
    return lambda seed: Context(seed=seed, film="film", log=log, calls=None, blobs=None)


@pytest.fixture(scope="session")
def direct(context: Callable[[int], Context]) -> Callable[..., Storyboard]:
    """Directs a screenplay."""

    def make(screenplay: Screenplay, seed: int = 1, **options: float) -> Storyboard:
        first = next(screenplay.scenes())
        shape = Shape(chapters=len(screenplay.chapters), scenes=1, frames=first.frames)
        brief = Brief(id=screenplay.film, theme="a test", seed=seed, shape=shape)
        director = Storyboarder(StoryboardConfig(**options))
        return director.moviellm_direct(brief, screenplay, context(seed))

    return make
