"""Films for tests of viewers: the map and the chest, and films of random valid events."""

from __future__ import annotations

import random

from moviellm.film import (
    Camera,
    Chapter,
    Cue,
    Depiction,
    Event,
    Figure,
    KeyFrame,
    Ledger,
    Person,
    Problem,
    Prop,
    Scene,
    Screenplay,
    Shot,
    State,
    Step,
    Storyboard,
    VisibleProp,
    check,
)
from moviellm.film.verbs import SPEECH, VERBS
from moviellm.testing.films.tiny import tiny_screenplay

NORA = Person(id="nora", name="Nora", pronoun="she", occupation="sailor")
LAMP = Prop(id="lamp", name="brass lamp", kind="lamp", lights=True)
BAG = Prop(id="bag", name="canvas bag", kind="bag", container=True)
FACTS = ["location(map)=in:chest", "location(lamp)=held:ivo", "place(mara)=harbour"]


def _event(id: str, verb: str, **roles: object) -> Event:
    return Event.model_validate({"id": id, "verb": verb, **roles})


def map_film(**instead: tuple[Event, ...]) -> Screenplay:
    """The seven events of the ledger's explanation; x1 to x3 shut and open the chest between.

    Args:
        instead: Events to put in the place of others, by id: a twin.
    """
    story = (
        _event("e1", "put", agent="mara", prop="map", spot="chest"),
        _event("x1", "close", agent="mara", prop="chest"),
        _event("e2", "leave", agent="mara", place="harbour"),
        _event("x2", "open", agent="ivo", prop="chest"),
        _event("e3", "take", agent="ivo", prop="map"),
        _event("e4", "hide", agent="ivo", prop="map", spot="room.stove", because=("e3",)),
        _event("x3", "close", agent="ivo", prop="chest"),
        _event("e5", "enter", agent="mara", place="room"),
        _event("e6", "open", agent="mara", prop="chest", because=("e1",)),
        _event("e7", "say", agent="mara", person="ivo", line="You moved it.", because=("e6", "e1")),
    )
    events = [new for event in story for new in instead.get(event.id, (event,))]
    return told(tiny_screenplay(), [("room", events)])


def told(play: Screenplay, stretches: list[tuple[str, list[Event]]]) -> Screenplay:
    """The screenplay with other scenes: (place, events) each, three scenes a chapter."""
    scenes = [
        Scene(id=f"s{n}", title=f"Scene {n}", place=place, frames=1, events=tuple(events))
        for n, (place, events) in enumerate(stretches, start=1)
    ]
    chapters = tuple(
        Chapter(id=f"c{n}", title=f"Chapter {n}", scenes=tuple(scenes[n - 1 : n + 2]))
        for n in range(1, len(scenes) + 1, 3)
    )
    frames = [max(1, len(scene.events) + 1) for scene in scenes]
    counts = {scene.id: min(100, count) for scene, count in zip(scenes, frames, strict=True)}
    chapters = tuple(
        chapter.model_copy(
            update={
                "scenes": tuple(
                    s.model_copy(update={"frames": counts[s.id]}) for s in chapter.scenes
                )
            }
        )
        for chapter in chapters
    )
    return play.model_copy(update={"chapters": chapters})


def random_film(seed: int, events: int = 40) -> Screenplay:
    """A film of random events that can happen, and that can all be seen or heard."""
    rng = random.Random(seed)
    tiny = tiny_screenplay()
    base = tiny.model_copy(
        update={
            "cast": (*tiny.cast, NORA),
            "props": (*tiny.props, LAMP, BAG),
            "opening": (*tiny.opening, "place(nora)=harbour", "location(lamp)=held:nora",
                        "location(bag)=on:room.table"),
        }
    )  # fmt: skip
    ledger = Ledger(base)
    state, stretches, number = ledger.opening, [], 0
    while number < events:
        place = rng.choice(["room", "room", "harbour"])
        happened: list[Event] = []
        for _ in range(rng.randint(20, 120)):
            event = _random_event(rng, f"e{number + 1}", place, number)
            after = Ledger.step(state, event, place)
            if not isinstance(after, Problem):
                state, number = after, number + 1
                happened.append(event)
        stretches.append((place, happened))
    play = told(base, stretches)
    assert not check(play)
    return play


def _random_event(rng: random.Random, id: str, place: str, number: int) -> Event:
    verb = rng.choice([name for name in VERBS if name not in ("die", "learn", "narrate")])
    pools = {
        "agent": ["mara", "ivo", "nora"],
        "person": ["mara", "ivo", "nora"],
        "prop": ["map", "chest", "lamp", "bag"],
        "place": [place, place, "harbour"],
        "spot": ["room.table", "room.floor", "room.stove", "harbour.quay", "chest", "bag"],
        "value": ["happy", "angry", "night", "dusk", "rain", "clear"],
        "fact": FACTS,
        "line": ["You moved it.", "Where is it?", "I know nothing!", "Come back soon."],
        "prose": ["Somebody sighs."],
    }
    given = [*VERBS[verb].needs, *([rng.choice(VERBS[verb].may)] if verb == "carry" else [])]
    roles = {name: rng.choice(pools[name]) for name in given}
    because = tuple({f"e{rng.randint(1, number)}"}) if number and rng.random() < 0.4 else ()
    return _event(id, verb, because=because, **roles)


def full_board(play: Screenplay, *, leave_out: tuple[str, ...] = ()) -> Storyboard:
    """A storyboard of one wide key frame an event that shows all that is in sight.

    Args:
        play: A screenplay without problems.
        leave_out: Events that are not shown happening.
    """
    ledger = Ledger(play)
    frames: list[KeyFrame] = []
    shots, cues = [], []
    for scene in play.scenes():
        begin = len(frames)
        previous = frames[-1].after if frames else None
        _frame(ledger, frames, scene.place, previous, ())
        for step in ledger.steps:
            if step.scene != scene.id or step.event.id in leave_out:
                continue
            event = step.event
            if event.line is not None:
                at = frames[-1].start_ms
                cues.append(
                    Cue(id=f"k{len(cues) + 1}", event=event.id, speaker=event.agent,
                        text=event.line, start_ms=at + 100, end_ms=at + 900)
                )  # fmt: skip
            elif VERBS[event.verb].visible:
                after = previous if VERBS[event.verb].moves == "out" else event.id
                _frame(ledger, frames, scene.place, after, (event.id,))
            previous = event.id
        shots.append(
            Shot(id=f"t{len(shots) + 1}", scene=scene.id, camera=Camera(),
                 frames=tuple(frames[begin:]))
        )  # fmt: skip
    return Storyboard(film=play.film, shots=tuple(shots), cues=tuple(cues))


def _frame(
    ledger: Ledger, frames: list[KeyFrame], place: str, after: str | None, events: tuple[str, ...]
) -> None:
    index = len(frames) + 1
    state = ledger.after(after)
    frames.append(
        KeyFrame(id=f"f{index:04d}", index=index, start_ms=(index - 1) * 2_000, duration_ms=2_000,
                 after=after, events=events, depiction=depiction(state, place), prompt="",
                 seed=index)
    )  # fmt: skip


def depiction(state: State, place: str) -> Depiction:
    """All that is in sight in a place."""
    figures = tuple(
        Figure.model_validate(
            {
                "person": person,
                "pose": state.value(f"posture({person})"),
                "expression": state.value(f"mood({person})"),
                "holding": state.held(person),
                "wearing": state.worn(person),
            }
        )
        for person in state.present(place)
    )
    carried = {prop for figure in figures for prop in (*figure.holding, *figure.wearing)}
    facts = {
        prop: tuple(
            f"{name}({prop})={value}"
            for name in ("open", "lit", "whole")
            if (value := state.value(f"{name}({prop})")) is not None
        )
        for prop in state.entities.props
    }
    lying = tuple(
        VisibleProp(prop=prop, location=state.location_of(prop), facts=facts[prop])
        for prop in state.entities.props
        if prop not in carried and state.place_of_prop(prop) == place and state.in_sight(prop)
    )
    held = tuple(fact for prop in sorted(carried) for fact in facts[prop])
    return Depiction.model_validate(
        {
            "place": place,
            "light": state.value(f"light({place})"),
            "weather": state.value(f"weather({place})"),
            "figures": figures,
            "props": lying,
            "facts": held,
        }
    )


def spoken(step: Step) -> bool:
    """Whether an event is a line of dialogue."""
    return step.event.verb in SPEECH
