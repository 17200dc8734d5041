"""What a frame of `puppets` costs: drawing it, encoding it, and both against a bare painted frame.

    python bench/bench_puppets.py [--fps 24] [--shots 12]

Of a film of the studio at 768x432, in one process. A shot is drawn as it is in a run: what stays
the same from one frame to the next is drawn once. "Moving" counts only frames that differ from the
one before. `papercut` on the same shots is measured in the same run, with all its parts kept.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from moviellm.film import Brief, Shape, ShotSlate, shot_slates
from moviellm.motion import ClipEncoder
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.papercut.config import PapercutConfig
from moviellm.studio.papercut.impl import Papercut
from moviellm.studio.papercut.renderer import Renderer
from moviellm.studio.puppets.config import PuppetsConfig
from moviellm.studio.puppets.impl import Puppets
from moviellm.studio.puppets.shot import DrawnFrame, MovingShot
from moviellm.studio.puppets.stills import compose_stills
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing import MemoryBlobs, make_context
from moviellm.testing.films.movie import assemble, repainted

SIZE = (768, 432)
THEME = "A lighthouse keeper finds a map"


def shots_of_a_film(blobs: MemoryBlobs) -> list[ShotSlate]:
    """The shots of a film as they are painted."""
    brief = Brief(id="bench", theme=THEME, seed=7, shape=Shape(chapters=2, scenes=3, frames=6))
    context = make_context(seed=7, blobs=blobs)
    play = Fable(FableConfig()).moviellm_write(brief, context)
    board = Storyboarder(StoryboardConfig()).moviellm_direct(brief, play, context)
    painter = Papercut(PapercutConfig(size=SIZE))
    film = assemble(brief, play, board, blobs)
    film = repainted(film, lambda told: list(painter.moviellm_paint(told, context)), blobs)
    return list(shot_slates(film.screenplay, film.storyboard, film.footage))


def drawn(shots: Sequence[ShotSlate], blobs: MemoryBlobs, fps: int) -> list[list[DrawnFrame]]:
    """The pictures of all shots, each shot's in order."""
    renderer, context = Renderer(*SIZE), make_context(blobs=blobs)
    return [
        list(MovingShot(shot, compose_stills(shot, renderer, context), renderer, fps).frames())
        for shot in shots
    ]


def encoded(films: Sequence[Sequence[DrawnFrame]], fps: int) -> None:
    """Encode pictures that are drawn already."""
    for frames in films:
        clip = ClipEncoder(*SIZE, fps, quality=PuppetsConfig().quality)
        for frame in frames:
            clip.add(frame.pixels, "bgra", times=frame.times)
        clip.data()


def painted(shots: Sequence[ShotSlate], renderer: Renderer) -> None:
    """Draw every key frame."""
    for shot in shots:
        for frame in shot.frames:
            still = renderer.compose(frame.slate)
            renderer.render(still.scene, still.placed)


def seconds(work: Callable[[], object]) -> float:
    """Processor time of this process, in seconds."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main(fps: int, count: int) -> None:
    blobs = MemoryBlobs()
    shots = shots_of_a_film(blobs)[:count]
    renderer = Renderer(*SIZE)
    painted(shots, renderer)
    bare = seconds(lambda: painted(shots, renderer)) / sum(len(shot.frames) for shot in shots)
    pictures: list[list[DrawnFrame]] = []
    drawing = seconds(lambda: pictures.extend(drawn(shots, blobs, fps)))
    encoding = seconds(lambda: encoded(pictures, fps))
    animator, context = Puppets(PuppetsConfig(fps=fps)), make_context(blobs=blobs)
    whole = seconds(lambda: [animator.moviellm_animate(shot, context) for shot in shots])
    moving = sum(map(len, pictures))
    shown = sum(frame.times for frames in pictures for frame in frames)
    print(f"{len(shots)} shots, {shown} frames at {fps} a second, {moving} of them moving")
    print(f"a key frame of `papercut`, bare      {1e3 * bare:6.1f} ms")
    print(f"a moving frame, drawn                {1e3 * drawing / moving:6.1f} ms   "
          f"{drawing / moving / bare:5.2f} of bare")  # fmt: skip
    print(f"a frame, drawn                       {1e3 * drawing / shown:6.1f} ms")
    print(f"a frame, encoded                     {1e3 * encoding / shown:6.1f} ms")
    print(f"a frame, both                        {1e3 * whole / shown:6.1f} ms   "
          f"{shown / whole:5.0f} frames a second of processor time")  # fmt: skip


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fps", type=int, default=24, choices=(12, 24, 30))
    parser.add_argument("--shots", type=int, default=12)
    told = parser.parse_args()
    main(told.fps, told.shots)
