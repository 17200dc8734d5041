"""The words of a twin: titles, summaries and overview that told of what now is otherwise."""

from __future__ import annotations

from collections.abc import Sequence

from moviellm.film.models.screenplay import Chapter, Event, Scene, Screenplay
from moviellm.film.twins.retelling import Retelling
from moviellm.film.verbs import VERBS

_SUMMARY, _OVERVIEW = 3, 2
"""Sentences of a scene's or chapter's summary; of each chapter in the overview."""
_LONGEST_TITLE = 60


def reworded(twin: Screenplay, one: Retelling, language: str) -> Screenplay:
    """Mend what a twin says of itself.

    The event that goes otherwise gets its sentence (in English; in other languages it has none),
    and every scene and chapter in which something is otherwise a new title and summary, from the
    sentences of its events. What is not otherwise keeps its words.

    Args:
        twin: The twin as it was retold.
        one: The fork.
        language: A BCP 47 tag.
    """
    english = language.partition("-")[0].lower() == "en"
    told = one.event.model_copy(update={"prose": _sentence(twin, one) if english else ""})
    words = _Words(twin, one, told)
    chapters = tuple(words.chapter(number, c) for number, c in enumerate(twin.chapters, start=1))
    overview = " ".join(s for c in chapters for s in words.sentences(_events(c), _OVERVIEW))
    return twin.model_copy(update={"chapters": chapters, "overview": overview[:4000]})


class _Words:
    """Words the parts of a twin; no title twice."""

    def __init__(self, twin: Screenplay, one: Retelling, told: Event) -> None:
        self._places = {place.id: place.name for place in twin.places}
        self._changed, self._told = one.changed, told
        self._used = {s.title for s in twin.scenes() if s.id not in one.changed}
        self._used |= {chapter.title for chapter in twin.chapters if not self._differs(chapter)}

    def chapter(self, number: int, chapter: Chapter) -> Chapter:
        if not self._differs(chapter):
            return chapter
        scenes = tuple(map(self._scene, chapter.scenes))
        chapter = chapter.model_copy(update={"scenes": scenes})
        events = _events(chapter)
        title = self._title(events, f"Part {number}")
        summary = " ".join(self.sentences(events, _SUMMARY))
        return chapter.model_copy(update={"title": title, "summary": summary})

    def _differs(self, chapter: Chapter) -> bool:
        return any(scene.id in self._changed for scene in chapter.scenes)

    def _scene(self, scene: Scene) -> Scene:
        if scene.id not in self._changed:
            return scene
        events = tuple(self._told if e.id == self._told.id else e for e in scene.events)
        place = self._places[scene.place]
        return scene.model_copy(
            update={
                "title": self._title(events, place[:1].upper() + place[1:]),
                "summary": " ".join(self.sentences(events, _SUMMARY)),
                "events": events,
            }
        )

    def sentences(self, events: Sequence[Event], most: int) -> list[str]:
        """The sentences of the events that matter most, in the order of the story."""
        chosen = {event.id for event in self._ranked(events)[:most]}
        return [event.prose for event in events if event.id in chosen]

    def _title(self, events: Sequence[Event], otherwise: str) -> str:
        for event in self._ranked(events):
            title = event.prose.partition(", because")[0].rstrip(".")
            if len(title) <= _LONGEST_TITLE and title not in self._used:
                self._used.add(title)
                return title
        return otherwise

    def _ranked(self, events: Sequence[Event]) -> list[Event]:
        """The events that have a sentence, those that matter most first; the fork before all."""
        told = [event for event in events if event.prose and event.line is None]
        return sorted(
            told, key=lambda event: (event.id != self._told.id, -VERBS[event.verb].importance)
        )


def _events(chapter: Chapter) -> list[Event]:
    return [event for scene in chapter.scenes for event in scene.events]


def _sentence(twin: Screenplay, one: Retelling) -> str:
    event, instead = one.event, VERBS[one.was.verb].instead
    if instead is None:
        return ""
    names = {person.id: person.name for person in twin.cast}
    props = {prop.id: f"the {prop.name}" for prop in twin.props}
    spots = {s.id: f"{s.preposition} the {s.name}" for p in twin.places for s in p.spots}
    told = instead.sentence.format(
        prop=props[event.prop or ""],
        person=names.get(event.person or ""),
        spot=spots.get(event.spot or ""),
    )
    return f"{names[event.agent or '']} {told}."
