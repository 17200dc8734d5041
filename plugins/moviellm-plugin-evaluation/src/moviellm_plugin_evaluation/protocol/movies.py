"""The authors' benchmark file: movies with overview, plot and temporal questions.

``{"movie_title": ..., "QA": {"overview_qa": [{"Question": ..., "Answer": ...}], "plot_qa": [...],
"temporal_qa": [...]}}``, a file a movie in a folder (as they keep it), or many in one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal, get_args

from moviellm import InputError
from moviellm.exporting import to_json, whole_file, write_text, written_to
from moviellm.film.formats import one_line
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from moviellm_plugin_evaluation.protocol.documents import read_documents

Kind = Literal["overview", "plot", "temporal"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class _Part(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True, validate_by_name=True)


class Pair(_Part):
    """A question and an answer: the right one in a benchmark, a model's in predictions."""

    question: Annotated[str, Field(alias="Question", min_length=1)]
    answer: Annotated[str, Field(alias="Answer")]


class Pairs(_Part):
    """The questions about one movie, by kind."""

    overview: Annotated[tuple[Pair, ...], Field(alias="overview_qa")] = ()
    plot: Annotated[tuple[Pair, ...], Field(alias="plot_qa")] = ()
    temporal: Annotated[tuple[Pair, ...], Field(alias="temporal_qa")] = ()


class Movie(_Part):
    """One movie. What a file holds beyond these fields is kept.

    Attributes:
        film: The id of a film that MovieLLM made; the authors' files have none.
    """

    movie_title: str
    film: Annotated[str, Field(min_length=1)] | None = None
    pairs: Annotated[Pairs, Field(alias="QA")]


@dataclass(frozen=True, slots=True)
class BenchmarkQuestion:
    """A question of a benchmark.

    Attributes:
        id: ``MOVIE/KIND/NUMBER``, the number from 1.
    """

    id: str
    kind: Kind
    movie_title: str
    pair: Pair


def read_movies(path: Path) -> dict[str, Movie]:
    """Read movies from a file (JSON or JSON Lines) or a folder with a file a movie.

    Returns:
        The movies in order, each by its key: its film's id, else its file's name in a folder, else
        its number from 1.

    Raises:
        InputError: Something is no movie, or two have one key; the message has the place.
        StorageError: It cannot be read.
    """
    movies: dict[str, Movie] = {}
    for number, (place, name, data) in enumerate(read_documents(path), start=1):
        try:
            movie = Movie.model_validate(data)
        except ValidationError as error:
            raise _not_a_movie(place, error) from None
        key = movie.film or name or str(number)
        if key in movies:
            raise InputError(
                f"{place} holds a second movie `{one_line(key)}`.", hint="Leave one of them out."
            )
        movies[key] = movie
    return movies


def write_movies(movies: Mapping[str, Movie], path: Path, *, overwrite: bool = False) -> None:
    """Write movies into one ``.json`` or ``.jsonl`` file, or else a file a movie into a folder.

    Args:
        movies: By their keys, which name the files of a folder.
        path: The file or folder.
        overwrite: Whether movies that stand there may be replaced.

    Raises:
        InputError: Movies stand there, and they may not be replaced.
        StorageError: It cannot be written.
    """
    one_file = path.suffix in (".json", ".jsonl")
    with written_to(path):
        there = [path] * path.exists() if one_file else sorted(path.glob("*.json"))
        if there and not overwrite:
            raise InputError(f"{there[0]} is there already.", hint="Add --overwrite to replace it.")
        (path.parent if one_file else path).mkdir(parents=True, exist_ok=True)
        rows = [_plain(movie) for movie in movies.values()]
        if path.suffix == ".jsonl":
            _write(path, "".join(f"{to_json(row, sort_keys=False)}\n" for row in rows))
        elif one_file:
            _write(path, _spread(rows))
        else:
            for key, row in zip(movies, rows, strict=True):
                _write(path / f"{key}.json", _spread(row))
            for old in there:
                if old.stem not in movies:
                    old.unlink()


def benchmark_questions(movies: Mapping[str, Movie]) -> Iterator[BenchmarkQuestion]:
    """Yield every question, by movie, then by kind."""
    for key, movie in movies.items():
        for kind in KINDS:
            pairs: tuple[Pair, ...] = getattr(movie.pairs, kind)
            for number, pair in enumerate(pairs, start=1):
                yield BenchmarkQuestion(f"{key}/{kind}/{number}", kind, movie.movie_title, pair)


def _plain(movie: Movie) -> object:
    return movie.model_dump(mode="json", by_alias=True, exclude_unset=True)


def _spread(data: object) -> str:
    return to_json(data, sort_keys=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    with whole_file(path) as draft:
        write_text(draft, text)


def _not_a_movie(place: str, error: ValidationError) -> InputError:
    first = error.errors(include_url=False)[0]
    where = ".".join(map(str, first["loc"]))
    return InputError(
        f"{place} is no movie of a benchmark{f', at `{one_line(where)}`' if where else ''}: "
        f"{first['msg'].lower()}.",
        hint='It must read {"movie_title": ..., "QA": {"overview_qa": [{"Question": ..., '
        '"Answer": ...}], "plot_qa": [], "temporal_qa": []}}.',
    )
