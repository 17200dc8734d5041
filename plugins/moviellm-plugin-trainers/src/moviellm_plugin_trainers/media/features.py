"""Features of frames: the extractors that packages bring, and what two trainers make of theirs."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Protocol, TypeVar

from moviellm import Context, PluginError
from moviellm.film import Film
from moviellm.film.formats import VideoClock

from moviellm_plugin_trainers.config import FeatureConfig
from moviellm_plugin_trainers.media.pictures import key_pictures

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Features = NDArray[np.float16]

GROUP = "moviellm_trainers.features"
"""The entry-point group of extractors: a class that is called with the `FeatureConfig` and the
shape that the trainer wants."""
T = TypeVar("T")


class FeatureExtractor(Protocol):
    """Turns pictures into features, the same ones on every call.

    Attributes:
        shape: Tokens a picture (the class token first, where there is one) and their width.
    """

    shape: tuple[int, int]

    def features(self, pictures: Sequence[bytes]) -> Features:
        """Return the features of encoded pictures, float16 of ``(len(pictures), *shape)``."""


def find_extractor(config: FeatureConfig, shape: tuple[int, int]) -> FeatureExtractor:
    """Return the extractor of a name.

    Args:
        config: Names it.
        shape: Tokens a picture and width that the trainer wants.

    Raises:
        PluginError: No package brings it, it is broken, or makes features of another shape.
    """
    found = {entry.name: entry for entry in entry_points(group=GROUP)}
    if config.extractor not in found:
        raise PluginError(
            f"There is no extractor {config.extractor!r}.",
            hint=f"Installed are: {', '.join(sorted(found))}.",
        )
    try:
        make = found[config.extractor].load()
    except (ImportError, AttributeError) as error:
        raise PluginError(
            f"The extractor {config.extractor!r} cannot be imported: {error}.",
            hint="Install what it needs; eva-vit-g and clip-vit-l need "
            "pip install 'moviellm-plugin-trainers[features]'.",
        ) from error
    extractor: FeatureExtractor = make(config, shape)
    if tuple(extractor.shape) != shape:
        raise PluginError(
            f"The extractor {config.extractor!r} makes {_by(extractor.shape)} features a frame; "
            f"this trainer reads {_by(shape)}.",
            hint="Choose the extractor that is made for the trainer: see its how-to.",
        )
    return extractor


def frames_a_second(
    film: Film, extractor: FeatureExtractor, batch: int, context: Context
) -> Iterator[Features]:
    """Yield the features of a film's frames, one frame a second, in order.

    A key frame is looked at once and repeated while it is held.

    Raises:
        FilmError: As `key_pictures`.
    """
    import numpy as np

    clock = VideoClock(film.storyboard, 1)
    for part in batched(key_pictures(film, context), batch):
        for (frame, _), features in zip(
            part, extractor.features([data for _, data in part]), strict=True
        ):
            yield np.repeat(features[None], len(clock.frames_of(frame.id)), axis=0)


def batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield lists of at most ``size`` items (`itertools.batched` comes with Python 3.12)."""
    rest = iter(items)
    while part := list(itertools.islice(rest, size)):
        yield part


def _by(shape: Sequence[int]) -> str:
    return " x ".join(map(str, shape))
