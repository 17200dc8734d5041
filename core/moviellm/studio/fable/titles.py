"""Titles and summaries: they say what happens, in the words of the events themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from moviellm.film import VerbName
from moviellm.studio.fable.prose import NarratedEvent, StoryWording, capital

_INNER: tuple[VerbName, ...] = ("feel", "learn", "enter")


def weightiest(told: Sequence[NarratedEvent], count: int) -> list[NarratedEvent]:
    """The events that matter most, in order; never the same words twice."""
    acts = [one for one in told if one.present and (one.event.verb not in _INNER or one.weight > 1)]
    heavy = [one for one in acts if one.weight] or acts[:2]
    chosen: list[NarratedEvent] = []
    for one in sorted(heavy, key=lambda one: -one.weight):
        if all((one.present, one.event.agent) != (o.present, o.event.agent) for o in chosen):
            chosen.append(one)
        if len(chosen) == count:
            break
    return sorted(chosen, key=lambda one: int(one.event.id[1:]))


def scene_title(words: StoryWording, told: Sequence[NarratedEvent], used: set[str]) -> str:
    """A title from the weightiest event that has not named a scene yet."""
    ranked = sorted(
        (one for one in told if one.present and one.event.verb != "learn"),
        key=lambda one: -one.weight,
    )
    titles = [words.headline(one) for one in ranked]
    if not titles:
        return capital(words.the(told[0].place)) if told else "A quiet moment"
    title = next((title for title in titles if title not in used), titles[0])
    used.add(title)
    return title[:120]


def summary(words: StoryWording, told: Sequence[NarratedEvent], count: int) -> str:
    """A few sentences on what happens, with pronouns where it is clear who is meant."""
    sentences: list[str] = []
    before = ""
    for one in weightiest(told, count):
        agent = one.event.agent or ""
        subject = ""
        if agent and agent == before and words.persons[agent].pronoun != "they":
            subject = capital(words.persons[agent].pronoun)
        sentences.append(words.sentence(one, subject=subject))
        before = agent if one.event.person is None else ""
    if not sentences:
        return f"A quiet moment {words.at(told[0].place)}." if told else ""
    return " ".join(sentences)


_CHAPTERS: Mapping[VerbName, str] = {
    "find": "The find {where}",
    "hide": "What {agent} hid {where}",
    "open": "{agent} opens {the}",
    "look": "{agent} looks in vain",
    "quarrel": "The quarrel {at}",
    "reconcile": "Peace {at}",
    "befriend": "A new friend {at}",
    "break": "The broken {prop}",
    "mend": "The mended {prop}",
    "unlock": "The unlocked {prop}",
    "give": "What {agent} gave {person}",
    "put": "{the} {where}",
    "take": "{agent} takes {the}",
    "embrace": "{agent} and {person}",
    "leave": "{agent} goes away",
    "enter": "{agent} comes",
    "show": "{the} is shown",
    "tell": "What {agent} told {person}",
    "say": "{agent} speaks out",
}


def chapter_title(words: StoryWording, told: Sequence[NarratedEvent], used: set[str]) -> str:
    """A title for a chapter from its weightiest events."""
    ranked = sorted((one for one in told if one.weight), key=lambda one: -one.weight)
    for one in ranked:
        event = one.event
        if event.verb not in _CHAPTERS or not event.agent:
            continue
        fields = {
            "agent": words.name(event.agent),
            "person": words.name(event.person) if event.person else "",
            "prop": words.noun(event.prop) if event.prop else "",
            "the": words.the(event.prop) if event.prop else "",
            "where": one.where,
            "at": words.at(one.place),
        }
        title = capital(_CHAPTERS[event.verb].format_map(fields).strip())
        if title not in used:
            used.add(title)
            return title[:120]
    return scene_title(words, told, used)
