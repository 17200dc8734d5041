"""Whole small films for tests: the tiny one, a longer one with sound, and one of nasty texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from moviellm.component import Blobs
from moviellm.film import (
    Animation,
    Annotations,
    Brief,
    Clip,
    ClipRate,
    Clips,
    Evidence,
    Film,
    Footage,
    Painting,
    Picture,
    Question,
    Recording,
    Screenplay,
    Shape,
    ShotSlate,
    Slate,
    Soundtrack,
    Storyboard,
    shot_slates,
    slates,
)
from moviellm.testing.context import MemoryBlobs, make_context
from moviellm.testing.fakes.captioner.config import FakeCaptionerConfig
from moviellm.testing.fakes.captioner.impl import FakeCaptioner
from moviellm.testing.fakes.director.config import FakeDirectorConfig
from moviellm.testing.fakes.director.impl import FakeDirector
from moviellm.testing.fakes.voice.config import FakeVoiceConfig
from moviellm.testing.fakes.voice.impl import FakeVoice
from moviellm.testing.fakes.writer.config import FakeWriterConfig
from moviellm.testing.fakes.writer.impl import FakeWriter
from moviellm.testing.films.pictures import tiny_picture
from moviellm.testing.films.tiny import tiny_brief, tiny_screenplay, tiny_storyboard

NASTY_TEXTS = (
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "</script><img src=x onerror=alert(1)>",
    "\"double\" 'single' \\ back",
    "line\nbreak\r\n\ttab\x07",
    "=1+1;DROP TABLE films;--",
    "漢字 émoji 🎬🏽 \u202ertl",
    "--> 00:00:01,000",
    "{{7*7}} ${x} %s %(y)d",
    "C:\\con\\aux|*?<>",
)
"""What a model may write and an exporter must survive; none of it is HTML, a path or code."""

_TEXT_FIELDS = {
    "theme", "title", "overview", "genre", "keyword", "name", "occupation", "want", "description",
    "summary", "prose", "line", "text", "prompt", "question", "answer", "program", "wrote",
}  # fmt: skip


def tiny_movie(blobs: Blobs | None = None) -> Film:
    """Return the tiny film, whole: ten small pictures, captions on every level, three questions.

    Args:
        blobs: Gets the pictures, for exporters to read them; by default they are kept nowhere.
    """
    film = assemble(tiny_brief(), tiny_screenplay(), tiny_storyboard(), blobs or MemoryBlobs())
    notes = film.annotations
    questions = (*notes.questions, _where_is_the_map(film.storyboard))
    return film.model_copy(
        update={"annotations": notes.model_copy(update={"questions": questions})}
    )


def longer_movie(blobs: Blobs | None = None) -> Film:
    """Return a film of two chapters, eight scenes, 32 frames, with a soundtrack."""
    blobs = blobs or MemoryBlobs()
    brief = Brief(
        id="film-longer", theme="A lantern", seed=3, shape=Shape(chapters=2, scenes=4, frames=4)
    )
    context = make_context(film=brief.id)
    play = FakeWriter(FakeWriterConfig()).moviellm_write(brief, context)
    board = FakeDirector(FakeDirectorConfig()).moviellm_direct(brief, play, context)
    sounds = FakeVoice(FakeVoiceConfig()).moviellm_voice(play, board, context)
    soundtrack = Soundtrack(
        film=brief.id,
        recordings=tuple(
            Recording(cue=cue.id, digest=blobs.put(sound.data), duration_ms=sound.duration_ms)
            for cue, sound in zip(board.cues, sounds, strict=True)
        ),
    )
    return assemble(brief, play, board, blobs).model_copy(update={"soundtrack": soundtrack})


def moving_movie(blobs: Blobs | None = None, *, rate: ClipRate = 12) -> Film:
    """Return the tiny film with a clip of every shot; it needs the extra ``motion``.

    Args:
        blobs: Gets pictures and clips; by default they are kept nowhere.
        rate: Frames a second.
    """
    from moviellm.testing.fakes.animator.config import FakeAnimatorConfig
    from moviellm.testing.fakes.animator.impl import FakeAnimator

    blobs = blobs or MemoryBlobs()
    film = tiny_movie(blobs)
    animator = FakeAnimator(FakeAnimatorConfig(rate=rate))
    context = make_context(film=film.id, blobs=blobs)
    shots = shot_slates(film.screenplay, film.storyboard, film.footage)
    clips = tuple(_kept(shot, animator.moviellm_animate(shot, context), blobs) for shot in shots)
    return film.model_copy(update={"clips": Clips(film=film.id, clips=clips)})


def nasty_movie(blobs: Blobs | None = None) -> Film:
    """Return the tiny film with one of `NASTY_TEXTS` in every text; its ids stay as they are."""
    film = tiny_movie(blobs).model_dump(mode="json")
    return Film.model_validate(_poisoned(film) | {"soundtrack": None})


def assemble(brief: Brief, screenplay: Screenplay, storyboard: Storyboard, blobs: Blobs) -> Film:
    """Paint and caption a storyboard with the fakes, and return the whole film."""
    board = zip(storyboard.frames(), slates(screenplay, storyboard), strict=True)
    pictures = tuple(_stored(frame.id, tiny_picture(slate), blobs) for frame, slate in board)
    film = Film(
        brief=brief,
        screenplay=screenplay,
        storyboard=storyboard,
        footage=Footage(film=brief.id, pictures=pictures),
        annotations=Annotations(film=brief.id, captions=(), questions=()),
    )
    annotations = FakeCaptioner(FakeCaptionerConfig()).moviellm_caption(
        film, make_context(film=brief.id)
    )
    return film.model_copy(update={"annotations": annotations})


def repainted(film: Film, paint: Callable[[list[Slate]], Sequence[Painting]], blobs: Blobs) -> Film:
    """Return a film with the pictures of another painter.

    Args:
        film: The film.
        paint: Paints slates, one picture each.
        blobs: Gets the pictures.
    """
    board = list(slates(film.screenplay, film.storyboard))
    painted = zip(film.storyboard.frames(), paint(board), strict=True)
    pictures = tuple(_stored(frame.id, picture, blobs) for frame, picture in painted)
    return film.model_copy(update={"footage": Footage(film=film.id, pictures=pictures)})


def _stored(frame: str, painting: Painting, blobs: Blobs) -> Picture:
    return Picture(
        frame=frame,
        digest=blobs.put(painting.data),
        sha256=hashlib.sha256(painting.data).hexdigest(),
        format=painting.format,
        width=painting.width,
        height=painting.height,
        bytes=len(painting.data),
        boxes=painting.boxes,
    )


def _kept(shot: ShotSlate, clip: Animation, blobs: Blobs) -> Clip:
    return Clip(
        shot=shot.shot,
        digest=blobs.put(clip.data),
        sha256=hashlib.sha256(clip.data).hexdigest(),
        media_type=clip.media_type,
        rate=clip.rate,
        frames=clip.frames,
        width=clip.width,
        height=clip.height,
        bytes=len(clip.data),
        tracks=clip.tracks,
        events=clip.events,
    )


def _where_is_the_map(storyboard: Storyboard) -> Question:
    frame = list(storyboard.frames())[4]
    return Question(
        id="where-map",
        kind="where",
        question="Where is the old map when Mara comes back?",
        answer="behind the stove",
        options=("in the oak chest", "behind the stove", "in Ivo's hand", "on the table"),
        answer_index=1,
        evidence=Evidence(frames=(frame.id,), spans_ms=(frame.span,)),
        hops=1,
        certificate_ms=frame.duration_ms,
        program="value(location(map), e5)",
    )


def _poisoned(value: Any, field: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _poisoned(part, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_poisoned(part, field) for part in value]
    if isinstance(value, str) and field in (_TEXT_FIELDS | {"options"}):
        return f"{value[:60]} {NASTY_TEXTS[len(value) % len(NASTY_TEXTS)]}"
    return value
