"""What the overview and the films' pages share."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from moviellm.film import Box, Film, KeyFrame, Picture, clock
from moviellm.pages import Html, fill, join


@cache
def asset(name: str) -> str:
    """Return a file of the gallery."""
    folder = files("moviellm.studio.exporters.gallery")
    return folder.joinpath("assets", name).read_text(encoding="utf-8")


def counts(rows: Iterable[tuple[str, object]]) -> Html:
    """Return the inside of a list of counts; a number gets its thousands separated."""
    template = "<div><dt>$name</dt><dd>$count</dd></div>"
    return join(
        fill(template, name=name, count=f"{count:,}" if isinstance(count, int) else count)
        for name, count in rows
    )


def short_clock(ms: int) -> str:
    """Return a time as ``M:SS`` or ``H:MM:SS``."""
    hours, minutes, seconds = clock(ms).partition(".")[0].split(":")
    return f"{int(minutes)}:{seconds}" if hours == "00" else f"{int(hours)}:{minutes}:{seconds}"


def fork_sentence(film: Film) -> str:
    """Return the sentence of the event in which a twin leaves its parent; empty for other films."""
    fork = film.screenplay.fork
    return next((e.prose for e in film.screenplay.events() if fork and e.id == fork.event), "")


def poster(film: Film) -> tuple[KeyFrame, Picture] | None:
    """Return the frame that shows most people, then most things; None without pictures.

    Of a twin it is the frame in which it leaves its parent.
    """
    fork = film.screenplay.fork
    for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=False):
        if fork is not None and fork.event in frame.events:
            return frame, picture
    people = {person.id for person in film.screenplay.cast}
    best: tuple[tuple[int, int], KeyFrame, Picture] | None = None
    for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=False):
        clear = [box.entity for box in picture.boxes if box.visible >= 0.5]
        score = (len(people.intersection(clear)), len(clear))
        if best is None or score > best[0]:
            best = (score, frame, picture)
    return best[1:] if best else None


def best_portrait(film: Film, person: str) -> tuple[KeyFrame, Picture, Box] | None:
    """Return where a person is seen best; None when no box tells."""
    best: tuple[float, KeyFrame, Picture, Box] | None = None
    for frame, picture in zip(film.storyboard.frames(), film.footage.pictures, strict=False):
        for box in picture.boxes:
            clear = box.visible * box.height / picture.height
            if box.entity == person and (best is None or clear > best[0]):
                best = (clear, frame, picture, box)
    return best[1:] if best else None
