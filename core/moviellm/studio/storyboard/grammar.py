"""How the camera stands: the whole first, then action, faces for feeling, things for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from moviellm.film import Camera, State, VerbName
from moviellm.studio.storyboard.moments import Moment
from moviellm.studio.storyboard.scenes import SceneRun

Size = Literal["wide", "full", "medium", "close", "insert"]
Angle = Literal["eye", "low", "high"]

_WHOLE: frozenset[VerbName] = frozenset({"daylight", "weather"})
_WALKS: frozenset[VerbName] = frozenset({"enter", "leave", "sit", "stand", "kneel", "lie", "die"})
_TWO_SHOT_LINE = 140
"""A line of more characters than this is spoken in close-up even when it opens a dialogue."""


def cameras(run: SceneRun, moment: Moment, before: Moment | None) -> Iterator[Camera]:
    """The cameras for a moment, the best first; any two differ.

    Args:
        run: The scene.
        moment: What the key frame is for.
        before: The moment before it in the same scene; None for the first, which is always seen
            whole.
    """
    size, subject = _framing(run, moment, before)
    angle = _angle(run.state(moment.at), run.scene.place, size, subject)
    yield Camera(size=size, angle=angle, subject=subject)
    for other in ("eye", "high", "low"):
        if other != angle:
            yield Camera(size=size, angle=other, subject=subject)


def participants(moment: Moment, state: State, place: str) -> list[str]:
    """Everybody in the place who has a part in what is shown, the main agent first."""
    people = []
    for step in reversed(moment.steps):
        event = step.event
        how, _, holder = (
            state.location_of(event.prop).partition(":") if event.prop else ("", "", "")
        )
        people += [event.agent, event.person, holder if how in ("held", "worn") else None]
    people.append(moment.person)
    here = state.present(place)
    return [person for person in dict.fromkeys(people) if person in here]


def _framing(run: SceneRun, moment: Moment, before: Moment | None) -> tuple[Size, str | None]:
    if before is None or moment.purpose in ("establish", "whole"):
        return "wide", None
    if moment.purpose == "insert":
        return "insert", moment.prop
    if moment.purpose in ("listen", "reaction", "thought"):
        return "close", moment.person
    people = participants(moment, run.state(moment.at), run.scene.place)
    main = moment.main
    if main is None or not people or main.event.verb in _WHOLE:
        return "wide", None
    if len(people) > 3 or main.event.verb in _WALKS or main.event.place is not None:
        return "full", people[0]
    if main.event.verb == "feel" and len(moment.steps) == 1:
        return "close", people[0]
    if moment.purpose == "speech":
        return _speech(moment, people, before)
    return "medium", people[0]


def _speech(moment: Moment, people: list[str], before: Moment) -> tuple[Size, str]:
    """A dialogue opens with both; then it goes from face to face."""
    line = moment.steps[-1].event.line or ""
    opens = before.purpose not in ("speech", "listen") and len(line) <= _TWO_SHOT_LINE
    same = before.main is not None and before.main.event.agent == people[0]
    if len(people) > 1 and (opens or same or len(moment.steps) > 1):
        return "medium", people[0]
    return "close" if len(moment.steps) == 1 else "medium", people[0]


def _angle(state: State, place: str, size: Size, subject: str | None) -> Angle:
    """From above on a wide open place, on the sad and the afraid; from below on the resolute."""
    if size == "wide":
        return "eye" if state.stage.places[place].indoors else "high"
    if size == "close":
        mood = state.value(f"mood({subject})")
        if mood in ("sad", "afraid"):
            return "high"
        if mood in ("angry", "determined"):
            return "low"
    return "eye"
