"""Does a storyboard show what the ledger says?"""

from __future__ import annotations

from collections.abc import Iterator

from moviellm.film.ledger.ledger import Ledger, Problem
from moviellm.film.models.screenplay import Screenplay
from moviellm.film.models.state import State
from moviellm.film.models.storyboard import KeyFrame, Storyboard, seen_facts
from moviellm.film.verbs import VERBS


def check_storyboard(screenplay: Screenplay, storyboard: Storyboard) -> tuple[Problem, ...]:
    """Everything in a storyboard that contradicts the screenplay's ledger or the timeline.

    Every fact that a depiction shows must hold in the state after the frame's ``after`` event;
    the events it shows must happen in its scene; time runs without gaps.
    """
    ledger = Ledger(screenplay)
    return (*_timeline(storyboard), *_depictions(ledger, storyboard), *_cues(ledger, storyboard))


def _timeline(storyboard: Storyboard) -> Iterator[Problem]:
    clock = 0
    seen: set[str] = set()
    for index, frame in enumerate(storyboard.frames(), start=1):
        if frame.index != index:
            yield Problem(where=frame.id, rule="index", hint=f"It is frame {index} in order.")
        if frame.start_ms != clock:
            yield Problem(where=frame.id, rule="gap", hint=f"It should start at {clock} ms.")
        if frame.id in seen:
            yield Problem(where=frame.id, rule="duplicate id", hint="Give each frame its own id.")
        seen.add(frame.id)
        clock = frame.end_ms


def _depictions(ledger: Ledger, storyboard: Storyboard) -> Iterator[Problem]:
    scenes = {scene.id: scene for scene in ledger.screenplay.scenes()}
    order = {step.event.id: index for index, step in enumerate(ledger.steps)}
    latest = -1
    for shot in storyboard.shots:
        scene = scenes.get(shot.scene)
        if scene is None:
            yield Problem(where=shot.id, rule="unknown id", hint=f"No scene `{shot.scene}`.")
            continue
        for frame in shot.frames:
            unknown = [e for e in (frame.after, *frame.events) if e is not None and e not in order]
            if unknown:
                yield Problem(
                    where=frame.id, rule="unknown id", hint=f"No event `{unknown[0]}` happened."
                )
                continue
            yield from _frame(ledger, frame, scene.place)
            own = {event.id for event in scene.events}
            for event in frame.events:
                if event not in own:
                    yield Problem(
                        where=frame.id,
                        rule="off scene",
                        hint=f"`{event}` does not happen in scene {scene.id}.",
                    )
            moment = -1 if frame.after is None else order[frame.after]
            if moment < latest:
                yield Problem(
                    where=frame.id, rule="back in time", hint=f"`{frame.after}` was shown before."
                )
            latest = max(latest, moment)


def _frame(ledger: Ledger, frame: KeyFrame, place: str) -> Iterator[Problem]:
    seen = frame.depiction
    if seen.place != place:
        yield Problem(where=frame.id, rule="wrong place", hint=f"The scene is at {place}.")
    for spot in seen.spots:
        if ledger.entities.place_of_spot.get(spot.spot) != seen.place:
            hint = f"`{spot.spot}` is no spot of {seen.place}."
            yield Problem(where=frame.id, rule="unknown id", hint=hint)
    people = [figure.person for figure in seen.figures]
    for person in people:
        if people.count(person) > 1:
            yield Problem(where=frame.id, rule="seen twice", hint=f"{person} is in it twice.")
            return
    yield from _untrue(ledger.after(frame.after), frame)
    for event in frame.events:
        if not VERBS[ledger.by_event[event].event.verb].visible:
            yield Problem(
                where=frame.id, rule="invisible", hint=f"`{event}` cannot be seen to happen."
            )


def _untrue(state: State, frame: KeyFrame) -> Iterator[Problem]:
    for fact in seen_facts(frame.depiction):
        if fact not in state:
            truth = state.value(fact.fluent)
            hint = f"It shows {fact}, but the ledger says {truth or 'nothing'}."
            yield Problem(where=frame.id, rule="untrue", hint=hint)
    for figure in frame.depiction.figures:
        for prop in figure.holding:
            if state.is_("stowed", prop):
                hint = f"{figure.person} has {prop} in a pocket or bag, not in hand."
                yield Problem(where=frame.id, rule="untrue", hint=hint)


def _cues(ledger: Ledger, storyboard: Storyboard) -> Iterator[Problem]:
    end = storyboard.duration_ms
    for cue in storyboard.cues:
        step = ledger.by_event.get(cue.event)
        if step is None or step.event.line is None:
            yield Problem(where=cue.id, rule="unknown id", hint=f"`{cue.event}` says nothing.")
            continue
        if cue.text != step.event.line or cue.speaker != step.event.agent:
            yield Problem(where=cue.id, rule="untrue", hint=f"It differs from `{cue.event}`.")
        if not cue.start_ms < cue.end_ms <= end:
            yield Problem(where=cue.id, rule="outside", hint=f"The film ends at {end} ms.")
