"""Films as a network gets them, read from an export of the exporter `frames`."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import simplejpeg
import torch
from moviellm.film import Film, Picture, family
from torch import Tensor

from learning.words import People, Token, looks_of, tokens_of

OPTIONS = 4
_SEEN = 0.5
"""What is hidden by more than half is not pointed at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question with options.

    Attributes:
        kind: As the row has it.
        hops: How many separate facts its evidence joins.
        question: Its tokens.
        options: Those of each option.
        answer: Which option is right.
    """

    kind: str
    hops: int
    question: list[Token]
    options: list[list[Token]]
    answer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Boxed:
    """Somebody or something that a key frame shows.

    Attributes:
        x: Where its middle is, as a share of the width.
        y: The same, of the height.
        words: What it is called; of a person, their looks.
    """

    x: float
    y: float
    words: list[Token]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Watched:
    """A film, its key frames in order.

    Attributes:
        id: The film's.
        family: Films of one family are never divided between training and test.
        pictures: Key frames x 3 x height x width, whole numbers to 255.
        times: When each begins, in seconds.
        captions: The tokens of each key frame's caption.
        boxes: Who and what each key frame shows, and where.
        asked: Its questions with options.
    """

    id: str
    family: str
    pictures: Tensor
    times: Tensor
    captions: list[list[Token]]
    boxes: list[list[Boxed]]
    asked: list[Asked]


def read_films(export: Path) -> list[Watched]:
    """Read every film of an export, in the order of their ids."""
    return [read_film(file.parent) for file in sorted(export.glob("*/film.json"))]


def read_film(folder: Path) -> Watched:
    """Read a film from its folder."""
    film = Film.model_validate_json((folder / "film.json").read_bytes())
    people = {person.name.casefold(): looks_of(person) for person in film.screenplay.cast}
    named = [(person.id, person.name) for person in film.screenplay.cast]
    named += [(prop.id, prop.name) for prop in film.screenplay.props]
    called = {one: tokens_of(name, people) for one, name in named}
    frames = [frame for shot in film.storyboard.shots for frame in shot.frames]
    captions = {row["target"]: row["text"] for row in _rows(folder / "captions.jsonl")}
    rows = list(_rows(folder / "qa.jsonl"))
    return Watched(
        id=film.brief.id,
        family=next((row["family"] for row in rows if "family" in row), family(film)),
        pictures=torch.stack([_picture(file) for file in sorted(folder.glob("frames/*.jpg"))]),
        times=torch.tensor([frame.start_ms / 1000 for frame in frames]),
        captions=[tokens_of(captions.get(frame.id, ""), people) for frame in frames],
        boxes=[list(_boxed(picture, called)) for picture in film.footage.pictures],
        asked=[_asked(row, people) for row in rows if len(row["options"] or ()) == OPTIONS],
    )


def divide(
    films: Sequence[Watched], held_out: int, train: int, seed: int
) -> tuple[list[Watched], list[Watched]]:
    """Choose films to train on and films that are held out, by whole families.

    Fewer films to train on are the first of more.

    Args:
        films: All that there are.
        held_out: At least so many are held out.
        train: At most so many are trained on.
        seed: Another one holds others out.
    """
    families = sorted({film.family for film in films})
    random.Random(seed).shuffle(families)
    place = {name: number for number, name in enumerate(families)}
    mixed = sorted(films, key=lambda film: (place[film.family], film.id))
    others = (n for n in range(held_out, len(mixed)) if mixed[n].family != mixed[n - 1].family)
    cut = next(others, len(mixed))
    return mixed[cut : cut + train], mixed[:cut]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    return (json.loads(line) for line in file.read_text(encoding="utf-8").splitlines())


def _boxed(picture: Picture, called: Mapping[str, list[Token]]) -> Iterator[Boxed]:
    for box in picture.boxes:
        if box.visible >= _SEEN and box.entity in called:
            yield Boxed(
                x=(box.x + box.width / 2) / picture.width,
                y=(box.y + box.height / 2) / picture.height,
                words=called[box.entity],
            )


def _picture(file: Path) -> Tensor:
    return torch.from_numpy(simplejpeg.decode_jpeg(file.read_bytes())).permute(2, 0, 1)


def _asked(row: dict[str, Any], people: People) -> Asked:
    return Asked(
        kind=row["kind"],
        hops=row["hops"],
        question=tokens_of(row["question"], people),
        options=[tokens_of(option, people) for option in row["options"]],
        answer=row["answer_index"],
    )
