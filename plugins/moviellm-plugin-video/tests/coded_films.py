"""Films whose every picture carries its key frame's number as a pattern that survives encoding."""

from __future__ import annotations

import hashlib
import io
import wave
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from moviellm.film import (
    Annotations,
    Brief,
    Camera,
    Caption,
    Chapter,
    Cue,
    Depiction,
    Evidence,
    Film,
    Footage,
    KeyFrame,
    Picture,
    Question,
    Recording,
    Scene,
    Screenplay,
    Shape,
    Shot,
    Soundtrack,
    Storyboard,
)
from moviellm.testing.films.tiny import IVO, MARA, ROOM
from moviellm_plugin_video.config import Mp4Config, VideoOptions
from PIL import Image

SIZE = (64, 48)
MARK = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_SIDE = 4
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}


def picture(number: int, size: tuple[int, int] = SIZE, kind: str = "png", mark: str = "") -> bytes:
    """A number in 16 black or white blocks."""
    bits = [(number >> bit & 1) * 255 for bit in range(_SIDE * _SIDE)]
    blocks = Image.fromarray(np.array(bits, np.uint8).reshape(_SIDE, _SIDE))
    image = blocks.resize(size, Image.Resampling.NEAREST).convert("RGB")
    out = io.BytesIO()
    image.save(out, _FORMATS[kind], **({"comment": MARK + mark} if mark else {}))
    return out.getvalue()


def number_in(frame: av.VideoFrame) -> int:
    """The number in a decoded frame that a picture fills."""
    assert frame.format.name.startswith("yuv")
    plane = frame.planes[0]  # as it is: a conversion takes twenty times as long as decoding
    luma = np.frombuffer(plane, np.uint8).reshape(plane.height, plane.line_size)[:, : plane.width]
    height, width = luma.shape
    number = 0
    for bit in range(_SIDE * _SIDE):
        row, column = divmod(bit, _SIDE)
        y, x = (2 * row + 1) * height // 8, (2 * column + 1) * width // 8
        value = luma[y - 1 : y + 2, x - 1 : x + 2].mean()
        assert not 100 < value < 156, f"block {bit} is neither black nor white: {value}"
        number |= int(value > 128) << bit
    return number


def numbers(path: Path) -> list[int]:
    """The number of every frame of a video, in the order in which decoders give them."""
    with av.open(str(path)) as video:
        return [number_in(frame) for frame in video.decode(video=0)]


def times(path: Path) -> list[Fraction]:
    """The time of every frame of a video, in seconds."""
    with av.open(str(path)) as video:
        return [frame.pts * frame.time_base for frame in video.decode(video=0)]


def tone(ms: int, *, rate: int = 22_050, channels: int = 1, level: float = 0.5) -> bytes:
    """A WAV file of a tone of 1 kHz."""
    count = rate * ms // 1000
    samples = level * 32_767 * np.sin(2 * np.pi * 1000 * np.arange(count) / rate)
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(samples.astype("<i2"), channels).tobytes())
    return out.getvalue()


def film(
    blobs: Any,
    durations: list[int],
    *,
    name: str = "film-coded",
    sizes: list[tuple[int, int]] | None = None,
    lines: list[tuple[int, int, str]] | None = None,
    sounds: list[bytes] | None = None,
    language: str = "en",
    text: str = "It happens.",
    kind: str = "png",
    mark: str = "",
    camera: Camera | None = None,
) -> Film:
    """A film of key frames of these durations, in ms: two a shot, two shots a scene and chapter.

    Args:
        blobs: Gets pictures and sounds.
        durations: One a key frame.
        name: Its id.
        sizes: Of the pictures, over and over.
        lines: Start, end and text of each line of dialogue; Mara and Ivo take turns.
        sounds: A WAV file for each of the first lines.
        language: BCP 47.
        text: Stands wherever a model writes.
        kind: Of the pictures.
        mark: The IPTC digital source type in the pictures; none when empty.
        camera: Of every shot.
    """
    board = _storyboard(name, durations, lines or [], camera or Camera())
    sizes = sizes or [SIZE]
    pictures = []
    for frame in board.frames():
        size = sizes[(frame.index - 1) % len(sizes)]
        data = picture(frame.index, size, kind, mark)
        pictures.append(_stored(frame, data, size, kind, blobs))
    return Film(
        brief=Brief(
            id=name, theme=text, seed=1, shape=Shape(chapters=1, scenes=1, frames=1),
            language=language,
        ),
        screenplay=_screenplay(name, board, text),
        storyboard=board,
        footage=Footage(film=name, pictures=tuple(pictures)),
        soundtrack=_soundtrack(board, sounds, blobs) if sounds else None,
        annotations=_annotations(board, text),
    )  # fmt: skip


def _storyboard(
    name: str, durations: list[int], lines: list[tuple[int, int, str]], camera: Camera
) -> Storyboard:
    frames, start = [], 0
    for index, duration in enumerate(durations, start=1):
        frames.append(
            KeyFrame(
                id=f"f{index:05d}", index=index, start_ms=start, duration_ms=duration,
                depiction=Depiction(place="room"), prompt="", seed=index,
            )
        )  # fmt: skip
        start += duration
    pairs = [tuple(frames[at : at + 2]) for at in range(0, len(frames), 2)]
    shots = tuple(
        Shot(id=f"s{at:05d}", scene=f"scene{at // 2}", camera=camera, frames=pair)
        for at, pair in enumerate(pairs)
    )
    cues = tuple(
        Cue(
            id=f"c{at:04d}", event=f"e{at}", speaker=("mara", "ivo", None)[at % 3], text=text,
            start_ms=start, end_ms=end,
        )
        for at, (start, end, text) in enumerate(lines)
    )  # fmt: skip
    return Storyboard(film=name, shots=shots, cues=cues)


def _stored(frame: KeyFrame, data: bytes, size: tuple[int, int], kind: str, blobs: Any) -> Picture:
    return Picture(
        frame=frame.id, digest=blobs.put(data), sha256=hashlib.sha256(data).hexdigest(),
        format=kind, width=size[0], height=size[1], bytes=len(data),
    )  # fmt: skip


def _screenplay(name: str, board: Storyboard, text: str) -> Screenplay:
    scenes = list(dict.fromkeys(shot.scene for shot in board.shots))
    chapters = tuple(
        Chapter(
            id=f"chapter{at}",
            title=text[:100],
            scenes=tuple(
                Scene(id=scene, title=text[:100], place="room", frames=1, events=())
                for scene in scenes[at : at + 2]
            ),
        )
        for at in range(0, len(scenes), 2)
    )
    return Screenplay(
        film=name, title=text[:100], overview=text, genre="drama", chapters=chapters,
        cast=(MARA, IVO.model_copy(update={"name": text[:100]})), places=(ROOM,),
    )  # fmt: skip


def _annotations(board: Storyboard, text: str) -> Annotations:
    spans = [("film", board.film, 0, board.duration_ms)]
    scenes: dict[str, list[int]] = {}
    for shot in board.shots:
        span = shot.span
        spans.append(("shot", shot.id, span.start_ms, span.end_ms))
        spans += [("frame", f.id, f.start_ms, f.end_ms) for f in shot.frames]
        scenes.setdefault(shot.scene, []).extend((span.start_ms, span.end_ms))
    spans += [("scene", scene, min(times), max(times)) for scene, times in scenes.items()]
    captions = tuple(
        Caption(id=f"{level}-{target}", level=level, target=target, text=text, start_ms=a, end_ms=b)
        for level, target, a, b in spans
    )
    last = list(board.frames())[-1]
    question = Question(
        id="q0001", kind="where", question=text, answer=text, hops=1, certificate_ms=1,
        evidence=Evidence(frames=(last.id,), cues=tuple(c.id for c in board.cues[:1])),
        program="value(location(map), e5)",
    )  # fmt: skip
    return Annotations(film=board.film, captions=captions, questions=(question,))


def _soundtrack(board: Storyboard, sounds: list[bytes], blobs: Any) -> Soundtrack:
    recordings = []
    for cue, data in zip(board.cues, sounds, strict=False):
        length = cue.end_ms - cue.start_ms
        recordings.append(Recording(cue=cue.id, digest=blobs.put(data), duration_ms=length))
    return Soundtrack(film=board.film, recordings=tuple(recordings))


def options(**given: Any) -> VideoOptions:
    return VideoOptions(**given)


def config(**given: Any) -> Mp4Config:
    return Mp4Config(**given)
