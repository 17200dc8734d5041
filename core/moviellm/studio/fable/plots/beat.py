"""What a plot asks for before it tells its next stretch, and how a stretch is paced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from moviellm.studio.fable.idle_actions import idle_action
from moviellm.studio.fable.lexicon.motives import PARTINGS
from moviellm.studio.fable.simulation import Simulation
from moviellm.studio.fable.talk import chat


@dataclass(frozen=True, slots=True)
class Beat:
    """A stretch of story that a plot wants to tell next.

    Attributes:
        place: Where it happens.
        cast: Who must be there when it starts; they come in if they are not.
        out: Who must not be there; they leave.
        private: Whether everybody else must leave, too.
        core: About how many visible events it needs.
        light: The hour, if it matters.
        onward: Where those go who must not be there; empty for anywhere.
        why: Why the first of the cast comes, as a clause after "because".
        because: The events that bring them there.
        tight: Whether nothing of another story may come before it.
    """

    place: str
    cast: tuple[str, ...]
    out: tuple[str, ...] = ()
    private: bool = False
    core: int = 4
    light: str = ""
    onward: str = ""
    why: str = ""
    because: tuple[str, ...] = ()
    tight: bool = False


class Plot(Protocol):
    """A story of some beats. It reserves its people and props when it is made.

    Attributes:
        title: What the story could be called.
        most: How many beats it can have at most.
        beats: How many it has.
    """

    title: str
    most: int
    beats: int

    def tell(self, sim: Simulation) -> Iterator[Beat | None]:
        """Yield each beat before telling it; the events come when the next one is asked for.

        None stands for a beat in which others have their turn.
        """


def pause(sim: Simulation, left: int, share: float = 0.5) -> None:
    """Fill some of the room that the core of the beat will not need.

    Args:
        sim: The simulation.
        left: Visible events of the core that are still to come.
        share: Which part of the spare room to fill.
    """
    spare = sim.room - left
    if spare > 0:
        fill_stretch(sim, sim.visible + round(spare * share), round(sim.lines * 0.4))


def fill_stretch(sim: Simulation, frames: int, lines: int) -> None:
    """Fill the stretch with idle hands and talk up to so many visible events and lines."""
    for _ in range(3 * (frames + lines) + 3):
        seen, heard = sim.visible < frames, sim.spoken < lines
        if not seen and not heard:
            return
        late = not seen or sim.spoken * max(1, sim.frames) <= sim.visible * max(1, sim.lines)
        if heard and late and chat(sim):
            continue
        if seen and idle_action(sim):
            continue
        if not seen:
            return


def gather(sim: Simulation, beat: Beat, onward: str) -> None:
    """Send away who must not be there, and let those come in who must.

    Args:
        sim: The simulation.
        beat: What is about to be told.
        onward: Where those who leave go; empty for out of the story.
    """
    for person in sim.present():
        if person in beat.out or (beat.private and person not in beat.cast):
            goal = beat.onward or onward
            reason = sim.wording(*PARTINGS) if goal and goal != sim.place else ""
            _go(sim, person, goal, why=reason)
    for index, person in enumerate(beat.cast):
        if not sim.here(person):
            sim.resting.discard(person)
            first = index == 0
            sim.do(
                "enter",
                person,
                place=sim.place,
                why=beat.why if first else "",
                because=beat.because if first else (),
            )


def come(sim: Simulation, person: str, *, why: str = "", because: tuple[str, ...] = ()) -> str:
    """Let somebody come in unless they are there; returns the event or nothing."""
    if sim.here(person):
        return ""
    return sim.do("enter", person, place=sim.place, why=why, because=because)


def depart(
    sim: Simulation,
    person: str,
    to: str,
    *,
    why: str = "",
    because: tuple[str, ...] = (),
    weight: int = 0,
) -> str:
    """Let somebody leave for a place, or just go out when it is here or empty.

    They are on their way until they come in somewhere: whoever is to be seen there arrives first.
    Who leaves nobody behind does first what there is still room for.
    """
    if sim.present() == [person]:
        fill_stretch(sim, sim.frames - 1, 0)
    return _go(sim, person, to, why=why, because=because, weight=weight)


def _go(sim: Simulation, person: str, to: str, **more: Any) -> str:
    goal = sim.words.the(to) if to and to != sim.place else ""
    phrase = (f"leaves for {goal}", f"left for {goal}") if goal else None
    return sim.do("leave", person, phrase=phrase, **more)
