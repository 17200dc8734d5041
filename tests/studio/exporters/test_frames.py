from __future__ import annotations

import hashlib
import json
import logging
import struct
import weakref
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import skia
from folders import bytes_of
from moviellm import Cancelled, Context, FilmError
from moviellm.film import Consent, Film, SoundMix
from moviellm.manifest import check_manifest, read_manifest
from moviellm.studio.exporters.config import FramesConfig
from moviellm.studio.exporters.frames.impl import FramesExporter
from moviellm.studio.exporters.frames.jpeg import to_jpeg
from moviellm.testing import MemoryBlobs, make_context, moving_movie, tiny_movie

FILES = [
    "captions.jsonl",
    "dialogue.srt",
    "dialogue.vtt",
    "film.json",
    "frames",
    "qa.jsonl",
    "story_info.json",
]
AWKWARD = 'He said: "</script>" --> 灯塔 😀 \u2028 ../../etc/passwd'


@pytest.fixture
def exporter() -> FramesExporter:
    return FramesExporter(FramesConfig())


def rows(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_a_film_becomes_a_folder_of_frames_and_files_beside_it(exporter, export, tiny_film) -> None:
    out = export(exporter, [tiny_film])
    assert sorted(p.name for p in out.iterdir()) == ["MANIFEST.json", "README.md", "film-tiny"]
    assert sorted(p.name for p in (out / "film-tiny").iterdir()) == FILES
    frames = sorted(p.name for p in (out / "film-tiny/frames").iterdir())
    assert frames == [f"frame_{n:06d}.jpg" for n in range(1, 11)]


def test_pictures_are_the_bytes_of_the_run(exporter, export, tiny_film, shelf) -> None:
    out = export(exporter, [tiny_film])
    for index, picture in enumerate(tiny_film.footage.pictures, start=1):
        written = out / f"film-tiny/frames/frame_{index:06d}.jpg"
        assert written.read_bytes() == shelf.get(picture.digest)


def test_a_mix_is_written_as_it_is_beside_the_frames(exporter, tmp_path) -> None:
    blobs = MemoryBlobs()
    mix = SoundMix(
        film="film-tiny", digest=blobs.put(b"a mix"), sha256="0" * 64, bytes=5, rate=24_000
    )
    target = tmp_path / "out"
    target.mkdir()
    film = tiny_movie(blobs).model_copy(update={"mix": mix})
    exporter.moviellm_export([film], target, make_context(film="", blobs=blobs))
    assert (target / film.id / "mix.flac").read_bytes() == b"a mix"
    assert "mix.flac" in (target / "README.md").read_text()
    assert check_manifest(target) == []


def test_moving_shots_are_written_as_they_are_beside_the_frames(exporter, tmp_path) -> None:
    blobs = MemoryBlobs()
    film, target = moving_movie(blobs), tmp_path / "out"
    target.mkdir()
    exporter.moviellm_export([film], target, make_context(film="", blobs=blobs))
    written = {path.name: path.read_bytes() for path in (target / film.id / "clips").iterdir()}
    assert written == {f"{c.shot}.mp4": blobs.get(c.digest) for c in film.clips.clips}
    assert len({path.name for path in (target / film.id / "frames").iterdir()}) == 10
    read = Film.model_validate_json((target / film.id / "film.json").read_bytes())
    assert read.clips == film.clips
    assert "clips/SHOT.mp4" in (target / "README.md").read_text(encoding="utf-8")
    assert check_manifest(target) == []


def test_a_film_without_clips_has_no_word_of_them(exporter, export, tiny_film) -> None:
    out = export(exporter, [tiny_film])
    assert "clips" not in json.loads((out / "film-tiny/film.json").read_bytes())
    assert "clip" not in (out / "README.md").read_text(encoding="utf-8")


def test_the_whole_film_is_read_back(exporter, export, tiny_film) -> None:
    out = export(exporter, [tiny_film])
    assert Film.model_validate_json((out / "film-tiny/film.json").read_bytes()) == tiny_film


def test_a_dial_without_bounds_is_written_as_json(exporter, export, make_film) -> None:
    film = make_film()
    brief = film.brief.model_copy(update={"dials": {"pace": float("inf")}})
    out = export(exporter, [film.model_copy(update={"brief": brief})])
    assert '"dials": {"pace": "Infinity"}' in (out / "film-tiny/film.json").read_text()


def test_rows_have_what_trainers_ask_for(exporter, export, tiny_film) -> None:
    out = export(exporter, [tiny_film]) / "film-tiny"
    captions, questions = rows(out / "captions.jsonl"), rows(out / "qa.jsonl")
    assert {c["level"] for c in captions} == {"frame", "shot", "scene", "chapter", "film"}
    assert {"id", "film", "target", "start_ms", "end_ms", "text"} <= captions[0].keys()
    assert questions[0]["options"][questions[0]["answer_index"]] == questions[0]["answer"]
    assert questions[0]["evidence"] == {
        "cues": [],
        "frames": ["f0005"],
        "spans_ms": [{"end_ms": 15000, "start_ms": 12000}],
    }
    assert questions[1]["options"] is None
    assert {"hops", "certificate_ms", "program", "kind"} <= questions[0].keys()
    assert all(row["synthetic"] is True for row in captions + questions)


def test_the_manifest_holds_every_file(exporter, export, make_film) -> None:
    out = export(exporter, [make_film(id="film-b"), make_film(id="film-a", kind="png")])
    assert check_manifest(out) == []
    listed = {row.path: row.sha256 for row in read_manifest(out)}
    found = {path: hashlib.sha256(data).hexdigest() for path, data in bytes_of(out).items()}
    del found["MANIFEST.json"]
    assert listed == found


def test_equal_films_give_equal_bytes(exporter, export, make_film) -> None:
    one = export(exporter, [make_film(theme=AWKWARD)], "one")
    film = Film.model_validate_json(make_film(theme=AWKWARD).model_dump_json())
    assert bytes_of(one) == bytes_of(export(exporter, iter([film]), "two"))


def test_text_is_data_wherever_it_is_written(exporter, export, make_film) -> None:
    film = make_film(theme=AWKWARD, title=AWKWARD, lines=[AWKWARD, "\n\n", "42"])
    out = export(exporter, [film])
    assert sorted(p.name for p in out.iterdir()) == ["MANIFEST.json", "README.md", "film-tiny"]
    assert Film.model_validate_json((out / "film-tiny/film.json").read_text()) == film
    for name, data in bytes_of(out).items():
        assert b"\r" not in data or name.endswith(".jpg")
    assert "灯塔 😀" in (out / "film-tiny/film.json").read_text(encoding="utf-8")
    assert len((out / "film-tiny/film.json").read_text().splitlines()) == 1


def test_a_film_without_questions_or_dialogue_has_empty_files(exporter, export, make_film) -> None:
    film = make_film(lines=[])
    bare = film.annotations.model_copy(update={"questions": ()})
    out = export(exporter, [film.model_copy(update={"annotations": bare})]) / "film-tiny"
    assert (out / "qa.jsonl").read_bytes() == b""
    assert (out / "dialogue.srt").read_bytes() == b""


def test_no_film_gives_an_empty_dataset(exporter, export) -> None:
    out = export(exporter, [])
    assert sorted(p.name for p in out.iterdir()) == ["MANIFEST.json", "README.md"]
    assert check_manifest(out) == []


@pytest.mark.parametrize("kind", ["png", "webp"])
def test_other_pictures_are_encoded_as_marked_jpeg(
    kind, exporter, export, make_film, caplog
) -> None:
    with caplog.at_level(logging.WARNING):
        out = export(exporter, [make_film(kind=kind)])
    assert [r.levelname for r in caplog.records] == ["WARNING"]
    film = Film.model_validate_json((out / "film-tiny/film.json").read_bytes())
    data = (out / "film-tiny/frames/frame_000001.jpg").read_bytes()
    assert data[:3] == b"\xff\xd8\xff"
    assert b"digitalsourcetype/trainedAlgorithmicMedia" in data
    assert film.footage.pictures[0].format == "jpg"
    assert film.footage.pictures[0].sha256 == hashlib.sha256(data).hexdigest()
    image = skia.Image.MakeFromEncoded(skia.Data.MakeWithCopy(data))
    assert (image.width(), image.height()) == (320, 180)


def png_with(chunk: bytes, body: bytes) -> bytes:
    surface = skia.Surface(8, 8)
    plain = bytes(surface.makeImageSnapshot().encodeToData())
    extra = struct.pack(">I", len(body)) + chunk + body
    extra += struct.pack(">I", zlib.crc32(chunk + body))
    return plain[:33] + extra + plain[33:]


def test_the_mark_of_a_png_goes_along() -> None:
    xmp = b'<x:xmpmeta Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"/>'
    data = png_with(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + xmp)
    jpeg = to_jpeg(data, "film-a, f0001")
    assert xmp in jpeg
    assert b"trainedAlgorithmicMedia" not in jpeg


def test_what_is_no_picture_names_the_frame() -> None:
    with pytest.raises(FilmError, match="film-a, f0001"):
        to_jpeg(b"no picture", "film-a, f0001")


def test_a_huge_picture_is_refused_before_it_is_decoded() -> None:
    plain = bytes(skia.Surface(8, 8).makeImageSnapshot().encodeToData())
    header = b"IHDR" + struct.pack(">II", 60_000, 60_000) + plain[24:29]
    huge = plain[:12] + header + struct.pack(">I", zlib.crc32(header)) + plain[33:]
    with pytest.raises(FilmError, match="60000 x 60000"):
        to_jpeg(huge, "film-a, f0001")


def test_a_missing_blob_stops_the_export_without_a_manifest(
    exporter, context, make_film, shelf, tmp_path
) -> None:
    film = make_film()
    del shelf.blobs[film.footage.pictures[7].digest]
    target = tmp_path / "parent" / "target"
    target.mkdir(parents=True)
    with pytest.raises(KeyError):
        exporter.moviellm_export(films=[film], target=target, context=context)
    assert list(target.parent.iterdir()) == [target]
    assert not (target / "MANIFEST.json").exists()


def test_it_stops_when_the_run_is_asked_to(exporter, make_film, shelf, tmp_path) -> None:
    stopped = Context(
        seed=1,
        film="",
        log=logging.getLogger("t"),
        calls=None,
        blobs=shelf,
        cancelled=lambda: True,
    )
    with pytest.raises(Cancelled):
        exporter.moviellm_export(films=[make_film()], target=tmp_path, context=stopped)


def test_one_film_is_held_at_a_time(exporter, export, make_film) -> None:
    alive: list[int] = []
    given: list[weakref.ref] = []

    def films() -> Iterator[Film]:
        for n in range(4):
            film = make_film(id=f"film-{n}")
            alive.append(sum(one() is not None for one in given))
            given.append(weakref.ref(film.storyboard))
            yield film
            del film

    export(exporter, films())
    assert max(alive) <= 1


def test_the_card_tells_how_it_was_made_and_of_whom(export, make_film) -> None:
    consent = Consent(
        person="Ada | <b>Bo</b>",
        basis="own likeness",
        confirmed_by="A. Bo",
        date="2025-01-02",
    )
    film = make_film().model_copy(update={"consent": (consent,)})
    exporter = FramesExporter(FramesConfig(title="My *films*", licence="CC-BY-4.0"))
    card = (export(exporter, [film, make_film(id="film-b")]) / "README.md").read_text()
    assert "| films | 2 |" in card
    assert "| key frames | 20 |" in card
    assert "| who\\_said | 2 |" in card
    assert "| length (h:m:s) | 00:01:00 |" in card
    assert "moviellm.testing" in card
    assert "| Ada \\| \\<b\\>Bo\\</b\\> | own likeness | A. Bo | 2025-01-02 |" in card
    assert 'license: "cc-by-4.0"' in card
    assert "synthetic" in card.lower()


def test_the_card_says_when_no_licence_was_chosen(exporter, export, tiny_film) -> None:
    card = (export(exporter, [tiny_film]) / "README.md").read_text()
    assert "license:" not in card
    assert "No licence was chosen" in card
    assert "the characters are fictional" in card
