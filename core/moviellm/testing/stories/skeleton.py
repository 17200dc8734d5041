"""The skeleton of a story: who does what to whom because of what, with all names and nouns gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from moviellm.film import Event, Screenplay
from moviellm.film.verbs import VERBS

_KEY = 4
"""The importance of a verb from which on its events are key deeds."""
_SMALLEST = 3
"""Bones that hang together; fewer are a meal or a loan beside the story."""


class StoryBone(NamedTuple):
    """An event of a skeleton.

    Attributes:
        verb: What is done.
        agent: By whom: A is who does the first thing, B the next new person, and so on.
        person: To whom; empty for nobody.
        because: Numbers of the bones that it follows from.
    """

    verb: str
    agent: str
    person: str
    because: tuple[int, ...]


def story_skeleton(screenplay: Screenplay) -> tuple[StoryBone, ...]:
    """Return what is left of a story without its names, things, places and lines.

    Bones are the key deeds (those of importance 4 or more) and all that leads to them by causes,
    where at least three hang together. Talk and idle hands, to which nothing is due, are none. Two
    films with one skeleton tell one story.
    """
    events = list(screenplay.events())
    needed: set[str] = set()
    for event in reversed(events):
        if event.id in needed or VERBS[event.verb].importance >= _KEY:
            needed |= {event.id, *event.because}
    bones = [event for event in events if event.id in needed]
    whole = {name for group in _together(bones) if len(group) >= _SMALLEST for name in group}
    return tuple(_numbered([event for event in bones if event.id in whole]))


def causal_spans(screenplay: Screenplay) -> tuple[int, ...]:
    """Return for each cause of each event how many chapters lie between the two.

    0 is a cause of the same chapter. Of a story that is one story, and not a row of small ones, a
    good part is 2 or more: something is planted early and matters late.
    """
    chapter = {
        event.id: number
        for number, one in enumerate(screenplay.chapters)
        for scene in one.scenes
        for event in scene.events
    }
    return tuple(
        chapter[event.id] - chapter[cause]
        for event in screenplay.events()
        for cause in event.because
    )


def _together(bones: list[Event]) -> list[set[str]]:
    """The bones in groups that hang together by causes."""
    groups: list[set[str]] = []
    for event in bones:
        mine = {event.id, *event.because}
        joined = [group for group in groups if group & mine]
        groups = [group for group in groups if not group & mine]
        groups.append(mine.union(*joined))
    return groups


def _numbered(bones: list[Event]) -> Iterator[StoryBone]:
    number = {event.id: index for index, event in enumerate(bones)}
    letters: dict[str | None, str] = {None: ""}
    for event in bones:
        for who in (event.agent, event.person):
            letters.setdefault(who, chr(ord("A") + len(letters) - 1))
        because = tuple(sorted(number[name] for name in event.because if name in number))
        yield StoryBone(event.verb, letters[event.agent], letters[event.person], because)
