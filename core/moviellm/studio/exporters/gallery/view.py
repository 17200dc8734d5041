"""A film as its page needs it: names instead of ids, spans of chapters and scenes, one list a kind.

Plain JSON values, short keys for what comes once a frame.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from moviellm.film import (
    Clip,
    Depiction,
    Film,
    Person,
    Place,
    Prop,
    fluent_parts,
    location_parts,
    parse_fact,
)
from moviellm.studio.exporters.pictures import CLIPS, clip_name, picture_name

_LOOKS = {
    ("open", "yes"): "open",
    ("open", "no"): "shut",
    ("lit", "yes"): "lit",
    ("lit", "no"): "unlit",
    ("whole", "no"): "broken",
}
"""What is worth saying of a visible prop's state."""


def film_view(film: Film) -> dict[str, Any]:
    """Return the data of a film's page."""
    spans = _spans(film)
    play, board = film.screenplay, film.storyboard
    return {
        "ms": board.duration_ms,
        "names": _names(film),
        "people": [person.id for person in play.cast],
        "chapters": [
            {
                "id": chapter.id,
                "title": chapter.title,
                "span": spans[chapter.id],
                "scenes": [
                    {"id": scene.id, "title": scene.title, "span": spans[scene.id]}
                    for scene in chapter.scenes
                    if scene.id in spans
                ],
            }
            for chapter in play.chapters
            if chapter.id in spans
        ],
        "shots": [
            {
                "id": shot.id,
                "scene": shot.scene,
                "camera": _camera(film, shot.camera.size, shot.camera.angle, shot.camera.subject),
                "span": [shot.span.start_ms, shot.span.end_ms],
            }
            for shot in board.shots
        ],
        "frames": _frames(film),
        "cues": [
            {"id": c.id, "who": c.speaker, "text": c.text, "span": [c.start_ms, c.end_ms]}
            for c in board.cues
        ],
        "captions": _captions(film),
        "questions": [
            question.model_dump(mode="json", exclude={"checks"})
            | {"checks": sorted(name for name, passed in question.checks.items() if passed)}
            for question in film.annotations.questions
        ],
        "film": film.id,
        **({"clips": [_clip(clip) for clip in film.clips.clips]} if film.clips else {}),
    }


def _clip(clip: Clip) -> dict[str, Any]:
    """File, rate, number of frames and size of a clip, and runs of boxes by entity."""
    return {
        "f": f"{CLIPS}/{clip_name(clip)}",
        "r": clip.rate,
        "n": clip.frames,
        "z": [clip.width, clip.height],
        "t": {track.entity: [run[:6] for run in track.runs] for track in clip.tracks},
    }


def _names(film: Film) -> dict[str, str]:
    play = film.screenplay
    things: Iterable[Person | Place | Prop] = (*play.cast, *play.places, *play.props)
    return {thing.id: thing.name for thing in things}


def _spans(film: Film) -> dict[str, list[int]]:
    """Start and end of every scene and chapter that has a shot."""
    spans: dict[str, list[int]] = {}
    chapter_of = {s.id: c.id for c in film.screenplay.chapters for s in c.scenes}
    for shot in film.storyboard.shots:
        for part in (shot.scene, chapter_of.get(shot.scene, shot.scene)):
            start = spans.get(part, [shot.span.start_ms])[0]
            spans[part] = [start, shot.span.end_ms]
    return spans


def _camera(film: Film, size: str, angle: str, subject: str | None) -> str:
    words = f"{size} shot" if angle == "eye" else f"{size} shot, {angle} angle"
    return f"{words}, on {_names(film).get(subject, subject)}" if subject else words


def _frames(film: Film) -> list[dict[str, Any]]:
    names, spots = _names(film), _spots(film)
    pictures = film.footage.pictures
    rows = []
    for number, shot in enumerate(film.storyboard.shots):
        for frame in shot.frames:
            picture = pictures[frame.index - 1] if pictures else None
            rows.append(
                {
                    "id": frame.id,
                    "t": frame.start_ms,
                    "d": frame.duration_ms,
                    "s": number,
                    "f": picture_name(frame.index, picture) if picture else "",
                    "z": [picture.width, picture.height] if picture else [16, 9],
                    "p": f"{names.get(frame.depiction.place, frame.depiction.place)}, "
                    f"{frame.depiction.light}, {frame.depiction.weather}",
                    "v": _visible(frame.depiction, names, spots),
                    "b": [
                        [box.entity, box.x, box.y, box.width, box.height]
                        for box in (picture.boxes if picture else ())
                    ],
                }
            )
    return rows


def _spots(film: Film) -> dict[str, str]:
    return {
        spot.id: f"{spot.preposition} the {spot.name}"
        for place in film.screenplay.places
        for spot in place.spots
    }


def _visible(
    seen: Depiction, names: Mapping[str, str], spots: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Everybody and everything in a picture with how it is seen."""
    rows = [(figure.person, f"{figure.pose}, {figure.expression}") for figure in seen.figures]
    for figure in seen.figures:
        who = names.get(figure.person, figure.person)
        rows += [(prop, f"held by {who}") for prop in figure.holding]
        rows += [(prop, f"worn by {who}") for prop in figure.wearing]
    for prop in seen.props:
        how, where = location_parts(prop.location)
        at = f"in the {names.get(where, where)}" if how == "in" else spots.get(where, where)
        rows.append((prop.prop, ", ".join([at, *_looks(prop.facts)])))
    return rows


def _looks(facts: tuple[str, ...]) -> list[str]:
    found = (parse_fact(text) for text in facts)
    looks = (_LOOKS.get((fluent_parts(fact.fluent)[0], fact.value)) for fact in found)
    return [look for look in looks if look]


def _captions(film: Film) -> dict[str, dict[str, list[str]]]:
    """Texts by level and target."""
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for caption in film.annotations.captions:
        found[caption.level][caption.target].append(caption.text)
    return found
