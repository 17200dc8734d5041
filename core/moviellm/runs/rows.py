"""RunRows of a run's questions, captions and key frames: plain data, pandas or Arrow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from moviellm.errors import PluginError
from moviellm.film import Caption, Film, Question

if TYPE_CHECKING:
    import pandas
    import pyarrow

QUESTION_COLUMNS = ("film", *Question.model_fields)
CAPTION_COLUMNS = ("film", *Caption.model_fields)
FRAME_COLUMNS = (
    "film", "id", "index", "scene", "shot", "start_ms", "duration_ms", "prompt", "digest",
    "format", "width", "height", "boxes",
)  # fmt: skip


class RunRows:
    """RunRows that are read when they are asked for, each time anew.

    Iterating gives mappings of plain data, one film in memory at a time.

    Attributes:
        columns: The keys of every row, in order.
    """

    def __init__(
        self, columns: Sequence[str], read: Callable[[], Iterator[dict[str, Any]]]
    ) -> None:
        self.columns = tuple(columns)
        self._read = read

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for row in self._read():
            yield {column: row.get(column) for column in self.columns}

    def to_pandas(self) -> pandas.DataFrame:
        """Return all rows as a data frame.

        Raises:
            PluginError: pandas is not installed.
        """
        frame: pandas.DataFrame = needed("pandas", "pandas").DataFrame(
            list(self), columns=list(self.columns)
        )
        return frame

    def to_arrow(self) -> pyarrow.Table:
        """Return all rows as an Arrow table.

        Raises:
            PluginError: pyarrow is not installed.
        """
        arrow, rows = needed("pyarrow", "pyarrow"), list(self)
        table: pyarrow.Table = arrow.table(
            {column: [row[column] for row in rows] for column in self.columns}
        )
        return table

    def __repr__(self) -> str:
        return f"<RunRows of {', '.join(self.columns)}>"


def needed(module: str, distribution: str) -> Any:
    """Import what only notebooks need.

    Raises:
        PluginError: It is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        if error.name and error.name.partition(".")[0] != module.partition(".")[0]:
            raise
        raise PluginError(
            f"This needs {distribution}, which is not installed.",
            hint=f"`pip install {distribution}` brings it.",
        ) from error


def question_rows(film: Film) -> Iterator[dict[str, Any]]:
    """Yield a row a question, as its JSON has it."""
    for question in film.annotations.questions:
        yield {"film": film.id, **question.model_dump(mode="json")}


def caption_rows(film: Film) -> Iterator[dict[str, Any]]:
    """Yield a row a caption, as its JSON has it."""
    for caption in film.annotations.captions:
        yield {"film": film.id, **caption.model_dump(mode="json")}


def frame_rows(film: Film) -> Iterator[dict[str, Any]]:
    """Yield a row a key frame: what it shows when, and where its picture is."""
    for shot in film.storyboard.shots:
        for frame in shot.frames:
            picture = film.footage.pictures[frame.index - 1]
            yield {
                "film": film.id,
                "scene": shot.scene,
                "shot": shot.id,
                **frame.model_dump(
                    mode="json", include={"id", "index", "start_ms", "duration_ms", "prompt"}
                ),
                **picture.model_dump(
                    mode="json", include={"digest", "format", "width", "height", "boxes"}
                ),
            }
