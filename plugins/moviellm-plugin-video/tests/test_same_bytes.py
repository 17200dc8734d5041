"""Equal films and options give equal bytes: again, elsewhere, and side by side."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from moviellm.testing import MemoryBlobs, longer_movie, tiny_movie

OPTIONS = [
    {},
    {"codec": "av1"},
    {"motion": "kenburns", "fps": "30000/1001"},
    {"fps": 1, "variable_rate": True},
]
LINES = [(500, 1200, "Where?"), (1300, 2500, "There.")]

ELSEWHERE = """
import importlib.util, sys, json, hashlib
from pathlib import Path
from moviellm.testing import MemoryBlobs, make_context
from moviellm_plugin_video.config import VideoOptions
from moviellm_plugin_video.encode import encode_film
spec = importlib.util.spec_from_file_location("coded", sys.argv[1])
coded = importlib.util.module_from_spec(spec)
spec.loader.exec_module(coded)
blobs = MemoryBlobs()
film = coded.film(blobs, [1000] * 6, lines=json.loads(sys.argv[3]), sounds=[coded.tone(700)])
context = make_context(film=film.id, blobs=blobs)
made = encode_film(film, Path(sys.argv[2]), context, VideoOptions(**json.loads(sys.argv[4])))
print(hashlib.sha256(made.path.read_bytes()).hexdigest())
"""


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_twice_and_in_another_process(coded, blobs, encode, python, tmp_path, options):
    film = coded.film(blobs, [1000] * 6, lines=LINES, sounds=[coded.tone(700)])
    first, second = encode(film, "a.mp4", **options), encode(film, "b.mp4", **options)
    assert sha256(first.path) == sha256(second.path)
    words = (coded.__file__, tmp_path / "c.mp4", json.dumps(LINES), json.dumps(options))
    other = {**os.environ, "PYTHONHASHSEED": "77", "TZ": "Asia/Tokyo", "LANG": "C"}
    done = python(ELSEWHERE, *words, env=other, cwd=tmp_path)
    assert done.stdout.strip() == sha256(first.path), done.stderr


def test_other_films_and_options_give_other_bytes(coded, blobs, encode):
    film, other = coded.film(blobs, [1000] * 4), coded.film(blobs, [1000, 1000, 1001, 999])
    made = [encode(film, fps=24), encode(film, "b.mp4", fps=25), encode(film, "c.mp4", quality=40)]
    made.append(encode(other, "d.mp4", fps="60"))
    assert len({sha256(video.path) for video in made}) == 4


def test_the_number_of_workers_changes_nothing(coded, blobs, export):
    films = [coded.film(blobs, [700 + n, 400], name=f"film-{n}") for n in range(5)]
    one = export(*films, folder="one", workers=1)
    three = export(*films, folder="three", workers=3)
    assert (one / "MANIFEST.json").read_bytes() == (three / "MANIFEST.json").read_bytes()
    assert (one / "index.jsonl").read_bytes() == (three / "index.jsonl").read_bytes()


def test_films_do_not_share_anything(coded, export, blobs):
    films = [coded.film(blobs, [700 + n, 400], name=f"film-{n}") for n in range(3)]
    alone = MemoryBlobs()
    single = coded.film(alone, [701, 400], name="film-1")
    assert single.footage == films[1].footage
    together, apart = export(*films, folder="all"), export(films[1], folder="one")
    assert sha256(together / "film-1.mp4") == sha256(apart / "film-1.mp4")


@pytest.mark.slow
def test_a_busy_machine_changes_nothing(blobs, encode):
    short, spoken = tiny_movie(blobs), longer_movie(blobs)
    ways = [
        (short, {}),
        (short, {"codec": "av1"}),
        (spoken, {"fps": 1, "variable_rate": True}),
        (spoken, {"codec": "av1", "fps": 1, "variable_rate": True}),
    ]

    def made(number):
        film, options = ways[number % 4]
        return number % 4, sha256(encode(film, f"{number}.mp4", **options).path)

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(made, range(24)))) == 4
