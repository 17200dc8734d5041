"""An extractor without a model: features from the hash of a picture, for tests and dry runs."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from moviellm_plugin_trainers.config import FeatureConfig

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class DigestFeatures:
    """Features that tell pictures apart and mean nothing: the same picture has the same ones.

    Args:
        config: The exporter's.
        shape: Tokens a picture and their width, as the trainer wants them.
    """

    def __init__(self, config: FeatureConfig, shape: tuple[int, int]) -> None:
        self.shape = shape

    def features(self, pictures: Sequence[bytes]) -> NDArray[np.float16]:
        """Return one pattern a picture, from -1 to 1."""
        import numpy as np

        tokens, width = self.shape
        out = np.empty((len(pictures), tokens, width), np.float16)
        for at, data in enumerate(pictures):
            row = hashlib.shake_256(data).digest(width)
            values = np.frombuffer(row, np.uint8).astype(np.float32) / 127.5 - 1
            out[at] = values.astype(np.float16)
        return out
