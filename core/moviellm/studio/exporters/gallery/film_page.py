"""The page of one film."""

from __future__ import annotations

from moviellm.film import Film, Person
from moviellm.pages import BASE_STYLE, Html, document, fill, join
from moviellm.studio.exporters.gallery.parts import (
    asset,
    best_portrait,
    counts,
    fork_sentence,
    short_clock,
)
from moviellm.studio.exporters.gallery.view import film_view
from moviellm.studio.exporters.pictures import picture_name

_STYLES = ("film.css", "side.css", "questions.css")
_SCRIPTS = ("dom.js", "viewer.js", "panels.js", "questions.js", "film.js")
_MOVING_STYLES = ("moving.css",)
_MOVING_SCRIPTS = ("moving.js",)
_CLIP = Html(
    '\n        <video id="clip" muted playsinline preload="auto" disablepictureinpicture '
    'aria-hidden="true" tabindex="-1"></video>'
)
_THEME = 140
"""A longer theme is folded."""


def film_page(film: Film, site: str) -> str:
    """Return a film's page.

    Args:
        film: The film.
        site: The gallery's heading, for the way back.
    """
    play, pictures = film.screenplay, film.footage.pictures
    width, height = (pictures[0].width, pictures[0].height) if pictures else (16, 9)
    body = fill(
        asset("film.html"),
        site=site,
        film=film.id,
        language=film.brief.language,
        genre=play.genre,
        style=play.style.keyword,
        title=play.title,
        overview=play.overview,
        theme=_theme(" ".join(film.brief.theme.split())),
        twin=_twin(film),
        counts=_counts(film),
        width=width,
        height=height,
        last=max(film.storyboard.duration_ms - 1, 0),
        cast=_cast(film),
        clip=_CLIP if film.clips else "",
    )
    moving = film.clips is not None
    return document(
        title=f"{play.title} · {site}",
        body=body,
        styles=(BASE_STYLE, *(asset(name) for name in (*_STYLES, *_MOVING_STYLES * moving))),
        scripts=tuple(asset(name) for name in (*_SCRIPTS, *_MOVING_SCRIPTS * moving)),
        data=film_view(film),
        media=moving,
    )


def _theme(theme: str) -> Html:
    if len(theme) <= _THEME:
        return fill('<p class="theme"><span>Theme</span> $theme</p>', theme=theme)
    return fill(
        '<details class="theme"><summary><span>Theme</span> $start …</summary>$theme</details>',
        start=theme[:_THEME].rstrip(),
        theme=theme,
    )


def _twin(film: Film) -> Html:
    fork = film.screenplay.fork
    if fork is None:
        return _rotation(film)
    there = f"There: {fork.was.prose}" if fork.was.prose else ""
    return fill(
        '<p class="theme"><span>Twin</span> of <a href="../$of/index.html">$of</a>. $here $there'
        "</p>",
        of=fork.of,
        here=f"Here: {now}" if (now := fork_sentence(film)) else "",
        there=there,
    )


def _rotation(film: Film) -> Html:
    """Of which film one tells the story again with its things in other parts."""
    rotated = film.screenplay.rotated
    if rotated is None or not rotated.number:
        return Html("")
    names = {prop.id: prop.name for prop in film.screenplay.props}
    sorts = [", ".join(names[thing] for thing in cycle) for cycle in rotated.cycles]
    things = "; ".join([*sorts, "moods"] if rotated.felt else sorts)
    return fill(
        '<p class="theme"><span>Rotation</span> of <a href="../$of/index.html">$of</a>. '
        "These have changed places: $things.</p>",
        of=rotated.of,
        things=things,
    )


def _counts(film: Film) -> Html:
    rows = (
        ("length", short_clock(film.storyboard.duration_ms)),
        ("chapters", len(film.screenplay.chapters)),
        ("scenes", sum(1 for _ in film.screenplay.scenes())),
        ("shots", len(film.storyboard.shots)),
        ("key frames", sum(1 for _ in film.storyboard.frames())),
        ("lines", len(film.storyboard.cues)),
        ("captions", len(film.annotations.captions)),
        ("questions", len(film.annotations.questions)),
    )
    return counts((name.removesuffix("s") if n == 1 else name, n) for name, n in rows)


def _cast(film: Film) -> Html:
    people = film.screenplay.cast
    if not people:
        return Html("")
    return fill(
        '<section class="cast" aria-labelledby="cast-title"><h2 id="cast-title">Cast</h2>'
        '<ul class="people">$people</ul></section>',
        people=join(_person(film, person) for person in people),
    )


def _person(film: Film, person: Person) -> Html:
    wants = f"wants to {person.want}" if person.want else ""
    who = ", ".join(part for part in (person.occupation, wants) if part)
    return fill(
        asset("person.html"),
        portrait=_portrait(film, person),
        name=person.name,
        who=who[:1].upper() + who[1:],
        look=person.appearance.description,
    )


def _portrait(film: Film, person: Person) -> Html:
    """A square cut from the picture that shows the person best, from the head down."""
    found = best_portrait(film, person.id)
    if found is None:
        return Html('<div class="portrait"></div>')
    frame, picture, box = found
    side = max(min(max(box.width, box.height // 3), picture.height, picture.width), 1)
    left = min(max(0, box.x + box.width // 2 - side // 2), picture.width - side)
    top = min(max(0, box.y - side // 20), picture.height - side)
    return fill(
        '<svg class="portrait" viewBox="$left $top $side $side" role="img" '
        'aria-label="Portrait of $name">'
        '<image href="$file" width="$width" height="$height"/></svg>',
        left=left,
        top=top,
        side=side,
        name=person.name,
        file=picture_name(frame.index, picture),
        width=picture.width,
        height=picture.height,
    )
