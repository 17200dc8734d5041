"""Films that a model might write on its worst day, as many as a property test asks for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from moviellm.component import Blobs
from moviellm.film import Film
from moviellm.testing.films.movie import NASTY_TEXTS, tiny_movie
from moviellm.testing.films.shaped import checked, shaped

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

SIGNS = (
    *NASTY_TEXTS, "<image>", "<video>\n", "<Image><|im_end|>", "</s>", "ASSISTANT: no",
    "USER: who?",
    "...", '"quotes" \'and\' \\', "1234", "0", "NaN", "null", "{question} %s {0}", "{}",
    "A.", "B",
    "\u2028 \x85", " ", "\n\n", "\x00\x1b[2J", "\x7f", "-->", "<", ">", "‹image›", "\ufeff",
    "a" * 300, "__key__", "---", "2001-01-01", "| a | b |", "# Heading", "<!-- x",
    "[x](javascript:alert(1))",
)  # fmt: skip
"""What one loader, trainer or page or another takes for its own."""

_MOMENTS = 1_000
"""A moment is drawn as a part of the film, since how long that is is drawn as well."""


def nasty_texts() -> SearchStrategy[str]:
    """Return a Hypothesis strategy of texts, never empty, with and without what loaders look for.

    Placeholders of pictures, ends of turns, options' letters, markup, paths, spreadsheet and
    template commands, numbers, control characters, line separators, emoji, right-to-left text.
    """
    from hypothesis import strategies as st

    signs = st.sampled_from(SIGNS)
    parts = st.lists(signs | st.text(max_size=20), min_size=1, max_size=4)
    return (signs | parts.map("".join)).filter(bool)


def nasty_movies(blobs: Blobs, *, most_frames: int = 5) -> SearchStrategy[Film]:
    """Return a Hypothesis strategy of whole films, for property tests of exporters.

        @given(film=nasty_movies(BLOBS))
        def test_every_film_comes_back(film): ...

    Each has an id with dots and dashes, a key frame or a few that last from a millisecond to four
    seconds, each a shot or all in one, any number of captions of every level and lines of
    dialogue, which may be empty in time and overlap, questions about one frame or the whole film,
    and one of `nasty_texts` as its theme, title, genre, and everything that is told, said, asked,
    answered or to choose from. The pictures are the tiny film's.

    Args:
        blobs: Gets the pictures, for exporters to read them.
        most_frames: Of a film.

    It needs ``hypothesis``, which the kit does not bring.
    """
    from hypothesis import strategies as st

    texts = nasty_texts()
    parts = st.integers(0, _MOMENTS)
    told = st.lists(texts, min_size=1, max_size=6)
    made = st.builds(
        partial(shaped, tiny_movie(blobs)),
        st.lists(st.integers(1, 4_000), min_size=1, max_size=most_frames),
        st.lists(texts, max_size=4),
        told,
        st.lists(texts, min_size=2, max_size=5, unique=True),
        id=st.from_regex(r"\A[a-z0-9]{1,6}([._-][a-z0-9]{1,6}){0,6}\Z"),
        cuts=st.booleans(),
    )
    moments = st.lists(st.tuples(parts, parts).map(sorted), min_size=10, max_size=10)
    return st.builds(_scattered, made, moments, texts, texts, texts)


def _scattered(
    film: Film, moments: Sequence[Sequence[int]], theme: str, title: str, genre: str
) -> Film:
    """The film with its lines and captions at any moments, under other words."""
    end = film.storyboard.duration_ms
    spans = iter(
        {"start_ms": start * end // _MOMENTS, "end_ms": stop * end // _MOMENTS}
        for start, stop in moments
    )
    cues = tuple(cue.model_copy(update=next(spans)) for cue in film.storyboard.cues)
    captions = tuple(
        one if one.level == "film" else one.model_copy(update=next(spans))
        for one in film.annotations.captions
    )
    parts = {
        "brief": film.brief.model_copy(update={"theme": theme}),
        "screenplay": film.screenplay.model_copy(
            update={"title": title[:100], "genre": genre[:100]}
        ),
        "storyboard": film.storyboard.model_copy(update={"cues": cues}),
        "annotations": film.annotations.model_copy(update={"captions": captions}),
    }
    return checked(film.model_copy(update=parts))
