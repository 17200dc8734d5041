"""Video-ChatGPT: rows whose video is a file of 356 features.

Source: Video-ChatGPT, ``video_chatgpt/train/train.py`` (LazySupervisedDataset),
``scripts/convert_instruction_json_to_training_format.py`` and
``scripts/save_spatio_temporal_clip_features.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from moviellm import Context
from moviellm.film import Film
from moviellm.film.formats import VideoClock

from moviellm_plugin_trainers.config import VideoChatGPTConfig
from moviellm_plugin_trainers.formats.feature_exporter import FeatureExporter
from moviellm_plugin_trainers.media.features import frames_a_second
from moviellm_plugin_trainers.media.pickles import write_array
from moviellm_plugin_trainers.rows.lengths import SETTINGS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Features = NDArray[np.float16]

MOST_FRAMES = 100


class VideoChatGPTExporter(FeatureExporter[VideoChatGPTConfig]):
    """The exporter ``video-chatgpt``."""

    trainer = "Video-ChatGPT"
    length = SETTINGS["video-chatgpt"]
    sign = "<video>\n"
    folder = "features"
    shape = (256, 1024)
    """Patch tokens a frame and their width: CLIP ViT-L/14 at 224 pixels."""

    def write_features(self, film: Film, path: Path, context: Context) -> None:
        """Write a film's 100 temporal and 256 spatial features."""
        seconds = frames_a_second(film, self.extractor, self.config.batch_size, context)
        pooled = pool(seconds, sampled(VideoClock(film.storyboard, 1).count))
        write_array(path, [pooled], (MOST_FRAMES + self.shape[0], self.shape[1]))


def sampled(frames: int) -> list[int]:
    """Return which of so many frames are looked at: at most 100, as the authors' get_seq_frames."""
    wanted = min(frames, MOST_FRAMES)
    size = (frames - 1) / wanted
    return [(round(size * i) + round(size * (i + 1))) // 2 for i in range(wanted)]


def pool(parts: Iterable[Features], chosen: Sequence[int]) -> Features:
    """Return the mean of each chosen frame, padded to 100, and the mean frame of all chosen.

    Args:
        parts: The features of all frames in order, in arrays of any length.
        chosen: The numbers of the frames that are looked at, rising.

    Returns:
        float16 of ``(100 + tokens, width)``.
    """
    import numpy as np

    wanted = iter(chosen)
    due = next(wanted, None)
    start, temporal, total = 0, [], None
    for part in parts:
        while due is not None and due < start + len(part):
            frame = part[due - start].astype(np.float32)
            temporal.append(frame.mean(axis=0))
            total = frame if total is None else total + frame
            due = next(wanted, None)
        start += len(part)
    assert total is not None
    missing = np.zeros((MOST_FRAMES - len(temporal), total.shape[1]), np.float32)
    stacked = np.concatenate([np.stack(temporal), missing, total / len(temporal)])
    pooled: Features = stacked.astype(np.float16)
    return pooled
