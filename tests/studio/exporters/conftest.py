"""A small film with pictures, captions and questions, and a store of blobs in memory."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import skia
from moviellm import Context
from moviellm.film import (
    Annotations,
    Box,
    Brief,
    Caption,
    Evidence,
    Film,
    Footage,
    KeyFrame,
    Picture,
    Question,
    Screenplay,
    Span,
    Storyboard,
)
from moviellm.testing.films.tiny import tiny_brief, tiny_screenplay, tiny_storyboard

FORMATS = {
    "jpg": skia.EncodedImageFormat.kJPEG,
    "png": skia.EncodedImageFormat.kPNG,
    "webp": skia.EncodedImageFormat.kWEBP,
}
COLOURS = {"mara": 0xFFB8402F, "ivo": 0xFF345C8C, "map": 0xFFD9B778, "chest": 0xFF7A4E2C}


@dataclass
class Shelf:
    """Blobs in memory; reading one that is not there fails as in a run."""

    blobs: dict[str, bytes] = field(default_factory=dict)

    def get(self, digest: str) -> bytes:
        return self.blobs[digest]

    def put(self, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self.blobs[digest] = data
        return digest


def _seen(frame: KeyFrame) -> list[tuple[str, float]]:
    seen = frame.depiction
    held = [(prop, figure.x) for figure in seen.figures for prop in figure.holding]
    return [(f.person, f.x) for f in seen.figures] + [(p.prop, p.x) for p in seen.props] + held


def _box(entity: str, x: float, width: int, height: int) -> Box:
    person = entity in ("mara", "ivo")
    w, h = (width * 12 // 100, height * 55 // 100) if person else (width // 10, height // 10)
    left = min(max(0, round(x * width) - w // 2), width - w)
    return Box(
        entity=entity,
        x=left,
        y=height * 88 // 100 - h,
        width=w,
        height=h,
        visible=1.0 if person else 0.5,
    )


def draw(frame: KeyFrame, kind: str, width: int = 320, height: int = 180) -> tuple[bytes, Any]:
    surface = skia.Surface(width, height)
    boxes = tuple(_box(entity, x, width, height) for entity, x in _seen(frame))
    with surface as canvas:
        canvas.clear(0xFFE8D6B8)
        canvas.drawRect((0, height * 0.75, width, height), skia.Paint(Color=0xFF8C6B4F))
        for box in boxes:
            paint = skia.Paint(Color=COLOURS.get(box.entity, 0xFF888888), AntiAlias=True)
            rect = skia.Rect.MakeXYWH(box.x, box.y, box.width, box.height)
            canvas.drawRoundRect(rect, 12, 12, paint)
        shade = skia.Paint(Color=0xFF000000 | frame.index * 40503 % 0xFFFFFF)
        canvas.drawCircle(width * 0.9, height * 0.15, 9, shade)
    image = surface.makeImageSnapshot()
    return bytes(image.encodeToData(FORMATS[kind], 90)), boxes


def shoot(storyboard: Storyboard, shelf: Shelf, kind: str = "jpg") -> Footage:
    pictures = []
    for frame in storyboard.frames():
        data, boxes = draw(frame, kind)
        pictures.append(
            Picture(
                frame=frame.id,
                digest=shelf.put(data),
                sha256=hashlib.sha256(data).hexdigest(),
                format=kind,
                width=320,
                height=180,
                bytes=len(data),
                boxes=boxes,
            )
        )
    return Footage(film=storyboard.film, pictures=tuple(pictures))


def annotate(screenplay: Screenplay, storyboard: Storyboard) -> Annotations:
    spans = [("film", screenplay.film, 0, storyboard.duration_ms, screenplay.overview)]
    for shot in storyboard.shots:
        span = shot.span
        text = f"A {shot.camera.size} shot."
        spans.append(("shot", shot.id, span.start_ms, span.end_ms, text))
        for f in shot.frames:
            spans.append(("frame", f.id, f.start_ms, f.end_ms, f.prompt))
    for chapter in screenplay.chapters:
        inside = {scene.id for scene in chapter.scenes}
        spans.append(("chapter", chapter.id, *_span(storyboard, inside), chapter.summary))
        for scene in chapter.scenes:
            spans.append(("scene", scene.id, *_span(storyboard, {scene.id}), scene.summary))
    return Annotations(
        film=screenplay.film,
        captions=tuple(
            Caption(
                id=f"caption-{level}-{target}",
                level=level,
                target=target,
                start_ms=start,
                end_ms=end,
                text=text or target,
            )
            for level, target, start, end, text in spans
        ),
        questions=_questions(storyboard),
        dropped={"not blind": 3, "fair": 1},
    )


def _span(storyboard: Storyboard, scenes: set[str]) -> tuple[int, int]:
    shots = [shot.span for shot in storyboard.shots if shot.scene in scenes]
    return shots[0].start_ms, shots[-1].end_ms


def _questions(storyboard: Storyboard) -> tuple[Question, ...]:
    frames = list(storyboard.frames())
    shown = frames[min(4, len(frames) - 1)]
    return (
        Question(
            id="q0001",
            kind="where",
            question="Where is the old map when Mara comes back?",
            answer="behind the stove",
            options=("in the oak chest", "behind the stove", "on the table", "in Ivo's hand"),
            answer_index=1,
            evidence=Evidence(frames=(shown.id,), spans_ms=(shown.span,)),
            hops=1,
            certificate_ms=shown.duration_ms,
            program="value(location(map), e5)",
            checks={"fair": True, "not blind": True},
        ),
        Question(
            id="q0002",
            kind="who_said",
            question="Who says “You moved it.”?",
            answer="Mara",
            evidence=Evidence(
                frames=(frames[-1].id,),
                cues=tuple(cue.id for cue in storyboard.cues[:1]),
                spans_ms=(Span(start_ms=0, end_ms=storyboard.duration_ms),),
            ),
            hops=2,
            certificate_ms=storyboard.duration_ms,
            program="who_said(c0001)",
        ),
    )


MakeFilm = Callable[..., Film]


def assemble(
    shelf: Shelf, brief: Brief, screenplay: Screenplay, storyboard: Storyboard, kind: str = "jpg"
) -> Film:
    return Film(
        brief=brief,
        screenplay=screenplay,
        storyboard=storyboard,
        footage=shoot(storyboard, shelf, kind),
        annotations=annotate(screenplay, storyboard),
    )


def long_film(shelf: Shelf, chapters: int = 11, scenes: int = 11, frames: int = 11) -> Film:
    """A film of many frames; its pictures are those of the tiny film over and over."""
    tiny, film = tiny_screenplay(), "film-long"
    moments = list(tiny_storyboard().frames())
    drawn = [draw(frame, "jpg") for frame in moments]
    digests = [(shelf.put(data), data, boxes) for data, boxes in drawn]
    play_chapters, shots, pictures, cues = [], [], [], []
    index = clock = 0
    for c in range(1, chapters + 1):
        play_scenes = []
        for s in range(1, scenes + 1):
            scene = (
                tiny.chapters[0]
                .scenes[1]
                .model_copy(
                    update={"id": f"c{c}s{s}", "title": f"Part {s} of the search", "events": ()}
                )
            )
            play_scenes.append(scene)
            shot_frames = []
            for _ in range(frames):
                moment, (digest, data, boxes) = moments[index % 10], digests[index % 10]
                index += 1
                length = 2000 + 500 * (index % 4)
                update = {"id": f"f{index:05d}", "index": index, "start_ms": clock}
                shot_frames.append(moment.model_copy(update={**update, "duration_ms": length}))
                sha = hashlib.sha256(data).hexdigest()
                pictures.append(
                    Picture(
                        frame=f"f{index:05d}",
                        digest=digest,
                        sha256=sha,
                        format="jpg",
                        width=320,
                        height=180,
                        bytes=len(data),
                        boxes=boxes,
                    )
                )
                clock += length
            shots.append(
                tiny_storyboard()
                .shots[0]
                .model_copy(
                    update={"id": f"c{c}s{s}-1", "scene": scene.id, "frames": tuple(shot_frames)}
                )
            )
            cue = tiny_storyboard().cues[0]
            start = shot_frames[0].start_ms + 500
            cues.append(
                cue.model_copy(
                    update={"id": f"cue-{c}-{s}", "start_ms": start, "end_ms": start + 1500}
                )
            )
        play_chapters.append(
            tiny.chapters[0].model_copy(
                update={
                    "id": f"c{c}",
                    "title": f"Chapter {c}: the long way",
                    "scenes": tuple(play_scenes),
                }
            )
        )
    screenplay = tiny.model_copy(update={"film": film, "chapters": tuple(play_chapters)})
    storyboard = Storyboard(film=film, shots=tuple(shots), cues=tuple(cues))
    annotations = annotate(screenplay, storyboard)
    question = annotations.questions[0]
    many = [
        question.model_copy(
            update={
                "id": f"q{n}",
                "kind": ("where", "who", "order", "why")[n % 4],
                "evidence": Evidence(
                    frames=(f"f{n * 4 + 5:05d}", f"f{n * 4 + 9:05d}"), spans_ms=()
                ),
            }
        )
        for n in range(min(240, index // 5))
    ]
    return Film(
        brief=tiny_brief().model_copy(update={"id": film, "theme": "A long search. " * 40}),
        screenplay=screenplay,
        storyboard=storyboard,
        footage=Footage(film=film, pictures=tuple(pictures)),
        annotations=annotations.model_copy(update={"questions": tuple(many)}),
    )


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def tiny_film(shelf: Shelf) -> Film:
    return assemble(shelf, tiny_brief(), tiny_screenplay(), tiny_storyboard())


@pytest.fixture
def make_film(shelf: Shelf) -> MakeFilm:
    """A film like the tiny one, with another id, theme, title, lines or picture format."""

    def make(
        id: str = "film-tiny",
        theme: str = "A lighthouse keeper hides a map",
        title: str = "The Map Behind the Stove",
        lines: Sequence[str] = ("You moved it.",),
        kind: str = "jpg",
    ) -> Film:
        brief = tiny_brief().model_copy(update={"id": id, "theme": theme})
        screenplay = tiny_screenplay().model_copy(update={"film": id, "title": title})
        storyboard = tiny_storyboard()
        cue = storyboard.cues[0]
        cues = tuple(
            cue.model_copy(update={"id": f"c{n:04d}", "text": line}) for n, line in enumerate(lines)
        )
        storyboard = storyboard.model_copy(update={"film": id, "cues": cues})
        return assemble(shelf, brief, screenplay, storyboard, kind)

    return make


@pytest.fixture
def context(shelf: Shelf) -> Context:
    return Context(
        seed=1, film="", log=logging.getLogger("moviellm.test"), calls=_NoCalls(), blobs=shelf
    )


class _NoCalls:
    def buy(self, request: Any, **terms: Any) -> Any:
        raise AssertionError("an exporter buys nothing")


@pytest.fixture
def export(context: Context, tmp_path: Path) -> Callable[..., Path]:
    """Run an exporter over films into a new folder."""

    def run(exporter: Any, films: Iterable[Film], name: str = "out") -> Path:
        target = tmp_path / name
        target.mkdir()
        assert exporter.moviellm_export(films=films, target=target, context=context) is True
        return target

    return run


@pytest.fixture
def make_long() -> Callable[..., Film]:
    return long_film
