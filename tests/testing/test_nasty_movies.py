"""Films that nobody would write are whole films, and as odd as they are said to be."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import Phase, given, settings
from moviellm.testing import MemoryBlobs, movie_of, nasty_movies, nasty_texts

BLOBS = MemoryBlobs()


@settings(max_examples=30)
@given(film=nasty_movies(BLOBS, most_frames=3))
def test_every_one_is_whole(film):
    frames = list(film.storyboard.frames())
    assert 1 <= len(frames) <= 3
    assert [picture.frame for picture in film.footage.pictures] == [frame.id for frame in frames]
    assert all(BLOBS.get(picture.digest) for picture in film.footage.pictures)
    assert film.screenplay.film == film.storyboard.film == film.annotations.film == film.id
    spans = [*film.storyboard.cues, *film.annotations.captions]
    assert all(0 <= one.start_ms <= one.end_ms <= film.storyboard.duration_ms for one in spans)


def _overlaps(film) -> bool:
    lines = sorted((cue.start_ms, cue.end_ms) for cue in film.storyboard.cues)
    return any(later[0] < first[1] for first, later in pairwise(lines))


ODD = {
    "lines overlap": _overlaps,
    "no line": lambda film: not film.storyboard.cues,
    "an empty line": lambda film: any(c.start_ms == c.end_ms for c in film.storyboard.cues),
    "one shot": lambda film: len(film.storyboard.shots) < len(film.footage.pictures),
    "an id of parts": lambda film: "-" in film.id or "." in film.id,
    "markup": lambda film: any("<" in one.text for one in film.annotations.captions),
    "options": lambda film: len(film.annotations.questions[-1].options or ()) > 3,
}


def test_they_come_in_every_odd_kind():
    found = set()

    @settings(max_examples=100, derandomize=True, phases=[Phase.generate], database=None)
    @given(film=nasty_movies(BLOBS))
    def look(film):
        found.update(name for name, odd in ODD.items() if odd(film))

    look()
    assert found == set(ODD)


def test_texts_are_never_empty():
    @settings(max_examples=50, phases=[Phase.generate], database=None)
    @given(text=nasty_texts())
    def look(text):
        assert text

    look()


def test_a_film_has_the_shape_that_was_asked_for():
    film = movie_of(BLOBS, [40, 3_000] * 700, ["Hm."] * 5, id="film-long", cuts=False)
    assert film.id == "film-long"
    assert len(film.footage.pictures) == 1_400
    assert (len(film.storyboard.shots), len(film.storyboard.cues)) == (1, 5)
    assert film.storyboard.duration_ms == 700 * 3_040
    bare = movie_of(BLOBS, [1], captions=(), options=("A.", "B."))
    assert (bare.storyboard.cues, bare.annotations.captions) == ((), ())
