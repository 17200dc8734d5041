"""What a frame of `papercut` costs: cached against uncached, two processes against one.

    python bench/bench_papercut.py [--frames 60]

All numbers are CPU milliseconds a frame at 768x432, JPEG included, of a film of the studio.
"""

from __future__ import annotations

import argparse
import logging
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from moviellm import Context
from moviellm.film import Brief, Shape, Slate, seen_props
from moviellm.studio.fable.config import FableConfig
from moviellm.studio.fable.impl import Fable
from moviellm.studio.papercut.jpeg import encode
from moviellm.studio.papercut.renderer import Renderer
from moviellm.studio.storyboard.config import StoryboardConfig
from moviellm.studio.storyboard.impl import Storyboarder
from moviellm.testing.context import CountingCalls, MemoryBlobs

SIZE = (768, 432)


def slates_of_a_film() -> list[Slate]:
    context = Context(seed=7, film="bench", log=logging.getLogger("bench"),
                      calls=CountingCalls(), blobs=MemoryBlobs())  # fmt: skip
    brief = Brief(id="bench", theme="A lighthouse keeper finds a map", seed=7,
                  shape=Shape(chapters=3, scenes=3, frames=8))  # fmt: skip
    play = Fable(FableConfig()).moviellm_write(brief, context)
    board = Storyboarder(StoryboardConfig()).moviellm_direct(brief, play, context)
    places = {place.id: place for place in play.places}
    cast = {person.id: person for person in play.cast}
    props = {prop.id: prop for prop in play.props}
    return [
        Slate(camera=shot.camera, depiction=seen, prompt=frame.prompt, seed=frame.seed,
              style=play.style, place=places[seen.place],
              cast=tuple(cast[figure.person] for figure in seen.figures),
              props=tuple(props[prop] for prop in seen_props(seen)))
        for shot in board.shots for frame in shot.frames for seen in (frame.depiction,)
    ]  # fmt: skip


def paint_all(slates: Sequence[Slate]) -> int:
    renderer = Renderer(*SIZE)
    return sum(len(encode(renderer.paint(slate)[0], 90)) for slate in slates)


def cpu_ms(work, count: int) -> float:
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1e3 / count


def wall_s(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def parts(slates: Sequence[Slate]) -> None:
    scene, renderer = slates[:8], Renderer(*SIZE)
    for slate in scene:
        renderer.paint(slate)
    warm = cpu_ms(lambda: [encode(renderer.paint(s)[0], 90) for s in scene * 3], 3 * len(scene))
    pixels = renderer.paint(scene[0])[0]
    jpeg = cpu_ms(lambda: [encode(pixels, 90) for _ in range(30)], 30)
    cold = cpu_ms(lambda: [encode(Renderer(*SIZE).paint(s)[0], 90) for s in scene], len(scene))
    film = cpu_ms(lambda: paint_all(slates), len(slates))
    print(f"everything kept already      {warm:6.1f} ms")
    print(f"  of it JPEG                 {jpeg:6.1f} ms")
    print(f"nothing kept                 {cold:6.1f} ms   {cold / warm:4.1f}x")
    print(f"a whole film, in order       {film:6.1f} ms   {len(slates)} frames")


def processes(slates: Sequence[Slate]) -> None:
    halves = [slates[: len(slates) // 2], slates[len(slates) // 2 :]]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        list(pool.map(paint_all, [slates[:1]] * 2))
        one = wall_s(lambda: [pool.submit(paint_all, half).result() for half in halves])
        two = wall_s(lambda: list(pool.map(paint_all, halves)))
    print(f"two processes against one    {one / two:6.2f} x")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=72)
    chosen = slates_of_a_film()[: parser.parse_args().frames]
    parts(chosen)
    processes(chosen)
