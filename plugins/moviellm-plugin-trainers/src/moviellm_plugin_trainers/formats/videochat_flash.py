"""VideoChat-Flash: LLaVA's rows, and a yaml that says where the videos are and how they are read.

Source: VideoChat-Flash, ``llava-train_videochat/llava/train/train.py`` (LazySupervisedDataset) and
``llava/video_utils.py`` (read_frames_img).
"""

from __future__ import annotations

from pathlib import Path

from moviellm.exporting import to_json, write_text

from moviellm_plugin_trainers.config import VideoChatFlashConfig
from moviellm_plugin_trainers.files import RowFiles
from moviellm_plugin_trainers.formats.instruction_exporter import under
from moviellm_plugin_trainers.formats.llava_rows import LlavaRows
from moviellm_plugin_trainers.formats.video_exporter import FramesOrVideoExporter


class VideoChatFlashExporter(
    LlavaRows[VideoChatFlashConfig], FramesOrVideoExporter[VideoChatFlashConfig]
):
    """The exporter ``videochat-flash``."""

    trainer = "VideoChat-Flash"
    sign = "<image>\n"

    def __init__(self, config: VideoChatFlashConfig) -> None:
        super().__init__(config)
        self.suffix = config.rows

    def registry(self, target: Path, files: RowFiles) -> None:
        """Write ``data.yaml`` over the training rows: the trainer's ``--data_path``."""
        if files.counts["train"]:
            read = "img" if self.config.media == "frames" else "decord"
            path = under(self.config.root, files.file("train"))
            write_text(
                target / "data.yaml",
                f"datasets:\n  - json_path: {to_json(path)}\n"
                f"    sampling_strategy: all\n    data_root: {to_json(self.config.root or '.')}\n"
                f"    media_type: video\n    video_read_type: {read}\n",
            )
