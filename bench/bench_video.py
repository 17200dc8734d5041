"""What a film costs as a video: against the ffmpeg program, held, moving, variable, side by side.

    python bench/bench_video.py [--frames 36] [--rounds 3]

Films of the studio, made once. CPU seconds are of one process with all its threads; the least of
some rounds counts. The ffmpeg program (with its libx264) gets the same JPEG files and durations
and the same settings of the encoder, and converts each picture once, before it is repeated.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from moviellm.film import Film
from moviellm.film.formats import VideoClock
from moviellm.runs import open_run
from moviellm.testing import make_context
from moviellm_plugin_video.codecs import x264_settings
from moviellm_plugin_video.config import Mp4Config, VideoOptions
from moviellm_plugin_video.encode import encode_film
from moviellm_plugin_video.mp4 import Mp4Exporter

PIPELINE = """\
moviellm: 1
films:
  themes: ["A lighthouse keeper finds a map", "Two rivals share one kitchen"]
  seed: 7
  shape: {{chapters: 1, scenes: {scenes}, frames: 6}}
writer: fable
director: storyboard
painter: {{use: papercut, size: [{width}, {height}]}}
captioner: script
exporters: [frames]
"""
PLAIN = {"audio": False, "subtitles": False, "chapters": False}


def film_run(folder: Path, width: int, height: int, frames: int) -> Path:
    pipeline = PIPELINE.format(width=width, height=height, scenes=max(1, frames // 6))
    (folder / "film.yaml").write_text(pipeline)
    run = folder / f"run-{width}"
    words = ["run", folder / "film.yaml", "--out", run]
    subprocess.run([sys.executable, "-m", "moviellm", *words], check=True, capture_output=True)
    return run


def least(rounds: int, measured: Callable[[], float]) -> float:
    return min(measured() for _ in range(rounds))


def ours(film: Film, context, path: Path, **options) -> float:
    start = time.process_time()
    encode_film(film, path, context, VideoOptions(**PLAIN, **options))
    return time.process_time() - start


def theirs(film: Film, folder: Path, path: Path) -> float:
    listing = folder / "list.txt"
    if not listing.exists():
        listing.write_text("".join(_entries(film, folder)))
    settings = [word for key, value in x264_settings(VideoOptions()).items()
                for word in (f"-{key}", value)]  # fmt: skip
    words = ["ffmpeg", "-v", "error", "-y", "-f", "concat", "-safe", "0", "-i", str(listing),
             "-vf", "scale=out_range=tv,format=yuv420p,fps=24", "-filter_threads", "1",
             "-c:v", "libx264", *settings, "-threads", "1", "-movflags", "+faststart",
             str(path)]  # fmt: skip
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(words, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _entries(film: Film, folder: Path) -> Iterable[str]:
    frames = sorted(folder.glob("frame_*.jpg"))
    for (_, run), file in zip(VideoClock(film.storyboard, 24).runs(), frames, strict=True):
        yield f"file '{file}'\nduration {len(run) / 24:.6f}\n"
    yield f"file '{frames[-1]}'\n"


def against_ffmpeg(run: Path, size: str, rounds: int, work: Path) -> None:
    with open_run(run) as made:
        film = next(iter(made.films()))
        context = make_context(film=film.id, blobs=made.blobs)
        folder = run / "export" / "frames" / film.id / "frames"
        count = VideoClock(film.storyboard, 24).count
        mine = least(rounds, lambda: ours(film, context, work / "ours.mp4"))
        print(f"{size}: {count} video frames of {len(film.footage.pictures)} pictures")
        print(f"  this plugin           {mine:6.2f} s  {mine * 1e3 / count:5.1f} ms a frame")
        if shutil.which("ffmpeg"):
            other = least(rounds, lambda: theirs(film, folder, work / "theirs.mp4"))
            print(f"  the ffmpeg program    {other:6.2f} s  {mine / other:5.2f} of it is ours")
            print(f"  bytes, ours of theirs {(work / 'ours.mp4').stat().st_size:,} of "
                  f"{(work / 'theirs.mp4').stat().st_size:,}")  # fmt: skip
        for name, options in (
            ("kenburns", {"motion": "kenburns"}),
            ("variable rate, fps 24", {"variable_rate": True}),
            ("variable rate, fps 1", {"variable_rate": True, "fps": 1}),
            ("constant, fps 1", {"fps": 1}),
            ("av1", {"codec": "av1"}),
        ):
            one = least(rounds, lambda o=options: ours(film, context, work / "one.mp4", **o))
            size_of = (work / "one.mp4").stat().st_size
            print(f"  {name:21} {one:6.2f} s  {one / mine:5.2f} of held at 24   {size_of:,} bytes")


def side_by_side(run: Path, rounds: int, work: Path) -> None:
    def wall(workers: int) -> float:
        target = work / "export"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        with open_run(run) as made:
            start = time.perf_counter()
            exporter = Mp4Exporter(Mp4Config(workers=workers))
            exporter.moviellm_export(made.films(), target, make_context(blobs=made.blobs))
            return time.perf_counter() - start

    one, two = least(rounds, lambda: wall(1)), least(rounds, lambda: wall(2))
    print(f"two films, one worker   {one:6.2f} s wall\ntwo films, two workers  {two:6.2f} s wall  "
          f"{one / two:4.2f} x on {os.cpu_count()} cores")  # fmt: skip


def memory(run: Path, work: Path) -> None:
    code = """
import resource, sys
from pathlib import Path
from moviellm.runs import open_run
from moviellm.testing import make_context
from moviellm_plugin_video.config import Mp4Config
from moviellm_plugin_video.mp4 import Mp4Exporter
with open_run(Path(sys.argv[1])) as made:
    film = next(iter(made.films()))
    brief = film.brief
    def many():
        for n in range(int(sys.argv[3])):
            name = f"film-{n}"
            parts = {part: getattr(film, part).model_copy(update={"film": name})
                     for part in ("screenplay", "storyboard", "footage", "annotations")}
            yield film.model_copy(update={"brief": brief.model_copy(update={"id": name}), **parts})
    exporter = Mp4Exporter(Mp4Config(workers=2, fps=1))
    exporter.moviellm_export(many(), Path(sys.argv[2]), make_context(blobs=made.blobs))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""
    for count in (2, 40):
        target = work / f"many-{count}"
        target.mkdir()
        words = [sys.executable, "-c", code, run, target, str(count)]
        done = subprocess.run(words, check=True, capture_output=True, text=True)
        print(f"memory for {count:3} films     {done.stdout.strip():>6} MB at most")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=36)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        for width, height in ((1280, 720), (768, 432)):
            run = film_run(work, width, height, chosen.frames)
            against_ffmpeg(run, f"{width}x{height}", chosen.rounds, work)
        side_by_side(run, chosen.rounds, work)
        memory(run, work)
