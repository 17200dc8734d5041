"""When and where the small things of an errand change hands and are put away."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations, takewhile

from moviellm.film import Event, Ledger, Scene, Screenplay, State
from moviellm.film.verbs import VERBS

_TRIED = 8
"""So many errands of a stretch are tried at most."""
_DRAWN = 12
"""So often it is drawn, of two people, where and when things are put away."""


@dataclass(frozen=True, slots=True)
class Gap:
    """A moment between two events at which something else may happen.

    Attributes:
        number: Its place among all such moments of the film.
        before: The event that follows.
    """

    number: int
    scene: Scene
    before: str
    state: State

    @property
    def after_a_quarrel(self) -> bool:
        """Whether anybody has quarrelled in the scene before."""
        before = takewhile(lambda event: event.id != self.before, self.scene.events)
        return any(event.verb == "quarrel" for event in before)

    def has(self, *people: str) -> bool:
        """Whether some people are there and up."""
        here = self.scene.place
        return all(
            self.state.place_of(one) == here and self.state.value(f"posture({one})") != "lying"
            for one in people
        )


def errands(
    play: Screenplay,
    gaps: Sequence[Gap],
    used: Collection[str | None],
    count: int,
    rng: random.Random,
) -> list[list[Deed]]:
    """Errands that can be done in a stretch, the best first.

    All things are put away, one of them while the giver is not there and errs about it, at most one
    in sight; those two are much together, and it is drawn how long the thing is seen that comes
    first.
    """
    pairs = list(permutations([person.id for person in play.cast], 2))
    rng.shuffle(pairs)
    pairs.sort(key=lambda pair: -min(count + 4, sum(gap.has(*pair) for gap in gaps)))
    hidden = {spot.id for place in play.places for spot in place.spots if spot.hidden}
    drawn = [
        _Lot(
            pair, _spots(play, used, rng), rng.sample(range(2 * count), count), rng.randrange(count)
        )
        for pair in pairs
        for _ in range(_DRAWN)
    ]

    found = [done for lot in drawn if (done := _deeds(gaps, lot, hidden))]
    wished = rng.choices(range(count), [1, *[3] * (count - 1)])[0]

    def worth(done: list[Deed]) -> tuple[int, bool, bool, int]:
        giver = done[0].event.agent or ""
        puts = [deed for deed in done if deed.event.spot]
        missed = sum(not deed.gap.has(giver) for deed in puts)
        in_sight = sum(deed.event.spot not in hidden for deed in puts)
        first = _rank_of_first(gaps, done, hidden)
        return -len(done), missed != 1, first != wished, max(1, in_sight)

    return sorted(found, key=worth)[:_TRIED]


def _rank_of_first(gaps: Sequence[Gap], done: Sequence[Deed], hidden: Collection[str]) -> int:
    """How many of the things are longer in sight than the one that is given first, about.

    The camera shows it longer than that in some films: few are wished in which none is.
    """
    times: dict[int, float] = {}
    pace = Counter(gap.scene.id for gap in gaps)
    for deed in done:
        event, start = deed.event, deed.gap.number
        if event.verb == "give":
            put = next((d for d in done if d.thing == deed.thing and d.event.verb == "put"), None)
            end = put.gap.number if put else gaps[-1].number + 1
            seen = [g for g in gaps if start <= g.number < end and g.has(event.person or "")]
            if put is not None and put.event.spot not in hidden:
                there = put.gap.scene.place
                seen += [g for g in gaps if g.number >= end and g.scene.place == there]
            times[deed.thing] = sum(1 / pace[gap.scene.id] for gap in seen)
    return sum(time > times[0] for time in times.values())


def gaps_of(ledger: Ledger) -> Iterator[Gap]:
    """Yield the moments of a film at which something else may happen."""
    number = 0
    for scene in ledger.screenplay.scenes():
        for previous, event in zip((None, *scene.events), scene.events, strict=False):
            if previous is None or _apart(previous, event):
                step = ledger.by_event[event.id]
                yield Gap(number, scene, event.id, step.before)
                number += 1


def _apart(one: Event, other: Event) -> bool:
    """Whether something may come between an event and the next."""
    if one.id in other.because or one.verb == "ask" or VERBS[other.verb].moves:
        return False
    return not (one.agent == other.agent and VERBS[one.verb].deed and VERBS[other.verb].deed)


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done with one of the things of an errand.

    Attributes:
        gap: When it happens.
        thing: With which of them, from 0.
        event: All else.
        reason: What is said first; empty but before the first of an errand.
    """

    gap: Gap
    thing: int
    event: Event
    reason: str = ""

    def with_thing(self, prop: str) -> Deed:
        """The same with the thing's id."""
        return replace(self, event=self.event.model_copy(update={"prop": prop}))


@dataclass(frozen=True, slots=True)
class _Lot:
    """What is drawn for an errand.

    Attributes:
        pair: Who gives the things away, and who puts them away.
        spots: Where they may be put, the best first.
        waits: After how many gaps each of them is put away.
        shown: Which of them rather stays in sight.
    """

    pair: tuple[str, str]
    spots: Sequence[str]
    waits: Sequence[int]
    shown: int


def _deeds(gaps: Sequence[Gap], lot: _Lot, hidden: Collection[str]) -> list[Deed]:
    """What the two do, in order of the story; nothing if they are too seldom together."""
    (giver, taker), count = lot.pair, len(lot.waits)
    meetings = [gap for gap in gaps if gap.has(giver, taker)]
    if len(meetings) < 2 * count:
        return []
    chosen = [meetings[(2 * n + 1) * len(meetings) // (2 * count + 1)] for n in range(count)]
    ends = [gap.number for gap in chosen[1:]] + [gaps[-1].number + 1]
    free, found = list(lot.spots), list[Deed]()
    for thing, (meeting, end) in enumerate(zip(chosen, ends, strict=True)):
        gives = Event(id="r", verb="give", agent=giver, person=taker)
        found.append(Deed(meeting, thing, gives))
        later = [g for g in gaps if meeting.number < g.number < end and g.has(taker)]
        for gap in later[min(lot.waits[thing], max(0, len(later) - 2)) :]:
            here = [spot for spot in free if spot.startswith(f"{gap.scene.place}.")]
            here.sort(key=lambda spot: (spot in hidden) == (thing == lot.shown))
            if here:
                free.remove(here[0])
                puts = Event(id="r", verb="put", agent=taker, spot=here[0])
                found.append(Deed(gap, thing, puts))
                break
    return found if len(found) >= 2 * count - 1 else []


def _spots(play: Screenplay, used: Collection[str | None], rng: random.Random) -> list[str]:
    """Where things may be put: where nothing else ever is, first of all out of sight.

    A thing that lies in sight is seen the longer the earlier it is put away. Of things that are out
    of sight nobody can tell by how often they are seen which of them came first.
    """
    taken = {event.spot for event in play.events() if event.spot}
    taken |= {text.rpartition("=on:")[2] for text in play.opening if "=on:" in text}
    spots = [s for place in play.places for s in place.spots]
    free = [s for s in spots if not s.hidden or s.id not in taken]
    rng.shuffle(free)
    free.sort(key=lambda s: (not s.hidden, s.id in used, s.id in taken, s.kind == "floor"))
    return [spot.id for spot in free]
