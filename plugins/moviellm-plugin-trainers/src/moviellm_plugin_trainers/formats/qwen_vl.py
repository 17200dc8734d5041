"""The finetune code of Qwen2-VL, Qwen2.5-VL and Qwen3-VL: as many ``<video>`` as videos.

Source: Qwen3-VL, ``qwen-vl-finetune/qwenvl/data/data_processor.py`` (_build_messages) and
``qwenvl/data/__init__.py`` (data_dict).
"""

from __future__ import annotations

from pathlib import Path

from moviellm.exporting import to_json, write_text

from moviellm_plugin_trainers.config import QwenVLConfig
from moviellm_plugin_trainers.files import RowFiles
from moviellm_plugin_trainers.formats.instruction_exporter import under
from moviellm_plugin_trainers.formats.llava_rows import LlavaRows
from moviellm_plugin_trainers.formats.video_exporter import VideoExporter


class QwenVLExporter(LlavaRows[QwenVLConfig], VideoExporter[QwenVLConfig]):
    """The exporter ``qwen-vl``."""

    trainer = "the finetune code of Qwen-VL"
    sign = "<video>\n"

    def __init__(self, config: QwenVLConfig) -> None:
        super().__init__(config)
        self.suffix = config.rows

    def registry(self, target: Path, files: RowFiles) -> None:
        """Write ``registry.json``: an entry of ``data_dict`` for each file of rows."""
        entries = {
            f"moviellm_{name}": {
                "annotation_path": under(self.config.root, files.file(name)),
                "data_path": self.config.root or ".",
            }
            for name in files.counts
        }
        write_text(target / "registry.json", to_json(entries, sort_keys=False, indent=2) + "\n")
