"""An errand: small things change hands and find their places, beside whatever else is told.

Films of one family tell it with the things in other parts. What is asked about any of them has
another answer in each of the films then, and nothing but looking tells which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from moviellm.film import Event, Ledger, Scene, Screenplay, State, check
from moviellm.film.verbs import VERBS
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.prose import article
from moviellm.studio.fable.setting import Setting

_SUITED = ("treasure", "keepsake", "tool")


@dataclass(frozen=True, slots=True)
class _Gap:
    """A moment between two events at which something else may happen.

    Attributes:
        number: Its place among all such moments of the film.
        before: The event that follows.
    """

    number: int
    scene: Scene
    before: str
    state: State

    def has(self, *people: str) -> bool:
        """Whether some people are there and up."""
        here = self.scene.place
        return all(
            self.state.place_of(one) == here and self.state.value(f"posture({one})") != "lying"
            for one in people
        )


def with_errand(play: Screenplay, setting: Setting, count: int, rng: random.Random) -> Screenplay:
    """Return a film in which somebody gives another small things one by one, who puts them away.

    Args:
        play: The film without it.
        setting: Its world, to which the things are added.
        count: How many things.
        rng: Chooses people and things.
    """
    ledger = Ledger(play)
    gaps = list(_gaps(ledger))
    pairs = list(permutations(ledger.entities.persons, 2))
    rng.shuffle(pairs)
    pairs.sort(key=lambda pair: -min(count + 4, sum(gap.has(*pair) for gap in gaps)))
    kinds = _kinds(play, setting, count, rng)
    waits = rng.sample(range(2 * count), count)
    for giver, taker in pairs:
        deeds = _deeds(play, gaps, giver, taker, waits)
        if deeds:
            things = [setting.add(kind, f"held:{giver}") for kind in kinds]
            told = _told(play, setting, deeds, things)
            if not check(told):
                return told
            for thing in things:
                del setting.props[thing], setting.opening[f"location({thing})"]
    return play


def _kinds(play: Screenplay, setting: Setting, count: int, rng: random.Random) -> list[str]:
    """Kinds of small things that anything can be done with, and of which the film does not tell."""
    lines = (event.line for event in play.events() if event.line)
    nouns = set(re.findall(r"\w+", " ".join([play.title, *lines]).lower()))
    nouns |= {prop.name.split()[-1] for prop in setting.props.values()}
    fit = [
        kind
        for kind, row in PROP_KINDS.items()
        if row.size == "small"
        and row.use in _SUITED
        and row.qualities <= {"breakable"}
        and kind not in setting.props
        and kind not in nouns
    ]
    return rng.sample(fit, count)


def _gaps(ledger: Ledger) -> Iterator[_Gap]:
    number = 0
    for scene in ledger.screenplay.scenes():
        for previous, event in zip((None, *scene.events), scene.events, strict=False):
            if previous is None or _apart(previous, event):
                step = ledger.by_event[event.id]
                yield _Gap(number, scene, event.id, step.before)
                number += 1


def _apart(one: Event, other: Event) -> bool:
    """Whether something may come between an event and the next."""
    if one.id in other.because or one.verb == "ask" or VERBS[other.verb].moves:
        return False
    return not (one.agent == other.agent and VERBS[one.verb].deed and VERBS[other.verb].deed)


_Deed = tuple[_Gap, int, Event]
"""When it happens, with which of the things, and all else of the event."""


def _deeds(
    play: Screenplay, gaps: Sequence[_Gap], giver: str, taker: str, waits: Sequence[int]
) -> list[_Deed]:
    """What the two do, in order of the story; nothing if they are too seldom together.

    Args:
        play: The film.
        gaps: When it may be done.
        giver: Who gives the things away.
        taker: Who puts them away.
        waits: After how many gaps each of them is put away.
    """
    count = len(waits)
    meetings = [gap for gap in gaps if gap.has(giver, taker)]
    if len(meetings) < 2 * count:
        return []
    chosen = [meetings[(2 * n + 1) * len(meetings) // (2 * count + 1)] for n in range(count)]
    ends = [gap.number for gap in chosen[1:]] + [gaps[-1].number + 1]
    taken = {event.spot for event in play.events() if event.spot}
    taken |= {text.rpartition("=on:")[2] for text in play.opening if "=on:" in text}
    spots = [s for place in play.places for s in place.spots if not s.hidden]
    spots.sort(key=lambda spot: (spot.id in taken, spot.kind == "floor"))
    found: list[_Deed] = []
    for thing, (meeting, end) in enumerate(zip(chosen, ends, strict=True)):
        gives = Event(id="r", verb="give", agent=giver, person=taker)
        found.append((meeting, thing, gives))
        later = [g for g in gaps if meeting.number < g.number < end and g.has(taker)]
        wait = min(waits[thing], max(0, len(later) - 2))
        for gap in later[wait:]:
            spot = next((s for s in spots if s.id.startswith(f"{gap.scene.place}.")), None)
            if spot is not None:
                spots.remove(spot)
                puts = Event(id="r", verb="put", agent=taker, spot=spot.id)
                found.append((gap, thing, puts))
                break
    return found if len(found) >= 2 * count - 1 else []


def _told(
    play: Screenplay, setting: Setting, deeds: Sequence[_Deed], things: Sequence[str]
) -> Screenplay:
    """The film with the deeds in it."""
    names = {person.id: person.name for person in play.cast}
    spots = {s.id: f"{s.preposition} the {s.name}" for p in play.places for s in p.spots}
    inserted: dict[str, list[Event]] = {}
    for number, (gap, thing, event) in enumerate(deeds, start=1):
        prop = setting.props[things[thing]]
        who = names[event.agent or ""]
        if event.person is not None:
            prose = f"{who} gives {article(prop.name)} to {names[event.person]}."
        else:
            prose = f"{who} puts the {prop.name} {spots[event.spot or '']}."
        told = event.model_copy(update={"id": f"r{number}", "prop": prop.id, "prose": prose})
        inserted.setdefault(gap.before, []).append(told)
    chapters = []
    for chapter in play.chapters:
        scenes = tuple(
            scene.model_copy(
                update={
                    "events": tuple(
                        one
                        for event in scene.events
                        for one in (*inserted.get(event.id, ()), event)
                    )
                }
            )
            for scene in chapter.scenes
        )
        chapters.append(chapter.model_copy(update={"scenes": scenes}))
    return play.model_copy(
        update={
            "props": tuple(setting.props.values()),
            "opening": tuple(f"{name}={value}" for name, value in setting.opening.items()),
            "chapters": tuple(chapters),
        }
    )
