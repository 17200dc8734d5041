"""Where things are and when events happen in the frames of a video that shows clips."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from moviellm.film import BoxRun, Clip, Film

from moviellm_plugin_video.clip_times import ClipTimes
from moviellm_plugin_video.config import VideoOptions
from moviellm_plugin_video.pictures import Canvas


def tracks(film: Film, options: VideoOptions) -> dict[str, Any]:
    """Return boxes and events by the frames of a video; docs/how-to/export-video.md tells of it.

    Args:
        film: It has clips.
        options: Those of the video.
    """
    canvas = Canvas(film.footage)
    boxes: dict[str, list[list[float]]] = defaultdict(list)
    events: list[dict[str, Any]] = []
    for clip, start, numbers in ClipTimes(film, options.rate).shots():
        for entity, run in _runs(clip, start, numbers, canvas):
            boxes[entity].append(run)
        for seen in clip.events:
            first, stop = _shown(seen.first, seen.stop, start, numbers)
            events.append({"event": seen.event, "shot": clip.shot, "frames": [first, stop]})
    return {
        "film": film.id,
        "synthetic": True,
        "fps": str(options.rate),
        "width": canvas.width,
        "height": canvas.height,
        "tracks": [{"entity": entity, "runs": boxes[entity]} for entity in sorted(boxes)],
        "events": events,
    }


def _runs(
    clip: Clip, start: int, numbers: Sequence[int], canvas: Canvas
) -> Iterator[tuple[str, list[float]]]:
    for track in clip.tracks:
        for run in track.runs:
            first, stop = _shown(run.first, run.stop, start, numbers)
            if first < stop:
                yield track.entity, [first, stop, *_placed(run, clip, canvas), run.visible]


def _shown(first: int, stop: int, start: int, numbers: Sequence[int]) -> tuple[int, int]:
    """The video frames that show some of these frames of a clip; they may be none."""
    return start + bisect_left(numbers, first), start + bisect_left(numbers, stop)


def _placed(run: BoxRun, clip: Clip, canvas: Canvas) -> list[int]:
    """Where a box of a clip lies on the canvas, in whole pixels around it."""
    scale, left, top = canvas.place(clip.width, clip.height)
    x, y = math.floor(run.x * scale + left), math.floor(run.y * scale + top)
    right = math.ceil((run.x + run.width) * scale + left)
    bottom = math.ceil((run.y + run.height) * scale + top)
    return [x, y, min(right, canvas.width) - x, min(bottom, canvas.height) - y]
