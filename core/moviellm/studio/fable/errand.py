"""An errand: small things change hands and find their places, beside whatever else is told.

Films of one family tell it with the things in other parts. What is asked about any of them has
another answer in each of the films then, and nothing but looking tells which.
"""

from __future__ import annotations

import random
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from moviellm.film import Event, Ledger, Scene, Screenplay, State, check
from moviellm.film.verbs import VERBS
from moviellm.studio.fable.lexicon.props import PROP_KINDS
from moviellm.studio.fable.prose import article
from moviellm.studio.fable.setting import Setting, noun_of

_SCENES = 9
"""So many scenes, those of a short film, have one errand."""
_TRIED = 8
"""So many errands of a stretch are tried at most."""
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


def with_errands(play: Screenplay, setting: Setting, count: int, rng: random.Random) -> Screenplay:
    """Return a film in which somebody gives another small things one by one, who puts them away.

    A long film has an errand for each stretch of as many scenes as a short one has.

    Args:
        play: The film without them.
        setting: Its world, to which the things are added.
        count: How many things an errand has.
        rng: Chooses people and things.
    """
    gaps = list(_gaps(Ledger(play)))
    kinds = _kinds(play, setting, rng)
    errands = min(max(1, len(list(play.scenes())) // _SCENES), len(kinds) // count)
    told = play
    deeds: tuple[_Deed, ...] = ()
    for n in range(errands):
        stretch = gaps[n * len(gaps) // errands : (n + 1) * len(gaps) // errands]
        some = [kinds.pop() for _ in range(count)]
        for done in _errands(play, stretch, {deed.event.spot for deed in deeds}, count, rng):
            things = [_in_pocket(setting, kind, done[0].event.agent or "") for kind in some]
            more = (*deeds, *(deed.with_thing(things[deed.thing]) for deed in done))
            found = _told(play, setting, more)
            if not check(found):
                told, deeds = found, more
                break
            for thing in things:  # somebody's hands were too full for what comes later
                del setting.props[thing]
                del setting.opening[f"location({thing})"], setting.opening[f"stowed({thing})"]
    return told


def _in_pocket(setting: Setting, kind: str, person: str) -> str:
    """Add a thing that somebody has with them, and no hand full of."""
    thing = setting.add(kind, f"held:{person}")
    setting.opening[f"stowed({thing})"] = "yes"
    return thing


def _errands(
    play: Screenplay,
    gaps: Sequence[_Gap],
    used: Collection[str | None],
    count: int,
    rng: random.Random,
) -> list[list[_Deed]]:
    """Errands that can be done in a stretch, the best first: all things put away, much together."""
    pairs = list(permutations([person.id for person in play.cast], 2))
    rng.shuffle(pairs)
    pairs.sort(key=lambda pair: -min(count + 4, sum(gap.has(*pair) for gap in gaps)))
    waits = rng.sample(range(2 * count), count)
    found = [done for pair in pairs if (done := _deeds(play, gaps, used, pair, waits))]
    return sorted(found, key=len, reverse=True)[:_TRIED]


def _kinds(play: Screenplay, setting: Setting, rng: random.Random) -> list[str]:
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
        and noun_of(kind).split()[-1] not in nouns
    ]
    rng.shuffle(fit)
    return fit


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


@dataclass(frozen=True, slots=True)
class _Deed:
    """What is done with one of the things of an errand.

    Attributes:
        gap: When it happens.
        thing: With which of them, from 0.
        event: All else.
    """

    gap: _Gap
    thing: int
    event: Event

    def with_thing(self, prop: str) -> _Deed:
        """The same with the thing's id."""
        return replace(self, event=self.event.model_copy(update={"prop": prop}))


def _deeds(
    play: Screenplay,
    gaps: Sequence[_Gap],
    used: Collection[str | None],
    pair: tuple[str, str],
    waits: Sequence[int],
) -> list[_Deed]:
    """What the two do, in order of the story; nothing if they are too seldom together.

    Args:
        play: The film.
        gaps: When it may be done.
        used: Spots on which things of other errands are put.
        pair: Who gives the things away, and who puts them away.
        waits: After how many gaps each of them is put away.
    """
    (giver, taker), count = pair, len(waits)
    meetings = [gap for gap in gaps if gap.has(giver, taker)]
    if len(meetings) < 2 * count:
        return []
    chosen = [meetings[(2 * n + 1) * len(meetings) // (2 * count + 1)] for n in range(count)]
    ends = [gap.number for gap in chosen[1:]] + [gaps[-1].number + 1]
    spots = _spots(play, used)
    found: list[_Deed] = []
    for thing, (meeting, end) in enumerate(zip(chosen, ends, strict=True)):
        gives = Event(id="r", verb="give", agent=giver, person=taker)
        found.append(_Deed(meeting, thing, gives))
        later = [g for g in gaps if meeting.number < g.number < end and g.has(taker)]
        for gap in later[min(waits[thing], max(0, len(later) - 2)) :]:
            spot = next((s for s in spots if s.startswith(f"{gap.scene.place}.")), None)
            if spot is not None:
                spots.remove(spot)
                puts = Event(id="r", verb="put", agent=taker, spot=spot)
                found.append(_Deed(gap, thing, puts))
                break
    return found if len(found) >= 2 * count - 1 else []


def _spots(play: Screenplay, used: Collection[str | None]) -> list[str]:
    """Where things may be put, in plain sight; where nothing else is comes first."""
    taken = {event.spot for event in play.events() if event.spot}
    taken |= {text.rpartition("=on:")[2] for text in play.opening if "=on:" in text}
    spots = [s for place in play.places for s in place.spots if not s.hidden]
    spots.sort(key=lambda spot: (spot.id in used, spot.id in taken, spot.kind == "floor"))
    return [spot.id for spot in spots]


def _told(play: Screenplay, setting: Setting, deeds: Sequence[_Deed]) -> Screenplay:
    """The film with the deeds in it."""
    names = {person.id: person.name for person in play.cast}
    spots = {s.id: f"{s.preposition} the {s.name}" for p in play.places for s in p.spots}
    inserted: dict[str, list[Event]] = {}
    for number, deed in enumerate(deeds, start=1):
        event, prop = deed.event, setting.props[deed.event.prop or ""]
        who = names[event.agent or ""]
        if event.person is not None:
            prose = f"{who} gives {article(prop.name)} to {names[event.person]}."
        else:
            prose = f"{who} puts the {prop.name} {spots[event.spot or '']}."
        told = event.model_copy(update={"id": f"r{number}", "prose": prose})
        inserted.setdefault(deed.gap.before, []).append(told)
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
