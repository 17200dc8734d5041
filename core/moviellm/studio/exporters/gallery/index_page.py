"""The overview of a gallery."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from moviellm.film import Film
from moviellm.pages import BASE_STYLE, Html, document, fill, join
from moviellm.studio.exporters.gallery.parts import (
    asset,
    counts,
    fork_sentence,
    poster,
    short_clock,
)
from moviellm.studio.exporters.pictures import picture_name

_THEME = 280
"""So many characters of a theme stand on a card."""


@dataclass
class GalleryTotals:
    """Counts over all films."""

    films: int = 0
    frames: int = 0
    captions: int = 0
    questions: int = 0
    ms: int = 0

    def add(self, film: Film) -> None:
        """Count a film."""
        self.films += 1
        self.frames += len(film.footage.pictures)
        self.captions += len(film.annotations.captions)
        self.questions += len(film.annotations.questions)
        self.ms += film.storyboard.duration_ms


def index_page(site: str, cards: Sequence[Html], totals: GalleryTotals) -> str:
    """Return the overview.

    Args:
        site: Its heading.
        cards: One a film, as `film_card` makes them.
        totals: Counts over the films.
    """
    rows = (
        ("films" if totals.films != 1 else "film", totals.films),
        ("length", short_clock(totals.ms)),
        ("key frames", totals.frames),
        ("captions", totals.captions),
        ("questions", totals.questions),
    )
    empty = "" if cards else '<p class="quiet">No film was finished.</p>'
    body = fill(
        asset("index.html"), site=site, counts=counts(rows), cards=join(cards), empty=Html(empty)
    )
    styles = (BASE_STYLE, asset("index.css"))
    return document(title=site, body=body, styles=styles, scripts=(asset("index.js"),))


def film_card(film: Film) -> Html:
    """Return a film's card on the overview."""
    theme = fork_sentence(film) or " ".join(film.brief.theme.split())
    return fill(
        asset("card.html"),
        film=film.id,
        poster=_poster(film),
        genre=film.screenplay.genre,
        twin=_kinship(film),
        title=film.screenplay.title,
        language=film.brief.language,
        theme=theme if len(theme) <= _THEME else f"{theme[:_THEME].rstrip()} …",
        sums=(
            f"{short_clock(film.storyboard.duration_ms)} · "
            f"{len(film.footage.pictures):,} frames · "
            f"{len(film.annotations.questions):,} questions"
        ),
    )


def _kinship(film: Film) -> str:
    """Whether a film tells another one's story again, beside its genre."""
    if film.screenplay.fork is not None:
        return " · twin"
    return " · rotation" if film.brief.retells else ""


def _poster(film: Film) -> Html:
    found = poster(film)
    if found is None:
        return Html('<div class="blank"></div>')
    frame, picture = found
    return fill(
        '<img src="films/$film/$name" alt="" width="$width" height="$height" loading="lazy">',
        film=film.id,
        name=picture_name(frame.index, picture),
        width=picture.width,
        height=picture.height,
    )
