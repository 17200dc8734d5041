"""The kit's films are whole, and each is good for what it is for."""

from __future__ import annotations

import hashlib

import pytest
from moviellm.errors import StorageError
from moviellm.film import Film, check, check_storyboard
from moviellm.film.verbs import SPEECH
from moviellm.marking import DRAWN, source_type_of
from moviellm.testing import (
    NASTY_TEXTS,
    MemoryBlobs,
    longer_movie,
    nasty_movie,
    tiny_movie,
)

MOVIES = (tiny_movie, longer_movie, nasty_movie)


@pytest.mark.parametrize("movie", MOVIES)
def test_films_are_whole_and_the_ledger_accepts_them(movie):
    film = movie()
    assert check(film.screenplay) == ()
    assert check_storyboard(film.screenplay, film.storyboard) == ()
    frames = [frame.id for frame in film.storyboard.frames()]
    assert [picture.frame for picture in film.footage.pictures] == frames
    assert {caption.level for caption in film.annotations.captions} == {
        "frame", "shot", "scene", "chapter", "film",
    }  # fmt: skip
    assert Film.model_validate_json(film.model_dump_json()) == film


@pytest.mark.parametrize("movie", MOVIES)
def test_pictures_are_in_the_store_and_are_marked(movie):
    blobs = MemoryBlobs()
    for picture in movie(blobs).footage.pictures:
        data = blobs.get(picture.digest)
        assert hashlib.sha256(data).hexdigest() == picture.sha256
        assert source_type_of(data) == DRAWN


def test_films_are_the_same_every_time():
    assert tiny_movie() == tiny_movie()
    assert longer_movie() == longer_movie()


def test_the_longer_film_speaks():
    film = longer_movie()
    spoken = [event.id for event in film.screenplay.events() if event.verb in SPEECH]
    assert [cue.event for cue in film.storyboard.cues] == spoken
    assert film.soundtrack is not None
    assert len(film.soundtrack.recordings) == len(spoken) == 8


def test_the_nasty_film_has_every_nasty_text_and_plain_ids():
    text = nasty_movie().model_dump_json()
    film = nasty_movie()
    words = [film.brief.theme, *(caption.text for caption in film.annotations.captions)]
    words += [event.prose for event in film.screenplay.events()]
    words += [person.name for person in film.screenplay.cast]
    found = {nasty for nasty in NASTY_TEXTS if any(nasty in word for word in words)}
    assert len(found) >= 6
    assert {"../../etc/passwd", "<script>alert(1)</script>"} <= {
        nasty for nasty in NASTY_TEXTS if nasty.replace('"', '\\"') in text
    }
    assert film.id == "film-tiny"


def test_lost_bytes_are_missed():
    blobs = MemoryBlobs()
    digest = blobs.put(b"bytes")
    blobs.lose(digest)
    with pytest.raises(StorageError, match=digest):
        blobs.get(digest)
    assert blobs.reads == [digest]
