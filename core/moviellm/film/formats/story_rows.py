"""The rows of a ``story_info`` file as a film: scenes, places, times."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple, get_args

from moviellm.errors import InputError
from moviellm.film.models.annotations import Annotations, Evidence, Question
from moviellm.film.models.brief import MAX_THEME, Brief, Shape
from moviellm.film.models.film import Film
from moviellm.film.models.footage import Footage
from moviellm.film.models.ids import derive_seed
from moviellm.film.models.screenplay import (
    Appearance,
    Chapter,
    Colour,
    Event,
    Person,
    Place,
    Scene,
    Screenplay,
    Style,
)
from moviellm.film.models.storyboard import Camera, Cue, Depiction, KeyFrame, Shot, Storyboard
from moviellm.film.models.timeline import Span

READING_SPEED = 16
"""How many characters of a line are read in a second."""
LEAD_MS = 200
"""How long after its picture or the line before a line begins."""

_PREFIX = re.compile(r"\s*generate an image \w+ (?P<style>.{1,120}?) style:\s*", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:in|at|on|inside|outside|near|within|by|under)\s+(?:front\s+of\s+)?"
    r"(?:the\s+)?(?P<place>[^,.;:]{2,60}?)\s*[,.;]",
    re.IGNORECASE,
)
_OUTDOORS = re.compile(
    r"\b(?:streets?|square|gates?|walls?|field|ground|battleground|zone|path|pathway|forest|"
    r"garden|harbou?r|beach|road|hill|mountain|river|sea|lake|park|bridge|market|ruins|city)\b"
)
_TIMES = frozenset({"dawn", "dusk", "night", "noon", "midnight", "sunset", "sunrise"})
_MOST = 100
"""The most key frames that one scene may have."""


class Row(NamedTuple):
    """One row of ``img_diag``."""

    kind: Literal["frame", "dialogue"]
    text: str


@dataclass(frozen=True, slots=True)
class StoryRows:
    """A ``story_info`` file whose shape has been checked."""

    character: dict[str, str]
    rows: tuple[Row, ...]
    questions: tuple[tuple[str, str], ...]
    overview: str


class ToldScene(NamedTuple):
    """A row with its number in the file, from 1, and the picture it belongs to, from 0."""

    number: int
    picture: int
    row: Row

    @property
    def event(self) -> str:
        """The id of the event that the row becomes."""
        return f"e{self.number:05d}"


def film_of_rows(story: StoryRows, film_id: str) -> Film:
    """Make the film: its parts as the module `moviellm.film.formats.story_info` says."""
    told = list(_told(story.rows))
    pictures = [row.text for row in story.rows if row.kind == "frame"]
    groups, shape = _groups([_place_of(text) for text in pictures])
    style = Counter(match["style"] for text in pictures if (match := _PREFIX.match(text)))
    keyword = style.most_common(1)[0][0].lower() if style else "dramatic"
    places = {name: f"place-{i}" for i, name in enumerate(dict.fromkeys(n for n, _ in groups), 1)}
    scenes = list(_scenes(groups, places, told))
    storyboard = _storyboard(film_id, scenes, told)
    title = _title(story.overview)
    return Film(
        brief=Brief(id=film_id, theme=(story.overview or title)[:MAX_THEME], seed=0, shape=shape),
        screenplay=Screenplay(
            film=film_id,
            title=title,
            overview=story.overview,
            genre="imported",
            style=Style(keyword=keyword),
            cast=tuple(_cast(story.character)),
            places=tuple(_place(name, place_id) for name, place_id in places.items()),
            chapters=_chapters(scenes, shape),
            wrote="imported from story_info",
        ),
        storyboard=storyboard,
        footage=Footage(film=film_id, pictures=()),
        annotations=Annotations(
            film=film_id,
            captions=(),
            questions=tuple(_questions(story.questions, storyboard.duration_ms)),
        ),
    )


def _told(rows: Sequence[Row]) -> Iterator[ToldScene]:
    """Number the rows. Lines before the first picture belong to it."""
    picture = -1
    for number, row in enumerate(rows, start=1):
        picture += row.kind == "frame"
        yield ToldScene(number, max(0, picture), row)


def _title(overview: str) -> str:
    """The title that an overview begins with, in quotation marks."""
    match = re.match(r"\s*['\"‘“](.{1,120}?)['\"’”](?:\s|$)", overview)
    return match[1] if match else "Imported film"


def _place_of(prompt: str) -> str | None:
    match = _PREFIX.match(prompt)
    found = _PLACE.match(prompt, match.end() if match else 0)
    if found is None:
        return None
    name = " ".join(found["place"].replace("’", "'").lower().split())
    return None if name in _TIMES else name


Group = tuple[str, int]
"""A scene to be: the name of its place and its number of pictures."""


def _groups(places: Sequence[str | None]) -> tuple[list[Group], Shape]:
    """Scenes of pictures: 11 x 11 x 11 when the count is that, else a scene a place.

    Of 11 pictures of the paper's shape the scene's place is the one that most of them name;
    a picture that names none is where the one before it was.
    """
    if len(places) == 11**3:
        blocks = [places[i : i + 11] for i in range(0, len(places), 11)]
        groups: list[Group] = []
        for block in blocks:
            named = Counter(name for name in block if name)
            last = groups[-1][0] if groups else "somewhere"
            groups.append((named.most_common(1)[0][0] if named else last, len(block)))
        return groups, Shape(chapters=11, scenes=11, frames=11)
    filled: list[str] = []
    first = next((name for name in places if name), "somewhere")
    for name in places:
        filled.append(name or (filled[-1] if filled else first))
    groups = []
    for name, run in groupby(filled):
        count = len(list(run))
        groups += [(name, min(_MOST, count - i)) for i in range(0, count, _MOST)]
    if len(groups) > _MOST**2:
        raise InputError(
            f"The story_info file changes its place {len(groups)} times.",
            hint=f"At most {_MOST**2} scenes are read.",
        )
    chapters = -(-len(groups) // 11) if len(groups) <= 11 * _MOST else _MOST
    scenes = -(-len(groups) // chapters)
    most = max(count for _, count in groups)
    return groups, Shape(chapters=-(-len(groups) // scenes), scenes=scenes, frames=most)


def _scenes(
    groups: Sequence[Group], places: dict[str, str], told: Sequence[ToldScene]
) -> Iterator[Scene]:
    picture = cursor = 0
    for number, (name, count) in enumerate(groups, start=1):
        picture += count
        start = cursor
        while cursor < len(told) and told[cursor].picture < picture:
            cursor += 1
        yield Scene(
            id=f"scene-{number:03d}",
            title=name.title()[:120],
            place=places[name],
            frames=count,
            events=tuple(_event(one) for one in told[start:cursor]),
        )


def _event(told: ToldScene) -> Event:
    if told.row.kind == "frame":
        return Event(id=told.event, verb="act", prose=told.row.text)
    return Event(id=told.event, verb="narrate", line=told.row.text)


def _chapters(scenes: Sequence[Scene], shape: Shape) -> tuple[Chapter, ...]:
    per = shape.scenes
    return tuple(
        Chapter(
            id=f"chapter-{i // per + 1:02d}",
            title=f"Chapter {i // per + 1}",
            scenes=tuple(scenes[i : i + per]),
        )
        for i in range(0, len(scenes), per)
    )


def _place(name: str, place_id: str) -> Place:
    return Place(id=place_id, name=f"the {name}", kind=name, indoors=_OUTDOORS.search(name) is None)


def _cast(character: dict[str, str]) -> Iterator[Person]:
    for number, (name, looks) in enumerate(character.items(), start=1):
        words = re.findall(r"[a-z]+", looks.lower())
        female, male = {"woman", "girl"} & set(words), {"man", "boy"} & set(words)
        colour = words[-1] if words and words[-1] in get_args(Colour) else "blue"
        yield Person.model_validate(
            {
                "id": f"person-{number}",
                "name": name,
                "pronoun": "she" if female and not male else "he" if male else "they",
                "role": "main" if number <= 2 else "supporting",
                "appearance": Appearance.model_validate(
                    {"garment_colour": colour, "description": looks}
                ),
            }
        )


def _storyboard(film_id: str, scenes: Sequence[Scene], told: Sequence[ToldScene]) -> Storyboard:
    """One shot a picture; a picture lasts until its lines are read."""
    clock = 0
    shots: list[Shot] = []
    cues: list[Cue] = []
    homes = [scene for scene in scenes for _ in range(scene.frames)]
    for scene, (_, rows) in zip(homes, groupby(told, key=lambda one: one.picture), strict=True):
        parts = sorted(rows, key=lambda one: one.row.kind == "dialogue")
        image, heard = parts[0], clock
        for line in parts[1:]:
            cues.append(_cue(line, len(cues) + 1, heard + LEAD_MS))
            heard = cues[-1].end_ms
        looked = min(6_000, 2_000 + 10 * len(image.row.text))
        number = len(shots) + 1
        frame = KeyFrame(
            id=f"f{number:05d}",
            index=number,
            start_ms=clock,
            duration_ms=max(looked, heard + LEAD_MS - clock),
            after=image.event,
            events=(image.event,),
            depiction=Depiction(place=scene.place),
            prompt=image.row.text,
            seed=derive_seed(film_id, number),
        )
        clock = frame.end_ms
        shots.append(Shot(id=f"s{number:05d}", scene=scene.id, camera=Camera(), frames=(frame,)))
    return Storyboard(film=film_id, shots=tuple(shots), cues=tuple(cues))


def _cue(line: ToldScene, number: int, start: int) -> Cue:
    return Cue(
        id=f"c{number:05d}",
        event=line.event,
        text=line.row.text,
        start_ms=start,
        end_ms=start + max(900, 1000 * len(line.row.text) // READING_SPEED),
    )


def _questions(rows: Sequence[tuple[str, str]], duration_ms: int) -> Iterator[Question]:
    whole = Evidence(spans_ms=(Span(start_ms=0, end_ms=duration_ms),))
    for number, (question, answer) in enumerate(rows, start=1):
        yield Question(
            id=f"q{number:05d}",
            kind="overview" if number == 1 else "plot",
            question=question,
            answer=answer,
            evidence=whole,
            hops=1,
            certificate_ms=duration_ms,
            program="imported",
        )
