"""LLaMA-VID, stage 3: long films as features of one frame a second with the dialogue between them.

Source: LLaMA-VID, ``llamavid/train/train.py`` (LazySupervisedDataset) and
``scripts/extra_tool/extract_video_features_subtitles.py`` (load_video_input).
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from moviellm import Context
from moviellm.film import Film
from moviellm.film.formats import VideoClock

from moviellm_plugin_trainers.config import LlamaVidConfig
from moviellm_plugin_trainers.formats.feature_exporter import FeatureExporter
from moviellm_plugin_trainers.media.features import frames_a_second
from moviellm_plugin_trainers.media.pickles import write_movie
from moviellm_plugin_trainers.rows.conversations import (
    WHO_SPEAKS,
    ConversationBuilder,
    speakers,
    spoken,
)
from moviellm_plugin_trainers.rows.questions import wanted

SIGN = "<image>"


class LlamaVidExporter(FeatureExporter[LlamaVidConfig]):
    """The exporter ``llama-vid``."""

    trainer = "LLaMA-VID (stage 3)"
    sign = f"{SIGN}\n"
    folder = "story_feat"
    shape = (257, 1408)
    """Tokens a frame, the class token first, and their width: EVA-ViT-g at 224 pixels."""

    @cached_property
    def builder(self) -> ConversationBuilder:
        """Asks one question a row: the loader shows the film again for each later one.

        ``preprocess_imgsp_v1`` of the loader gives each of them an ``<image>`` without features.
        """
        return ConversationBuilder(self.config.model_copy(update={"turns": 1}), self.rate)

    def write_features(self, film: Film, path: Path, context: Context) -> None:
        """Write the features of a film, frame by frame, and its dialogue."""
        shape = (VideoClock(film.storyboard, 1).count, *self.shape)
        parts = frames_a_second(film, self.extractor, self.config.batch_size, context)
        asked = {question.kind for question in wanted(film, self.config.questions)}
        write_movie(path, parts, shape, movie_inputs(film, named=asked.isdisjoint(WHO_SPEAKS)))


def movie_inputs(film: Film, *, named: bool = True) -> str:
    """Return one ``<image>`` a second, each followed by what has been said by then.

    A line follows the last frame before its end. Three dots are written as one sign, since the
    loader drops them.

    Args:
        film: Has the dialogue.
        named: Whether lines begin with who speaks them.
    """
    clock = VideoClock(film.storyboard, 1)
    names = speakers(film) if named else {}
    said: list[list[str]] = [[] for _ in range(clock.count)]
    for cue in film.storyboard.cues:
        frames = clock.frames(cue.span)
        at = min(max(0, frames.stop - 1), clock.count - 1)
        said[at].append(spoken(cue, names).replace("...", "…"))
    return "".join(f"{SIGN}{' '.join(lines)}" for lines in said)
