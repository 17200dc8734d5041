"""What the model is told: the verb table, the bible, the story so far, the state of things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from moviellm.film import Chapter, Entities, Event, Place, Problem, State
from moviellm.film.staging import portrait
from moviellm.film.verbs import VERBS, Verb

from moviellm_plugins_gpt.writer.bible import Premise
from moviellm_plugins_gpt.writer.schemas import ChapterPlan, ScenePlan

_RECENT = 12
"""How many of the last events are told one by one."""
_MOST_PROBLEMS = 12
_HERE = "agent alive and in the scene's place"
_DEFAULTS = {"standing", "calm", "clear", "day"}


def verb_table() -> str:
    """The closed vocabulary, a line a verb: roles, what holds before it, what after."""
    return "\n".join(_verb_line(verb) for verb in VERBS.values())


def bible_text(premise: Premise, chapters: Sequence[ChapterPlan]) -> str:
    """The bible, the same for every question of a film."""
    return "\n".join(
        [
            f"The film: {premise.title} ({premise.genre})",
            premise.overview,
            "",
            "Persons (id: who)",
            *(
                f"- {person.id}: {person.name}, {person.pronoun}, {person.occupation}; "
                f"wants to {person.want}; {portrait(person)}"
                for person in premise.cast
            ),
            "Places (id: name; spots)",
            *(f"- {place.id}: {place.name}; {spots_text(place)}" for place in premise.places),
            "Things (id: name)",
            *(_prop_line(premise, index) for index in range(len(premise.props))),
            "Chapters",
            *(
                f"{number}. {chapter.title}: {chapter.summary}"
                for number, chapter in enumerate(chapters, start=1)
            ),
        ]
    )


def spots_text(place: Place) -> str:
    """The spots of a place: ``kitchen-3.1 on the table, kitchen-3.2 behind the stove (hidden)``."""
    return ", ".join(
        f"{spot.id} {spot.preposition} the {spot.name}{' (hidden)' if spot.hidden else ''}"
        for spot in place.spots
    )


def story_text(done: Sequence[Chapter], plans: Sequence[ScenePlan], at: int) -> str:
    """The running summary: chapters that are told, and this chapter scene by scene.

    Args:
        done: Chapters before this one.
        plans: The scenes of this chapter.
        at: Which of them is to be written, from 0.
    """
    before = [f"- {chapter.title}: {chapter.summary}" for chapter in done]
    scenes = [
        f"- {plan.title}: {plan.summary}{'  <- this scene' if number == at else ''}"
        for number, plan in enumerate(plans)
    ]
    told = ["What has been told", *before] if before else []
    return "\n".join([*told, "The scenes of this chapter", *scenes])


def state_text(state: State, place: str) -> str:
    """The ledger's state in lines: where everybody and everything is, and how."""
    stage = state.entities
    lines = [
        f"- {stage.places[place].name} ({place}): {state.value(f'light({place})')}, "
        f"{state.value(f'weather({place})')}",
        *(_person_line(state, name) for name in stage.persons),
        *(_thing_line(state, name) for name in stage.props),
    ]
    return "\n".join(lines)


def recent_text(events: Sequence[Event]) -> str:
    """The last events with their ids."""
    lines = [_event_line(event) for event in events[-_RECENT:]]
    return "\n".join(lines) or "- none: the film begins here"


def problems_text(problems: Sequence[Problem]) -> str:
    """Problems as a model reads them: where, which rule, what would mend it."""
    lines = [
        f"- {problem.where or 'the whole'}: {problem.rule}. {problem.hint}" for problem in problems
    ]
    rest = len(lines) - _MOST_PROBLEMS
    return "\n".join([*lines[:_MOST_PROBLEMS], *([f"- and {rest} more"] if rest > 0 else [])])


def _verb_line(verb: Verb) -> str:
    before = verb.before.replace(_HERE, "here")
    after = "" if verb.after == "nothing" else f" -> {verb.after}"
    return f"- {verb.name}({', '.join(verb.needs)}{_optional(verb.may)}): {before}{after}"


def _optional(names: Sequence[str]) -> str:
    return f", may: {', '.join(names)}" if names else ""


def _prop_line(premise: Premise, index: int) -> str:
    prop = premise.props[index]
    can = [
        word
        for word, has in (
            ("holds other things", prop.container), ("opens", prop.opens), ("locks", prop.locks),
            ("can be lit", prop.lights), ("can be worn", prop.wearable),
            ("cannot be moved", prop.fixed),
        )
        if has
    ]  # fmt: skip
    qualities = f" ({', '.join(can)})" if can else ""
    return f"- {prop.id}: {prop.colour} {prop.name}{qualities}"


def _person_line(state: State, name: str) -> str:
    facts = [state.value(f"{fluent}({name})") or "" for fluent in ("posture", "mood")]
    dead = [] if state.is_("alive", name) else ["dead"]
    words = [*dead, *(fact for fact in facts if fact not in _DEFAULTS)]
    held, stowed, worn = state.in_hands(name), state.stowed(name), state.worn(name)
    words += [f"holds {', '.join(held)}"] if held else []
    words += [f"has in pocket or bag {', '.join(stowed)}"] if stowed else []
    words += [f"wears {', '.join(worn)}"] if worn else []
    return f"- {name}: at {state.place_of(name)}{''.join(f', {word}' for word in words)}"


def _thing_line(state: State, name: str) -> str:
    prop = state.entities.props[name]
    words = [
        word
        for word, shown in (
            ("open" if state.is_("open", name) else "shut", prop.opens),
            ("locked", state.is_("locked", name)),
            ("lit" if state.is_("lit", name) else "not lit", prop.lights),
            ("broken", not state.is_("whole", name)),
        )
        if shown
    ]
    place = state.place_of_prop(name)
    where = f" at {place}" if place else ""
    return f"- {name}: {state.location_of(name)}{where}{''.join(f', {word}' for word in words)}"


def _event_line(event: Event) -> str:
    roles = [
        value
        for value in (event.agent, event.prop, event.person, event.spot, event.value)
        if value is not None
    ]
    line = f" “{event.line}”" if event.line else ""
    return f"- {event.id}: {event.verb}({', '.join(roles)}){line} {event.prose}".rstrip()


def target_ids(stage: Entities, place: str) -> Iterator[str]:
    """Ids where a thing can be put in a scene: the spots of its place, and containers."""
    yield from (spot for spot, home in stage.place_of_spot.items() if home == place)
    yield from (name for name, prop in stage.props.items() if prop.container)
