"""What is heard in a film, when, from whom or what, and from where: the mix before it sounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal

from moviellm.film import (
    Event,
    Film,
    HeardSound,
    KeyFrame,
    Mood,
    Place,
    Recording,
    Shot,
    SoundKind,
    Weather,
)
from moviellm.studio.foley.config import FoleyConfig
from moviellm.studio.foley.deeds import DEEDS, DeedSound
from moviellm.studio.foley.standing import Standing

_MUSIC_MS = 14_000
_LONGEST_NAME = 120
_WEATHER: Mapping[Weather, str] = {
    "rain": "rain falls", "storm": "a storm blows", "snow": "a soft wind blows",
}  # fmt: skip

Make = Literal["line", "deed", "tone", "weather", "music"]


@dataclass(frozen=True, slots=True)
class PlannedSound:
    """A sound of the mix, and what it is made of.

    Attributes:
        heard: What is told of it.
        make: How it is made.
        pan: From -1, all left, to 1, all right.
        deed: Of a deed.
        recording: Of a line.
        place: Where it is heard: of deeds, tones and weather.
        weather: Of weather.
        mood: Of music.
    """

    heard: HeardSound
    make: Make
    pan: float = 0.0
    deed: DeedSound | None = None
    recording: Recording | None = None
    place: Place | None = None
    weather: Weather = "clear"
    mood: Mood = "calm"


def planned(film: Film, config: FoleyConfig) -> list[PlannedSound]:
    """Return all sounds of a film in the order in which they begin.

    Args:
        film: With its recordings and clips, where it has them.
        config: What is wanted.
    """
    standing = Standing(film)
    found = list(_lines(film, standing))
    found += _rooms(film, standing) if config.rooms else ()
    found += _deeds(film, standing) if config.effects else ()
    found += _music(film) if config.music else ()
    end = film.storyboard.duration_ms
    kept = [one for one in found if one.heard.start_ms < min(end, one.heard.end_ms)]
    kept.sort(key=lambda one: one.heard.start_ms)  # what begins together keeps its order
    return [_numbered(number, one, end) for number, one in enumerate(kept, start=1)]


def _numbered(number: int, one: PlannedSound, end_ms: int) -> PlannedSound:
    changed = {"id": f"sound-{number:05d}", "end_ms": min(end_ms, one.heard.end_ms)}
    return replace(one, heard=one.heard.model_copy(update=changed))


def _heard(
    kind: SoundKind, start_ms: int, end_ms: int, text: str, *, seen: bool, **more: Any
) -> HeardSound:
    return HeardSound(
        id="sound", kind=kind, start_ms=start_ms, end_ms=end_ms, text=text, seen=seen, **more
    )


def _lines(film: Film, standing: Standing) -> Iterator[PlannedSound]:
    """Lines that were spoken, from where their speakers stand."""
    cues = {cue.id: cue for cue in film.storyboard.cues}
    names = {person.id: _plain(person.name) for person in film.screenplay.cast}
    for recording in film.soundtrack.recordings if film.soundtrack else ():
        cue = cues[recording.cue]
        start, who = cue.start_ms, cue.speaker
        seen = standing.across(standing.frame_at(start), who) is not None
        text = f"{names[who]} speaks" if who in names else "a voice tells"
        heard = _heard(
            "speech", start, start + recording.duration_ms, text,
            seen=seen, source=who, event=cue.event,
        )  # fmt: skip
        yield PlannedSound(heard, "line", standing.pan(start, who), recording=recording)


def _deeds(film: Film, standing: Standing) -> Iterator[PlannedSound]:
    """What is heard of events that a picture shows."""
    play = film.screenplay
    places = {place.id: place for place in play.places}
    props = {prop.id: _plain(prop.name) for prop in play.props}
    moments = standing.moments()
    for scene in play.scenes():
        for event in scene.events:
            for deed in DEEDS.get(event.verb, ()) if event.id in moments else ():
                if deed.indoors in (None, places[scene.place].indoors):
                    heard = _of_deed(props, standing, event, deed, moments[event.id])
                    source = scene.place if deed.of == "place" else heard.source
                    yield PlannedSound(
                        heard.model_copy(update={"source": source}),
                        "deed",
                        standing.pan(heard.start_ms, event.agent),
                        deed=deed,
                        place=places[scene.place],
                    )


def _of_deed(
    props: Mapping[str, str], standing: Standing, event: Event, deed: DeedSound, moment: int
) -> HeardSound:
    start = moment + deed.after_ms
    frame = standing.frame_at(start)
    wanted = {event.agent, event.prop} if deed.of == "prop" else {event.agent}
    seen = any(standing.across(frame, name) is not None for name in wanted)
    text = deed.text.format(prop=props.get(event.prop or "", "thing"))
    source = event.prop if deed.of == "prop" else event.agent
    return _heard(
        deed.kind, start, start + deed.length_ms, text, seen=seen, source=source, event=event.id
    )


def _rooms(film: Film, standing: Standing) -> Iterator[PlannedSound]:
    """The tone of each place as long as the film stays in it, and its weather."""
    places = {place.id: place for place in film.screenplay.places}

    def air(frame: KeyFrame) -> tuple[str, Weather]:
        return frame.depiction.place, frame.depiction.weather

    for (name, weather), run in groupby(standing.frames, air):
        frames, place = list(run), places[name]
        start, end = frames[0].start_ms, frames[-1].end_ms
        tone = _heard(
            "tone", start, end, f"the air of {_plain(place.name)}", seen=True, source=name
        )
        yield PlannedSound(tone, "tone", place=place)
        if weather in _WEATHER and place.sees_sky:
            text, seen = _WEATHER[weather], not place.indoors
            heard = _heard("weather", start, end, text, seen=seen, source=name)
            yield PlannedSound(heard, "weather", place=place, weather=weather)


def _music(film: Film) -> Iterator[PlannedSound]:
    """Music where a chapter begins, in its mood."""
    chapter_of = {
        scene.id: chapter.id for chapter in film.screenplay.chapters for scene in chapter.scenes
    }

    def chapter(shot: Shot) -> str:
        return chapter_of[shot.scene]

    for _, run in groupby(film.storyboard.shots, chapter):
        shots = list(run)
        mood = _mood(shots)
        start, end = shots[0].span.start_ms, shots[-1].span.end_ms
        heard = _heard("music", start, min(end, start + _MUSIC_MS), f"{mood} music", seen=False)
        yield PlannedSound(heard, "music", mood=mood)


def _mood(shots: list[Shot]) -> Mood:
    """The mood that most faces show, calm ones aside."""
    felt: Counter[Mood] = Counter()
    for shot in shots:
        for frame in shot.frames:
            felt.update(figure.expression for figure in frame.depiction.figures)
    del felt["calm"]
    return max(sorted(felt), key=lambda mood: felt[mood]) if felt else "calm"


def _plain(name: str) -> str:
    """A name on one line, short enough for a caption."""
    printable = "".join(letter if letter.isprintable() else " " for letter in name)
    return " ".join(printable.split())[:_LONGEST_NAME]
