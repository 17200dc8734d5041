"""LLaVA-NeXT and LLaVA-Video: rows whose video is called ``<image>``, and a mixture of files.

Source: LLaVA-NeXT, ``llava/train/train.py`` (LazySupervisedDataset, preprocess_multimodal).
"""

from __future__ import annotations

from pathlib import Path

from moviellm.exporting import to_json, write_text

from moviellm_plugin_trainers.config import LlavaConfig
from moviellm_plugin_trainers.files import RowFiles
from moviellm_plugin_trainers.formats.instruction_exporter import under
from moviellm_plugin_trainers.formats.llava_rows import LlavaRows
from moviellm_plugin_trainers.formats.video_exporter import VideoExporter


class LlavaExporter(LlavaRows[LlavaConfig], VideoExporter[LlavaConfig]):
    """The exporter ``llava``."""

    trainer = "LLaVA-NeXT and LLaVA-Video"
    sign = "<image>\n"
    """The loader knows no ``<video>``: it would reach the model as a word."""

    def __init__(self, config: LlavaConfig) -> None:
        super().__init__(config)
        self.suffix = config.rows

    def registry(self, target: Path, files: RowFiles) -> None:
        """Write ``mixture.yaml`` over the training rows: the trainer's ``--data_path``."""
        if files.counts["train"]:
            path = under(self.config.root, files.file("train"))
            write_text(
                target / "mixture.yaml",
                f"datasets:\n  - json_path: {to_json(path)}\n"
                f"    sampling_strategy: {to_json(self.config.sampling)}\n",
            )
