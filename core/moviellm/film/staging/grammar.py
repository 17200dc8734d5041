"""How the camera stands: the whole first, then action, faces for feeling, things for themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from moviellm.film.models.state import State
from moviellm.film.models.storyboard import Camera
from moviellm.film.staging.moments import Moment
from moviellm.film.staging.scenes import SceneRun
from moviellm.film.verbs import VERBS

Size = Literal["wide", "full", "medium", "close", "insert"]
Angle = Literal["eye", "low", "high"]

_TWO_SHOT_LINE = 140
"""A line of more characters than this is spoken in close-up even when it opens a dialogue."""


class Framing(NamedTuple):
    """How much of a moment a camera may show, and of whom or what.

    Attributes:
        subject: Id of a person or prop; None for the place.
    """

    size: Size
    subject: str | None


def framings(run: SceneRun, moments: Sequence[Moment], index: int) -> tuple[Framing, ...]:
    """Every framing that shows what a moment of a scene is for; the best first.

    Who or what the moment is about is seen in all of them, so that any choice keeps its evidence.
    """
    best = Framing(*_framing(run, moments, index))
    if index == 0 or best.size in ("wide", "insert"):
        return (best,)
    moment = moments[index]
    sizes: list[Size] = ["wide", "full", "medium"]
    whole = "face" if moment.main is None else VERBS[moment.main.event.verb].framing
    if whole == "face":
        sizes.append("close")
    if whole == "figure":
        sizes.remove("medium")
    others = (Framing(size, None if size == "wide" else best.subject) for size in sizes)
    return tuple(dict.fromkeys((best, *others)))


def cameras(run: SceneRun, moments: Sequence[Moment], index: int) -> Iterator[Camera]:
    """The cameras for a moment of a scene, the best first; any two differ.

    Args:
        run: The scene.
        moments: What its key frames are for. The first is always seen whole.
        index: Which of them.
    """
    moment = moments[index]
    size, subject = _framing(run, moments, index)
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


def _framing(run: SceneRun, moments: Sequence[Moment], index: int) -> tuple[Size, str | None]:
    moment = moments[index]
    if index == 0 or moment.purpose in ("establish", "whole"):
        return "wide", None
    if moment.purpose == "insert":
        return "insert", moment.prop
    if moment.purpose in ("listen", "reaction", "thought"):
        return "close", moment.person
    people = participants(moment, run.state(moment.at), run.scene.place)
    main = moment.main
    if main is None or not people or VERBS[main.event.verb].framing == "place":
        return "wide", None
    if len(people) > 3 or VERBS[main.event.verb].framing == "figure":
        return "full", people[0]
    if main.event.verb == "feel" and len(moment.steps) == 1:
        return "close", people[0]
    if moment.purpose == "speech":
        return _speech(moments, index, people), people[0]
    return "medium", people[0]


def _speech(moments: Sequence[Moment], index: int, people: Sequence[str]) -> Size:
    """Who begins a dialogue is seen with the other; then it goes from face to face."""
    moment, before = moments[index], moments[index - 1]
    following = moments[index + 1] if index + 1 < len(moments) else None
    if len(people) < 2 or len(moment.steps) > 1:
        return "close" if len(moment.steps) == 1 else "medium"
    if before.purpose in ("speech", "listen"):
        same = before.main is not None and before.main.event.agent == people[0]
        return "medium" if same else "close"
    line = moment.steps[-1].event.line or ""
    answered = following is not None and following.purpose == "speech"
    return "medium" if answered and len(line) <= _TWO_SHOT_LINE else "close"


def _angle(state: State, place: str, size: Size, subject: str | None) -> Angle:
    """From above on a wide open place, on the sad and the afraid; from below on the resolute."""
    if size == "wide":
        return "eye" if state.entities.places[place].indoors else "high"
    if size == "close":
        mood = state.value(f"mood({subject})")
        if mood in ("sad", "afraid"):
            return "high"
        if mood in ("angry", "determined"):
            return "low"
    return "eye"
