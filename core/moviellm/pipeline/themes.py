"""The films that a pipeline asks for: themes, ids, seeds."""

from __future__ import annotations

import string
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from moviellm.errors import InputError
from moviellm.film import Brief, derive_seed, film_id
from moviellm.film.models.brief import MAX_THEME
from moviellm.pipeline.config import Films
from moviellm.pipeline.loader import read_text
from moviellm.pipeline.places import Position, SourceFile, refuse

MAX_THEMES_FILE = 200_000_000
_COMMENT = "#"
_BLANK = f"{string.whitespace}\ufeff"
"""What surrounds a theme: blanks, and byte order marks of files that were put together."""


def read_themes(films: Films, document: SourceFile) -> tuple[str, ...]:
    """Return the themes of a pipeline file, checked.

    Raises:
        InputError: There are none, both sources are given, or one is blank or too long.
    """
    here = document.place(("films",))
    if films.themes is not None and films.themes_file is not None:
        refuse(here, "expected themes or themes_file, found both.", "Leave one out.")
    if films.themes_file is not None:
        place = document.place(("films", "themes_file"))
        return _from_file(Path(document.file).parent / films.themes_file, place)
    if films.themes is None:
        refuse(here, "the key `themes` is missing.", "Give themes or a themes_file.")
    if not films.themes:
        refuse(
            document.place(("films", "themes")),
            "expected at least one theme.",
            "Write themes: [A lighthouse keeper finds a map].",
        )
    for n, theme in enumerate(films.themes):
        _check(theme, document.place(("films", "themes", n)))
    return films.themes


def briefs(films: Films, themes: Sequence[str]) -> Iterator[Brief]:
    """Yield the brief of every film: all themes once, then all again, `Films.count` times.

    Every film is followed by its rotations and its twins. A film's id and seed depend on its theme
    and on how many equal themes came before, so adding or moving a theme changes no other film.
    """
    seen: Counter[str] = Counter()
    for _ in range(films.count):
        for theme in themes:
            identity = film_id(theme, seen[theme])
            seen[theme] += 1
            brief = Brief(
                id=identity,
                theme=theme,
                seed=derive_seed("film", films.seed, identity),
                shape=films.shape,
                language=films.language,
                dials=films.dials,
            )
            if films.rotations > 1:
                brief = brief.rotation_brief(0, films.rotations)
            yield brief
            for number in range(1, films.rotations):
                yield brief.rotation_brief(number, films.rotations)
            yield from map(brief.twin_brief, range(1, films.twins + 1))


def _from_file(path: Path, place: Position) -> tuple[str, ...]:
    try:
        text = read_text(path, limit=MAX_THEMES_FILE)
    except InputError as error:
        refuse(place, error.message, "A themes_file is UTF-8 text, relative to the pipeline file.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    told = ((n, line.strip(_BLANK)) for n, line in enumerate(lines, 1))
    themes = {n: _without_escape(line) for n, line in told if line and line[0] != _COMMENT}
    if not themes:
        refuse(place, f"expected at least one theme in {path}.", "Write one theme a line.")
    for n, theme in themes.items():
        _check(theme, Position(str(path), n, 1))
    return tuple(themes.values())


def _without_escape(line: str) -> str:
    """A theme that begins with ``#`` is written with a backslash before it."""
    return line[1:] if line.startswith(f"\\{_COMMENT}") else line


def _check(theme: str, place: Position) -> None:
    if not theme.strip():
        refuse(place, "expected a theme, found blank text.", "One word is enough.")
    if len(theme) > MAX_THEME:
        refuse(
            place, f"expected a theme of at most {MAX_THEME:,} characters, found {len(theme):,}."
        )
