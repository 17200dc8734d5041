"""Exporters whose rows point to features of frames."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import ClassVar, Literal, TypeVar

from moviellm import Context
from moviellm.film import Film

from moviellm_plugin_trainers.config import FeatureConfig
from moviellm_plugin_trainers.formats.instruction_exporter import Media
from moviellm_plugin_trainers.formats.llava_rows import LlavaRows
from moviellm_plugin_trainers.media.features import FeatureExtractor, find_extractor
from moviellm_plugin_trainers.rows.exchange import Exchange

F = TypeVar("F", bound=FeatureConfig)


class FeatureExporter(LlavaRows[F]):
    """An exporter of one feature file a film.

    Attributes:
        folder: Where the files go.
        shape: Tokens a frame and their width.
    """

    suffix: Literal["jsonl", "json"] = "json"
    folder: ClassVar[str]
    shape: ClassVar[tuple[int, int]]

    @abstractmethod
    def write_features(self, film: Film, path: Path, context: Context) -> None:
        """Write the features of a film; the file appears when it is whole."""

    @cached_property
    def extractor(self) -> FeatureExtractor:
        """What looks at the frames."""
        return find_extractor(self.config, self.shape)

    def pictures(self, film: Film, exchanges: Sequence[Exchange]) -> Media:
        """Return the path of the film's features."""
        return f"{self.folder}/{film.id}.pkl"

    def media(self, film: Film, target: Path, context: Context) -> None:
        """Write the film's features, unless an interrupted export has done so."""
        path = target / self.folder / f"{film.id}.pkl"
        path.parent.mkdir(exist_ok=True)
        if not path.exists():
            self.write_features(film, path, context)
